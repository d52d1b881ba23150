"""How long maps are kept: when they were changed last, deleting them, and the ledger of what went."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from partnerschap.application.ports import Aged, Erasure, PassKind
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.record import Line, Traces
from partnerschap.store.engine import Database
from partnerschap.store.journal import read
from partnerschap.store.ledger import A_MAP, ledger, note
from partnerschap.store.tables import erasures, journal, links, maps, passes, seats
from partnerschap.store.work import storable

_AGED = sa.select(maps.c.id, maps.c.touched_at, maps.c.keep_months)


class SqlKeeping:
    """The port `Keeping` on an engine, for any thread; every method may raise Busy."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def touched(self, map_id: MapId) -> datetime | None:
        """Return when a map was changed last."""
        with self._database.reading() as connection:
            asked = sa.select(maps.c.touched_at).where(maps.c.id == map_id)
            found: datetime | None = connection.execute(asked).scalar_one_or_none()
            return found

    def traces(self, map_id: MapId, person: ParticipantId) -> Traces:
        """Return what is kept of somebody beside the state of the map."""
        theirs = (
            sa.select(journal.c.seq, journal.c.act, journal.c.at, journal.c.events)
            .where(journal.c.map_id == map_id, journal.c.person == person)
            .order_by(journal.c.seq)
        )
        with self._database.reading() as connection:
            return Traces(
                tuple(
                    Line(row.seq, row.act, row.at, tuple(map(read, row.events or ())))
                    for row in connection.execute(theirs)
                ),
                _moments(connection, seats, map_id, person),
                (*_moments(connection, links, map_id, person), *_calendar(connection, map_id, person)),
            )

    def untouched_since(self, moment: datetime) -> Sequence[Aged]:
        """Return the maps that nobody changed since then, the oldest first."""
        with self._database.reading() as connection:
            wanted = _AGED.where(maps.c.touched_at < moment).order_by(maps.c.touched_at)
            return [_aged(row) for row in connection.execute(wanted)]

    def delete(self, map_id: MapId, at: datetime, is_due: Callable[[Aged], bool]) -> bool:
        """Delete a map with all that belongs to it, if it is still due under its lock."""
        with self._database.writing() as connection:
            row = connection.execute(_AGED.where(maps.c.id == map_id).with_for_update()).one_or_none()
            if row is None or not is_due(_aged(row)):
                return False
            connection.execute(sa.delete(maps).where(maps.c.id == map_id))
            note(connection, Erasure(map_id, at))
            return True

    def erased(self) -> Sequence[Erasure]:
        """Return the whole ledger, the oldest first."""
        with self._database.reading() as connection:
            return ledger(connection)

    def was_deleted(self, map_id: MapId) -> bool:
        """Tell whether this was a map here, which was deleted."""
        if not storable(map_id):
            return False
        asked = sa.select(erasures.c.at).where(erasures.c.map_id == map_id, erasures.c.person == A_MAP)
        with self._database.reading() as connection:
            return connection.execute(asked).first() is not None

    def forget_erased_before(self, moment: datetime) -> None:
        """Drop what the ledger holds from before a moment."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(erasures).where(erasures.c.at < moment))


def _moments(
    connection: Connection, table: sa.Table, map_id: MapId, person: ParticipantId
) -> tuple[datetime, ...]:
    theirs = sa.select(table.c.at).where(table.c.map_id == map_id, table.c.person == person)
    return tuple(connection.scalars(theirs.order_by(table.c.at)))


def _calendar(connection: Connection, map_id: MapId, person: ParticipantId) -> tuple[datetime, ...]:
    """A calendar has a link of its own."""
    theirs = sa.select(passes.c.at).where(passes.c.map_id == map_id, passes.c.about == person)
    return tuple(connection.scalars(theirs.where(passes.c.kind == PassKind.CALENDAR.value)))


def _aged(row: Any) -> Aged:
    return Aged(MapId(row.id), row.touched_at, row.keep_months)
