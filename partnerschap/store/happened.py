"""Reading the journal of one map, line by line."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from partnerschap.domain.ids import MapId
from partnerschap.domain.timeline import Happened
from partnerschap.store import tables
from partnerschap.store.engine import Database
from partnerschap.store.journal import read


class SqlJournal:
    """The port `Journal` on an engine, for any thread."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def lines(self, map_id: MapId, *, after: int, without: Collection[str]) -> Iterator[Happened]:
        """Yield the lines beyond a number, in order, those of some acts left out; raises Busy."""
        with self._database.reading() as connection:
            yield from journal_lines(connection, map_id, after=after, without=without)


def journal_lines(
    connection: Connection, map_id: MapId, *, after: int = -1, without: Collection[str] = ()
) -> Iterator[Happened]:
    """Yield lines of a journal; one of which the words were erased has no events."""
    line = tables.journal
    wanted = (
        sa.select(line.c.seq, line.c.at, line.c.events)
        .where(line.c.map_id == map_id, line.c.seq > after, line.c.act.not_in(without))
        .order_by(line.c.seq)
    )
    for seq, at, events in connection.execute(wanted):
        yield Happened(seq, at, None if events is None else tuple(map(read, events)))
