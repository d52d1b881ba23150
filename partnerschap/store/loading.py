"""Reading a map's state from its tables; its history is not looked at, however long it is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.application.ports import Stored
from partnerschap.domain.ids import MapId
from partnerschap.store import tables
from partnerschap.store.parts import PARTS, Part, assemble
from partnerschap.store.prepared import Question

# Made once: putting a statement together takes longer than sending it.
_OF_MAP = sa.bindparam("map_id", type_=sa.Text)
_SEQ = sa.select(tables.maps.c.seq).where(tables.maps.c.id == _OF_MAP)
_SEQ_LOCKED = _SEQ.with_for_update()
# Always in the same order: two that lock the same maps wait for each other, and never both at once.
_SEQS_LOCKED = Question(
    sqlite="SELECT id, seq FROM maps WHERE id IN (SELECT value FROM json_each({})) ORDER BY id",
    postgresql="SELECT id, seq FROM maps WHERE id IN (SELECT json_array_elements_text(CAST({} AS json)))"
    " ORDER BY id FOR UPDATE",
)
_OWN_ROW = sa.select(tables.maps).where(tables.maps.c.id == _OF_MAP)
_ROWS = {
    part.table: sa.select(part.table).where(part.table.c.map_id == _OF_MAP).order_by(part.table.c.position)
    for part in PARTS
}


def load(connection: Connection, map_id: MapId) -> Stored | None:
    """Return a map as the transaction sees it; None when there is no such map."""
    asked = {"map_id": map_id}
    found = connection.execute(_OWN_ROW, asked).one_or_none()
    if found is None:
        return None

    def rows_of(part: Part) -> Iterable[Mapping[str, Any]]:
        return [row._asdict() for row in connection.execute(_ROWS[part.table], asked)]

    row = found._asdict()
    return Stored(assemble(row, rows_of), row["seq"])


def seq_of(connection: Connection, map_id: MapId, *, lock: bool = False) -> int | None:
    """Return the sequence number of a map, and hold its lock until the transaction ends if asked to."""
    found = connection.execute(_SEQ_LOCKED if lock else _SEQ, {"map_id": map_id})
    return found.scalar_one_or_none()


def seqs_of(connection: Connection, map_ids: Sequence[MapId]) -> dict[MapId, int]:
    """Return the sequence numbers of these maps, and hold their locks until the transaction ends."""
    return dict(_SEQS_LOCKED.ask(connection, map_ids))
