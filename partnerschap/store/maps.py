"""Maps on disk: state and journal in one transaction, under the map's lock, numbered without gaps."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from partnerschap.application.ports import Operation, Outcome, Stored
from partnerschap.domain.events import Began, Event
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.store import journal, tables
from partnerschap.store.changes import changes, new_map, write
from partnerschap.store.engine import Database
from partnerschap.store.loading import load, seq_of
from partnerschap.store.recent import Recent

BEGIN = "begin"
"""The act of the journal's first line, number 0, which no operation made."""

_DONE = tables.operations.c
# Made once: putting a statement together takes longer than sending it.
_EARLIER = sa.select(_DONE.digest, _DONE.seq, _DONE.refusal).where(
    *(
        column == sa.bindparam(column.name, type_=column.type)
        for column in (_DONE.map_id, _DONE.person, _DONE.id)
    )
)
_TOUCH = sa.update(tables.maps).where(tables.maps.c.id == sa.bindparam("map_id", type_=sa.Text))


class SqlMaps:
    """The port `Maps` on an engine, for any thread; of the maps in use, `recent` are kept in memory."""

    def __init__(self, engine: Engine, *, recent: int = 200) -> None:
        self._database = Database(engine)
        self._recent = Recent(recent)

    def create(self, state: PartnershipMap, at: datetime) -> bool:
        """Store a new map with sequence number 0; False when its id is taken. Raises Busy."""
        try:
            with self._database.writing() as connection:
                new_map(connection, state, {"seq": 0, "created_at": at, "touched_at": at})
                line = {"map_id": state.id, "seq": 0, "operation": None, "person": None, "hand": None}
                _journal(connection, {**line, "act": BEGIN, "at": at}, [Began(state)])
        except IntegrityError:
            return False
        self._recent.put(Stored(state, 0))
        return True

    def read(self, map_id: MapId) -> Stored | None:
        """Return a map as it stands, without locking it; raises Busy."""
        if not storable(map_id):
            return None
        with self._database.reading() as connection:
            stored = self._current(connection, map_id, seq_of(connection, map_id))
        if stored is not None:
            self._recent.put(stored)
        return stored

    @contextmanager
    def work_on(self, map_id: MapId) -> Iterator["SqlMapWork | None"]:
        """Lock a map and open a transaction; raises Busy, and then nothing of the block has happened.

        Only when the connection breaks during the commit itself can nobody know; the same operation sent
        again then gets the outcome it had.
        """
        if not storable(map_id):
            yield None
            return
        with self._database.writing() as connection:
            stored = self._current(connection, map_id, seq_of(connection, map_id, lock=True))
            work = SqlMapWork(connection, stored) if stored is not None else None
            yield work
        if work is not None:
            self._recent.put(work.stored)

    def _current(self, connection: Connection, map_id: MapId, seq: int | None) -> Stored | None:
        if seq is None:
            self._recent.forget(map_id)
            return None
        return self._recent.get(map_id, seq) or load(connection, map_id)


class SqlMapWork:
    """The port `MapWork`: one map in one transaction; `stored` is the map as the transaction leaves it."""

    def __init__(self, connection: Connection, stored: Stored) -> None:
        self._connection = connection
        self.stored = stored

    def earlier(self, person: ParticipantId, operation: OperationId) -> tuple[str, Outcome] | None:
        """Return the digest and outcome of an operation that this person sent before, if any."""
        if not storable(operation):
            return None
        key = {"map_id": self.stored.state.id, "person": person, "id": operation}
        row = self._connection.execute(_EARLIER, key).one_or_none()
        if row is None:
            return None
        refusal = None if row.refusal is None else msgspec.convert(row.refusal, Refusal)
        return row.digest, Outcome(row.seq, refusal)

    def accept(self, operation: Operation, events: Sequence[Event], after: PartnershipMap) -> Stored:
        """Write state, journal line and outcome, all of it or nothing; returns what is stored now."""
        before, seq = self.stored.state, self.stored.seq + 1
        self._remember(operation, seq, None)
        write(self._connection, changes(before, after, seq))
        self._connection.execute(_TOUCH, {"map_id": before.id, "seq": seq, "touched_at": operation.at})
        line = {
            "map_id": before.id,
            "seq": seq,
            "operation": operation.id,
            "person": operation.person,
            "hand": operation.hand,
            "act": operation.act,
            "at": operation.at,
        }
        _journal(self._connection, line, events)
        self.stored = Stored(after, seq)
        return self.stored

    def refuse(self, operation: Operation, refusal: Refusal) -> None:
        """Remember that the operation was refused, so that its repeat gets the same answer."""
        self._remember(operation, self.stored.seq, refusal)

    def begin_anew(self, operation: Operation, after: PartnershipMap) -> Stored:
        """Accept an operation that takes words out of the past as well: earlier lines keep no content.

        The numbering stays whole; the journal tells the state from this line on.
        """
        stored = self.accept(operation, [Began(after)], after)
        content = tables.journal_content
        self._connection.execute(
            sa.delete(content).where(content.c.map_id == after.id, content.c.seq < stored.seq)
        )
        return stored

    def _remember(self, operation: Operation, seq: int, refusal: Refusal | None) -> None:
        if not storable(operation.id):
            raise ValueError("an operation's id holds what no database keeps")
        outcome = {
            "map_id": self.stored.state.id,
            "person": operation.person,
            "id": operation.id,
            "digest": operation.digest,
            "seq": seq,
            "refusal": msgspec.to_builtins(refusal),
            "at": operation.at,
        }
        self._connection.execute(sa.insert(tables.operations), outcome)


def storable(text: str) -> bool:
    """Tell whether a text can stand in a database: neither NUL nor half a character."""
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _journal(connection: Connection, line: dict[str, object], events: Sequence[Event]) -> None:
    connection.execute(sa.insert(tables.journal), line)
    content = {"events": [journal.written(event) for event in events]}
    connection.execute(
        sa.insert(tables.journal_content), {"map_id": line["map_id"], "seq": line["seq"], **content}
    )
