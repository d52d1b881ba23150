"""The lenses on the dialogue: nobody is told apart in them, and nothing is judged (METHOD.md, section 6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.domain import commands as cmd
from partnerschap.domain import lenses
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place, standard
from partnerschap.domain.kinds import Kind, Names, Side, Status, ToldKind
from partnerschap.domain.refusals import Refusal
from tests.domain_kit import Table

VALUES, REVIEW = StepKey("values"), StepKey("review")
FORMAL, INFORMAL = ("f1", "f2", "f3"), ("i1", "i2", "i3")


def table_of(*people: str, **more: Any) -> Table:
    """A facilitator without a side, and partners whose key begins with f or i."""
    table = Table(people="fac", **more)
    for key in people:
        side = Side.FORMAL if key[0] == "f" else Side.INFORMAL
        table.join(key, name=f"Iemand {key}", side=side)
    return table


def mark(table: Table, who: str, now: int = 2, wished: int = 7, step: StepKey = VALUES) -> None:
    table.do(who, cmd.MarkSpectrum(step, now, wished))


def spread(table: Table, step: str = "values", who: str = "fac") -> dict[str, Any]:
    found: dict[str, Any] = table.view(who).get(f"spectrum/{step}", {})
    return found


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


# --- trust --------------------------------------------------------------------------------------------------


def test_trust_gathers_what_the_map_says_and_what_people_told_of_it() -> None:
    table = Table()
    rule = table.to("relations").note("ann", "relations", "we delen alles")
    table.differ("ann", "relations")
    table.consent("relations")
    table.close("relations")
    table.finish("conduct")
    support = table.note("ann", Place(StepKey("conditions"), "environment", "support"), "een sleutel")
    frame = table.note("ben", "conditions", "het geld staat vast", status=Status.FRAME)
    table.consent("conditions")
    table.close("conditions")
    taken = table.note("ann", "ours", "soep koken", owners=(ParticipantId("ann"), ParticipantId("ben")))
    table.note("ann", "ours", "niemand nam dit", owners=(ParticipantId("ben"),))
    table.do("ann", table.take_act(taken))
    asked = table.note("ben", "others", "een pan lenen", asked_of="de kerk")
    for number, kind in enumerate((ToldKind.NETWORKS, ToldKind.RELIABILITY, ToldKind.NETWORKS)):
        table.do("ann", cmd.Tell(EntryId(f"t{number}"), kind, f"woord {number}"))
    forms = {form.kind: form for form in lenses.trust(table.state, standard())}
    assert list(forms) == [ToldKind.RELIABILITY, ToldKind.NETWORKS, ToldKind.INSTITUTIONS]
    assert rule in forms[ToldKind.RELIABILITY].lines
    assert forms[ToldKind.RELIABILITY].lines[-1] == taken
    assert forms[ToldKind.NETWORKS].lines == (support, asked)
    assert forms[ToldKind.INSTITUTIONS].lines == (frame,)
    assert [form.terms for form in forms.values()] == [(), (), ()]
    assert [told.text for told in forms[ToldKind.NETWORKS].notes] == ["woord 0", "woord 2"]


def test_trust_names_the_terms_that_were_answered_in_this_version() -> None:
    table = Table()
    table.do("ann", table.terms_act(guardian="Ben", confidentiality=""))
    terms = [form.terms for form in lenses.trust(table.state, standard())]
    assert terms == [("non_compliance",), (), ("guardian", "review_on")]
    table.next_version()
    assert [form.terms for form in lenses.trust(table.state, standard())] == [(), (), ()]


def test_without_names_notes_are_not_in_the_order_in_which_they_were_told() -> None:
    for names, expected in ((Names.NONE, ["eerst", "later"]), (Names.FIRST, ["later", "eerst"])):
        table = Table(names=names)
        table.do("ann", cmd.Tell(EntryId("b"), ToldKind.NETWORKS, "later"))
        table.do("ben", cmd.Tell(EntryId("a"), ToldKind.NETWORKS, "eerst"))
        networks = lenses.trust(table.state, standard())[1]
        assert [told.text for told in networks.notes] == expected


# --- voices -------------------------------------------------------------------------------------------------


def test_voices_count_open_own_entries_and_joint_wordings_per_side() -> None:
    table = table_of("f1", "f2", "i1", "i2")
    first, second = table.write("f1"), table.write("i1")
    assert lenses.voices(table.state) == lenses.Voices(
        {Side.FORMAL: 0, Side.INFORMAL: 0}, {"formal": 0, "informal": 0, "both": 0, "together": 0}
    )
    table.reveal()
    table.adopt("f2", first)
    table.do("i2", table.note_act(text="allebei", sources=(first, second)))
    table.do("fac", table.note_act(text="van de begeleider"))
    table.differ("i1")
    assert lenses.voices(table.state) == lenses.Voices(
        {Side.FORMAL: 1, Side.INFORMAL: 1}, {"formal": 1, "informal": 0, "both": 1, "together": 1}
    )


def test_a_side_of_one_is_not_counted_who_was_removed_makes_no_side_larger() -> None:
    table = table_of("f1", "f2", "i1", "i2")
    assert lenses.voices(table.state) is not None
    table.do("fac", cmd.RemovePerson(ParticipantId("f2")))
    assert lenses.voices(table.state) is None


@pytest.mark.parametrize(("writers", "told"), [(6, True), (5, False)])
def test_without_names_voices_are_told_from_the_freeze_on_and_only_where_words_stay_untied(
    writers: int,
    told: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    people = (*FORMAL, *INFORMAL)
    table = table_of(*people, names=Names.NONE)
    for who in people[:writers]:
        table.write(who)
    table.reveal()
    assert lenses.voices(table.state) is None
    freeze(table, annex=True)
    found = lenses.voices(table.state)
    assert (found is not None) == told
    annex = table.frozen_text()["annex"]
    if found is not None:
        assert (found.own, found.joint) == ({Side.FORMAL: 3, Side.INFORMAL: 3}, None)
        assert annex["voices"] == {"own": {"formal": 3, "informal": 3}, "joint": None}
    else:
        assert annex["voices"] is None


# --- the annex ----------------------------------------------------------------------------------------------


def test_a_contract_has_an_annex_only_when_the_group_wants_one() -> None:
    assert "annex" not in Table().freeze().frozen_text()
    assert "annex" not in Table().contract()
    assert Table().freeze(annex=True).frozen_text()["annex"]["participation"] == []


def test_the_annex_holds_what_was_shown_and_tells_notes_without_names() -> None:
    table = table_of(*FORMAL, *INFORMAL)
    for who in (*FORMAL, *INFORMAL):
        mark(table, who, 2 if who[0] == "f" else 5)
    table.do("f1", cmd.Tell(EntryId("t"), ToldKind.NETWORKS, "de kerk helpt"))
    freeze(table, annex=True)
    annex = table.frozen_text()["annex"]
    (values,) = annex["participation"]
    assert values["step"] == "values"
    assert values["whole"]["now"] == [0, 3, 0, 0, 3, 0, 0, 0]
    assert values["sides"]["formal"]["now"] == [0, 3, 0, 0, 0, 0, 0, 0]
    assert [form["kind"] for form in annex["trust"]] == ["reliability", "networks", "institutions"]
    assert annex["trust"][1] == {"kind": "networks", "lines": [], "terms": [], "notes": ["de kerk helpt"]}
    assert annex["voices"]["own"] == {"formal": 0, "informal": 0}
    assert not [name for name in ("Iemand f1", "Iemand i1") if name in repr(annex)]


def test_a_mark_that_was_never_shown_is_in_no_annex() -> None:
    table = table_of("f1", "i1")
    mark(table, "f1", 1, 1)
    mark(table, "i1", 8, 8)
    freeze(table, annex=True)
    assert table.frozen_text()["annex"]["participation"] == []


def go_on(table: Table, *steps: str) -> None:
    """The gates behind these steps are opened with a reason."""
    for step in steps:
        table.do("fac", cmd.Close(StepKey(step), override="we gaan verder"))


def freeze(table: Table, **terms: Any) -> None:
    """The group goes on to the end, and the text is laid down."""
    go_on(table, *(gate.steps[0] for gate in table.state.gates if not table.is_closed(gate.steps[0])))
    table.do("fac", table.terms_act(**terms))
    assert not isinstance(table.ask("fac", cmd.Freeze()), Refusal)


def seal(table: Table) -> None:
    """Everyone signs, and the version is final."""
    for person in ("f1", "i1", "i2"):
        table.do(person, table.sign_act(person))
    table.do("fac", cmd.Seal())
