"""Rules 16 to 18: what the wording is, who sees which stance, objections and provisos."""

import json

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.kinds import Form, Names, Status
from partnerschap.domain.model import DetailsChange
from tests.domain_kit import Table


def agreed() -> tuple[Table, str]:
    table = Table()
    value = table.note("ann", text="iedereen telt")
    table.consent()
    return table, value


def test_rule_16_adding_changing_or_removing_a_wording_makes_earlier_stances_stale() -> None:
    table, value = agreed()
    assert table.current() == {"ann", "ben"}
    extra = table.note("ann", text="rust")
    assert table.current() == set()
    table.do("ann", cmd.Remove(extra))
    assert table.current() == {"ann", "ben"}
    difference = table.differ("ben")
    assert table.current() == set()
    table.do("ben", cmd.Remove(difference))
    table.do("ben", table.edit_act(value, "ieder telt"))
    assert table.current() == set()
    assert not any(chosen["current"] for chosen in table.view("ann")["gate/values"]["chosen"])


def test_rule_16_when_the_wording_is_again_what_it_was_the_stance_is_current_again() -> None:
    table, value = agreed()
    table.do("ben", table.edit_act(value, "ieder telt"))
    table.do("ben", table.edit_act(value, "iedereen  telt".replace("  ", " ")))
    assert table.current() == {"ann", "ben"}
    table.do("ben", cmd.Remove(value))
    table.note("ben", text="iedereen telt")
    assert table.current() == {"ann", "ben"}
    table.close()


def test_rule_16_replies_answers_respect_taking_confirming_and_parking_change_no_wording() -> None:
    table = Table()
    own = table.write("ben")
    table.reveal()
    value = table.note("ann")
    table.stance("ann")
    proviso = table.stance("ben", kind="proviso", because="als het kan")
    before = table.wording()
    table.reply("ann", proviso)
    table.do("ann", table.answer_act(own))
    table.do("ben", cmd.Respect(value))
    table.do("ann", cmd.Confirm(value))
    table.park("ben")
    table.do("ann", cmd.AskMeaning(value))
    assert table.wording() == before
    table.close()
    table.finish("relations", "conduct", "conditions")
    action = table.note("ann", "ours", owners=("ann", "ben"))
    table.consent("actions")
    for answer in ("taken", "refused"):
        table.do("ben", table.take_act(action, answer))
    assert table.current("actions") == {"ann", "ben"}


def test_rule_16_a_status_or_a_date_is_no_wording() -> None:
    table = Table().to("conditions")
    line = table.note("ann", "conditions", status=Status.UNMET)
    assert table.points()["condition_unmet"] == [line]
    table.consent("conditions")
    table.do("ben", cmd.Edit(line, details=DetailsChange(status=Status.AGREEMENT)))
    assert table.current("conditions") == {"ann", "ben"}


def test_rule_16_in_the_short_form_a_stance_on_any_step_is_about_the_whole_group() -> None:
    table = Table(form=Form.SHORT).to("relations")
    table.note("ann", "relations")
    table.stance("ann", "actions")
    assert table.current("relations") == {"ann"}
    table.note("ann", "conduct")
    assert table.current("relations") == set()


def test_rule_17_a_stance_is_about_the_words_one_had_and_may_be_stale_at_once() -> None:
    table = Table()
    value = table.note("ann")
    seen = table.wording()
    table.do("ben", table.edit_act(value, "anders"))
    table.do("ann", table.stance_act(wording=seen))
    assert table.current() == set()
    assert not table.view("ann")["me/stance/values/ann"]["current"]
    for wrong in ("", "x" * 65):
        assert table.refused("ann", table.stance_act(wording=wrong)) == "invalid_value"


def test_rule_17_others_see_that_a_stance_was_taken_and_not_which() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.stance("ann", kind="object", because="verborgen reden")
    for who in ("fac", "ben", "wall"):
        view = table.view(who)
        assert "verborgen reden" not in json.dumps(view)
        assert "object" not in json.dumps({k: v for k, v in view.items() if k != "gate/values"})
        gate = view["gate/values"]
        assert [c["name"] for c in gate["chosen"]] == ["Ann"]
        assert (gate["shown"], gate["missing"]) == (False, 2)
        assert gate["planks"] == {"sides": "unknown", "everyone": "no", "nothing_open": "unknown"}
        assert {reason["code"] for reason in gate["shut_by"]} == {"everyone"}
    assert table.view("fac")["table/ann"] | {"kind": ""} == table.view("fac")["table/ann"]
    assert table.view("ann")["me/stance/values/ann"]["because"] == "verborgen reden"


def test_rule_17_stances_are_seen_once_everyone_present_has_taken_one() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    stance = table.stance("ann", kind="object", because="te duur")
    table.stance("ben")
    assert f"stance/{stance}" not in table.view("ben")
    table.stance("cas", kind="accept")
    for who in ("fac", "ben", "cas"):
        shown = table.view(who)[f"stance/{stance}"]
        assert (shown["name"], shown["kind"], shown["because"], shown["open"]) == (
            "Ann",
            "object",
            "te duur",
            True,
        )
    assert table.view("fac")["table/ann"]["kind"] == "object"
    assert table.view("fac")["gate/values"]["planks"]["nothing_open"] == "no"


@pytest.mark.parametrize("last", ["leaves", "is absent"])
def test_rule_17_stances_are_seen_when_the_last_who_had_none_is_no_longer_present(last: str) -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    stance = table.stance("ann")
    table.stance("ben")
    table.do(*(("cas", cmd.Leave()) if last == "leaves" else ("fac", cmd.MarkAbsent(ParticipantId("cas")))))
    assert f"stance/{stance}" in table.view("ben")


def test_rule_17_the_facilitator_may_show_the_stances_before() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    first = table.stance("ann", kind="proviso", because="als het kan")
    assert table.refused("ann", cmd.ShowStances(StepKey("values"))) == "facilitator_only"
    table.do("fac", cmd.ShowStances(StepKey("values")))
    second = table.stance("ben")
    assert {f"stance/{first}", f"stance/{second}"} <= table.view("cas").keys()
    assert table.refused("fac", cmd.ShowStances(StepKey("dromen"))) == "invalid_value"


def test_rule_17_the_wall_shows_only_the_stance_that_the_facilitator_puts_there() -> None:
    table = Table()
    table.note("ann")
    stance = table.stance("ann", kind="object", because="te duur")
    table.stance("ben")
    assert not [key for key in table.view("wall") if key.startswith("stance/")]
    table.do("fac", cmd.MoveFocus(StepKey("values"), table.state.focus.phase, spotlight=stance))
    assert [key for key in table.view("wall") if key.startswith("stance/")] == [f"stance/{stance}"]


def test_rule_17_a_refused_close_and_an_override_do_not_tell_a_hidden_objection() -> None:
    table = Table()
    table.note("ann")
    table.stance("ann", kind="object", because="te duur")
    assert table.about("fac", table.close_act()) == ("everyone",)
    table.close(override="we gaan door")
    assert table.gate().override.failed == ("everyone", "sides", "objection")
    for who in ("fac", "ben", "wall"):
        assert table.view(who)["step/values"]["override"]["failed"] == ["everyone"]
    table.do("ben", cmd.ReopenStep(StepKey("values"), "toch nog"))
    table.stance("ben")
    assert table.about("fac", table.close_act()) == ("sides", "objection")
    assert table.view("ben")["step/values"]["override"]["failed"] == ["everyone", "sides", "objection"]


def test_rule_17_without_names_a_stance_that_is_shown_has_no_person() -> None:
    table = Table(names=Names.NONE)
    table.note("ann")
    stance = table.stance("ann", kind="object", because="te duur")
    table.stance("ben")
    view = table.view("fac")
    shown = view[f"stance/{stance}"]
    assert (shown["person"], shown["name"], shown["because"]) == (None, None, "te duur")
    assert view["table/ann"]["kind"] == ""
    objection = next(reason for reason in view["gate/values"]["shut_by"] if reason["code"] == "objection")
    assert (objection["people"], objection["count"]) == ([], 1)


def test_rule_18_object_and_proviso_need_a_reason_the_others_do_not() -> None:
    table = Table()
    table.note("ann")
    for kind in ("object", "proviso"):
        assert table.refused("ann", table.stance_act(kind=kind)) == "reason_required"
    assert table.refused("ann", table.stance_act(kind="agree", because="x" * 601)) == "too_long"
    table.stance("ann", kind="agree")
    table.stance("ben", kind="accept")
    table.close()


def test_rule_18_an_objection_is_open_until_its_author_takes_another_stance() -> None:
    table = Table()
    value = table.note("ann")
    stance = table.stance("ben", kind="object", because="te duur")
    table.stance("ann")
    table.reply("ann", stance)
    assert "objection" in table.shut_by()
    table.do("ann", table.edit_act(value, "goedkoper"))
    assert "objection" in table.shut_by()
    table.stance("ben")
    assert "objection" not in table.shut_by()
    assert table.refused("ann", cmd.GiveReply(stance, "nog iets")) == "not_found"


def test_rule_18_an_objection_stays_open_when_its_author_has_left_or_was_removed() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.stance("cas", kind="object", because="te duur")
    table.leave("cas")
    table.consent()
    assert table.shut_by() == {"objection"}
    table.do("fac", cmd.RemovePerson(ParticipantId("cas")))
    assert table.shut_by() == {"objection"}
    table.close(override="Cas is weg")
    assert table.contract()["overrides"][0]["failed"] == ["objection"]


def test_rule_18_the_consent_of_who_was_removed_does_not_count() -> None:
    table = Table(people="fac ann cas")
    table.note("ann")
    table.consent()
    table.do("fac", cmd.RemovePerson(ParticipantId("cas")))
    assert table.shut_by() == {"sides"}


def test_rule_18_a_proviso_is_open_until_somebody_else_replies_and_then_counts_as_consent() -> None:
    table = Table()
    table.note("ann")
    table.stance("ann")
    stance = table.stance("ben", kind="proviso", because="als het warm is")
    assert table.shut_by() == {"proviso", "sides"}
    table.reply("ann", stance, "we stoken")
    assert table.shut_by() == set()
    shown = table.view("ben")[f"stance/{stance}"]
    assert (shown["open"], shown["replies"]) == (
        False,
        [{"text": "we stoken", "by": "Ann", "helped_by": None}],
    )
    assert table.contract()["provisos"][0]["answers"] == ["we stoken"]


def test_rule_18_an_answered_proviso_on_an_earlier_wording_is_no_consent() -> None:
    table = Table()
    value = table.note("ann")
    stance = table.stance("ben", kind="proviso", because="als het warm is")
    table.reply("ann", stance)
    table.do("ann", table.edit_act(value))
    table.stance("ann")
    assert table.shut_by() == {"everyone", "sides"}


def test_rule_18_a_proviso_closes_too_when_its_author_takes_another_stance() -> None:
    table = Table()
    table.note("ann")
    table.stance("ann")
    table.stance("ben", kind="proviso", because="als het warm is")
    table.stance("ben", kind="accept")
    assert table.shut_by() == set()


def test_rule_18_what_can_be_replied_to() -> None:
    table = Table()
    table.note("ann")
    agree = table.stance("ann")
    objection = table.stance("ben", kind="object", because="te duur")
    assert table.refused("ben", cmd.GiveReply(objection, "zelf")) == "not_yours"
    assert table.refused("ben", cmd.GiveReply(agree, "fijn")) == "invalid_value"
    assert table.refused("ben", cmd.GiveReply(StanceId("niets"), "wat")) == "not_found"
    assert table.refused("ann", cmd.GiveReply(objection, "x" * 601)) == "too_long"


def test_rule_18_a_stance_of_someone_who_left_stands() -> None:
    table = Table()
    table.note("ann")
    table.consent()
    table.leave("ben")
    assert table.shut_by() == set()
    assert table.current() == {"ann", "ben"}


def test_rule_18_one_stance_per_person_and_group_and_an_id_is_used_once() -> None:
    table = Table()
    table.note("ann")
    first = table.stance("ann", kind="object", because="te duur")
    again = cmd.TakeStance(first, StepKey("values"), table.stance_act().stance, Wording("x"))
    assert table.refused("ben", again) == "duplicate"
    table.stance("ann")
    assert len(table.state.stances) == 1
