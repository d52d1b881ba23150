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

# Accepted ones stand in the journal, others in a table of their own. SQLite keeps the order of a CROSS JOIN.
_EARLIER = Question(
    sqlite="WITH k (map_id, person, id) AS (SELECT json_extract(value, '$[0]'),"
    " json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each({}))"
    " SELECT k.*, j.digest, j.seq, NULL FROM k CROSS JOIN journal AS j"
    " ON j.map_id = k.map_id AND j.operation = k.id AND j.person = k.person AND j.digest IS NOT NULL"
    " UNION ALL SELECT k.*, r.digest, r.seq, r.refusal FROM k CROSS JOIN refused AS r"
    " ON r.map_id = k.map_id AND r.person = k.person AND r.id = k.id",
    postgresql="WITH k (map_id, person, id) AS (SELECT a->>0, a->>1, a->>2"
    " FROM json_array_elements(CAST({} AS json)) AS a)"
    " SELECT k.*, j.digest, j.seq, NULL FROM k JOIN journal AS j"
    " ON j.map_id = k.map_id AND j.operation = k.id AND j.person = k.person AND j.digest IS NOT NULL"
    " UNION ALL SELECT k.*, r.digest, r.seq, CAST(r.refusal AS text) FROM k JOIN refused AS r"
    " ON r.map_id = k.map_id AND r.person = k.person AND r.id = k.id",
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
        self.refused: list[Row] = []
        self.forgets_before: int | None = None
        self.erasures: list[Erasure] = []

    def earlier(self, person: ParticipantId, operation: OperationId) -> tuple[str, Outcome] | None:
        """Return the digest and outcome of an operation that this person sent before, if any."""
        key = (self.stored.state.id, person, operation)
        if key not in self._known:
            self._known.update(earlier(self._connection, [key]))
        return self._known.get(key)

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        """Keep state and journal line to be written; returns what will be stored."""
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
                "digest": operation.digest,
            }
        )
        self.stored = Stored(after, seq)
        return self.stored

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        """Remember that the operation was refused, so that its repeat gets the same answer."""
        self._remember(operation, Outcome(self.stored.seq, refusal))
        self.refused.append(
            {
                "map_id": self.stored.state.id,
                "person": operation.person,
                "id": operation.id,
                "digest": operation.digest,
                "seq": self.stored.seq,
                "refusal": refusal,
                "at": operation.at,
            }
        )

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
        self._known[self.stored.state.id, operation.person, operation.id] = (operation.digest, outcome)


def finish(connection: Connection, works: Iterable[SqlMapWork]) -> None:
    """Write what was decided on these maps: one statement for each table and kind of change."""
    every = list(works)
    for work in every:
        for erasure in work.erasures:
            erasing.write(connection, erasure)
    run_all(connection, insert_into(tables.refused), [row for work in every for row in work.refused])
    moved = [work for work in every if work.touched]
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
