"""What a beat makes good beside the number: who lost the seat behind a connection, and what the door says."""

import threading
from collections.abc import Mapping
from dataclasses import replace

import pytest

from partnerschap.application.ports import Busy, Seat, SeatKind
from partnerschap.domain.commands import Leave
from partnerschap.domain.ids import MapId
from partnerschap.domain.instrument import standard
from partnerschap.realtime.broadcast import Broadcaster
from tests.unit.realtime.rooms import FATMA, MAP, NORA, RUUD, Room


@pytest.fixture
def room() -> Room:
    room = Room()
    assert room.enter("phone", FATMA)
    assert room.enter("laptop", NORA)
    assert room.enter("wall", None)
    assert room.show_wall("own wall", RUUD)
    return room


def test_who_has_their_seat_still_stays_and_is_told_nothing_new(room: Room) -> None:
    room.broadcaster.beat()
    assert room.wire.hung_up == []
    assert [name for _, name, _ in room.wire.sent if name not in {"snapshot", "presence"}] == ["beat"] * 4


def test_whose_seat_is_gone_or_is_anothers_now_is_hung_up(room: Room) -> None:
    del room.seats["phone"]
    room.seats["own wall"] = Seat(MAP, SeatKind.PARTICIPANT, NORA)
    room.seats["wall"] = replace(room.seats["wall"], kind=SeatKind.PARTICIPANT, person=FATMA)
    room.broadcaster.beat()
    assert room.wire.hung_up == ["phone", "wall", "own wall"]
    assert room.broadcaster.seat_of("laptop") is not None


def test_who_comes_in_while_the_seats_are_read_is_not_taken_for_somebody_without(room: Room) -> None:
    def slow(_map: MapId) -> Mapping[str, Seat]:
        read = dict(room.seats)
        if "tablet" not in read:
            assert room.enter("tablet", RUUD, at=broadcaster)
        return read

    broadcaster = Broadcaster(room.maps, room.wire, standard(), room.wall, slow)
    assert room.enter("phone", FATMA, at=broadcaster)
    broadcaster.beat()
    assert room.wire.hung_up == []


def test_who_goes_while_the_seats_are_read_is_left_alone(room: Room) -> None:
    def slow(_map: MapId) -> Mapping[str, Seat]:
        broadcaster.leave("phone")
        return {}

    broadcaster = Broadcaster(room.maps, room.wire, standard(), room.wall, slow)
    assert room.enter("phone", FATMA, at=broadcaster)
    broadcaster.beat()
    assert room.wire.hung_up == []


def test_seats_that_cannot_be_read_now_hold_up_no_beat(room: Room) -> None:
    def busy(_map: MapId) -> Mapping[str, Seat]:
        raise Busy

    broadcaster = Broadcaster(room.maps, room.wire, standard(), room.wall, busy)
    assert room.enter("phone", FATMA, at=broadcaster)
    broadcaster.beat()
    assert room.wire.last("phone", "beat") == {"seq": room.maps.stored[MAP].seq}
    assert room.wire.hung_up == []


def test_a_room_whose_last_viewer_was_said_goodbye_is_asked_after_no_more() -> None:
    room = Room()
    asked: list[MapId] = []

    def seats(map_id: MapId) -> Mapping[str, Seat]:
        asked.append(map_id)
        return room.seats

    room.broadcaster = Broadcaster(room.maps, room.wire, standard(), room.wall, seats)
    assert room.enter("phone", FATMA)
    room.do(Leave(), FATMA)
    for _ in range(3):
        room.broadcaster.beat()
    assert asked == []


def test_a_join_code_that_changes_while_a_room_is_made_is_the_one_that_is_shown(room: Room) -> None:
    """The renewal comes when the old code was read, and before anybody stands in the room."""
    renewals: list[threading.Thread] = []

    def read(map_id: MapId) -> dict[str, object]:
        found = room.wall(map_id)
        if not renewals:
            room.code["code"] = "BBBBDDDD"
            renewals.append(threading.Thread(target=broadcaster.wall_changed, args=[MAP]))
            renewals[0].start()
            renewals[0].join(0.2)
        return found

    broadcaster = Broadcaster(room.maps, room.wire, standard(), read, lambda _map: room.seats)
    assert room.enter("big wall", None, at=broadcaster)
    renewals[0].join()
    assert room.wire.views["big wall"]["join"]["code"] == "BBBBDDDD"
