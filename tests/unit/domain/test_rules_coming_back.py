"""Rules 30 to 35: the next version, its own round, reviewing, the spectrum, and what does not exist."""

import json
from dataclasses import replace

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import EntryId, StepKey
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import Form, GateStatus, Responsible
from tests.domain_kit import STEPS, Table


def second_version(form: Form = Form.LONG) -> tuple[Table, str]:
    """A table in version 2, just reopened, and a value of version 1."""
    table = Table(people="fac ann ben cas", form=form)
    value = table.note("ann", text="oude waarde")
    table.park("ben", "oude parkeerplek")
    table.seal()
    table.do("ann", cmd.Reopen("een jaar later"))
    return table, value


def test_rule_30_reopening_is_for_a_partner_with_a_reason_once_a_version_is_frozen() -> None:
    table = Table()
    assert table.refused("ann", cmd.Reopen("zomaar")) == "not_frozen"
    table.freeze()
    assert table.refused("fac", cmd.Reopen("zomaar")) == "partners_only"
    assert table.refused("ann", cmd.Reopen("")) == "reason_required"
    assert table.refused("ann", cmd.Reopen("x" * 601)) == "too_long"
    table.do("ben", cmd.Reopen("zomaar"))
    assert table.refused("ben", cmd.Reopen("zomaar")) == "not_frozen"


def test_rule_30_in_the_next_version_every_gate_is_shut_and_every_stance_is_asked_again() -> None:
    table, value = second_version()
    assert table.state.version == 2
    assert [gate.status for gate in table.state.gates] == [GateStatus.OPEN, *[GateStatus.AHEAD] * 4]
    assert table.state.stances == {}
    assert value in table.state.joint
    table.reveal()
    table.consent()
    table.close()
    assert table.is_closed()


def test_rule_30_the_terms_are_asked_again_filled_in_with_the_earlier_ones() -> None:
    table, _ = second_version()
    table.reveal()
    shown = table.view("ann")["terms"]
    assert (shown["non_compliance"], shown["given"]) == ("we praten erover", False)
    table.finish(*STEPS)
    assert table.refused("fac", cmd.Freeze()) == "terms_missing"
    table.do("ann", table.terms_act())
    table.do("fac", cmd.Freeze())


@pytest.mark.parametrize("form", Form)
def test_rule_31_until_the_values_are_revealed_nobodys_screen_shows_the_earlier_words(form: Form) -> None:
    table, _ = second_version(form)
    for who in ("fac", "ann", "ben", "cas", "wall"):
        sent = json.dumps(table.view(who))
        for word in ("oude waarde", "oude parkeerplek", "regel van", "we praten erover"):
            assert word not in sent
    fresh = table.park("ben", "nieuw geparkeerd")
    assert f"parked/{fresh}" in table.view("ann")
    table.reveal()
    sent = json.dumps(table.view("cas"))
    for word in ("oude waarde", "oude parkeerplek", "regel van", "we praten erover"):
        assert word in sent


def test_rule_31_until_then_reviewing_noting_and_stances_in_values_are_refused() -> None:
    table, value = second_version()
    for act in (
        table.review_act(value),
        table.note_act(),
        table.differ_act(),
        table.stance_act(),
        table.edit_act(value),
        cmd.Remove(EntryId(value)),
    ):
        assert table.refused("ann", act) == "not_revealed", act
    table.write("ann")
    table.reveal()
    table.do("ann", table.review_act(value))


def test_rule_31_until_then_the_gate_of_the_values_is_not_opened_with_a_reason_either() -> None:
    table = Table().seal()
    table.do("ann", cmd.Reopen("opnieuw kijken"))
    assert table.refused("fac", table.close_act(override="overslaan")) == "gate_shut"
    assert table.about("fac", table.close_act(override="overslaan"))[0] == "private"
    table.reveal()
    table.close(override="overslaan")


def test_rule_31_revealing_an_empty_round_will_do() -> None:
    table, value = second_version()
    table.reveal()
    table.do("ann", table.review_act(value))
    assert table.view("ben")[f"joint/{value}"]["review"]["verdict"] == "works"


def test_rule_31_the_own_entries_of_the_earlier_version_are_not_shown_in_the_next() -> None:
    table = Table()
    own = table.write("ann", text="eigen woord")
    table.reveal()
    table.next_version()
    assert f"own/{own}" not in table.view("ben")
    assert "own_unanswered" not in table.points()


def test_rule_32_there_is_nothing_to_review_in_the_first_version() -> None:
    table = Table()
    assert table.refused("ann", table.review_act(table.note("ann"))) == "first_version"


def test_rule_32_a_review_names_a_line_that_stood_in_the_earlier_version() -> None:
    table, value = second_version()
    table.reveal()
    fresh = table.note("ann")
    table.do("ann", cmd.Remove(EntryId(value)))
    for line in (fresh, value, "niets"):
        assert table.refused("ann", table.review_act(line)) == "not_found"


def test_rule_32_lines_of_any_step_may_be_reviewed_and_nothing_is_reviewed_after_the_freeze() -> None:
    table, value = second_version()
    table.reveal()
    lines = [entry.id for entry in table.state.joint.values()]
    for line in lines:
        table.do("ann", table.review_act(line, "does_not_work", because="te druk"))
    table.freeze()
    assert table.refused("ann", table.review_act(value)) == "frozen"


def test_rule_32_stuck_needs_a_reason_and_change_needs_a_text() -> None:
    table, value = second_version()
    table.reveal()
    assert table.refused("ann", table.review_act(value, "stuck")) == "reason_required"
    assert table.refused("ann", table.review_act(value, "busy", because="x" * 601)) == "too_long"
    assert table.refused("ann", table.review_act(value, then="change")) == "empty_text"
    assert table.refused("ann", table.review_act(value, then="change", text="x" * 601)) == "too_long"
    table.do("ann", table.review_act(value, "stuck", because="niemand kwam"))


def test_rule_32_change_and_drop_take_effect_and_are_shown() -> None:
    table, value = second_version()
    table.reveal()
    table.do("ann", table.review_act(value, then="change", text="nieuwe waarde"))
    shown = table.view("ben")[f"joint/{value}"]
    assert (shown["texts"], shown["changed"]["by"], shown["earlier"]) == (["nieuwe waarde"], "Ann", True)
    table.do("ben", table.review_act(value, "does_not_work", "drop", because="niet meer nodig"))
    assert value not in [line["id"] for line in table.contract()["values"]]
    dropped = table.view("ann")[f"removed/{value}"]
    assert (dropped["texts"], dropped["review"]["by"], dropped["by"]) == (["nieuwe waarde"], "Ben", None)
    table.do("ann", table.review_act(value))
    assert f"joint/{value}" in table.view("ann")


def test_rule_32_what_was_dropped_is_not_in_the_next_version() -> None:
    table, value = second_version()
    table.reveal()
    table.do("ann", table.review_act(value, then="drop"))
    table.next_version()
    assert value not in table.state.joint
    assert all(entry.review is None for entry in table.state.joint.values())


def test_rule_32_change_and_drop_are_refused_in_a_step_that_is_done_again() -> None:
    table, value = second_version()
    table.reveal()
    table.do("ben", table.review_act(value, then="drop"))
    table.finish("values")
    for then, text in (("change", "anders"), ("drop", None), ("keep", None)):
        assert table.refused("ann", table.review_act(value, then=then, text=text)) == "step_closed"
    kept = next(
        e.id for e in table.state.joint.values() if e.place.step == "values" and e.live and e.since == 1
    )
    table.do("ann", table.review_act(kept))


def test_rule_32_a_review_before_its_step_is_reached_may_change_it() -> None:
    table, _ = second_version()
    table.reveal()
    rule = next(e.id for e in table.state.joint.values() if e.place.step == "conduct")
    table.do("ann", table.review_act(rule, then="change", text="anders doen"))
    assert table.view("ben")[f"joint/{rule}"]["texts"] == ["anders doen"]


def test_rule_32_nobody_changes_or_drops_anothers_mine() -> None:
    table = Table().to("actions")
    mine = table.note("ann", "mine", "bellen")
    table.next_version()
    for then in ("change", "drop"):
        assert table.refused("ben", table.review_act(mine, then=then, text="anders")) == "not_yours"
    table.do("ben", table.review_act(mine, "busy"))
    table.do("ann", table.review_act(mine, "done", "change", text="terugbellen"))
    assert table.contract()["actions"][0]["owners"] == ["Ann Jansen"]


def test_rule_32_a_changed_ours_is_taken_again_by_everyone_else_it_names() -> None:
    table = Table().to("actions")
    ours = table.note("ann", "ours", "koken", owners=("ann", "ben"))
    table.do("ben", table.take_act(ours))
    table.next_version()
    table.do("ben", table.review_act(ours))
    assert table.contract()["actions"][0]["untaken"] == []
    table.do("ben", table.review_act(ours, then="change", text="samen koken"))
    assert table.contract()["actions"][0]["untaken"] == ["Ann Jansen"]
    assert table.contract()["actions"][0]["owners"] == ["Ben Bakker"]


def test_rule_32_a_point_of_difference_that_is_changed_becomes_one_wording_with_an_owner_under_mine() -> None:
    table = Table().to("actions")
    difference = table.differ("ann", "mine", "ik bel", "ik schrijf")
    table.next_version()
    table.do("ben", table.review_act(difference, then="change", text="ik bel"))
    shown = table.view("ann")[f"joint/{difference}"]
    assert (shown["kind"], [o["person"] for o in shown["owners"]]) == ("wording", ["ben"])


def test_rule_32_what_is_new_is_simply_a_note() -> None:
    table, _ = second_version()
    table.reveal()
    fresh = table.note("ann", text="nieuw")
    assert not table.view("ben")[f"joint/{fresh}"]["earlier"]


def test_rule_33_what_nobody_reviewed_is_kept_shown_as_not_discussed_and_shuts_nothing() -> None:
    table, value = second_version()
    table.reveal()
    shown = table.view("ann")[f"joint/{value}"]
    assert (shown["earlier"], shown["review"]) == (True, None)
    table.consent()
    table.close()
    assert table.contract()["values"][0]["text"] == "oude waarde"


def test_rule_34_the_spectrum_is_1_to_8_from_the_moment_the_step_is_reached() -> None:
    table = Table()
    for now, wished in ((0, 5), (5, 9), (-1, 5)):
        assert table.refused("ann", cmd.MarkSpectrum(StepKey("values"), now, wished)) == "invalid_value"
    assert table.refused("ann", cmd.MarkSpectrum(StepKey("relations"), 1, 8)) == "not_reached"
    assert table.refused("ann", cmd.MarkSpectrum(StepKey("dromen"), 1, 8)) == "invalid_value"
    table.do("ann", cmd.MarkSpectrum(StepKey("values"), 1, 8))
    table.freeze()
    table.do("ben", cmd.MarkSpectrum(StepKey("values"), 2, 3))
    assert table.view("ben")["me/spectrum/values"] == {"now": 2, "wished": 3}


def test_rule_34_a_mark_is_private_and_the_spread_is_shown_only_where_nobody_is_recognised() -> None:
    table = Table(people="fac ann ben cas")
    for who in ("ann", "ben"):
        table.do(who, cmd.MarkSpectrum(StepKey("values"), 2, 7))
    hidden = {"step": "values", "people": 2, "whole": None, "sides": {}}
    assert table.view("fac")["spectrum/values"] == hidden
    table.do("cas", cmd.MarkSpectrum(StepKey("values"), 3, 7))
    assert table.view("wall")["spectrum/values"]["whole"] == {
        "now": [0, 2, 1, 0, 0, 0, 0, 0],
        "wished": [0, 0, 0, 0, 0, 0, 3, 0],
    }
    assert not [key for key in table.view("fac") if key.startswith("me/spectrum")]


def test_rule_35_what_does_not_exist_is_not_found() -> None:
    table = Table()
    nothing = EntryId("niets")
    for act in (
        table.edit_act(nothing),
        cmd.Remove(nothing),
        cmd.Confirm(nothing),
        cmd.Share(nothing),
        cmd.Respect(nothing),
        cmd.AskMeaning(nothing),
        cmd.GiveMeaning(EntryId("m"), nothing, "lachen"),
        table.take_act(nothing),
        table.answer_act(nothing),
        table.adopt_act(nothing),
        cmd.MarkFeasible(nothing, want=True, can=True, circumstances=True),
    ):
        assert table.refused("ann", act) == "not_found", act
    table.to("relations")
    assert table.refused("ann", cmd.ChooseResponsibility(nothing, None)) == "not_found"


def test_rule_35_a_question_where_none_is_asked_is_left_out_as_no_rule_refuses_it() -> None:
    table = Table()
    value = table.note("ann", Place(StepKey("values"), "success", question="Waarom?"))
    assert table.view("ben")[f"joint/{value}"]["question"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        Place(StepKey("dromen"), "success"),
        Place(StepKey("values"), "dromen"),
        Place(StepKey("values"), "success", "dromen"),
    ],
    ids=["step", "prompt", "topic"],
)
def test_rule_35_an_unknown_step_prompt_topic_or_key_is_an_invalid_value(wrong: Place) -> None:
    table = Table()
    for act in (table.write_act(wrong), table.note_act(wrong), table.differ_act(wrong)):
        assert table.refused("ann", act) == "invalid_value"
    for step_act in (cmd.Reveal(StepKey("dromen")), table.close_act("values")):
        act = replace(step_act, step=StepKey("dromen"))
        assert table.refused("fac", act) == "invalid_value"


def test_rule_35_a_prompt_with_topics_needs_one_an_own_question_its_text_and_differ_two_wordings() -> None:
    table = Table().to("relations")
    own = StepKey("relations")
    for question in ("", " ", "\u200b"):
        assert (
            table.refused("ann", table.write_act(Place(own, "own_question", question=question)))
            == "invalid_value"
        )
        assert (
            table.refused("ann", table.differ_act(Place(own, "own_question", question=question)))
            == "invalid_value"
        )
    assert table.refused("ann", table.note_act(Place(own, "own_question", question="x" * 601))) == "too_long"
    table.finish("relations", "conduct")
    assert table.refused("ann", table.note_act(Place(StepKey("conditions"), "people"))) == "invalid_value"
    assert (
        table.refused("ann", table.note_act(Place(StepKey("conditions"), "people", "own_topic")))
        == "invalid_value"
    )
    table.note("ann", Place(StepKey("conditions"), "people", "own_topic", "aan humor"))
    table.finish("conditions")
    for texts in (("a",), tuple("abcdefghijklm"), ("a", " ")):
        assert table.refused("ann", table.differ_act("ours", *texts)) in {"invalid_value", "empty_text"}


def test_rule_35_something_of_another_kind_is_not_found_or_an_invalid_value() -> None:
    table = Table()
    value = table.note("ann")
    parked = table.park("ann")
    assert table.refused("ann", table.adopt_act(value)) == "not_found"
    assert table.refused("ann", cmd.Respect(parked)) == "not_found"
    assert (
        table.refused("ann", cmd.MarkFeasible(value, want=True, can=True, circumstances=True))
        == "invalid_value"
    )
    table.consent()
    table.close()
    rule = table.note("ann", "relations")
    assert table.refused("ann", cmd.AskMeaning(rule)) == "invalid_value"
    assert table.refused("ann", cmd.Respect(rule)) == "invalid_value"
    task = cmd.ChooseResponsibility(EntryId("r"), Responsible.SHARED, "x" * 601)
    assert table.refused("ann", task) == "too_long"
