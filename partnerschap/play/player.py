"""Carries out a script, act by act, each on the device of the person whose act it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from partnerschap.play.errors import DoorError, PlayError
from partnerschap.play.expect import Expectations
from partnerschap.play.grammar import CODES
from partnerschap.play.memory import Chosen
from partnerschap.play.script import Act, Person, Script
from partnerschap.play.table import Answer, Device, Message, Room
from partnerschap.play.wire import join_act, wire_act
from partnerschap.play.world import World

T = TypeVar("T")
_EITHER: Mapping[str, frozenset[str]] = {
    "freeze": frozenset({"duplicate", "frozen"}),
    "seal": frozenset({"duplicate", "sealed"}),
}
"""Codes that both fit an act done twice; the rules name either, so either will do."""


class Pace(Protocol):
    """What happens around each act when people look on."""

    def before(self, act: Act, device: Device | None) -> None:
        """Wait as long as somebody would, and let it be seen that they write."""
        ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """An act done without network: what its device will send, once it can."""

    act: Act
    send: Callable[[], Answer]
    message: Message


class Player:
    """Plays a script in a room; raises PlayError at the first thing that is not as the script says."""

    def __init__(self, script: Script, room: Room, pace: Pace | None = None) -> None:
        self._script = script
        self._room = room
        self._pace = pace
        self._kept: dict[str, list[_Kept]] = {}
        """Acts that wait, of everyone whose device is without network."""
        self.world = self._in_words(script.map.line, lambda: World(script, room))
        self._expectations = Expectations(self.world)
        self._waiting_for_role: list[Person] = []
        """Facilitators who came in while nobody could give them the role."""

    def play(self, until: str = "") -> int:
        """Carry out the acts, up to the first of kind `until`; returns how many were carried out."""
        self._take_seats()
        for count, act in enumerate(self._script.acts):
            if act.do == until:
                return count
            self._in_words(act.line, lambda act=act: self._do(act))  # type: ignore[misc]
        return len(self._script.acts)

    def _in_words(self, line: int, step: Callable[[], T]) -> T:
        try:
            return step()
        except DoorError as problem:
            raise PlayError(self._script.file, line, str(problem)) from problem

    def _take_seats(self) -> None:
        """Seat everyone who does not join later; who has no device is seated by somebody who has."""
        self.world.seated(self._script.starter)
        now = [person for person in self._script.people if not person.joins_later]
        for person in sorted(now, key=lambda person: not person.device):
            if person.key not in self.world.been:
                self._in_words(person.line, lambda person=person: self._seat(person))  # type: ignore[misc]

    def _seat(self, person: Person) -> None:
        answer = self._join(person, self._helper_of(person))
        if not answer.accepted:
            raise DoorError(f"{person.key} kan niet meedoen: {_in_words(answer)}")
        self._arrived(person, answer)

    def _helper_of(self, person: Person) -> str:
        """Return who lends a device: whoever does so in the script and is there, else the facilitator."""
        hands = (act.hand for act in self._script.acts if act.by == person.key and act.hand)
        return next((hand for hand in hands if hand in self.world.been), self._script.starter.key)

    def _do(self, act: Act) -> None:
        if self._pace is not None:
            self._pace.before(act, self.world.devices.get(act.on_device_of))
        match act.do:
            case "expect":
                self._expect(act)
            case "offline":
                self._kept.setdefault(act.by, [])
                self.world.devices[act.by].disconnect()
            case "online":
                self._go_on_line(act.by)
            case "join":
                person = self._script.person(act.by)
                self._send(_Kept(act, lambda: self._join(person, act.hand), {}))
            case _:
                message = wire_act(act, self.world.names, self.world.view_for(act), self._script)
                device = self.world.devices[act.on_device_of]
                by = device.ask_outside if act.do == "answer_from_outside" else device.act
                self._send(_Kept(act, lambda: by(message), message))

    def _expect(self, act: Act) -> None:
        problem = self._expectations.problem(act.fields)
        if problem:
            self._fail(act, problem)

    def _go_on_line(self, key: str) -> None:
        kept = self._kept.pop(key, [])
        self.world.devices[key].connect()
        self._hand_over()
        for each in kept:
            self._carry_out(each)

    def _send(self, what: _Kept) -> None:
        waiting = self._kept.get(what.act.on_device_of)
        if waiting is not None:
            waiting.append(what)
        else:
            self._carry_out(what)

    def _carry_out(self, what: _Kept) -> None:
        act = what.act
        try:
            answer = what.send()
            self._judge(act, answer)
            if answer.accepted:
                self._room.settle(answer.seq)
                self._remember(act, what.message, answer)
            self._hand_over()
        except DoorError as problem:
            raise PlayError(self._script.file, act.line, f"{_told(act)}: {problem}") from problem

    def _judge(self, act: Act, answer: Answer) -> None:
        if not answer.accepted and answer.code not in CODES:
            raise DoorError(f"geen antwoord van de regels: {_in_words(answer)}")
        if act.refused is None and not answer.accepted:
            self._fail(act, f"{_told(act)} wordt geweigerd: {_in_words(answer)}")
        if act.refused is not None and answer.accepted:
            self._fail(act, f"{_told(act)} wordt aangenomen, en moest geweigerd worden")
        fits = {answer.code, act.refused} <= _EITHER.get(act.do, frozenset())
        if act.refused and answer.code != act.refused and not fits:
            self._fail(act, f"{_told(act)} wordt geweigerd met {answer.code}, en niet met {act.refused}")

    def _remember(self, act: Act, message: Message, answer: Answer) -> None:
        match act.do:
            case "join":
                self._arrived(self._script.person(act.by), answer)
            case "stance":
                gate = self.world.gate_key(act.fields["step"])
                kind = act.fields["stance"]
                chosen = Chosen(message["id"], act.by, kind, message["wording"], act.hand)
                self.world.stances.take(gate, chosen, message["op"])
            case "reply":
                self.world.stances.reply(message["to"], act.by, message["op"])
            case "undo":
                self.world.stances.take_back(message["of"])
            case "reopen":
                self.world.stances.forget()

    def _join(self, person: Person, hand: str) -> Answer:
        """Seat somebody: by the door the first time, later on the device that is known, or by a hand."""
        message = join_act(person, self.world.names.person(person.key))
        if not person.device:
            return self.world.devices[hand].act(message)
        device = self.world.devices[person.key]
        if person.key in self.world.been:
            return device.join_again(message)
        return device.join(person, self.world.wall.view["join"]["code"])

    def _arrived(self, person: Person, answer: Answer) -> None:
        first_time = person.key not in self.world.been
        self.world.been.add(person.key)
        if person.device:
            self.world.devices[person.key].connect()
            self.world.seated(person)
        self._room.settle(answer.seq)
        if first_time and person.facilitator:
            self._waiting_for_role.append(person)
        self._hand_over()

    def _hand_over(self) -> None:
        """A second facilitator is given the role by one who holds it, as soon as one is there."""
        for person in tuple(self._waiting_for_role):
            connected = dict(self.world.connected())
            giver = next((d for d in connected.values() if d.view.get("me", {}).get("facilitator")), None)
            if giver is not None and person.key in connected:
                self._waiting_for_role.remove(person)
                self._hand_over_to(person, giver)

    def _hand_over_to(self, person: Person, giver: Device) -> None:
        op = self.world.names.make("")
        message = {"do": "hand_over", "op": op, "person": self.world.names.person(person.key), "gives": True}
        answer = giver.act(message)
        if not answer.accepted:
            raise DoorError(f"{person.key} wordt geen begeleider: {_in_words(answer)}")
        self._room.settle(answer.seq)

    def _fail(self, act: Act, why: str) -> None:
        raise PlayError(self._script.file, act.line, why)


def _told(act: Act) -> str:
    where = f" ({act.fields['step']})" if "step" in act.fields else ""
    return f"{act.by}: {act.do}{where}"


def _in_words(answer: Answer) -> str:
    return f"{answer.code} — {answer.message}" if answer.message else answer.code
