"""The journal is read line by line: beyond a number, without some acts, and when words were erased."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.application.timelines import Timelines
from partnerschap.domain.ids import MapId
from partnerschap.store import tables
from partnerschap.store.happened import SqlJournal
from partnerschap.store.maps import SqlMaps
from tests.fakes import FakeClock
from tests.integration.store.room import MAP, Device, create, rows


def numbers(
    journal: SqlJournal, map_id: MapId = MAP, after: int = -1, without: tuple[str, ...] = ()
) -> list[int]:
    return [line.seq for line in journal.lines(map_id, after=after, without=without)]


def test_lines_come_in_order_beyond_a_number_and_without_the_acts_that_are_left_out(engine: Engine) -> None:
    maps, journal = SqlMaps(engine), SqlJournal(engine)
    create(maps)
    create(maps, MapId("elsewhere"))
    device = Device(maps)
    device.park("een bus huren")
    device.act("pause", paused=True)
    device.act("pause", paused=False)

    assert numbers(journal) == [0, 1, 2, 3]
    assert numbers(journal, after=1) == [2, 3]
    assert numbers(journal, without=("park",)) == [0, 2, 3]
    assert numbers(journal, MapId("nowhere")) == []
    (line,) = journal.lines(MAP, after=2, without=())
    assert line.at.tzinfo is not None
    assert [type(event).__name__ for event in line.events or ()] == ["PauseSet"]


def test_of_a_line_whose_words_were_erased_the_moment_is_left(engine: Engine) -> None:
    maps, journal = SqlMaps(engine), SqlJournal(engine)
    create(maps)
    Device(maps).act("pause", paused=True)
    (words,) = (row["events"] for row in rows(engine, tables.journal) if row["seq"] == 0)
    beginning = sa.update(tables.journal).where(tables.journal.c.seq == 0)
    with engine.begin() as connection:
        connection.execute(beginning.values(events=None))

    assert [line.events is None for line in journal.lines(MAP, after=-1, without=())] == [True, False]
    made = Timelines(journal, FakeClock()).of(MAP)
    assert [moment.what.value for moment in made.moments] == ["erased"]
    with engine.begin() as connection:  # as it was, for the check that follows every test
        connection.execute(beginning.values(events=words))
