"""How people come in: beginning, joining, links, coming back (issue of the doors; STANDARDS C6)."""

from typing import Any

import pytest

from partnerschap.application.codes import ALPHABET, LENGTH, shown, tidy
from partnerschap.application.joining import Entered, Joining, hashed
from partnerschap.application.ports import Busy, SeatKind
from partnerschap.application.submit import Submit
from partnerschap.domain.begin import Begin
from partnerschap.domain.commands import Join
from partnerschap.domain.contract import content, fingerprint
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Side
from partnerschap.domain.origin import Origin
from partnerschap.domain.refusals import Code, Refusal
from tests.fakes import FakeChance, FakeClock, FakeDoors, FakeMaps, FakeViewers

MAP = MapId("map-1")
NORA, FATMA = ParticipantId("nora"), ParticipantId("fatma")
LEAST_BITS = 38


class House:
    """A map begun by Nora on her laptop, with open doors."""

    def __init__(self) -> None:
        self.maps, self.doors, self.viewers = FakeMaps(), FakeDoors(), FakeViewers()
        self.clock = FakeClock()
        submit = Submit(self.maps, self.viewers, self.clock)
        self.joining = Joining(self.maps, self.doors, submit, self.viewers, self.clock, FakeChance())
        self.begun = self.begin("Nora Willemsen")

    def begin(self, name: str, map_id: MapId = MAP) -> Entered | Refusal:
        command = Begin(map_id, "Het plein", "ons plein")
        return self.joining.begin(command, Join(NORA, name, facilitator=True), "laptop")

    def join(self, person: ParticipantId = FATMA, device: str = "phone") -> Entered | Refusal:
        return self.joining.join(MAP, Join(person, person.title(), side=Side.INFORMAL), device)


@pytest.fixture
def house() -> House:
    return House()


def entered(result: Entered | Refusal | None) -> Entered:
    assert isinstance(result, Entered)
    return result


def test_who_begins_a_map_facilitates_it_on_this_device(house: House) -> None:
    assert entered(house.begun).person == NORA
    seat = house.joining.seat_of("laptop", MAP)
    assert seat is not None
    assert (seat.kind, seat.person) == (SeatKind.PARTICIPANT, NORA)
    assert house.maps.stored[MAP].state.people[NORA].facilitator


def test_a_map_that_is_refused_leaves_nothing_half_done(house: House) -> None:
    other = MapId("map-2")
    refused = house.begin("   ", other)
    assert isinstance(refused, Refusal)
    untitled = house.joining.begin(Begin(other, " ", "x"), Join(NORA, "Nora", facilitator=True), "laptop")
    assert isinstance(untitled, Refusal)
    assert other not in house.maps.stored
    assert house.joining.code_of(other) is None


def contract_of(house: House) -> dict[str, Any]:
    """What the contract of a map with Fatma on it would say."""
    house.join()
    return content(house.maps.stored[MAP].state, standard())


def test_a_contract_opens_as_a_map_that_its_opener_facilitates(house: House) -> None:
    told, new = contract_of(house), MapId("map-2")
    ruud = Join(ParticipantId("ruud"), "Ruud", facilitator=True)
    assert entered(house.joining.open_again(told, new, ruud, "tablet", sealed=True)).person == "ruud"
    state = house.maps.stored[new].state
    assert [person.name for person in state.people.values() if person.at_table] == ["Ruud"]
    assert state.origin == Origin(MAP, 1, fingerprint(told), house.clock.now(), sealed=True)
    assert house.joining.code_of(new) is not None


def test_who_opens_it_by_the_name_of_somebody_in_it_is_that_person(house: House) -> None:
    told, new = contract_of(house), MapId("map-2")
    fatma = Join(ParticipantId("new"), " FATMA ", side=Side.INFORMAL, facilitator=True)
    assert entered(house.joining.open_again(told, new, fatma, "tablet", sealed=False)).person == FATMA
    assert house.maps.stored[new].state.people[FATMA].facilitator


def test_a_contract_that_no_map_could_say_opens_nothing(house: House) -> None:
    told = {**contract_of(house), "schema": "iets anders"}
    ruud = Join(ParticipantId("ruud"), "Ruud", facilitator=True)
    refused = house.joining.open_again(told, MapId("map-2"), ruud, "tablet", sealed=True)
    assert refused == Refusal(Code.INVALID_VALUE, ("file", "schema"))
    assert MapId("map-2") not in house.maps.stored


def test_the_code_has_at_least_38_bits_and_no_look_alikes(house: House) -> None:
    assert len(ALPHABET) ** LENGTH >= 2**LEAST_BITS
    for pair in ("0O", "1I", "1L", "5S", "8B", "2Z"):
        assert not set(pair) <= set(ALPHABET)
    code = house.joining.code_of(MAP)
    assert code is not None
    assert len(code.code) == LENGTH


def test_a_code_is_shown_four_and_four_and_found_however_it_is_typed(house: House) -> None:
    code = house.joining.code_of(MAP)
    assert code is not None
    assert tidy(shown(code.code)) == code.code
    assert house.joining.find(f" {code.code[:4].lower()}-{code.code[4:]} ") == code


def test_a_code_lets_nobody_in_once_joining_is_closed_or_the_code_renewed(house: House) -> None:
    code = house.joining.code_of(MAP)
    assert code is not None
    house.joining.set_open(MAP, is_open=False)
    assert house.joining.find(code.code) is None
    refused = house.join()
    assert isinstance(refused, Refusal)
    assert refused.code is Code.NOT_FOUND
    house.joining.set_open(MAP, is_open=True)
    renewed = house.joining.renew_code(MAP)
    assert house.joining.find(code.code) is None
    assert house.joining.find(renewed.code) == renewed
    assert house.viewers.walls == [MAP, MAP, MAP]


def test_nobody_joins_a_map_that_does_not_exist(house: House) -> None:
    refused = house.joining.join(MapId("elsewhere"), Join(FATMA, "Fatma", side=Side.INFORMAL), "phone")
    assert isinstance(refused, Refusal)


def test_a_code_that_is_in_use_is_not_given_twice(house: House) -> None:
    class StuckChance(FakeChance):
        def code(self) -> str:
            return "AAAAAAAA"

    joining = Joining(
        house.maps,
        house.doors,
        Submit(house.maps, house.viewers, house.clock),
        house.viewers,
        house.clock,
        StuckChance(),
    )
    joining.renew_code(MAP)
    with pytest.raises(RuntimeError):
        joining.renew_code(MapId("map-2"))


def test_joining_seats_somebody_on_their_device_and_gives_them_a_link(house: House) -> None:
    fatma = entered(house.join())
    assert house.joining.seat_of("phone", MAP) is not None
    seat = house.joining.peek(fatma.link)
    assert seat is not None
    assert seat.person == FATMA
    assert house.joining.seat_of("tablet", MAP) is None, "looking at a link changes nothing"
    assert house.joining.enter(fatma.link, "tablet") == seat
    assert house.joining.seat_of("tablet", MAP) == seat


def test_a_second_click_on_joining_is_the_same_person_and_takes_no_seat_away(house: House) -> None:
    fatma = house.joining.person_id("phone", MAP, "Fatma")
    first = entered(house.joining.join(MAP, Join(fatma, "Fatma", side=Side.INFORMAL), "phone"))
    command = Join(fatma, "fatma ", side=Side.INFORMAL)
    assert entered(house.joining.join(MAP, command, "phone")).person == first.person
    thief = house.joining.join(MAP, command, "thief")
    assert isinstance(thief, Refusal)
    assert house.joining.seat_of("thief", MAP) is None
    assert house.joining.seat_of("phone", MAP) is not None


def test_a_second_click_on_beginning_makes_no_second_map(house: House) -> None:
    again = house.begin("Nora Willemsen")
    assert again == Refusal(Code.DUPLICATE, ("map",))


def test_secrets_are_kept_as_hashes_only(house: House) -> None:
    fatma = entered(house.join())
    kept = repr((house.doors.links, house.doors.seats))
    assert fatma.link not in kept
    assert hashed(fatma.link) in kept
    assert "phone" not in kept


def test_a_refused_joining_gives_no_seat(house: House) -> None:
    entered(house.join())
    refused = house.joining.join(MAP, Join(ParticipantId("other"), "fatma", side=Side.FORMAL), "stranger")
    assert isinstance(refused, Refusal)
    assert refused.code is Code.DUPLICATE
    assert house.joining.seat_of("stranger", MAP) is None


def test_a_refused_joining_leaves_the_seat_that_the_device_had(house: House) -> None:
    entered(house.join())
    refused = house.joining.join(MAP, Join(ParticipantId("other"), "fatma", side=Side.FORMAL), "laptop")
    assert isinstance(refused, Refusal)
    seat = house.joining.seat_of("laptop", MAP)
    assert seat is not None
    assert seat.person == NORA


def test_who_is_in_is_in_also_when_there_is_no_link_yet(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_anything: object) -> None:
        raise Busy

    monkeypatch.setattr(house.doors, "give_link", busy)
    assert entered(house.join()).link == ""
    assert house.joining.seat_of("phone", MAP) is not None


def test_a_new_link_replaces_the_earlier_one(house: House) -> None:
    fatma = entered(house.join())
    seat = house.joining.peek(fatma.link)
    assert seat is not None
    renewed = house.joining.new_link(seat)
    assert house.joining.enter(fatma.link, "thief") is None
    assert house.joining.enter(renewed, "tablet") == seat


def test_whoever_left_comes_back_on_the_same_device(house: House) -> None:
    entered(house.join())
    assert house.joining.join_again(MAP, FATMA) == Refusal(Code.DUPLICATE, ("id",))
    house.joining.forget("phone", MAP)
    assert house.joining.seat_of("phone", MAP) is None


def test_the_facilitator_brings_somebody_back_by_a_new_link_and_the_old_devices_are_out(house: House) -> None:
    fatma = entered(house.join())
    link = house.joining.bring_back(MAP, NORA, FATMA)
    assert isinstance(link, str)
    assert house.joining.seat_of("phone", MAP) is None
    assert house.joining.enter(fatma.link, "phone") is None
    assert house.viewers.dismissed == [FATMA]
    assert house.joining.enter(link, "new phone") is not None
    assert house.maps.stored[MAP].state.people[FATMA].blank_since == house.clock.now()


def test_only_a_facilitator_brings_back_or_removes(house: House) -> None:
    entered(house.join())
    refused = house.joining.bring_back(MAP, FATMA, NORA)
    assert isinstance(refused, Refusal)
    assert house.joining.remove(MAP, FATMA, NORA) == Refusal(Code.FACILITATOR_ONLY)
    assert house.joining.seat_of("laptop", MAP) is not None
    assert not house.viewers.dismissed


def test_a_removed_person_has_no_seat_left(house: House) -> None:
    entered(house.join())
    assert house.joining.remove(MAP, NORA, FATMA) is None
    assert house.joining.seat_of("phone", MAP) is None
    assert house.viewers.dismissed == [FATMA]


def test_a_removed_person_sees_nothing_more_also_when_the_store_is_busy(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(house.join())

    def busy(*_anything: object) -> None:
        raise Busy

    monkeypatch.setattr(house.doors, "take_seats", busy)
    with pytest.raises(Busy):
        house.joining.remove(MAP, NORA, FATMA)
    assert house.maps.stored[MAP].state.people[FATMA].removed
    assert house.viewers.dismissed == [FATMA]


def test_a_device_knows_its_maps_latest_first(house: House) -> None:
    house.begin("Nora", MapId("map-2"))
    assert [seat.map for seat in house.joining.seats_of("laptop")] == ["map-2", MAP]


def test_a_device_that_gets_another_seat_shows_nothing_of_the_former(house: House) -> None:
    mine = entered(house.join())
    wall = house.joining.new_wall_link(MAP)
    assert house.joining.enter(wall, "beamer") is not None
    assert house.viewers.devices == []
    house.joining.enter(mine.link, "beamer")
    assert house.viewers.devices == [hashed("beamer")]
    house.joining.enter(mine.link, "beamer")
    assert house.viewers.devices == [hashed("beamer")], "the same seat again ends nothing"
    house.join(ParticipantId("ruud"), "beamer")
    assert house.viewers.devices == [hashed("beamer")] * 2


def test_a_device_that_forgets_a_map_is_out_in_all_its_tabs(house: House) -> None:
    house.join()
    house.joining.forget("phone", MAP)
    assert house.viewers.devices == [hashed("phone")]
    assert house.joining.seat_of("phone", MAP) is None


def test_a_new_wall_link_ends_the_earlier_link_and_its_screens(house: House) -> None:
    earlier = house.joining.new_wall_link(MAP)
    assert house.joining.enter(earlier, "beamer") is not None
    later = house.joining.new_wall_link(MAP)
    assert house.joining.seat_of("beamer", MAP) is None
    assert house.viewers.ended_walls == [MAP, MAP]
    assert house.joining.peek(earlier) is None
    assert house.joining.peek(later) is not None
    assert house.joining.seat_of("laptop", MAP) is not None, "who facilitates stays"


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_a_busy_store_leaves_a_device_with_what_it_had(house: House, device: str) -> None:
    before = house.joining.seat_of(device, MAP)
    house.maps.busy = True
    with pytest.raises(Busy):
        house.join(device=device)
    assert house.joining.seat_of(device, MAP) == before
