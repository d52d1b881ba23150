"""A room in memory, so that whole dialogues are played on the real application and domain in a moment."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from partnerschap.application.ports import Operation, Outcome, Stored
from partnerschap.application.submit import Request, Submit
from partnerschap.domain import commands as cmd
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import Actor
from partnerschap.domain.decide import decide
from partnerschap.domain.events import Began, Event
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import OUTSIDE
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Kind, Language, Names, Progress, Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.projection import Audience, personal, shared
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.timeline import Happened
from partnerschap.play.errors import DoorError
from partnerschap.play.player import Player
from partnerschap.play.reading import parse_script
from partnerschap.play.received import plain, words_in
from partnerschap.play.script import MapInfo, Person
from partnerschap.play.table import Answer, Contract, Message, View

DIALOGUES = Path(__file__).parents[3] / "partnerschap" / "play" / "dialogues"
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)


class Work:
    def __init__(self, maps: "InMemoryMaps") -> None:
        self.maps = maps
        self.before = self.stored = maps.stored

    def earlier(self, person: str, operation: str) -> tuple[str, Outcome] | None:
        return self.maps.outcomes.get((person, operation))

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        self.stored = self.maps.stored = Stored(after, self.stored.seq + 1)
        line = Happened(self.stored.seq, operation.at, tuple(events))
        self.maps.journal.append((operation.act, line))
        outcome = Outcome(self.maps.stored.seq)
        self.maps.outcomes[operation.person, operation.id] = (operation.digest, outcome)
        return self.maps.stored

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        outcome = Outcome(self.stored.seq, refusal)
        self.maps.outcomes[operation.person, operation.id] = (operation.digest, outcome)


class InMemoryMaps:
    stored: Stored

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], tuple[str, Outcome]] = {}
        self.journal: list[tuple[str, Happened]] = []

    @contextmanager
    def work_on_all(self, operations: Sequence[Operation]) -> Iterator[dict[str, Work]]:
        mine = self.stored.state.id
        yield {mine: Work(self)} if any(each.map == mine for each in operations) else {}


class SlowClock:
    """Every look at this clock is a second later."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 19, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class InMemoryDevice:
    def __init__(self, room: "InMemoryRoom", person: str | None, audience: Audience | None = None) -> None:
        self.room = room
        self.person = person
        self.audience = audience
        self.connected = False
        self.view: View = {}
        self.received: set[str] = set()

    def has_received(self, text: str) -> bool:
        return any(plain(text) in each for each in self.received)

    def join(self, person: Person, code: str) -> Answer:
        assert code == self.room.code
        join = joining(person)
        outcome = self.room.submit.carry_out(self.room.state.id, str(uuid4()), join, Actor(join.id))
        if outcome.refusal:
            return Answer(outcome.seq, outcome.refusal.code.value)
        self.person = join.id
        return Answer(outcome.seq)

    def join_again(self, message: Message) -> Answer:
        return self.act(message)

    def act(self, message: Message) -> Answer:
        if message.get("do") == self.room.crash_at:
            raise DoorError("de server zegt 500")
        sender = self.person or str(uuid4())
        outcome = self.room.submit(Request(self.room.state.id, sender, message))
        if outcome.refusal is not None:
            return Answer(outcome.seq, outcome.refusal.code.value, " ".join(outcome.refusal.about))
        return Answer(outcome.seq)

    def ask_outside(self, message: Message) -> Answer:
        said = (Progress(message["says"]), message.get("text", ""), message.get("name", ""))
        command = cmd.AnswerRequest(message["op"], message["entry"], *said)
        outcome = self.room.submit.carry_out(self.room.state.id, message["op"], command, Actor(OUTSIDE))
        return Answer(outcome.seq, outcome.refusal.code.value if outcome.refusal else "")

    def connect(self) -> None:
        self.connected = True
        self.look()

    def disconnect(self) -> None:
        self.connected = False

    def look(self) -> None:
        if not self.connected:
            return
        view = self.fresh_view()
        if not view:
            self.connected = False
            return
        news = {key: value for key, value in view.items() if self.view.get(key) != value}
        self.received.update(words_in(news))
        self.view = view

    def fresh_view(self) -> View:
        return self.room.view(self.person, self.audience)

    def show_writing(self, step: str, prompt: str) -> None:
        self.room.writing.append((step, prompt))


class InMemoryRoom:
    """The application on a store in memory; `crash_at` is a kind of act at which the server breaks."""

    code = "K7M4PX2Q"

    def __init__(self, crash_at: str = "") -> None:
        self.maps = InMemoryMaps()
        self.submit = Submit(self.maps, self, SlowClock())
        self.devices: list[InMemoryDevice] = []
        self.crash_at = crash_at
        self.writing: list[tuple[str, str]] = []

    @property
    def state(self) -> PartnershipMap:
        return self.maps.stored.state

    def begin(self, info: MapInfo, facilitator: Person) -> InMemoryDevice:
        command = Begin(
            id=str(uuid4()),
            title=info.title,
            subject=info.subject,
            situation=info.situation,
            kind=Kind(info.kind),
            form=Form(info.form),
            language=Language(info.language),
            names=Names(info.names),
        )
        state = begin(command, standard())
        assert not isinstance(state, Refusal), state
        join = joining(facilitator, facilitator=True)
        seated = decide(state, join, Actor(join.id), datetime.now(UTC))
        assert not isinstance(seated, Refusal), seated
        self.maps.stored = Stored(evolve_all(state, seated), 0)
        first = Happened(0, datetime.now(UTC), (Began(self.state),))
        self.maps.journal.append(("begin", first))
        return self._device(join.id, connected=True)

    def open_wall(self) -> InMemoryDevice:
        return self._device(None, Audience.PROJECTOR, connected=True)

    def new_device(self, _person: Person) -> InMemoryDevice:
        return self._device(None)

    def settle(self, seq: int) -> None:
        assert self.maps.stored.seq >= seq

    def changed(self, _before: Stored, _after: Stored) -> None:
        for device in self.devices:
            device.look()

    def view(self, person: str | None, audience: Audience | None) -> View:
        if audience is not None:
            return {**shared(self.state, audience, standard()), "join": {"code": self.code}}
        someone = self.state.people.get(person)
        if someone is None or not someone.at_table:
            return {}
        table = Audience.FACILITATOR if someone.facilitator else Audience.TABLE
        return {**shared(self.state, table, standard()), **personal(self.state, person)}

    def contract(self, version: int) -> Contract | None:
        found = {v.version: (v.frozen, v.signatures) for v in self.state.concluded}
        if self.state.frozen:
            found[self.state.version] = (self.state.frozen, self.state.signatures)
        if version not in found:
            return None
        frozen, signatures = found[version]
        answers = {p: "signed" if s.signed else "declined" for p, s in signatures.items()}
        return Contract(printed(frozen.content), frozen.content, answers)

    def contract_pdf(self, version: int) -> bytes | None:
        return b"%PDF" if self.contract(version) else None

    def close(self) -> None:
        for device in self.devices:
            device.disconnect()

    def _device(
        self, person: str | None, audience: Audience | None = None, *, connected: bool = False
    ) -> InMemoryDevice:
        device = InMemoryDevice(self, person, audience)
        self.devices.append(device)
        if connected:
            device.connect()
        return device


def joining(person: Person, *, facilitator: bool = False) -> cmd.Join:
    return cmd.Join(
        id=str(uuid4()),
        name=person.name,
        called=person.called,
        side=Side(person.side) if person.side else None,
        role=person.role,
        organisation=person.organisation,
        facilitator=facilitator,
        takes_part=bool(person.side) or not person.facilitator,
    )


def printed(content: Mapping[str, Any]) -> str:
    """A contract on one roll of paper: every text in it, dates in words."""

    def lines(value: Any) -> Iterator[str]:
        if isinstance(value, Mapping):
            for key, part in value.items():
                yield from ["Hier schuurt het"] if key == "differences" and part else []
                yield from [_in_words(part)] if key in {"review_on", "due"} and part else lines(part)
        elif isinstance(value, list | tuple):
            for part in value:
                yield from lines(part)
        elif isinstance(value, str):
            yield value

    return "\n".join(lines(content))


def _in_words(day: str) -> str:
    year, month, date = map(int, day.split("-"))
    return f"{date} {MONTHS[month - 1]} {year}"


TABLE = """
[map]
title = "De tuin"
subject = "de tuin"
kind = "partnership"
form = "long"
language = "nl"
names = "first"
[[people]]
key = "ann"
name = "Ann"
facilitator = true
[[people]]
key = "bo"
name = "Bo Boer"
side = "informal"
[[people]]
key = "cas"
name = "Cas"
side = "formal"
[[people]]
key = "dirk"
name = "Dirk"
side = "informal"
device = false
"""


@pytest.fixture
def table() -> str:
    """A partnership of a facilitator, two partners with a phone and one without."""
    return TABLE


@pytest.fixture
def play():
    """Play acts at that table; returns the player."""

    def run(acts: str, *, head: str = TABLE, crash_at: str = "") -> Player:
        player = Player(parse_script(head + acts, "proef.toml"), InMemoryRoom(crash_at))
        player.play()
        return player

    return run


@pytest.fixture
def room() -> InMemoryRoom:
    return InMemoryRoom()


@pytest.fixture
def dialogues() -> list[Path]:
    return sorted(DIALOGUES.glob("*.toml"))
