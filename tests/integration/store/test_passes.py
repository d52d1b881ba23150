"""Passes on disk, and the answer of somebody who is not at the table, on both databases."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.engine import Engine

from partnerschap.application.passes import Passes
from partnerschap.application.ports import Pass, PassKind, Seat, SeatKind
from partnerschap.application.submit import Submit
from partnerschap.domain.ids import EntryId, MapId
from partnerschap.domain.kinds import Progress
from partnerschap.store import tables
from partnerschap.store.doors import SqlDoors
from partnerschap.store.maps import SqlMaps
from partnerschap.store.rebuild import compare
from tests.domain_kit import Table
from tests.fakes import FakeChance, FakeClock, FakeViewers
from tests.integration.store.room import ADA, MAP, create, rows

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)
OTHER = MapId("other")
CALENDAR = Pass(MAP, PassKind.CALENDAR, ADA)
REQUEST = Pass(MAP, PassKind.REQUEST, "lamp")


@pytest.fixture
def doors(engine: Engine) -> SqlDoors:
    maps = SqlMaps(engine)
    create(maps)
    create(maps, OTHER)
    return SqlDoors(engine)


def test_a_pass_opens_what_it_was_made_for_until_a_newer_one_does(doors: SqlDoors) -> None:
    doors.give_pass("first", CALENDAR, NOW)
    doors.give_pass("second", REQUEST, NOW)
    doors.give_pass("third", CALENDAR, NOW + timedelta(minutes=1))
    assert (doors.pass_of("first"), doors.pass_of("second"), doors.pass_of("third")) == (
        None,
        REQUEST,
        CALENDAR,
    )
    assert doors.passes_on(MAP) == {REQUEST: NOW, CALENDAR: NOW + timedelta(minutes=1)}
    assert (doors.passes_on(OTHER), doors.passes_on(MapId("a\0b"))) == ({}, {})
    assert doors.link("third") is None


def test_a_pass_is_taken_away_alone_and_a_calendar_goes_with_the_seats_of_its_person(doors: SqlDoors) -> None:
    ours_elsewhere = Pass(OTHER, PassKind.CALENDAR, ADA)
    for name, given in (("calendar", CALENDAR), ("request", REQUEST), ("elsewhere", ours_elsewhere)):
        doors.give_pass(name, given, NOW)
    doors.give_seat("phone", Seat(MAP, SeatKind.PARTICIPANT, ADA), NOW)
    doors.take_seats(MAP, ADA)
    assert (doors.pass_of("calendar"), doors.pass_of("request")) == (None, REQUEST)
    doors.take_pass(REQUEST)
    doors.take_pass(Pass(MAP, PassKind.REQUEST, "a\0b"))
    assert doors.pass_of("request") is None
    assert doors.pass_of("elsewhere") == ours_elsewhere


def test_somebody_outside_answers_on_this_database_and_the_journal_tells_it(engine: Engine) -> None:
    table = Table().to("actions")
    request = EntryId(table.note("ben", "others", "Zet een lamp bij het pad.", asked_of="gemeente"))
    table.consent("actions")
    table.close("actions")
    table.seal()
    maps, viewers, clock = SqlMaps(engine), FakeViewers(), FakeClock()
    maps.create(table.state, NOW)
    submit = Submit(maps, viewers, clock)
    passes = Passes(maps, SqlDoors(engine), submit, clock, FakeChance())
    secret = passes.for_request(table.state, request)
    assert isinstance(secret, str)
    question = passes.question(secret)
    assert question is not None
    op = str(uuid4())
    for _ in range(2):
        assert passes.answer(question, op, Progress.YES, "Ja \u2603", "Mila").refusal is None
    clock.forward(days=-400)  # the clock of the server was put back
    assert passes.answer(question, str(uuid4()), Progress.NO, "Nee").refusal is None
    stored = SqlMaps(engine).read(table.state.id)
    assert stored is not None
    assert [(t.progress, t.text) for t in stored.state.told.values()] == [
        (Progress.YES, "Ja \u2603"),
        (Progress.NO, "Nee"),
    ]
    assert compare(engine, table.state.id) == []
    assert viewers.told == [(0, 1), (1, 2)]
    assert len(rows(engine, tables.passes)) == 1
