"""Cleaning up by the term of each map, with a clock that a test moves (STANDARDS D3)."""

from datetime import timedelta

from partnerschap.application.housekeeping import Cleaned, Housekeeping
from partnerschap.application.ports import Aged, Erasure
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.record import Line, Traces
from partnerschap.domain.retention import Bounds
from tests.domain_kit import Table
from tests.fakes import FakeClock, FakeKeeping

BEN = ParticipantId("ben")
OLD, SHORT, NEW = MapId("old"), MapId("short"), MapId("new")


class House:
    """Three maps that were begun at one moment, of which one has a short term of its own."""

    def __init__(self) -> None:
        self.clock, self.keeping = FakeClock(), FakeKeeping()
        self.housekeeping = Housekeeping(self.keeping, self.clock, Bounds(24, 60), 12)
        for map_id, months in ((OLD, None), (SHORT, 2), (NEW, None)):
            self.keeping.maps[map_id] = Aged(map_id, self.clock.now(), months)


def test_each_map_goes_when_its_own_term_is_over_and_only_once() -> None:
    house = House()
    assert house.housekeeping.clean() == Cleaned(())
    house.clock.forward(days=62)
    assert house.housekeeping.clean() == Cleaned((SHORT,))
    assert house.housekeeping.clean() == Cleaned(())
    assert house.housekeeping.was_deleted(SHORT)
    assert not house.housekeeping.was_deleted(OLD)
    house.clock.forward(days=640)
    house.keeping.maps[NEW] = Aged(NEW, house.clock.now(), None)
    house.clock.forward(days=40)
    assert house.housekeeping.clean() == Cleaned((OLD,))
    assert list(house.keeping.maps) == [NEW]


def test_a_dry_run_only_tells() -> None:
    house = House()
    house.clock.forward(days=62)
    assert house.housekeeping.clean(dry_run=True) == Cleaned((SHORT,))
    assert set(house.keeping.maps) == {OLD, SHORT, NEW}


def test_a_map_that_is_in_use_waits_and_holds_up_no_other() -> None:
    house = House()
    house.clock.forward(days=800)
    house.keeping.busy = {SHORT}
    assert house.housekeeping.clean() == Cleaned((OLD, NEW), (SHORT,))


def test_a_map_that_somebody_goes_on_with_meanwhile_stays() -> None:
    house = House()
    house.clock.forward(days=62)
    found = house.keeping.untouched_since

    def just_before(moment):
        asked = found(moment)
        house.keeping.maps[SHORT] = Aged(SHORT, house.clock.now(), 2)
        return asked

    house.keeping.untouched_since = just_before
    assert house.housekeeping.clean() == Cleaned(())
    assert SHORT in house.keeping.maps


def test_the_ledger_forgets_what_no_backup_is_old_enough_for() -> None:
    house = House()
    house.keeping.ledger = [Erasure(MapId("long ago"), house.clock.now())]
    house.clock.forward(days=364)
    house.housekeeping.clean()
    assert house.housekeeping.was_deleted(MapId("long ago"))
    house.clock.forward(days=3)
    house.housekeeping.clean()
    assert not house.housekeeping.was_deleted(MapId("long ago"))


def test_a_map_tells_its_term_and_when_it_is_near() -> None:
    house, state = House(), Table().state
    assert house.housekeeping.term_of(state) is None
    house.keeping.maps[state.id] = Aged(state.id, house.clock.now(), None)
    term = house.housekeeping.term_of(state)
    assert term is not None
    assert term.months == 24
    assert not house.housekeeping.is_near(term)
    house.clock.at = term.ends - timedelta(days=3)
    assert house.housekeeping.is_near(term)


def test_somebody_gets_their_record_with_what_stands_beside_the_map() -> None:
    house, state = House(), Table().state
    house.keeping.left[BEN] = Traces((Line(1, "join", house.clock.now()),), (house.clock.now(),))
    found = house.housekeeping.record_of(state, BEN)
    assert (found.person.name, len(found.acts), len(found.seats)) == ("Ben Bakker", 1, 1)
    assert found.made_at == house.clock.now().isoformat()
