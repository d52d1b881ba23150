"""The participation spectrum: a spread is shown once, and tells nobody apart (METHOD.md, section 6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.domain import commands as cmd
from partnerschap.domain import lenses
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.kinds import Kind, Side
from tests.lens_kit import FORMAL, INFORMAL, REVIEW, VALUES, freeze, go_on, mark, seal, spread, table_of

# --- when a spread is shown ---------------------------------------------------------------------------------


def test_two_who_are_all_there_are_never_spread_out_and_three_are() -> None:
    table = table_of("f1", "i1")
    mark(table, "f1")
    mark(table, "i1")
    assert spread(table)["whole"] is None
    assert table.refused("fac", cmd.ShowSpread(VALUES)) == "not_answered"
    table.join("i2", name="Iemand i2", side=Side.INFORMAL)
    mark(table, "i2", 3)
    assert spread(table)["whole"]["now"] == [0, 2, 1, 0, 0, 0, 0, 0]


def test_it_is_shown_when_everyone_present_marked_who_is_away_does_not_count() -> None:
    table = table_of(*FORMAL, "i1", "i2")
    for who in FORMAL:
        mark(table, who)
    assert spread(table)["whole"] is None
    table.do("fac", cmd.MarkAbsent(ParticipantId("i2"), absent=True))
    assert spread(table)["whole"] is None
    mark(table, "i1")
    assert spread(table)["people"] == 4


def test_a_facilitator_shows_it_earlier_once_and_nobody_else_does() -> None:
    table = table_of(*FORMAL, "i1")
    for who in FORMAL:
        mark(table, who)
    assert table.refused("f1", cmd.ShowSpread(VALUES)) == "facilitator_only"
    assert table.refused("fac", cmd.ShowSpread(StepKey("relations"))) == "not_reached"
    assert table.refused("fac", cmd.ShowSpread(StepKey("dromen"))) == "invalid_value"
    table.do("fac", cmd.ShowSpread(VALUES))
    assert spread(table, who="wall")["people"] == 3
    assert table.refused("fac", cmd.ShowSpread(VALUES)) == "duplicate"


def test_what_was_shown_stays_whoever_marks_changes_leaves_or_is_removed_afterwards() -> None:
    table = table_of(*FORMAL, *INFORMAL)
    for who in (*FORMAL, *INFORMAL[:2]):
        mark(table, who)
    table.do("fac", cmd.ShowSpread(VALUES))
    before = spread(table)
    mark(table, "i3", 8, 8)
    mark(table, "f1", 1, 1)
    table.leave("f2")
    table.do("fac", cmd.RemovePerson(ParticipantId("f3")))
    assert spread(table) == before
    assert table.view("f1")["me/spectrum/values"] == {"now": 1, "wished": 1}


def test_the_freeze_shows_what_enough_people_marked_and_nothing_else() -> None:
    table = table_of("f1", "f2", "i1", "i2")
    go_on(table, "values")
    for who in ("f1", "f2", "i1"):
        mark(table, who)
    mark(table, "i1", step=StepKey("relations"))
    freeze(table)
    assert spread(table)["people"] == 3
    assert spread(table, "relations")["whole"] is None


def test_a_facilitator_without_a_side_and_who_was_removed_are_not_counted_who_left_is() -> None:
    table = table_of("f1", "f2", "f3", "i1", "i2")
    mark(table, "fac")
    assert spread(table) == {}
    for who in ("f1", "f2", "i1"):
        mark(table, who)
    table.do("fac", cmd.RemovePerson(ParticipantId("i1")))
    assert table.refused("fac", cmd.ShowSpread(VALUES)) == "not_answered"
    mark(table, "i2")
    table.leave("i2")
    table.do("fac", cmd.ShowSpread(VALUES))
    assert spread(table)["people"] == 3


# --- per side -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formal", "informal", "apart"),
    [(3, 3, True), (3, 2, False), (2, 3, False), (3, 1, False), (3, 0, False)],
)
def test_a_side_is_shown_only_when_both_are_large_enough_or_the_other_could_be_reckoned(
    formal: int,
    informal: int,
    apart: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    people = (*FORMAL[:formal], *INFORMAL[:informal])
    table = table_of(*people)
    for who in people:
        mark(table, who, 2 if who[0] == "f" else 5)
    sides = spread(table)["sides"]
    assert set(sides) == ({"formal", "informal"} if apart else set())
    if apart:
        assert sides["formal"]["now"] == [0, 3, 0, 0, 0, 0, 0, 0]
        assert sides["informal"]["now"] == [0, 0, 0, 0, 3, 0, 0, 0]


def test_a_team_has_no_sides() -> None:
    table = table_of(*FORMAL, *INFORMAL, kind=Kind.TEAM)
    for who in (*FORMAL, *INFORMAL):
        mark(table, who)
    assert spread(table)["sides"] == {}
    assert lenses.voices(table.state) is None


def test_the_steps_together_are_the_sum_of_what_was_shown() -> None:
    table = table_of(*FORMAL, *INFORMAL)
    go_on(table, "values")
    assert lenses.whole_version(table.state) is None
    for who in (*FORMAL, *INFORMAL):
        mark(table, who)
    both = lenses.whole_version(table.state)
    assert both is not None
    assert both.whole.people == 6
    assert both.sides[Side.FORMAL].people == 3
    for who in FORMAL:
        mark(table, who, 4, step=StepKey("relations"))
    table.do("fac", cmd.ShowSpread(StepKey("relations")))
    both = lenses.whole_version(table.state)
    assert both is not None
    assert both.whole.now == (0, 6, 0, 3, 0, 0, 0, 0)
    assert both.sides == {}  # one step without sides, and the sum has none


# --- the review, and versions -------------------------------------------------------------------------------


def test_the_review_is_marked_in_a_later_version_after_its_own_round() -> None:
    table = table_of("f1", "i1", "i2")
    assert table.refused("f1", cmd.MarkSpectrum(REVIEW, 2, 7)) == "first_version"
    assert table.refused("fac", cmd.ShowSpread(REVIEW)) == "first_version"
    for who in ("f1", "i1", "i2"):
        mark(table, who)
    freeze(table)
    seal(table)
    table.do("f1", cmd.Reopen("tijd om terug te kijken"))
    assert table.refused("f1", cmd.MarkSpectrum(REVIEW, 2, 7)) == "not_revealed"
    assert not [key for key in table.view("f1") if "spectrum" in key]
    table.reveal()
    for who in ("f1", "i1", "i2"):
        mark(table, who, 6, 8, REVIEW)
    assert table.view("i1")["me/spectrum/review"] == {"now": 6, "wished": 8}
    assert spread(table, "review")["whole"]["now"] == [0, 0, 0, 0, 0, 3, 0, 0]
    assert spread(table) == {}  # that of the former version is no one's now
    assert lenses.whole_version(table.state) is None  # nor is the review one of the steps


# --- who looks on learns nothing of one person --------------------------------------------------------------

RUNGS = st.integers(1, 8)
ACTS = st.lists(
    st.tuples(st.sampled_from((*FORMAL, *INFORMAL, "show", "leave")), RUNGS, RUNGS), min_size=1, max_size=14
)


def shared_views(acts: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    """What a facilitator is shown of the spectrum after each act."""
    table = table_of(*FORMAL, *INFORMAL)
    seen = []
    others = {"show": ("fac", cmd.ShowSpread(VALUES)), "leave": ("i3", cmd.Leave())}
    for key, now, wished in acts:
        who, command = others.get(key, (key, cmd.MarkSpectrum(VALUES, now, wished)))
        table.ask(who, command)
        seen.append(spread(table))
    return seen


@given(ACTS)
def test_a_spread_is_shown_in_one_way_only_so_that_nothing_can_be_reckoned_from_two(
    acts: list[tuple[str, int, int]],
) -> None:
    shown = [each for each in shared_views(acts) if each.get("whole")]
    assert all(each == shown[0] for each in shown)
    if shown:
        assert shown[0]["people"] >= 3
        assert all(sum(side["now"]) >= 3 for side in shown[0]["sides"].values())


@given(ACTS, RUNGS, RUNGS)
def test_until_it_is_shown_two_maps_that_differ_in_marks_look_the_same(
    acts: list[tuple[str, int, int]], now: int, wished: int
) -> None:
    other = [(who, now, wished) for who, _now, _wished in acts]
    for one, two in zip(shared_views(acts), shared_views(other), strict=True):
        assert bool(one.get("whole")) == bool(two.get("whole"))
        if not one.get("whole"):
            assert one == two


@given(st.lists(st.tuples(RUNGS, RUNGS), min_size=6, max_size=6), st.data())
def test_what_is_shown_stays_the_same_when_people_of_a_side_change_marks(
    chosen: list[tuple[int, int]], data: st.DataObject
) -> None:
    formal, informal = chosen[:3], chosen[3:]
    changed = [*data.draw(st.permutations(formal)), *data.draw(st.permutations(informal))]
    people = (*FORMAL, *INFORMAL)
    one, two = (
        shared_views([(who, *marked) for who, marked in zip(people, marks, strict=True)])[-1]
        for marks in (chosen, changed)
    )
    assert one == two
    assert one["people"] == 6


@given(st.lists(st.tuples(RUNGS, RUNGS), min_size=5, max_size=5), st.data())
def test_where_a_side_is_small_the_marks_of_both_sides_can_change_places(
    chosen: list[tuple[int, int]], data: st.DataObject
) -> None:
    people = (*FORMAL, *INFORMAL[:2])
    changed = data.draw(st.permutations(chosen))
    found = []
    for marks in (chosen, changed):
        table = table_of(*people)
        for who, marked in zip(people, marks, strict=True):
            mark(table, who, *marked)
        found.append(spread(table))
    assert found[0] == found[1]
    assert found[0]["people"] == 5
