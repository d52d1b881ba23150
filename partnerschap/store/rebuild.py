"""The check on the tables: a map's state made again out of its journal, and what the tables say otherwise."""

from collections.abc import Mapping
from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from partnerschap.domain.events import Began
from partnerschap.domain.evolve import evolve
from partnerschap.domain.ids import MapId
from partnerschap.domain.model import PartnershipMap
from partnerschap.store import tables
from partnerschap.store.engine import Database
from partnerschap.store.happened import journal_lines
from partnerschap.store.loading import load


class BrokenJournalError(Exception):
    """The journal of a map cannot be replayed; the message names the map and the line, and no content."""


def rebuild(engine: Engine, map_id: MapId) -> PartnershipMap:
    """Return a map as its journal tells it; raises BrokenJournalError, also for an unknown map, and Busy."""
    with Database(engine).reading() as connection:
        return _replayed(connection, map_id)


def compare(engine: Engine, map_id: MapId) -> list[str]:
    """Return the fields in which tables and journal differ, in words for a log; none is as it should be.

    Raises LookupError when there is no such map, and Busy.
    """
    with Database(engine).reading() as connection:
        stored = load(connection, map_id)
        if stored is None:
            raise LookupError(map_id)
        try:
            told = _replayed(connection, map_id)
        except BrokenJournalError as problem:
            return [str(problem)]
        numbers = _numbers(connection, map_id)
    gapless = numbers == list(range(stored.seq + 1))
    differing = [name for name in _fields() if not _same(getattr(stored.state, name), getattr(told, name))]
    return differing if gapless else ["seq", *differing]


def every_map(engine: Engine) -> list[MapId]:
    """Return the ids of all maps, for those who check them one by one."""
    with Database(engine).reading() as connection:
        return [MapId(each) for each in connection.scalars(sa.select(tables.maps.c.id))]


def _replayed(connection: Connection, map_id: MapId) -> PartnershipMap:
    state: PartnershipMap | None = None
    for line in journal_lines(connection, map_id):
        if line.events is None:
            state = None  # erased; a later line begins anew
            continue
        for event in line.events:
            if isinstance(event, Began):
                state = event.map
            elif state is None:
                raise BrokenJournalError(f"The journal of {map_id} lacks what came before line {line.seq}.")
            else:
                state = evolve(state, event)
    if state is None:
        raise BrokenJournalError(f"The journal of {map_id} has no line to begin with.")
    return state


def _numbers(connection: Connection, map_id: MapId) -> list[int]:
    table = tables.journal
    return list(
        connection.scalars(sa.select(table.c.seq).where(table.c.map_id == map_id).order_by(table.c.seq))
    )


def _fields() -> list[str]:
    return [each.name for each in fields(PartnershipMap)]


def _same(one: object, other: object) -> bool:
    """Tell whether two fields are equal, the order of their parts included: it is what people see."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one == other and list(one) == list(other)
    return one == other
