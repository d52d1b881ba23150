"""Rules 19 to 22: when a gate opens, overrides, reopening a step, late joiners."""

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.kinds import Form, GateStatus, Kind
from partnerschap.domain.points import unserved
from tests.domain_kit import Table


def test_rule_19_a_gate_never_opens_by_itself() -> None:
    table = Table()
    table.note("ann")
    table.consent()
    assert table.shut_by() == set()
    assert not table.is_closed()
    table.close()
    assert table.is_closed()
    assert table.gate("relations").status is GateStatus.OPEN


def test_rule_19_everyone_present_needs_a_current_stance() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.stance("ann")
    table.stance("ben")
    assert table.about("fac", table.close_act()) == ("everyone",)
    assert table.view("fac")["gate/values"]["shut_by"][0]["people"] == ["Cas"]


def test_rule_19_one_formal_and_one_informal_partner_consent_to_the_present_wording() -> None:
    table = Table(people="fac ann dia")
    table.note("ann")
    table.consent()
    assert table.about("fac", table.close_act()) == ("sides",)
    reason = next(r for r in table.view("ann")["gate/values"]["shut_by"] if r["code"] == "sides")
    assert reason["sides"] == ["informal"]


@pytest.mark.parametrize("kind", ["agree", "accept", "proviso"])
def test_rule_19_agree_can_live_with_it_and_an_answered_proviso_are_consent(kind: str) -> None:
    table = Table()
    table.note("ann")
    table.stance("ann")
    stance = table.stance("ben", kind=kind, because="als het kan")
    if kind == "proviso":
        table.reply("ann", stance)
    table.close()
    assert table.is_closed()


def test_rule_20_a_reason_passes_over_nothing_that_came_after_the_facilitator_looked() -> None:
    table = Table()
    table.note("ann")
    seen = table.view("fac")["step/values"]["wording"]
    late = table.note("ben")
    stale = cmd.Close(StepKey("values"), "we moeten door", wording=seen)
    assert table.about("fac", stale) == ("wording",)
    assert not table.is_closed()
    table.do("ben", cmd.Remove(late))
    table.do("fac", stale)
    assert table.is_closed()


def test_rule_19_no_objection_and_no_proviso_is_open() -> None:
    table = Table(people="fac ann ben cas dia")
    table.note("ann")
    table.stance("ann")
    table.stance("ben")
    table.stance("cas", kind="object", because="te duur")
    table.stance("dia", kind="proviso", because="als het kan")
    assert table.about("fac", table.close_act()) == ("objection", "proviso")


def test_rule_19_everyone_named_in_an_action_has_taken_or_refused_it() -> None:
    table = Table().to("actions")
    action = table.note("ann", "ours", owners=("ann", "ben"))
    table.consent("actions")
    assert table.about("fac", table.close_act("actions")) == ("untaken",)
    reason = table.view("ann")["gate/actions"]["shut_by"][0]
    assert (reason["code"], reason["people"]) == ("untaken", ["Ben"])
    table.do("ben", table.take_act(action, "refused"))
    table.close("actions")


def test_rule_19_in_the_short_form_untaken_actions_shut_the_second_gate() -> None:
    table = Table(form=Form.SHORT).to("relations")
    table.note("ann", "ours", owners=("ben",))
    table.consent("relations")
    assert table.shut_by("conduct") == {"untaken"}


def test_rule_19_in_a_team_one_consent_is_enough_and_sides_do_not_count() -> None:
    table = Table(kind=Kind.TEAM, people="fac ann dia")
    table.note("ann")
    table.stance("ann")
    table.stance("dia", kind="proviso", because="als het kan")
    assert table.shut_by() == {"proviso"}
    table.do("fac", cmd.MarkAbsent(ParticipantId("dia")))
    dia = next(s for s in table.state.stances.values() if s.person == "dia")
    table.reply("ann", dia.id)
    assert table.shut_by() == set()


def test_rule_19_in_a_team_nobody_consenting_shuts_the_gate() -> None:
    table = Table(kind=Kind.TEAM, people="fac ann eef")
    assert table.shut_by() == {"everyone", "sides"}
    table.note("ann")
    for who, hand in (("ann", None), ("eef", "ann")):
        table.stance(who, hand=hand)
    table.close()
    assert table.gate().override is None


def test_rule_19_nothing_else_shuts_a_gate() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    table.note("ann")
    table.consent()
    table.close()
    table.finish("relations", "conduct", "conditions")
    table.note("ann", "ours", "de afwas")
    table.consent("actions")
    table.close("actions")
    points = table.points()
    assert points["own_unanswered"] == [own]
    assert {
        "value_without_action",
        "action_without_value",
        "action_without_owner",
        "no_own_action",
    } <= points.keys()
    assert unserved(table.state)
    assert table.is_closed("actions")


def test_rule_20_an_override_needs_a_reason() -> None:
    table = Table()
    table.note("ann")
    assert table.refused("fac", table.close_act(override=" ")) == "reason_required"
    assert table.refused("fac", table.close_act(override="x" * 601)) == "too_long"


def test_rule_20_it_passes_stances_sides_objections_provisos_and_untaken_actions() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    table.note("ann", "ours", owners=("ben",))
    table.stance("ann", "actions", "object", "te veel")
    table.stance("ben", "actions", "proviso", "als het kan")
    table.close("actions", override="de tijd is om")
    override = table.gate("actions").override
    assert set(override.failed) == {"everyone", "sides", "objection", "proviso", "untaken"}
    printed = table.contract()["overrides"]
    assert [(o["steps"], o["reason"], o["by"]) for o in printed] == [
        (["actions"], "de tijd is om", "Gerda de Groot")
    ]


def test_rule_20_it_never_passes_private_entries_or_the_order_of_steps() -> None:
    table = Table().to("conduct")
    table.do("ann", cmd.ReopenStep(StepKey("values"), "nog iets"))
    assert table.about("fac", table.close_act("conduct", "toch")) == ("earlier_open", "everyone", "sides")
    assert table.refused("fac", table.close_act("conditions", "toch")) == "not_reached"
    table.close()
    table.write("ann", "conduct")
    assert table.refused("fac", table.close_act("conduct", "toch")) == "gate_shut"


@pytest.mark.parametrize("reason", ["voor de zekerheid", "", "x" * 601])
def test_rule_20_where_the_conditions_hold_it_is_ignored(reason: str) -> None:
    table = Table()
    table.note("ann")
    table.consent()
    table.close(override=reason)
    assert table.gate().override is None


def test_rule_20_it_is_printed_until_the_same_step_is_closed_by_consent() -> None:
    table = Table()
    table.note("ann")
    table.close(override="de tijd is om")
    assert table.view("wall")["step/values"]["override"]["by"] == "Gerda"
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog eens"))
    assert [o["reason"] for o in table.contract()["overrides"]] == ["de tijd is om"]
    table.consent()
    table.close()
    assert table.contract()["overrides"] == []


def test_rule_21_anyone_at_the_table_reopens_a_closed_step_with_a_reason() -> None:
    table = Table().to("relations")
    for who in ("fac", "ann"):
        assert table.refused(who, cmd.ReopenStep(StepKey("values"), " ")) == "reason_required"
        assert table.refused(who, cmd.ReopenStep(StepKey("values"), "x" * 601)) == "too_long"
        assert table.refused(who, cmd.ReopenStep(StepKey("dromen"), "zomaar")) == "invalid_value"
        table.do(who, cmd.ReopenStep(StepKey("values"), "nog iets"))
        step = table.view("ben")["step/values"]
        assert (step["state"], step["reopened"], step["reopened_because"]) == ("open", True, "nog iets")
        table.close()
        assert (table.gate().reopened_because, table.gate().reopened_by) == ("", None)


def test_rule_21_reopening_shuts_its_own_gate_only_and_stances_on_an_unchanged_wording_stay_valid() -> None:
    table = Table().to("conditions")
    table.do("ben", cmd.ReopenStep(StepKey("relations"), "nog iets"))
    assert [table.is_closed(s) for s in ("values", "relations", "conduct")] == [True, False, True]
    assert table.current("relations") == {"ann", "ben"}
    table.close("relations")


def test_rule_21_in_the_short_form_reopening_shuts_the_gate_of_the_group() -> None:
    table = Table(form=Form.SHORT).to("relations")
    table.finish("relations")
    table.do("ben", cmd.ReopenStep(StepKey("actions"), "nog iets"))
    assert not table.is_closed("relations")
    assert table.is_closed("values")


def test_rule_21_meanwhile_later_open_steps_can_be_worked_on_and_not_closed_and_nothing_is_frozen() -> None:
    table = Table().to("conduct")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    table.note("ann", "conduct")
    table.consent("conduct")
    assert table.refused("fac", table.close_act("conduct")) == "gate_shut"
    table.close()
    table.close("conduct")
    table.finish("conditions", "actions")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    table.do("fac", table.terms_act())
    assert table.about("fac", cmd.Freeze()) == ("values",)
    table.close()
    table.do("fac", cmd.Freeze())
    assert table.refused("ben", cmd.ReopenStep(StepKey("values"), "nog iets")) == "frozen"


def test_rule_21_closing_leads_the_group_to_the_first_step_that_is_still_open() -> None:
    table = Table().to("conduct")
    table.do("ben", cmd.ReopenStep(StepKey("relations"), "nog iets"))
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    table.close()
    assert table.state.focus.step == "relations"
    table.close("relations")
    assert table.state.focus.step == "conduct"


def test_rule_22_a_late_joiner_takes_no_stance_on_a_closed_step_and_may_reopen_it() -> None:
    table = Table().to("relations")
    table.join("cas", name="Cas Claes", side=table.state.people[ParticipantId("ben")].side)
    assert table.refused("cas", table.stance_act()) == "step_closed"
    assert table.is_closed()
    table.do("cas", cmd.ReopenStep(StepKey("values"), "ik was er niet bij"))
    assert table.shut_by() == {"everyone"}
    table.stance("cas")
    table.close()
