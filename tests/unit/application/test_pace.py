"""How fast people may act."""

from partnerschap.application import pace
from partnerschap.application.pace import MAP_BURST, PERSON_BURST, PERSON_PER_SECOND, Pace
from tests.fakes import FakeClock


def test_a_person_may_act_in_a_burst_and_then_waits_a_moment() -> None:
    clock = FakeClock()
    limits = Pace(clock)
    waits = [limits.wait("map", "fatma") for _ in range(int(PERSON_BURST))]
    assert not any(waits)
    wait = limits.wait("map", "fatma")
    assert 0 < wait <= 1 / PERSON_PER_SECOND
    clock.forward(seconds=wait + 0.001)
    assert limits.wait("map", "fatma") == 0


def test_one_fast_person_does_not_slow_the_others() -> None:
    limits = Pace(FakeClock())
    for _ in range(int(PERSON_BURST) + 5):
        limits.wait("map", "fatma")
    assert limits.wait("map", "younes") == 0


def test_a_map_as_a_whole_has_a_pace_too() -> None:
    limits = Pace(FakeClock())
    waits = [limits.wait("map", f"person-{number}") for number in range(int(MAP_BURST) + 1)]
    assert waits[-1] > 0
    assert not any(waits[:-1])


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    clock = FakeClock()
    limits = Pace(clock)
    limits.wait("map", "fatma")
    clock.forward(hours=-1)
    assert limits.wait("map", "fatma") == 0


def test_the_least_recently_used_are_forgotten() -> None:
    assert pace.REMEMBERED > 1
    limits = Pace(FakeClock())
    for number in range(pace.REMEMBERED + 10):
        limits.wait(f"map-{number}", "fatma")
    assert len(limits) <= pace.REMEMBERED


def test_acts_that_come_together_wait_as_if_they_came_one_by_one() -> None:
    apart, together = Pace(FakeClock()), Pace(FakeClock())
    acts = [("map", "fatma")] * (int(PERSON_BURST) + 1) + [("map", "younes"), ("other", "fatma")]

    assert together.waits(acts) == [apart.wait(*act) for act in acts]
    assert [wait > 0 for wait in apart.waits(acts[-3:])] == [True, False, False]
