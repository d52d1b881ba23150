"""Maps under their locks in one transaction: judged one by one, written together with few statements."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.application.ports import Erasure, Operation, Outcome, Stored
from partnerschap.domain.events import Began, Event
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.store import erasing, journal, tables
from partnerschap.store.changes import changes, insert_into, write
from partnerschap.store.prepared import Question, run_all

Key = tuple[MapId, ParticipantId, OperationId]
"""What names an operation: two people may send the same id."""
Row = dict[str, Any]
Known = dict[Key, tuple[str, Outcome] | None]
"""The digest and outcome of operations that were asked about; None for one that is new."""

_EARLIER = Question(
    sqlite="SELECT o.map_id, o.person, o.id, o.digest, o.seq, o.refusal"
    " FROM json_each({}) AS k JOIN operations AS o ON o.map_id = json_extract(k.value, '$[0]')"
    " AND o.person = json_extract(k.value, '$[1]') AND o.id = json_extract(k.value, '$[2]')",
    postgresql="SELECT o.map_id, o.person, o.id, o.digest, o.seq, CAST(o.refusal AS text)"
    " FROM json_array_elements(CAST({} AS json)) AS k JOIN operations AS o"
    " ON o.map_id = k->>0 AND o.person = k->>1 AND o.id = k->>2",
)
_TOUCH = (
    sa.update(tables.maps)
    .where(tables.maps.c.id == sa.bindparam("key_id", type_=sa.Text))
    .values(seq=sa.bindparam("seq"), touched_at=sa.bindparam("touched_at"))
)


class SqlMapWork:
    """The port `MapWork`; `stored` is the map as the transaction will leave it.

    Nothing is written before `finish`: what follows one another on one map is one change of its rows.
    """

    def __init__(self, connection: Connection, stored: Stored, known: Known) -> None:
        self._connection = connection
        self._known = known
        self.before = stored
        self.stored = stored
        self.touched: Row | None = None
        self.lines: list[Row] = []
        self.outcomes: list[Row] = []
        self.forgets_before: int | None = None
        self.erasures: list[Erasure] = []

    def earlier(self, person: ParticipantId, operation: OperationId) -> tuple[str, Outcome] | None:
        """Return the digest and outcome of an operation that this person sent before, if any."""
        key = (self.stored.state.id, person, operation)
        if key not in self._known:
            self._known.update(earlier(self._connection, [key]))
        return self._known.get(key)

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        """Keep state, journal line and outcome to be written; returns what will be stored."""
        seq = self.stored.seq + 1
        self._remember(operation, Outcome(seq))
        self.touched = {"key_id": after.id, "seq": seq, "touched_at": operation.at}
        self.lines.append(
            {
                "map_id": after.id,
                "seq": seq,
                "operation": operation.id,
                "person": operation.person,
                "hand": operation.hand,
                "act": operation.act,
                "at": operation.at,
                "events": journal.content(events),
            }
        )
        self.stored = Stored(after, seq)
        return self.stored

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        """Remember that the operation was refused, so that its repeat gets the same answer."""
        self._remember(operation, Outcome(self.stored.seq, refusal))

    def begin_anew(self, operation: Operation, after: PartnershipMap) -> Stored:
        """Accept an operation that takes words out of the past as well: earlier lines keep no content.

        The numbering stays whole; the journal tells the state from this line on.
        """
        stored = self.accept(operation, [Began(after)], after)
        self.forgets_before = stored.seq
        return stored

    def erase(self, operation: Operation, person: ParticipantId, after: PartnershipMap) -> Stored:
        """Accept that somebody was erased: nothing of before stays in the journal, nor a door of theirs."""
        self.erasures.append(Erasure(after.id, operation.at, person))
        return self.begin_anew(operation, after)

    def _remember(self, operation: Operation, outcome: Outcome) -> None:
        if not storable(operation.id):
            raise ValueError("an operation's id holds what no database keeps")
        map_id = self.stored.state.id
        self._known[map_id, operation.person, operation.id] = (operation.digest, outcome)
        self.outcomes.append(
            {
                "map_id": map_id,
                "person": operation.person,
                "id": operation.id,
                "digest": operation.digest,
                "seq": outcome.seq,
                "refusal": outcome.refusal,
                "at": operation.at,
            }
        )


def finish(connection: Connection, works: Iterable[SqlMapWork]) -> None:
    """Write what was decided on these maps: one statement for each table and kind of change."""
    worked = [work for work in works if work.outcomes]
    for work in worked:
        for erasure in work.erasures:
            erasing.write(connection, erasure)
    run_all(connection, insert_into(tables.operations), [row for work in worked for row in work.outcomes])
    moved = [work for work in worked if work.touched]
    if not moved:
        return
    write(
        connection,
        [
            change
            for work in moved
            for change in changes(work.before.state, work.stored.state, work.stored.seq)
        ],
    )
    run_all(connection, _TOUCH, [work.touched for work in moved if work.touched])
    run_all(connection, insert_into(tables.journal), [line for work in moved for line in work.lines])
    line = tables.journal.c
    for work in moved:
        if work.forgets_before is not None:
            earlier_ones = (line.map_id == work.stored.state.id) & (line.seq < work.forgets_before)
            connection.execute(sa.update(tables.journal).where(earlier_ones).values(events=None))


def earlier(connection: Connection, keys: Iterable[Key]) -> Known:
    """Return what is known of these operations."""
    found: Known = dict.fromkeys(keys)
    asked = [key for key in found if storable(key[2])]
    for map_id, person, known, digest, seq, refusal in _EARLIER.ask(connection, asked) if asked else ():
        why = None if refusal is None else msgspec.json.decode(refusal, type=Refusal)
        found[map_id, person, known] = (digest, Outcome(seq, why))
    return found


def storable(text: str) -> bool:
    """Tell whether a text can stand in a database: neither NUL nor half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
