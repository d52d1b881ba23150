"""Maps on disk: state and journal in one transaction, under the map's lock, numbered without gaps."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from partnerschap.application.ports import Operation, Stored
from partnerschap.domain.events import Began
from partnerschap.domain.ids import MapId
from partnerschap.domain.model import PartnershipMap
from partnerschap.store import journal, tables, work
from partnerschap.store.changes import new_map
from partnerschap.store.engine import Database
from partnerschap.store.loading import load, seq_of, seqs_of
from partnerschap.store.recent import Recent
from partnerschap.store.work import SqlMapWork, storable

BEGIN = "begin"
"""The act of the journal's first line, number 0, which no operation made."""
WRITTEN_ANEW = 32_000_000
"""Bytes of a file of SQLite that is written anew at once when somebody is erased: it takes up to a second."""


class SqlMaps:
    """The port `Maps` on an engine, for any thread; of the maps in use, `recent` are kept in memory."""

    def __init__(self, engine: Engine, *, recent: int = 200) -> None:
        self._database = Database(engine)
        self._recent = Recent(recent)
        self._erased_lies_there = True  # for all we know: an earlier run may have ended too soon

    def create(self, state: PartnershipMap, at: datetime) -> bool:
        """Store a new map with sequence number 0; False when its id is taken. Raises Busy."""
        line = {"map_id": state.id, "seq": 0, "operation": None, "person": None, "hand": None, "act": BEGIN}
        events = journal.content([Began(state)])
        try:
            with self._database.writing() as connection:
                new_map(connection, state, {"seq": 0, "created_at": at, "touched_at": at})
                connection.execute(sa.insert(tables.journal), {**line, "at": at, "events": events})
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
    def work_on_all(self, operations: Sequence[Operation]) -> Iterator[Mapping[MapId, SqlMapWork]]:
        """Lock the maps of these operations in one transaction; maps that are not there are left out.

        Raises Busy, and then nothing of the block has happened. Only when the connection breaks during the
        commit itself can nobody know; the same operation sent again then gets the outcome it had.
        """
        fit = [each for each in operations if storable(each.map)]
        with self._working(
            sorted({each.map for each in fit}), [(each.map, each.person, each.id) for each in fit]
        ) as works:
            yield works

    @contextmanager
    def work_on(self, map_id: MapId) -> Iterator[SqlMapWork | None]:
        """Lock one map as above; None when there is no such map."""
        with self._working([map_id] if storable(map_id) else [], []) as works:
            yield works.get(map_id)

    @contextmanager
    def _working(
        self, map_ids: Sequence[MapId], keys: Sequence[work.Key]
    ) -> Iterator[Mapping[MapId, SqlMapWork]]:
        if not map_ids:
            yield {}
            return
        with self._database.writing() as connection:
            works = self._locked(connection, map_ids, keys)
            yield works
            work.finish(connection, works.values())
        for each in works.values():
            self._recent.put(each.stored)
        if any(each.forgets_before is not None for each in works.values()):
            self._erased_lies_there = True
            self.beat()

    def beat(self) -> None:
        """Let what was erased be nowhere on the disk, as soon as nobody reads what was; never fails."""
        if self._erased_lies_there and self._database.overwrite(at_most=WRITTEN_ANEW):
            self._erased_lies_there = False

    def _locked(
        self, connection: Connection, map_ids: Sequence[MapId], keys: Sequence[work.Key]
    ) -> dict[MapId, SqlMapWork]:
        numbers = seqs_of(connection, map_ids)
        # Only under the lock: the same operation may be under way on another connection.
        known = work.earlier(connection, keys)
        works: dict[MapId, SqlMapWork] = {}
        for map_id in map_ids:
            stored = self._current(connection, map_id, numbers.get(map_id))
            if stored is not None:
                works[map_id] = SqlMapWork(connection, stored, known)
        return works

    def _current(self, connection: Connection, map_id: MapId, seq: int | None) -> Stored | None:
        if seq is None:
            self._recent.forget(map_id)
            return None
        return self._recent.get(map_id, seq) or load(connection, map_id)
