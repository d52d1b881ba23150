"""What goes with a person besides their words: doors and outcomes of acts. The ledger keeps that it went."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.application.ports import Erasure
from partnerschap.store.ledger import note
from partnerschap.store.tables import links, operations, seats


def write(connection: Connection, erasure: Erasure) -> None:
    """Take away a person's seats, links and the fingerprints of their acts; note that they were erased."""
    for table in (seats, links, operations):
        theirs = (table.c.map_id == erasure.map) & (table.c.person == erasure.person)
        connection.execute(sa.delete(table).where(theirs))
    note(connection, erasure)
