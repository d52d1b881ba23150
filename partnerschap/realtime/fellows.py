"""Everyone who looks at a map, also those whose connection another worker holds."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from partnerschap.application.ports import Stored
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.realtime.broadcast import Broadcaster
from partnerschap.realtime.presence import Said


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one worker tells the others about a map: ids and numbers, never words.

    `who` is a participant or the hash of a device, as the kind of message needs it.
    """

    worker: str
    kind: str
    map: MapId
    seq: int = -1
    who: str = ""
    presence: Said | None = None


class Relay(Protocol):
    """What carries messages between workers."""

    def say(self, message: Message) -> None:
        """Tell the others, soon; never waits."""
        ...

    def start(self, heard: Callable[[Message], None], missed: Callable[[], None]) -> None:
        """Begin to say and to hear; `missed` is called whenever something may have been said unheard."""
        ...


class Fellows:
    """The port `Viewers` over several workers: tells those who are here, and lets the others tell theirs.

    Each worker shows what the database says, so that a message which is lost or late costs time and nothing
    else: the next beat reads the map, its seats and its door, and shows the same.
    """

    def __init__(self, here: Broadcaster, relay: Relay, worker: str) -> None:
        self._here = here
        self._relay = relay
        self._worker = worker

    def start(self) -> None:
        """Begin to hear the others."""
        self._relay.start(self._heard, self._here.beat)

    def changed(self, before: Stored, after: Stored) -> None:
        """Tell everyone who looks at this map what changed for them, after it was committed."""
        self._here.changed(before, after)
        self._relay.say(Message(self._worker, "changed", after.state.id, seq=after.seq))

    def dismiss(self, map_id: MapId, person: ParticipantId) -> None:
        """End the connections of somebody whose devices lost their seat."""
        self._here.dismiss(map_id, person)
        self._relay.say(Message(self._worker, "dismiss", map_id, who=person))

    def dismiss_device(self, map_id: MapId, device: str) -> None:
        """End the connections of a device that gave up its seat, or got another."""
        self._here.dismiss_device(map_id, device)
        self._relay.say(Message(self._worker, "dismiss_device", map_id, who=device))

    def dismiss_walls(self, map_id: MapId) -> None:
        """End the walls that were opened by a link which works no more."""
        self._here.dismiss_walls(map_id)
        self._relay.say(Message(self._worker, "dismiss_walls", map_id))

    def wall_changed(self, map_id: MapId) -> None:
        """Tell the walls and the facilitators of a map that its join code or its being open changed."""
        self._here.wall_changed(map_id)
        self._relay.say(Message(self._worker, "wall", map_id))

    def tick(self) -> None:
        """Tell who is there and who is writing, where that changed."""
        for map_id, said in self._here.tick().items():
            self._relay.say(Message(self._worker, "presence", map_id, presence=said))

    def beat(self) -> None:
        """Send every connection the sequence number that it should have."""
        self._here.beat()

    def _heard(self, message: Message) -> None:
        if message.worker == self._worker:
            return
        match message.kind:
            case "changed":
                self._here.refresh(message.map, message.seq)
            case "dismiss":
                self._here.dismiss(message.map, ParticipantId(message.who))
            case "dismiss_device":
                self._here.dismiss_device(message.map, message.who)
            case "dismiss_walls":
                self._here.dismiss_walls(message.map)
            case "wall":
                self._here.wall_changed(message.map)
            case "presence" if message.presence is not None:
                self._here.hear(message.map, message.worker, message.presence)
