"""The ledger of what was erased: ids and moments, so that a backup from before cannot bring it back."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.application.ports import Erasure
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.store.tables import erasures

A_MAP = ""
"""What stands in the ledger in the place of a person when a whole map was deleted."""


def ledger(connection: Connection) -> list[Erasure]:
    """Return the whole ledger of a database, the oldest first."""
    rows = connection.execute(sa.select(erasures).order_by(erasures.c.at, erasures.c.map_id))
    return [
        Erasure(MapId(row.map_id), row.at, ParticipantId(row.person) if row.person != A_MAP else None)
        for row in rows
    ]


def note(connection: Connection, erasure: Erasure) -> None:
    """Put a line into the ledger; one that is there keeps its moment."""
    row = {"map_id": erasure.map, "person": erasure.person or A_MAP}
    known = sa.select(erasures.c.at).where(
        erasures.c.map_id == row["map_id"], erasures.c.person == row["person"]
    )
    if connection.execute(known).first() is None:
        connection.execute(sa.insert(erasures), {**row, "at": erasure.at})
