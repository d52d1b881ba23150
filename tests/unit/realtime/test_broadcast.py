"""What each connection is sent: the difference to what it saw, in order, and nothing to strangers."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from partnerschap.application.ports import Seat, SeatKind, Stored
from partnerschap.domain.commands import (
    Command,
    Edit,
    Leave,
    Note,
    Remove,
    RemovePerson,
    Reveal,
)
from partnerschap.domain.erasure import erased
from partnerschap.domain.ids import EntryId, MapId, ParticipantId
from partnerschap.domain.instrument import VALUES, Place, standard
from partnerschap.domain.kinds import Names
from partnerschap.domain.projection import Audience, shared, view_of
from partnerschap.realtime.broadcast import SCREENS_PER_DEVICE
from partnerschap.realtime.difference import difference
from tests.unit.realtime.rooms import FATMA, MAP, NORA, NOW, RUUD, Room


@pytest.fixture
def room() -> Room:
    room = Room()
    assert room.enter("phone", FATMA)
    assert room.enter("phone-2", RUUD)
    assert room.enter("laptop", NORA)
    assert room.enter("wall", None)
    return room


def test_who_connects_gets_all_they_may_see_at_once(room: Room) -> None:
    state = room.maps.stored[MAP].state
    assert room.wire.views["phone"] == view_of(state, FATMA, standard())
    assert "me" not in room.wire.views["wall"]


def test_after_every_change_each_screen_equals_what_its_viewer_may_see(room: Room) -> None:
    room.write(FATMA, 1)
    room.write(RUUD, 2)
    room.do(Reveal(VALUES), NORA)
    state = room.maps.stored[MAP].state
    for sid, person in (("phone", FATMA), ("phone-2", RUUD)):
        assert room.wire.views[sid] == view_of(state, person, standard())
    seen = {key: value for key, value in room.wire.views["laptop"].items() if key != "join"}
    assert seen == view_of(state, NORA, standard())


def test_who_comes_or_goes_between_two_changes_counts_from_the_next_on(room: Room) -> None:
    room.do(Reveal(VALUES), NORA)
    joint = EntryId("joint")
    room.do(Note(joint, Place(VALUES, "success"), "rust"), FATMA)
    room.do(Edit(joint, "rust en ruimte"), FATMA)
    room.do(Edit(joint, "rust en reuring"), FATMA)
    assert room.enter("late", RUUD)
    room.do(Edit(joint, "reuring"), FATMA)
    assert room.wire.seqs["late"] == room.maps.stored[MAP].seq
    room.broadcaster.leave("phone")
    room.do(Edit(joint, "ruimte"), FATMA)
    latest = room.maps.stored[MAP]
    seen = {sid for sid, seq in room.wire.seqs.items() if seq == latest.seq}
    assert seen == {"phone-2", "late", "laptop", "wall"}
    for sid in ("phone-2", "late"):
        assert room.wire.views[sid] == view_of(latest.state, RUUD, standard())


def test_private_words_are_sent_to_their_writer_alone(room: Room) -> None:
    room.write(FATMA, 1)
    receivers = {sid for sid, _, data in room.wire.sent if "geheim 1" in repr(data)}
    assert receivers == {"phone"}


def test_a_change_that_shows_a_viewer_nothing_still_moves_their_number(room: Room) -> None:
    room.write(FATMA, 1)
    assert set(room.wire.seqs.values()) == {room.maps.stored[MAP].seq}


def test_a_map_that_was_deleted_ends_for_everybody_and_comes_back_for_nobody(room: Room) -> None:
    del room.maps.stored[MAP]
    room.broadcaster.beat()
    assert [data for sid, name, data in room.wire.sent if name == "bye"] == [{"code": "deleted"}] * 4
    assert room.broadcaster.seat_of("phone") is None
    assert not room.enter("phone", FATMA)


def test_who_comes_to_a_deleted_map_before_the_beat_does_not_see_it_either(room: Room) -> None:
    del room.maps.stored[MAP]
    seen = len(room.wire.sent)
    assert not room.enter("tablet", FATMA)
    assert "snapshot" not in [name for _, name, _ in room.wire.sent[seen:]]
    assert room.broadcaster.seat_of("wall") is None


def test_erased_words_leave_every_screen_at_once(room: Room) -> None:
    room.write(FATMA, 1)
    room.do(Reveal(VALUES), NORA)
    before = room.maps.stored[MAP]
    after = Stored(erased(before.state, FATMA, standard()), before.seq + 1)
    room.maps.stored[MAP] = after
    room.broadcaster.changed(before, after)
    assert room.wire.last("phone", "bye") == {"code": "not_joined"}
    for sid in ("phone-2", "laptop", "wall"):
        told = repr(room.wire.views[sid])
        assert "geheim" not in told
        assert "Fatma" not in told


def test_changes_that_are_told_in_the_wrong_order_arrive_in_the_right_one(room: Room) -> None:
    first = room.write(FATMA, 1, tell=False)
    second = room.write(FATMA, 2, tell=False)
    room.broadcaster.changed(*second)
    room.broadcaster.changed(*first)
    assert room.wire.views["phone"] == view_of(room.maps.stored[MAP].state, FATMA, standard())


def test_the_wall_and_the_facilitator_see_the_join_code_and_others_do_not(room: Room) -> None:
    assert room.wire.views["wall"]["join"] == room.wire.views["laptop"]["join"] == room.code
    assert "join" not in room.wire.views["phone"]
    room.new_code()
    assert room.wire.last("wall", "change")["set"] == {"join": room.code}
    assert not any(sid == "phone" and event == "change" for sid, event, _ in room.wire.sent)


def test_who_leaves_gets_a_goodbye_and_nothing_more(room: Room) -> None:
    room.do(Leave(), RUUD)
    assert room.wire.last("phone-2", "bye") == {"code": "not_joined"}
    assert room.wire.hung_up == ["phone-2"]
    before = len(room.wire.sent)
    room.write(FATMA, 1)
    assert not any(sid == "phone-2" for sid, _, _ in room.wire.sent[before:])


def test_who_is_not_at_the_table_is_not_let_in(room: Room) -> None:
    room.do(RemovePerson(RUUD), NORA)
    assert not room.enter("phone-3", RUUD)
    assert not room.enter("phone-4", ParticipantId("stranger"))
    assert not room.broadcaster.enter("x", Seat(MapId("elsewhere"), SeatKind.PROJECTOR), "x")


def test_a_dismissed_device_is_hung_up_on_and_the_person_stays(room: Room) -> None:
    room.broadcaster.dismiss(MAP, FATMA)
    assert room.wire.hung_up == ["phone"]
    assert room.enter("new phone", FATMA)


@pytest.mark.parametrize("goes", [Leave(), RemovePerson(RUUD)])
def test_a_wall_on_ones_own_device_ends_when_one_goes(room: Room, goes: Command) -> None:
    assert room.show_wall("own wall", RUUD)
    assert room.wire.views["own wall"] == room.wire.views["wall"]
    room.do(goes, RUUD if isinstance(goes, Leave) else NORA)
    assert set(room.wire.hung_up) == {"phone-2", "own wall"}
    before = len(room.wire.sent)
    room.new_code()
    assert not any(sid == "own wall" for sid, _, _ in room.wire.sent[before:])
    assert room.broadcaster.snapshot("own wall", -1) is None


def test_a_wall_on_ones_own_device_is_nobodys_screen(room: Room) -> None:
    room.broadcaster.leave("phone-2")
    assert room.show_wall("own wall", RUUD)
    room.broadcaster.tick()
    assert RUUD not in room.wire.last("wall", "presence")["online"]


def test_a_device_that_gives_up_its_seat_is_out_in_all_its_tabs(room: Room) -> None:
    assert room.enter("tab-1", FATMA, "her tablet")
    assert room.enter("tab-2", FATMA, "her tablet")
    room.broadcaster.dismiss_device(MAP, "her tablet")
    assert room.wire.hung_up == ["tab-1", "tab-2"]
    assert room.broadcaster.seat_of("tab-1") is None
    assert room.broadcaster.seat_of("phone") is not None


def test_one_device_opens_no_more_than_a_handful_of_screens(room: Room) -> None:
    opened = [room.enter(f"tab-{number}", FATMA, "her tablet") for number in range(SCREENS_PER_DEVICE + 1)]
    assert opened == [True] * SCREENS_PER_DEVICE + [False]


def test_walls_of_a_link_that_works_no_more_end_and_others_stay(room: Room) -> None:
    assert room.show_wall("own wall", RUUD)
    room.broadcaster.dismiss_walls(MAP)
    assert room.wire.hung_up == ["wall"]


def test_a_connection_that_breaks_while_it_is_sent_to_harms_nobody(room: Room) -> None:
    def breaks(sids: Iterable[str], event: str, data: Any) -> None:
        for sid in sids:
            room.wire.sent.append((sid, event, data))
            if sid == "phone":
                room.broadcaster.leave(sid)  # a socket that is found dead while it is sent to

    room.wire.send = breaks  # type: ignore[method-assign]
    for tell in (room.broadcaster.beat, room.broadcaster.tick, room.new_code):
        assert room.broadcaster.seat_of("phone") or room.enter("phone", FATMA)
        tell()
        assert room.wire.sent[-1][0] == "wall"


def test_what_goes_wrong_in_telling_is_told_at_the_next_beat(room: Room) -> None:
    whole, room.wire.send = room.wire.send, None  # type: ignore[assignment, method-assign]
    room.write(FATMA, 1)
    room.broadcaster.beat()
    room.wire.send = whole  # type: ignore[method-assign]
    room.write(RUUD, 2)
    assert room.enter("phone", FATMA)
    assert "me/own/e1" in room.wire.views["phone"]


def test_catching_up_gives_the_view_only_when_something_is_newer(room: Room) -> None:
    seq = room.maps.stored[MAP].seq
    assert room.broadcaster.snapshot("phone", seq) == {"seq": seq, "view": None}
    assert room.broadcaster.snapshot("phone", seq - 1)["view"] == room.wire.views["phone"]


def test_an_empty_room_is_given_up_and_a_new_one_shows_what_happened_meanwhile(room: Room) -> None:
    for sid in ("phone", "phone-2", "laptop", "wall"):
        room.broadcaster.leave(sid)
    room.broadcaster.leave("phone")
    room.write(FATMA, 1)
    assert room.enter("again", FATMA)
    assert "me/own/e1" in room.wire.views["again"]


def test_presence_tells_who_is_there_and_who_writes(room: Room) -> None:
    room.broadcaster.with_presence(MAP, lambda presence: presence.write(FATMA, ("values", "success")))
    room.broadcaster.tick()
    message = room.wire.last("wall", "presence")
    assert message["online"] == [FATMA, NORA, RUUD]
    expected = {"person": FATMA, "name": "Fatma", "step": "values", "prompt": "success"}
    assert message["writing"] == [expected]
    told = len(room.wire.sent)
    room.broadcaster.with_presence(MAP, lambda presence: presence.write(FATMA, ("values", "success")))
    room.broadcaster.tick()
    assert len(room.wire.sent) == told, "no news"
    room.broadcaster.leave("phone")
    room.broadcaster.tick()
    assert room.wire.last("wall", "presence")["writing"] == []


def test_without_names_presence_tells_that_somebody_writes_and_not_who() -> None:
    room = Room(Names.NONE)
    assert room.enter("wall", None)
    room.broadcaster.with_presence(MAP, lambda presence: presence.write(FATMA, ("values", "success")))
    room.broadcaster.tick()
    writing = room.wire.last("wall", "presence")["writing"]
    assert writing == [{"person": None, "name": None, "step": "values", "prompt": ""}]


def test_the_timer_and_the_heartbeat_reach_everyone(room: Room) -> None:
    room.broadcaster.with_presence(MAP, lambda presence: presence.set_timer(NOW))
    room.broadcaster.tick()
    assert room.wire.last("phone", "presence")["timer"] == {"ends_at": NOW.isoformat()}
    room.broadcaster.beat()
    assert room.wire.last("phone", "beat") == {"seq": room.maps.stored[MAP].seq}


def test_the_wall_is_told_how_far_the_facilitator_turned_the_pages(room: Room) -> None:
    for by in (1, 1, -1):
        room.broadcaster.with_presence(MAP, lambda presence, by=by: presence.turn(by))
    room.broadcaster.tick()
    assert room.wire.last("wall", "presence")["turned"] == 1


def test_the_heartbeat_shows_a_change_that_nobody_was_told_of(room: Room) -> None:
    room.write(FATMA, 1, tell=False)
    room.broadcaster.beat()
    assert "me/own/e1" in room.wire.views["phone"]


def test_a_facilitators_role_changes_what_they_see_at_once(room: Room) -> None:
    before = room.maps.stored[MAP]
    state = before.state
    people = {**state.people, FATMA: replace(state.people[FATMA], facilitator=True)}
    after = Stored(replace(state, people=people), before.seq + 1)
    room.maps.stored[MAP] = after
    room.broadcaster.changed(before, after)
    assert f"table/{RUUD}" in room.wire.views["phone"]


def test_what_is_taken_away_just_after_the_join_code_changed_goes_from_the_wall_too(room: Room) -> None:
    room.do(Reveal(VALUES), NORA)
    joint = EntryId("joint")
    room.do(Note(joint, Place(VALUES, "success"), "rust"), FATMA)
    room.new_code()
    room.do(Remove(joint), FATMA)
    state = room.maps.stored[MAP].state
    for sid, audience in (("wall", Audience.PROJECTOR), ("laptop", Audience.FACILITATOR)):
        seen = {key: value for key, value in room.wire.views[sid].items() if not key.startswith("me")}
        assert seen == {**shared(state, audience, standard()), "join": room.code}


def test_many_threads_leave_every_screen_right(room: Room) -> None:
    pairs = [room.write(FATMA, number, tell=False) for number in range(20)]
    threads = [threading.Thread(target=room.broadcaster.changed, args=pair) for pair in reversed(pairs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert room.wire.views["phone"] == view_of(room.maps.stored[MAP].state, FATMA, standard())


def test_the_difference_of_two_views_makes_one_the_other() -> None:
    moved = [({"x": 1}, {"x": 1}), ({"a": 1, "b": 2}, {"c": None, "b": 3})]
    assert difference(moved) == {"set": {"b": 3, "c": None}, "del": ["a"]}
