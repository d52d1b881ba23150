"""Several workers with people of one map: each shows what the store says, and knows who is at the others."""

from collections.abc import Callable

import pytest

from partnerschap.domain.instrument import VALUES
from partnerschap.realtime.fellows import Fellows, Message
from partnerschap.realtime.presence import FORGOTTEN_AFTER, Presence, Said
from tests.unit.realtime.rooms import FATMA, MAP, NORA, RUUD, FakeWire, Room

SPOT = (VALUES, "success")


class Line:
    """Carries messages to everybody when told to, also back to who said them; or loses them."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.listeners: list[Callable[[Message], None]] = []

    def say(self, message: Message) -> None:
        self.said.append(message)

    def start(self, heard: Callable[[Message], None], missed: Callable[[], None]) -> None:
        self.listeners.append(heard)
        missed()

    def carry(self) -> None:
        messages, self.said = self.said, []
        for message in messages:
            for listener in self.listeners:
                listener(message)


class House(Room):
    """A room at the first worker, and a second worker on the same maps."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.wire_2 = Line(), FakeWire()
        self.second = self.worker(self.wire_2)
        self.one = Fellows(self.broadcaster, self.line, "one")
        self.two = Fellows(self.second, self.line, "two")
        for worker in (self.one, self.two):
            worker.start()
        assert self.enter("laptop", NORA)
        assert self.enter("phone", FATMA, at=self.second)
        assert self.enter("wall", None, at=self.second)

    def tick(self) -> None:
        """Let both tell who is there until there is no news."""
        for _ in range(4):
            self.one.tick()
            self.two.tick()
            self.line.carry()
        assert self.line.said == []


@pytest.fixture
def house() -> House:
    return House()


def test_a_change_at_one_worker_is_shown_at_the_other_once(house: House) -> None:
    for number in range(3):
        house.one.changed(*house.write(RUUD, number))
    house.line.carry()
    assert house.wire_2.seqs["phone"] == house.wire.seqs["laptop"] == house.maps.stored[MAP].seq
    # The first message was about what the store had by then: the others brought nothing new.
    assert [event for sid, event, _ in house.wire_2.sent if sid == "phone"].count("change") == 1


def test_what_was_said_unheard_is_shown_by_the_next_beat(house: House) -> None:
    house.one.changed(*house.write(RUUD, 1))
    house.line.said.clear()
    house.two.beat()
    assert house.wire_2.seqs["phone"] == house.maps.stored[MAP].seq


def test_a_new_join_code_that_nobody_heard_of_is_shown_by_the_next_beat(house: House) -> None:
    house.code["code"] = "BBBBDDDD"
    house.one.wall_changed(MAP)
    house.line.said.clear()
    house.two.beat()
    assert house.wire_2.views["wall"]["join"]["code"] == "BBBBDDDD"


def test_who_lost_a_seat_unheard_is_hung_up_by_the_next_beat(house: House) -> None:
    assert house.enter("tablet", RUUD, at=house.second)
    for device, lost in (
        ("phone", lambda: house.one.dismiss_device(MAP, "phone")),
        ("tablet", lambda: house.one.dismiss(MAP, RUUD)),
        ("wall", lambda: house.one.dismiss_walls(MAP)),
    ):
        del house.seats[device]
        lost()
        house.line.said.clear()
        house.two.beat()
        assert house.wire_2.last(device, "bye") == {"code": "not_joined"}
        assert house.second.seat_of(device) is None
    assert house.wire_2.hung_up == ["phone", "tablet", "wall"]
    assert house.wire.hung_up == []


def test_who_loses_a_seat_is_hung_up_at_every_worker(house: House) -> None:
    house.one.dismiss(MAP, FATMA)
    house.two.dismiss_device(MAP, "laptop")
    house.one.dismiss_walls(MAP)
    house.line.carry()
    assert house.wire_2.hung_up == ["phone", "wall"]
    assert house.wire.hung_up == ["laptop"]


def test_a_new_join_code_is_on_the_walls_of_every_worker(house: House) -> None:
    house.code["code"] = "BBBBDDDD"
    house.one.wall_changed(MAP)
    house.line.carry()
    assert house.wire_2.views["wall"]["join"]["code"] == "BBBBDDDD"


def test_each_worker_knows_who_is_at_the_others_and_the_news_comes_to_an_end(house: House) -> None:
    house.second.with_presence(MAP, lambda presence: presence.write(FATMA, SPOT))
    house.tick()
    assert house.wire.last("laptop", "presence")["online"] == [FATMA, NORA]
    assert [each["person"] for each in house.wire.last("laptop", "presence")["writing"]] == [FATMA]
    house.second.leave("phone")
    house.second.leave("wall")
    house.tick()
    assert house.wire.last("laptop", "presence")["online"] == [NORA]
    assert house.wire.last("laptop", "presence")["writing"] == []


def test_who_comes_later_hears_who_was_there(house: House) -> None:
    house.tick()
    third_wire = FakeWire()
    third = house.worker(third_wire)
    worker = Fellows(third, house.line, "three")
    worker.start()
    assert house.enter("tablet", RUUD, at=third)
    worker.tick()
    house.line.carry()
    house.tick()
    worker.tick()
    assert third_wire.last("tablet", "presence")["online"] == [FATMA, NORA, RUUD]


def test_the_newest_turn_counts_wherever_it_was_made(house: House) -> None:
    house.tick()
    house.broadcaster.with_presence(MAP, lambda presence: presence.turn(1))
    house.tick()
    house.second.with_presence(MAP, lambda presence: presence.turn(1))
    house.tick()
    assert [
        wire.last(sid, "presence")["turned"] for wire, sid in ((house.wire, "laptop"), (house.wire_2, "wall"))
    ] == [2, 2]


def test_a_worker_that_says_nothing_any_more_is_forgotten() -> None:
    presence = Presence()
    assert presence.hear("two", Said(online=(FATMA,)), 100.0)
    assert not presence.hear("two", Said(online=(FATMA, RUUD)), 110.0)
    presence.forget_silent(110.0 + FORGOTTEN_AFTER)
    state = Room().maps.stored[MAP].state
    assert presence.message(state, [NORA])["online"] == [FATMA, NORA, RUUD]
    presence.forget_silent(110.1 + FORGOTTEN_AFTER)
    assert presence.message(state, [NORA])["online"] == [NORA]
