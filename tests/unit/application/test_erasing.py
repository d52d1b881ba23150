"""Erasing somebody under the map's lock: the journal begins anew, and nothing in memory brings words back."""

import pytest

from partnerschap.application.erasing import BY_OPERATOR, Erasing
from partnerschap.application.ports import Busy, Stored
from partnerschap.application.submit import Request, Submit
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.refusals import Code, Refusal
from tests.domain_kit import Table
from tests.fakes import FakeChance, FakeClock, FakeMaps, FakeViewers

MAP = MapId("map")
ANN, BEN = ParticipantId("ann"), ParticipantId("ben")


class House:
    """A map on which Ben wrote, and who was told of what."""

    def __init__(self) -> None:
        table = Table()
        table.write("ben", text="kanarie")
        self.maps = FakeMaps({MAP: Stored(table.state, 7)})
        self.submit = Submit(self.maps, FakeViewers(), FakeClock())
        self.told: list[tuple[int, int, ParticipantId]] = []
        self.erase = Erasing(self.maps, FakeClock(), FakeChance(), self.tell)

    def tell(self, before: Stored, after: Stored, person: ParticipantId) -> None:
        self.told.append((before.seq, after.seq, person))
        self.submit.forget_last_acts(after.state.id)

    def act(self, do: str, op: str, **more: object) -> None:
        outcome = self.submit(Request(MAP, ANN, {"do": do, "op": op, **more}))
        assert outcome.refusal is None, outcome


def test_the_words_go_out_of_the_state_and_the_journal_begins_anew() -> None:
    house = House()
    assert house.erase(MAP, BEN, BY_OPERATOR) is None
    stored = house.maps.stored[MAP]
    assert stored.seq == 8
    assert "kanarie" not in str(stored.state)
    assert [operation.act for operation, _ in house.maps.journal] == [BY_OPERATOR]
    assert house.told == [(7, 8, BEN)]


def test_erasing_twice_is_erasing_once() -> None:
    house = House()
    assert house.erase(MAP, BEN) is None
    assert house.erase(MAP, BEN) is None
    assert house.maps.stored[MAP].seq == 8
    assert len(house.told) == 1


def test_who_or_what_is_not_there_cannot_be_erased() -> None:
    house = House()
    assert house.erase(MapId("elsewhere"), BEN) == Refusal(Code.NOT_FOUND, ("map",))
    assert house.erase(MAP, ParticipantId("nobody")) == Refusal(Code.NOT_FOUND, ("person",))
    assert house.told == []


def test_a_busy_store_changes_nothing() -> None:
    house = House()
    house.maps.busy = True
    with pytest.raises(Busy):
        house.erase(MAP, BEN)
    assert "kanarie" in str(house.maps.stored[MAP].state)
    assert house.told == []


def test_what_others_could_take_back_is_forgotten_with_it() -> None:
    house = House()
    house.act("park", "op-1", id="item", text="een bus huren")
    assert house.submit.last_act(MAP, ANN, OperationId("op-1")) is not None
    house.erase(MAP, BEN)
    assert house.submit.last_act(MAP, ANN, OperationId("op-1")) is None


def test_a_choice_that_nobody_waits_for_any_more_is_shown() -> None:
    table = Table()
    table.note("ann")
    table.stance("ann", kind="object", because="te duur")
    house = House()
    house.maps.stored[MAP] = Stored(table.state, 7)
    assert not any(stance.shown for stance in table.state.stances.values())
    house.erase(MAP, BEN)
    assert all(stance.shown for stance in house.maps.stored[MAP].state.stances.values())
