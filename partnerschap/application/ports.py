"""What the application asks of the outside: a clock, chance, a store, and somebody to tell."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from partnerschap.domain.events import Event
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.record import Traces
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.timeline import Happened


class Busy(Exception):  # noqa: N818 - the store is busy; it is no error of anybody
    """The store cannot take this now; nothing was changed and trying again is safe."""


class Clock(Protocol):
    """The present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Chance(Protocol):
    """What nobody can guess."""

    def secret(self) -> str:
        """Return 256 bits that nobody can guess, in URL-safe characters."""
        ...

    def code(self) -> str:
        """Return a new join code out of `codes.ALPHABET`."""
        ...

    def id(self) -> str:
        """Return a random UUID (version 4), so that an id tells nothing of when or by whom."""
        ...


class Stored(NamedTuple):
    """A map as it is on disk: its state after `seq` accepted operations."""

    state: PartnershipMap
    seq: int


class Outcome(NamedTuple):
    """What came of an operation; the `seq` of a refusal is where the map stood."""

    seq: int
    refusal: Refusal | None = None


class Operation(NamedTuple):
    """One operation, as the journal keeps it; `digest` recognises the same content again."""

    id: OperationId
    map: MapId
    person: ParticipantId
    hand: ParticipantId | None
    act: str
    digest: str
    at: datetime


class MapWork(Protocol):
    """One map under its lock, inside one transaction; `before` is the map as it was when that began."""

    before: Stored
    stored: Stored

    def earlier(self, person: ParticipantId, operation: OperationId) -> tuple[str, Outcome] | None:
        """Return the digest and outcome of an operation that this person sent before, if any."""
        ...

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        """Keep the state, the journal line and the outcome for the commit; returns what will be stored."""
        ...

    def erase(self, operation: Operation, person: ParticipantId, after: PartnershipMap) -> Stored:
        """Accept that somebody was erased: nothing of before stays in the journal, nor a door of theirs."""
        ...

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        """Remember that the operation was refused, so that its repeat gets the same answer."""
        ...


class Maps(Protocol):
    """All maps of this installation."""

    def create(self, state: PartnershipMap, at: datetime) -> bool:
        """Store a new map with sequence number 0; False when its id is in use, and then nothing changed."""
        ...

    def read(self, map_id: MapId) -> Stored | None:
        """Return a map as it stands, without locking it."""
        ...

    def work_on_all(self, operations: Sequence[Operation]) -> AbstractContextManager[Mapping[MapId, MapWork]]:
        """Lock the maps of these operations in one transaction, which is committed at the end of the block.

        A map that is not there is left out. Raises Busy when a lock or the disk is not to be had in time.
        """
        ...


class Journal(Protocol):
    """What happened to each map, line by line."""

    def lines(self, map_id: MapId, *, after: int, without: Collection[str]) -> Iterator[Happened]:
        """Yield the lines beyond a number, in order, those of some acts left out; to be read to its end.

        Raises Busy.
        """
        ...


@dataclass(frozen=True, slots=True)
class Aged:
    """A map with what its term depends on: when it was changed last, and the months that its group chose."""

    map: MapId
    touched: datetime
    keep_months: int | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What must stay erased, also after a backup: a whole map, or one person on it."""

    map: MapId
    at: datetime
    person: ParticipantId | None = None


class Keeping(Protocol):
    """How long maps are kept, and the ledger of what was erased: ids and moments, no names and no words."""

    def touched(self, map_id: MapId) -> datetime | None:
        """Return when a map was changed last."""
        ...

    def traces(self, map_id: MapId, person: ParticipantId) -> Traces:
        """Return what is kept of somebody beside the state of the map."""
        ...

    def untouched_since(self, moment: datetime) -> Sequence[Aged]:
        """Return the maps that nobody changed since then, the oldest first."""
        ...

    def delete(self, map_id: MapId, at: datetime, is_due: Callable[[Aged], bool]) -> bool:
        """Delete a map with all that belongs to it, if it is still due under its lock; raises Busy."""
        ...

    def erased(self) -> Sequence[Erasure]:
        """Return the whole ledger."""
        ...

    def was_deleted(self, map_id: MapId) -> bool:
        """Tell whether this was a map here, which was deleted."""
        ...

    def forget_erased_before(self, moment: datetime) -> None:
        """Drop what the ledger holds from before a moment: no backup is so old."""
        ...


class ContractFiles(Protocol):
    """The sealed contracts of this installation, kept as they were made."""

    def read(self, map_id: MapId, version: int) -> bytes | None:
        """Return the file of a version, once it was made."""
        ...

    def keep(self, map_id: MapId, version: int, file: bytes, at: datetime) -> bytes:
        """Keep the file of a version and return what is kept: that of who was first, where two made one."""
        ...

    def knows(self, file: bytes) -> bool:
        """Tell whether this file, byte for byte, is one of those that are kept."""
        ...


class NotSent(Exception):  # noqa: N818 - the mail was not taken; it is no error of anybody
    """A mail did not go out; a word says why, and holds no address."""


class Mailer(Protocol):
    """Somebody who takes one mail to one address, and keeps neither."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Send a mail; raises NotSent when it was not taken, and then nothing went out."""
        ...


class Viewers(Protocol):
    """Whoever has a map on screen."""

    def changed(self, before: Stored, after: Stored) -> None:
        """Tell everyone who looks at this map what changed for them, after it was committed."""
        ...

    def dismiss(self, map_id: MapId, person: ParticipantId) -> None:
        """End the connections of somebody whose devices lost their seat."""
        ...

    def dismiss_device(self, map_id: MapId, device: str) -> None:
        """End the connections of a device, known by its hash, that gave up its seat or got another."""
        ...

    def dismiss_walls(self, map_id: MapId) -> None:
        """End the walls that were opened by a link which works no more."""
        ...

    def wall_changed(self, map_id: MapId) -> None:
        """Tell the walls and the facilitators of a map that its join code or its being open changed."""
        ...


class SeatKind(StrEnum):
    """What a seat is for."""

    PARTICIPANT = "participant"
    PROJECTOR = "projector"


@dataclass(frozen=True, slots=True)
class Seat:
    """What a device may do on a map: act as a participant, or only show the wall (`person` is None)."""

    map: MapId
    kind: SeatKind
    person: ParticipantId | None = None


class PassKind(StrEnum):
    """What a pass opens."""

    CALENDAR = "calendar"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Pass:
    """A secret link that opens one thing and gives no seat: somebody's calendar, or the answer to a request.

    `about` is that person, or the request.
    """

    map: MapId
    kind: PassKind
    about: str


@dataclass(frozen=True, slots=True)
class Code:
    """The spoken join code of a map; only an open one lets anybody in."""

    code: str
    map: MapId
    open: bool


class Doors(Protocol):
    """Seats of devices, secret links and join codes. Secrets arrive and are kept as hashes only."""

    def seat_of(self, device_hash: str, map_id: MapId) -> Seat | None:
        """Return what this device may do on this map."""
        ...

    def seats_of(self, device_hash: str) -> Sequence[Seat]:
        """Return every map on which this device has a seat, latest first."""
        ...

    def seats_on(self, map_id: MapId) -> Mapping[str, Seat]:
        """Return what each device may do on a map, by its hash."""
        ...

    def give_seat(self, device_hash: str, seat: Seat, at: datetime) -> None:
        """Let a device in; a seat it already had on that map is replaced."""
        ...

    def take_seats(self, map_id: MapId, person: ParticipantId) -> None:
        """Take away every seat, link and calendar of a participant."""
        ...

    def give_up_seat(self, device_hash: str, map_id: MapId) -> None:
        """Let one device forget a map."""
        ...

    def take_walls(self, map_id: MapId) -> None:
        """Take away every seat and link of a wall."""
        ...

    def give_link(self, link_hash: str, seat: Seat, at: datetime) -> None:
        """Store a secret link that stands for this seat; it replaces the earlier link for the same seat."""
        ...

    def link(self, link_hash: str) -> Seat | None:
        """Return the seat that a secret link stands for, unless it was replaced or taken away."""
        ...

    def give_pass(self, pass_hash: str, given: Pass, at: datetime) -> None:
        """Store a pass; it replaces the earlier one that opens the same."""
        ...

    def pass_of(self, pass_hash: str) -> Pass | None:
        """Return what a pass opens, unless it was replaced or taken away."""
        ...

    def passes_on(self, map_id: MapId) -> Mapping[Pass, datetime]:
        """Return every pass of a map, and when it was made."""
        ...

    def take_pass(self, given: Pass) -> None:
        """Take a pass away, if there is one."""
        ...

    def give_code(self, code: Code, at: datetime) -> bool:
        """Store a new code for a map and revoke the earlier one; False when the code is in use elsewhere."""
        ...

    def set_code_open(self, map_id: MapId, *, is_open: bool) -> None:
        """Open or close the joining of a map."""
        ...

    def code_of(self, map_id: MapId) -> Code | None:
        """Return the present code of a map."""
        ...

    def find_code(self, code: str) -> Code | None:
        """Return the code if it exists and is not revoked."""
        ...
