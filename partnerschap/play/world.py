"""All that a performance of a script keeps at hand: the room, the devices, and what has been made so far."""

from collections.abc import Iterator, Mapping
from typing import Any

from partnerschap.play.memory import Stances
from partnerschap.play.script import Act, Person, Script
from partnerschap.play.table import Device, Room, View
from partnerschap.play.wire import Names


class World:
    """The map that a script is played on, with a device for everyone who has one, and the wall."""

    def __init__(self, script: Script, room: Room) -> None:
        self.script = script
        self.room = room
        self.names = Names(script)
        self.stances = Stances(script)
        starter = script.starter
        self.devices: dict[str, Device] = {starter.key: room.begin(script.map, starter)}
        self.wall: Device = room.open_wall()
        for person in script.people:
            if person.device and person.key != starter.key:
                self.devices[person.key] = room.new_device(person)
        self.been: set[str] = set()
        """Who was seated at least once."""

    def seated(self, person: Person) -> None:
        """Remember that somebody with a device was let in, by the id that their own view gives."""
        self.been.add(person.key)
        self.names.seat(person.key, self.devices[person.key].view["me"]["id"])

    def connected(self) -> Iterator[tuple[str, Device]]:
        """Yield everyone whose connection is open, by key, and the wall as 'projector'."""
        for key, device in self.devices.items():
            if device.connected:
                yield key, device
        yield "projector", self.wall

    def gate_of(self, step: str) -> Mapping[str, Any]:
        """Return the gate behind a step."""
        gate: Mapping[str, Any] = self.wall.view[f"gate/{self.gate_key(step)}"]
        return gate

    def gate_key(self, step: str) -> str:
        """Return the key of the gate behind a step: the first step of its group."""
        key: str = self.wall.view[f"step/{step}"]["group"][0]
        return key

    def wording(self, step: str) -> str:
        """Return the fingerprint of a step's present wording."""
        wording: str = self.wall.view[f"step/{step}"]["wording"]
        return wording

    def key_of(self, person_id: str) -> str:
        """Return whose id this is; the id itself when it is nobody's of the script."""
        return next((key for key, its_id in self.names.people().items() if its_id == person_id), person_id)

    def view_for(self, act: Act) -> View:
        """Return what is on the screen of the device that an act is done on."""
        return self.devices[act.on_device_of].view
