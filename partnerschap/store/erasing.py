"""What goes with a person besides their words: doors and outcomes of acts. The ledger keeps that it went."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.application.ports import Erasure, PassKind
from partnerschap.store.ledger import note
from partnerschap.store.tables import journal, links, passes, refused, seats


def write(connection: Connection, erasure: Erasure) -> None:
    """Take away a person's seats, links, calendar and the fingerprints of their acts; note the erasure."""
    for table in (seats, links, refused):
        theirs = (table.c.map_id == erasure.map) & (table.c.person == erasure.person)
        connection.execute(sa.delete(table).where(theirs))
    their_acts = (journal.c.map_id == erasure.map) & (journal.c.person == erasure.person)
    connection.execute(sa.update(journal).where(their_acts).values(digest=None))
    about = (passes.c.map_id == erasure.map) & (passes.c.about == erasure.person)
    connection.execute(sa.delete(passes).where(about, passes.c.kind == PassKind.CALENDAR.value))
    note(connection, erasure)
