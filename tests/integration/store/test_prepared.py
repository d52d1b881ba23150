"""Statements that are compiled once store what SQLAlchemy would, to the character."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine

from partnerschap.domain.ids import MapId
from partnerschap.store import tables
from partnerschap.store.changes import changes, insert_into
from partnerschap.store.prepared import run_all
from partnerschap.store.shapes import row_of
from tests.integration.store.room import MAP, begun
from tests.integration.store.states import states
from tests.integration.store.test_round_trip import FEWER, NOW

_numbers = count(1)


def stored(connection: Connection, table: sa.Table, map_id: str) -> list[sa.Row[tuple[str, ...]]]:
    """The rows of a map as text, without its id."""
    columns = [sa.cast(column, sa.Text) for column in table.c if column.name != "map_id"]
    found = sa.select(*columns).where(table.c.map_id == map_id).order_by(table.c.position)
    return list(connection.execute(found))


@FEWER
@given(data=st.data())
def test_a_row_is_stored_as_sqlalchemy_stores_it(engine: Engine, data: st.DataObject) -> None:
    ours, theirs = (MapId(f"{name}{next(_numbers)}") for name in ("ours", "theirs"))
    state = data.draw(states(ours))
    with engine.connect() as connection:  # without a commit
        for each in (state, replace(state, id=theirs)):
            times = {"seq": 0, "created_at": NOW, "touched_at": NOW}
            connection.execute(sa.insert(tables.maps), {**row_of(each, tables.maps), **times})
        for change in changes(None, state, 0):
            run_all(connection, insert_into(change.table), change.inserts)
            copies = [{**row, "map_id": theirs} for row in change.inserts]
            connection.execute(sa.insert(change.table), copies)

            assert stored(connection, change.table, ours) == stored(connection, change.table, theirs)


def test_a_moment_of_any_zone_is_stored_in_utc(engine: Engine) -> None:
    half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))  # there are two of it
    moments = [half_past_two, half_past_two.replace(fold=1)]
    line = {"operation": None, "person": None, "hand": None, "act": "act"}
    with engine.connect() as connection:
        times = {"seq": 0, "created_at": NOW, "touched_at": NOW}
        connection.execute(sa.insert(tables.maps), {**row_of(begun(), tables.maps), **times})
        lines = [{**line, "map_id": MAP, "seq": seq, "at": at} for seq, at in enumerate(moments)]
        run_all(connection, insert_into(tables.journal), lines)
        found = connection.scalars(sa.select(tables.journal.c.at).order_by(tables.journal.c.seq)).all()

    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert found == [first, first + timedelta(hours=1)]


def test_a_moment_without_a_zone_is_not_stored(engine: Engine) -> None:
    naive = NOW.replace(tzinfo=None)
    with engine.connect() as connection, pytest.raises(ValueError, match="time zone"):
        run_all(
            connection,
            insert_into(tables.erasures),
            [{"map_id": MAP, "person": "ada", "at": NOW}, {"map_id": MAP, "person": "ben", "at": naive}],
        )
