"""In-memory parts that keep the promises of `application.ports`; for tests that need no database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from partnerschap.application.codes import ALPHABET, LENGTH
from partnerschap.application.ports import (
    Aged,
    Busy,
    Code,
    Erasure,
    Operation,
    Outcome,
    Pass,
    PassKind,
    Seat,
    SeatKind,
    Stored,
)
from partnerschap.domain.events import Began, Event
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.record import Traces
from partnerschap.domain.refusals import Refusal


class FakeClock:
    """A clock that a test moves by hand."""

    def __init__(self, at: datetime = datetime(2027, 1, 14, 19, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, **length: float) -> None:
        self.at += timedelta(**length)


class FakeChance:
    """Chance that gives the same row every time."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def secret(self) -> str:
        return f"secret-{next(self._numbers):060d}"

    def code(self) -> str:
        number = next(self._numbers)
        digits = [ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH)]
        return "".join(digits)

    def id(self) -> str:
        return f"00000000-0000-4000-8000-{next(self._numbers):012d}"


@dataclass
class FakeWork:
    """One map under its lock."""

    before: Stored
    outcomes: dict[tuple[ParticipantId, OperationId], tuple[str, Outcome]]
    journal: list[tuple[Operation, Sequence[Event]]]

    def __post_init__(self) -> None:
        self.stored = self.before

    def earlier(self, person: ParticipantId, operation: OperationId) -> tuple[str, Outcome] | None:
        return self.outcomes.get((person, operation))

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        self.stored = Stored(after, self.stored.seq + 1)
        self.journal.append((operation, events))
        self.outcomes[operation.person, operation.id] = (operation.digest, Outcome(self.stored.seq))
        return self.stored

    def erase(self, operation: Operation, person: ParticipantId, after: PartnershipMap) -> Stored:
        assert person in after.people
        self.journal.clear()
        return self.accept(operation, [Began(after)], after)

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        outcome = Outcome(self.stored.seq, refusal)
        self.outcomes[operation.person, operation.id] = (operation.digest, outcome)


@dataclass
class FakeMaps:
    """Maps in a dictionary; `busy` makes the store refuse work."""

    stored: dict[MapId, Stored] = field(default_factory=dict)
    outcomes: dict[tuple[ParticipantId, OperationId], tuple[str, Outcome]] = field(default_factory=dict)
    journal: list[tuple[Operation, Sequence[Event]]] = field(default_factory=list)
    busy: bool = False

    def create(self, state: PartnershipMap, at: datetime) -> bool:
        assert at.tzinfo is not None
        return self.stored.setdefault(state.id, new := Stored(state, 0)) is new

    def read(self, map_id: MapId) -> Stored | None:
        return self.stored.get(map_id)

    @contextmanager
    def work_on_all(self, operations: Sequence[Operation]) -> Iterator[dict[MapId, FakeWork]]:
        if self.busy:
            raise Busy
        asked = {each.map for each in operations} & self.stored.keys()
        works = {each: FakeWork(self.stored[each], self.outcomes, self.journal) for each in asked}
        yield works
        for map_id, work in works.items():
            self.stored[map_id] = work.stored


@dataclass
class FakeViewers:
    """Remembers what the viewers were told."""

    told: list[tuple[int, int]] = field(default_factory=list)
    dismissed: list[ParticipantId] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    ended_walls: list[MapId] = field(default_factory=list)
    walls: list[MapId] = field(default_factory=list)

    def changed(self, before: Stored, after: Stored) -> None:
        self.told.append((before.seq, after.seq))

    def dismiss(self, map_id: MapId, person: ParticipantId) -> None:
        assert map_id
        self.dismissed.append(person)

    def dismiss_device(self, map_id: MapId, device: str) -> None:
        assert map_id
        self.devices.append(device)

    def dismiss_walls(self, map_id: MapId) -> None:
        self.ended_walls.append(map_id)

    def wall_changed(self, map_id: MapId) -> None:
        self.walls.append(map_id)


@dataclass
class FakeDoors:
    """Seats, links and codes in dictionaries."""

    seats: dict[tuple[str, MapId], Seat] = field(default_factory=dict)
    links: dict[str, Seat] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    passes: dict[str, tuple[Pass, datetime]] = field(default_factory=dict)

    def seat_of(self, device_hash: str, map_id: MapId) -> Seat | None:
        return self.seats.get((device_hash, map_id))

    def seats_of(self, device_hash: str) -> Sequence[Seat]:
        return [seat for (device, _), seat in reversed(self.seats.items()) if device == device_hash]

    def seats_on(self, map_id: MapId) -> Mapping[str, Seat]:
        return {device: seat for (device, on), seat in self.seats.items() if on == map_id}

    def give_seat(self, device_hash: str, seat: Seat, at: datetime) -> None:
        assert at.tzinfo is not None
        self.seats[device_hash, seat.map] = seat

    def take_seats(self, map_id: MapId, person: ParticipantId) -> None:
        self.seats = {k: s for k, s in self.seats.items() if (s.map, s.person) != (map_id, person)}
        self.links = {k: s for k, s in self.links.items() if (s.map, s.person) != (map_id, person)}
        self.take_pass(Pass(map_id, PassKind.CALENDAR, person))

    def give_up_seat(self, device_hash: str, map_id: MapId) -> None:
        self.seats.pop((device_hash, map_id), None)

    def take_walls(self, map_id: MapId) -> None:
        wall = (map_id, SeatKind.PROJECTOR)
        self.seats = {k: s for k, s in self.seats.items() if (s.map, s.kind) != wall}
        self.links = {k: s for k, s in self.links.items() if (s.map, s.kind) != wall}

    def give_link(self, link_hash: str, seat: Seat, at: datetime) -> None:
        assert at.tzinfo is not None
        self.links = {k: s for k, s in self.links.items() if s != seat}
        self.links[link_hash] = seat

    def link(self, link_hash: str) -> Seat | None:
        return self.links.get(link_hash)

    def give_pass(self, pass_hash: str, given: Pass, at: datetime) -> None:
        self.take_pass(given)
        self.passes[pass_hash] = (given, at)

    def pass_of(self, pass_hash: str) -> Pass | None:
        found = self.passes.get(pass_hash)
        return found[0] if found else None

    def passes_on(self, map_id: MapId) -> Mapping[Pass, datetime]:
        return dict(each for each in self.passes.values() if each[0].map == map_id)

    def take_pass(self, given: Pass) -> None:
        self.passes = {k: each for k, each in self.passes.items() if each[0] != given}

    def give_code(self, code: Code, at: datetime) -> bool:
        assert at.tzinfo is not None
        if code.code in self.given:
            return False
        self.given.add(code.code)
        self.codes = {k: c for k, c in self.codes.items() if c.map != code.map}
        self.codes[code.code] = code
        return True

    def set_code_open(self, map_id: MapId, *, is_open: bool) -> None:
        self.codes = {k: replace(c, open=is_open) if c.map == map_id else c for k, c in self.codes.items()}

    def code_of(self, map_id: MapId) -> Code | None:
        return next((c for c in self.codes.values() if c.map == map_id), None)

    def find_code(self, code: str) -> Code | None:
        return self.codes.get(code)


@dataclass
class FakeKeeping:
    """Maps as their terms see them, and a ledger; deleting a map of `busy` waits for another time."""

    maps: dict[MapId, Aged] = field(default_factory=dict)
    ledger: list[Erasure] = field(default_factory=list)
    busy: set[MapId] = field(default_factory=set)
    left: dict[ParticipantId, Traces] = field(default_factory=dict)

    def touched(self, map_id: MapId) -> datetime | None:
        found = self.maps.get(map_id)
        return None if found is None else found.touched

    def traces(self, map_id: MapId, person: ParticipantId) -> Traces:
        assert map_id
        return self.left.get(person, Traces())

    def untouched_since(self, moment: datetime) -> Sequence[Aged]:
        return sorted((m for m in self.maps.values() if m.touched < moment), key=lambda m: m.touched)

    def delete(self, map_id: MapId, at: datetime, is_due: Callable[[Aged], bool]) -> bool:
        if map_id in self.busy:
            raise Busy
        if map_id not in self.maps or not is_due(self.maps[map_id]):
            return False
        del self.maps[map_id]
        self.ledger.append(Erasure(map_id, at))
        return True

    def erased(self) -> Sequence[Erasure]:
        return self.ledger

    def was_deleted(self, map_id: MapId) -> bool:
        return any((each.map, each.person) == (map_id, None) for each in self.ledger)

    def forget_erased_before(self, moment: datetime) -> None:
        self.ledger = [each for each in self.ledger if each.at >= moment]
