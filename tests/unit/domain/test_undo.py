"""Taking back one's own last act: exactly back, never at the cost of what somebody else did."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.decisions.undo import opened
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.kinds import GateStatus, Names, Responsible, Take
from tests.domain_kit import UNDO, Table

CONTENT = ("own", "joint", "parked", "stances", "responsibilities", "limits", "gates")


def content(table: Table) -> tuple[Any, ...]:
    return tuple(getattr(table.state, name) for name in CONTENT)


def open_table(**more: Any) -> Table:
    """A table at which Ann and Ben each wrote about the values, which lie open."""
    table = Table(**more)
    table.write("ann", text="rust")
    table.write("ben", text="samen eten")
    table.reveal()
    return table


def first(table: Table, kind: str = "own") -> str:
    return next(iter(getattr(table.state, kind)))


def test_an_own_slip_goes_comes_back_and_reads_as_before() -> None:
    table = Table()
    begun = content(table)
    entry = table.write("ann", text="rust")
    table.undo("ann")
    assert content(table) == begun
    entry = table.write("ann", text="rust")
    written = content(table)
    table.do("ann", table.edit_act(entry, "stilte"))
    table.undo("ann")
    assert content(table) == written
    table.do("ann", cmd.Remove(entry))
    table.undo("ann")
    assert content(table) == written


@pytest.mark.parametrize(
    "act",
    [
        lambda t: t.note_act("values", "rust en reuring"),
        lambda t: t.adopt_act(first(t)),
        lambda t: t.differ_act("values", "rust", "reuring"),
        lambda _t: cmd.Park(EntryId("p1"), "een bus huren"),
        lambda t: t.answer_act(first(t)),
        lambda t: cmd.GiveMeaning(EntryId("m1"), EntryId(first(t)), "dat het stil is"),
        lambda t: cmd.AskMeaning(EntryId(first(t))),
        lambda t: t.stance_act(),
    ],
)
def test_every_such_act_is_taken_back_exactly(act: Any) -> None:
    table = open_table()
    before = content(table)
    table.do("ann", act(table))
    assert content(table) != before
    table.undo("ann")
    assert content(table) == before


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("relations", cmd.ChooseResponsibility(EntryId("r1"), "koken", Responsible.SHARED)),
        ("conduct", cmd.StateLimit("koken", "afwassen", "tot tien uur")),
    ],
)
def test_what_belongs_to_a_later_step_is_taken_back_too(step: str, act: Any) -> None:
    table = Table().to(step)
    before = content(table)
    table.do("ann", act)
    assert content(table) != before
    table.undo("ann")
    assert content(table) == before


def test_what_was_taken_from_the_map_comes_back_with_what_it_meant_for_others() -> None:
    table = open_table()
    entry = table.adopt("ann", first(table))
    table.do("ben", cmd.Respect(entry))
    before = content(table)
    table.do("ann", cmd.Remove(entry))
    assert table.state.own[EntryId(first(table))].answer is None
    table.undo("ann")
    assert content(table) == before


def test_only_ones_own_last_act_and_only_once() -> None:
    table = open_table()
    assert table.refused("fac", UNDO) == "not_found", "a reveal is not taken back"
    assert table.refused("ben", UNDO) == "not_yours", "his slip was revealed since"
    table.note("ann", "values", "rust")
    table.undo("ann")
    assert table.refused("ann", UNDO) == "not_found"
    table.note("ann", "values", "rust")
    table.do("fac", cmd.MoveFocus(StepKey("values"), table.state.focus.phase, table.state.focus.screen))
    table.undo("ann")
    assert not table.state.joint


def test_who_wrote_for_somebody_takes_it_back_for_them() -> None:
    table = Table(people="fac ann ben eef")
    table.write("eef", text="thuis blijven", hand="ann")
    assert table.refused("eef", UNDO, hand="ben") == "not_found"
    table.undo("eef", hand="ann")
    assert not table.state.own


def test_a_helper_takes_it_back_as_themselves_and_nobody_else_does() -> None:
    table = Table(people="fac ann ben eef")
    table.write("eef", text="thuis blijven", hand="ann")
    table.last["ann"] = table.last["ben"] = table.last["eef"]
    assert table.refused("ben", UNDO) == "not_found"
    table.undo("ann")
    assert not table.state.own


@pytest.mark.parametrize("act", [lambda t: t.note_act("values", "rust"), lambda t: t.edit_act(t.edited, "x")])
def test_words_on_which_others_showed_where_they_stand_stay(act: Any) -> None:
    table = open_table()
    table.edited = table.note("ann", "values", "rust en reuring")
    table.stance("ben")
    table.do("ann", act(table))
    table.stance("ben", kind="proviso", because="mits het klein blijft")
    last = table.last["ann"]
    table.do("fac", cmd.ShowStances(StepKey("values")))
    table.last["ann"] = last
    assert table.refused("ann", UNDO) == "not_yours"


def test_what_changes_no_words_is_taken_back_whatever_others_chose() -> None:
    table = open_table()
    entry = table.adopt("ben", first(table, "own"))
    table.do("ben", cmd.AskMeaning(entry))
    last = table.last["ben"]
    table.stance("ann")
    table.do("fac", cmd.ShowStances(StepKey("values")))
    table.last["ben"] = last
    table.undo("ben")
    assert not table.state.joint[entry].meaning_asked


def test_hidden_choices_and_those_from_before_keep_nobody_from_taking_back() -> None:
    table = open_table()
    entry = table.note("ann", "values", "rust")
    table.do("fac", cmd.ShowStances(StepKey("values")))
    table.stance("ben")
    table.do("ben", table.edit_act(entry, "reuring"))
    table.do("ann", table.edit_act(entry, "rust"))
    table.undo("ann")
    assert table.state.joint[entry].texts == ("reuring",), "Ben's choice is about an earlier wording again"
    table = open_table()
    table.note("ann", "values", "rust")
    table.stance("ben")
    table.undo("ann")
    assert not table.state.joint


def test_what_somebody_went_on_with_stays() -> None:
    table = open_table()
    entry = table.note("ann", "values", "rust")
    table.do("ben", table.edit_act(entry, "rust en reuring"))
    assert table.refused("ann", UNDO) == "not_yours"
    table = open_table()
    table.note("ann", "values", "rust")
    table.do("ben", cmd.Respect(EntryId(first(table, "joint"))))
    assert table.refused("ann", UNDO) == "not_yours"
    table = open_table()
    parked = table.park("ann")
    table.note("ben", "values", "een bus", sources=[parked])
    assert table.refused("ann", UNDO) == "not_yours"


def test_what_an_action_serves_stays() -> None:
    table = Table().to("actions")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    value = table.note("ann", "values", "rust")
    table.note("ben", "mine", "koken", serves=(value,))
    assert table.refused("ann", UNDO) == "not_yours"


def test_what_was_seen_cannot_be_unseen() -> None:
    table = open_table()
    table.write("ann", text="later toegevoegd", private=False)
    assert table.refused("ann", UNDO) == "not_found"
    late = table.write("ann", text="te laat", private=True)
    table.undo("ann")
    late = table.write("ann", text="te laat", private=True)
    table.do("ann", cmd.Share(late))
    assert table.refused("ann", UNDO) == "not_found"
    table.stance("ben")
    table.stance("ann")
    assert table.refused("ann", UNDO) == "not_found", "with hers the stances were shown"
    table.stance("ann", kind="object", because="toch niet")
    assert table.refused("ann", UNDO) == "not_found", "she can choose again"


def test_a_step_that_was_closed_meanwhile_keeps_its_text() -> None:
    table = open_table()
    table.note("ann", "values", "rust")
    table.close(override="we gaan verder")
    assert table.refused("ann", UNDO) == "step_closed"


def test_nothing_is_taken_back_from_a_frozen_text_or_an_earlier_version() -> None:
    table = Table()
    table.park("ann")
    table.freeze()
    assert table.refused("ann", UNDO) == "frozen"
    table.next_version()
    assert table.refused("ann", UNDO) == "not_found"


def at_a_gate() -> Table:
    table = open_table()
    table.close(override="we gaan verder")
    return table


def test_a_gate_is_shut_again_within_ten_seconds_without_a_reason() -> None:
    table = open_table()
    before = (*content(table), table.state.focus)
    table.close(override="we gaan verder")
    table.now += timedelta(seconds=9)
    table.undo("fac")
    assert (*content(table), table.state.focus) == before


def test_after_ten_seconds_a_gate_takes_a_reason() -> None:
    table = at_a_gate()
    table.now += timedelta(seconds=10)
    assert table.refused("fac", UNDO) == "step_closed"
    table.do("fac", cmd.ReopenStep(StepKey("values"), "te snel"))
    assert table.gate().status is GateStatus.OPEN


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("ben", lambda t: t.write_act("relations", "iedereen mag nee zeggen", private=True)),
        ("ben", lambda _t: cmd.ReopenStep(StepKey("values"), "wacht")),
        ("fac", lambda _t: cmd.Reveal(StepKey("relations"))),
    ],
)
def test_who_is_at_work_behind_a_gate_is_not_shut_out(who: str, act: Any) -> None:
    table = at_a_gate()
    last = table.last["fac"]
    table.do(who, act(table))
    table.last["fac"] = last
    assert table.refused("fac", UNDO) == "not_yours"


def test_joint_words_and_choices_behind_a_gate_hold_it_open_too() -> None:
    table = at_a_gate()
    last = table.last["fac"]
    table.reveal("relations")
    table.note("ben", "relations", "iedereen mag nee zeggen")
    table.last["fac"] = last
    assert table.refused("fac", UNDO) == "not_yours"
    table = at_a_gate()
    last = table.last["fac"]
    table.stance("ben", "relations")
    table.last["fac"] = last
    assert table.refused("fac", UNDO) == "not_yours"


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("values", cmd.ChooseResponsibility(EntryId("r1"), "koken", Responsible.SHARED)),
        ("values", cmd.MarkSpectrum(StepKey("relations"), 3, 6)),
        ("relations", cmd.StateLimit("koken", "afwassen", "tot tien uur")),
    ],
)
def test_whatever_was_done_behind_a_gate_holds_it_open(step: str, act: Any) -> None:
    table = Table().to(step)
    table.close(step, override="we gaan verder")
    table.do("ben", act)
    assert table.refused("fac", UNDO) == "not_yours"


def test_what_lay_behind_a_gate_before_does_not_hold_it_open() -> None:
    table = Table().to("actions")
    table.freeze()
    table.next_version()
    table.close(override="hetzelfde als toen")
    table.state = deepcopy(table.state)  # as it is when it was read from the tables since
    table.undo("fac")
    assert table.gate().status is GateStatus.OPEN


def test_the_step_behind_which_an_act_opened_the_gate_is_known() -> None:
    table = at_a_gate()
    done = table.last["fac"]
    assert done is not None
    assert opened(done) == "values"
    table.park("ben")
    done = table.last["ben"]
    assert done is not None
    assert opened(done) is None


def test_an_answer_to_an_action_and_names_off_go_back_too() -> None:
    table = Table(names=Names.NONE).to("actions")
    entry = table.note("ann", "ours", "koken", owners=(ParticipantId("ben"),))
    before = content(table)
    table.do("ben", table.take_act(entry))
    assert table.state.joint[entry].takes[ParticipantId("ben")] is Take.TAKEN
    table.undo("ben")
    assert content(table) == before
