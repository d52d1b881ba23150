"""Seats, secret links and join codes: who has one, who had one, and two who want the same."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from partnerschap.application.ports import Busy, Code, Seat, SeatKind
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.store import tables
from partnerschap.store.doors import SqlDoors
from partnerschap.store.maps import SqlMaps
from tests.integration.store.room import ADA, MAP, create, impatient, rows

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
OTHER = MapId("other")
SEAT = Seat(MAP, SeatKind.PARTICIPANT, ADA)
WALL = Seat(MAP, SeatKind.PROJECTOR)
BOB = Seat(MAP, SeatKind.PARTICIPANT, ParticipantId("bob"))


@pytest.fixture
def doors(engine: Engine) -> SqlDoors:
    """Doors of two maps."""
    maps = SqlMaps(engine)
    create(maps)
    create(maps, OTHER)
    return SqlDoors(engine)


def test_a_device_has_the_seat_that_it_was_given(doors: SqlDoors) -> None:
    doors.give_seat("phone", SEAT, NOW)

    assert doors.seat_of("phone", MAP) == SEAT
    assert doors.seat_of("phone", OTHER) is None
    assert doors.seat_of("laptop", MAP) is None
    assert doors.seat_of("phone", MapId("a\0b")) is None


def test_a_new_seat_on_the_same_map_replaces_the_earlier_one(doors: SqlDoors) -> None:
    doors.give_seat("phone", SEAT, NOW)
    doors.give_seat("phone", BOB, LATER)

    assert doors.seats_of("phone") == [BOB]


def test_a_device_lists_its_maps_the_latest_first(doors: SqlDoors) -> None:
    there = Seat(OTHER, SeatKind.PROJECTOR)
    doors.give_seat("laptop", SEAT, NOW)
    doors.give_seat("laptop", there, LATER)
    assert doors.seats_of("laptop") == [there, SEAT]

    doors.give_up_seat("laptop", OTHER)

    assert doors.seats_of("laptop") == [SEAT]
    assert doors.seats_of("phone") == []


def test_a_map_knows_the_seat_of_each_device(doors: SqlDoors) -> None:
    doors.give_seat("phone", SEAT, NOW)
    doors.give_seat("laptop", WALL, NOW)
    doors.give_seat("laptop", Seat(OTHER, SeatKind.PROJECTOR), NOW)

    assert doors.seats_on(MAP) == {"phone": SEAT, "laptop": WALL}
    assert doors.seats_on(MapId("a\0b")) == {}


def test_taking_the_seats_of_somebody_leaves_those_of_others(doors: SqlDoors) -> None:
    doors.give_seat("phone", SEAT, NOW)
    doors.give_seat("laptop", SEAT, NOW)
    doors.give_seat("beamer", WALL, NOW)
    doors.give_link("ada-link", SEAT, NOW)
    doors.give_link("bob-link", BOB, NOW)
    doors.give_link("wall-link", WALL, NOW)

    doors.take_seats(MAP, ADA)

    assert [doors.seat_of(each, MAP) for each in ("phone", "laptop", "beamer")] == [None, None, WALL]
    assert [doors.link(each) for each in ("ada-link", "bob-link", "wall-link")] == [None, BOB, WALL]


@pytest.mark.parametrize("seat", [SEAT, WALL])
def test_a_new_link_for_a_seat_ends_the_earlier_one(doors: SqlDoors, seat: Seat) -> None:
    doors.give_link("first", seat, NOW)
    doors.give_link("second", seat, LATER)

    assert doors.link("first") is None
    assert doors.link("second") == seat
    assert doors.link("unknown") is None


def test_a_new_code_revokes_the_earlier_one(doors: SqlDoors) -> None:
    assert doors.code_of(MAP) is None
    assert doors.give_code(Code("FIRST", MAP, open=True), NOW)
    assert doors.give_code(Code("SECOND", MAP, open=True), LATER)

    assert doors.code_of(MAP) == Code("SECOND", MAP, open=True)
    assert doors.find_code("SECOND") == Code("SECOND", MAP, open=True)
    assert doors.find_code("FIRST") is None
    assert doors.find_code("\0") is None


@pytest.mark.parametrize("revoked", [False, True])
def test_a_code_leads_to_one_map_for_ever(doors: SqlDoors, *, revoked: bool) -> None:
    assert doors.give_code(Code("FIRST", MAP, open=True), NOW)
    if revoked:
        assert doors.give_code(Code("SECOND", MAP, open=True), NOW)
    assert doors.give_code(Code("THEIRS", OTHER, open=True), NOW)

    assert not doors.give_code(Code("FIRST", OTHER, open=True), LATER)

    assert doors.code_of(OTHER) == Code("THEIRS", OTHER, open=True)


def test_joining_opens_and_closes_with_the_present_code_only(doors: SqlDoors, engine: Engine) -> None:
    doors.give_code(Code("FIRST", MAP, open=True), NOW)
    doors.give_code(Code("SECOND", MAP, open=True), NOW)
    doors.give_code(Code("THEIRS", OTHER, open=True), NOW)

    doors.set_code_open(MAP, is_open=False)

    assert {row["code"]: row["is_open"] for row in rows(engine, tables.codes)} == {
        "FIRST": True,
        "SECOND": False,
        "THEIRS": True,
    }
    doors.set_code_open(MAP, is_open=True)
    assert doors.find_code("SECOND") == Code("SECOND", MAP, open=True)


def test_of_two_maps_that_want_the_same_code_one_gets_it(
    doors: SqlDoors, new_engine: Callable[[], Engine]
) -> None:
    both = [doors, SqlDoors(new_engine())]
    start = threading.Barrier(2)

    def ask(number: int) -> list[bool]:
        start.wait(10)
        map_id = (MAP, OTHER)[number]
        return [both[number].give_code(Code(f"CODE{n}", map_id, open=True), NOW) for n in range(10)]

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(ask, range(2))

    assert [a != b for a, b in zip(one, other, strict=True)] == [True] * 10


def test_of_two_new_links_at_once_one_is_left(
    doors: SqlDoors, engine: Engine, new_engine: Callable[[], Engine]
) -> None:
    both = [doors, SqlDoors(new_engine())]
    start = threading.Barrier(2)

    def ask(number: int) -> None:
        start.wait(10)
        for n in range(10):
            both[number].give_link(f"link-{number}-{n}", SEAT, NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ask, range(2)))

    assert len(rows(engine, tables.links)) == 1


def test_nobody_gets_a_seat_on_a_map_that_is_not_there(doors: SqlDoors) -> None:
    nowhere = Seat(MapId("nowhere"), SeatKind.PROJECTOR)

    with pytest.raises(IntegrityError):
        doors.give_seat("phone", nowhere, NOW)
    with pytest.raises(IntegrityError):
        doors.give_code(Code("CODE", MapId("nowhere"), open=True), NOW)


def test_doors_of_a_locked_map_are_busy_and_unchanged(
    doors: SqlDoors, new_engine: Callable[[], Engine]
) -> None:
    quick = new_engine()
    impatient_doors = SqlDoors(quick)
    impatient(quick)
    doors.give_seat("phone", SEAT, NOW)

    with SqlMaps(new_engine()).work_on(MAP), pytest.raises(Busy):
        impatient_doors.give_seat("phone", BOB, LATER)

    assert doors.seat_of("phone", MAP) == SEAT


def test_a_moment_without_a_time_zone_is_an_error(doors: SqlDoors) -> None:
    with pytest.raises(Exception, match="time zone"):
        doors.give_seat("phone", SEAT, NOW.replace(tzinfo=None))
    assert doors.seats_of("phone") == []
