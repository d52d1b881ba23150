"""Rules 1, 2, 3 and 5: who may act, who is present, what a facilitator may, and names."""

import json

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Command
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.kinds import Form, GateStatus, Kind, Names, Side
from tests.domain_kit import Table, joins


def test_rule_01_only_who_has_joined_can_act() -> None:
    table = Table()
    assert table.refused("zus", table.write_act()) == "not_joined"
    assert table.refused("ann", table.write_act(), hand="zus") == "not_joined"


def test_rule_01_who_has_left_cannot_act_and_receives_nothing() -> None:
    table = Table()
    table.leave("ben")
    assert table.refused("ben", table.write_act()) == "not_joined"
    assert table.refused("ben", cmd.Leave()) == "not_joined"
    assert table.view("ben") == {}
    assert table.view("zus") == {}


def test_rule_01_join_is_for_who_is_not_at_the_table_yet_or_has_left() -> None:
    table = Table()
    entry = table.write("ben", text="rust")
    table.leave("ben")
    table.join("ben")
    assert table.state.people[ParticipantId("ben")].name == "Ben Bakker"
    assert f"me/own/{entry}" in table.view("ben")
    assert table.refused("ben", joins("ben")) == "duplicate"


def test_rule_02_present_is_every_partner_who_is_there_and_not_marked_absent() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.do("fac", cmd.MarkAbsent(ParticipantId("cas")))
    table.stance("ann")
    table.stance("ben")
    assert table.shut_by() == set()
    assert table.view("ben")["person/cas"]["absent"]
    table.do("cas", cmd.MarkAbsent(ParticipantId("cas"), absent=False))
    assert table.shut_by() == {"everyone"}
    table.leave("cas")
    table.close()


def test_rule_02_only_the_facilitator_marks_another_absent() -> None:
    table = Table()
    assert table.refused("ann", cmd.MarkAbsent(ParticipantId("ben"))) == "facilitator_only"
    assert table.refused("ann", cmd.MarkAbsent(ParticipantId("ann"))) == "facilitator_only"
    assert table.refused("fac", cmd.MarkAbsent(ParticipantId("zus"))) == "not_found"


def test_rule_02_a_facilitator_without_a_side_is_not_counted() -> None:
    table = Table()
    table.note("ann")
    table.consent()
    assert "fac" not in table.current()
    table.close()
    assert table.is_closed()


@pytest.mark.parametrize(
    "command",
    [cmd.Reveal(StepKey("values")), cmd.Close(StepKey("values")), cmd.Freeze(), cmd.Seal()],
    ids=["reveal", "close", "freeze", "seal"],
)
def test_rule_03_only_a_facilitator_reveals_opens_a_gate_freezes_and_finishes(command: Command) -> None:
    assert Table().refused("ann", command) == "facilitator_only"


def test_rule_03_a_facilitator_who_is_no_partner_may_propose_reply_answer_and_write_the_terms() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    table.note("fac")
    table.differ("fac")
    table.park("fac")
    table.do("fac", table.answer_act(own))
    table.reply("fac", table.stance("ben", kind="proviso", because="als het kan"))
    table.do("fac", table.terms_act())
    assert table.state.terms is not None


def test_rule_03_what_belongs_to_partners_is_not_for_a_facilitator_without_a_side() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    value = table.note("ann")
    for command in (
        table.write_act(),
        table.adopt_act(own),
        cmd.Respect(value),
        table.stance_act(),
        table.take_act(value),
        table.review_act(value),
        cmd.Decline(),
        cmd.Reopen("zomaar"),
        cmd.Withdraw(),
        cmd.Share(own),
        table.sign_act(),
    ):
        assert table.refused("fac", command) == "partners_only", command


def test_rule_03_a_facilitator_who_is_a_partner_does_both() -> None:
    table = Table(people="ann ben")
    table.join("fac", name="Fien Faber", side=Side.FORMAL, facilitator=True)
    table.write("fac")
    table.reveal()
    table.consent()
    table.close()
    me = table.view("ben")["person/fac"]
    assert (me["facilitator"], me["partner"]) == (True, True)


def test_rule_03_the_role_is_handed_over_and_never_lost_by_leaving() -> None:
    table = Table()
    give = cmd.HandOver(ParticipantId("ann"))
    assert table.refused("ann", give) == "facilitator_only"
    assert table.refused("fac", cmd.HandOver(ParticipantId("fac"), gives=False)) == "invalid_value"
    assert table.refused("fac", cmd.HandOver(ParticipantId("zus"))) == "not_found"
    table.do("fac", give)
    assert table.refused("fac", cmd.HandOver(ParticipantId("ann"), gives=False)) == "invalid_value"
    table.do("ann", cmd.Reveal(StepKey("values")))
    table.do("fac", cmd.HandOver(ParticipantId("fac"), gives=False))
    table.leave("ann")
    assert not table.state.people[ParticipantId("fac")].facilitator
    table.join("ann")
    assert table.state.people[ParticipantId("ann")].facilitator


def test_rule_05_views_of_steps_1_to_3_have_no_roles_and_no_organisations() -> None:
    table = Table()
    table.to("conduct")
    own = table.write("ben", "conduct")
    table.reveal("conduct")
    for who in ("fac", "ann", "wall"):
        sent = json.dumps(table.view(who))
        assert f"own/{own}" in sent
        for word in (
            "wijkverpleegkundige" if who != "ann" else "buurman",
            "Buurtvereniging",
            "Bakker",
            "Jansen",
        ):
            assert word not in sent.replace("Ann Jansen", "" if who == "ann" else "Ann Jansen")


def test_rule_05_people_are_called_by_their_first_name_or_by_what_they_chose() -> None:
    table = Table(people="fac ann eef")
    table.join("ann2", name="Ann de Boer", side=Side.INFORMAL)
    table.join("kees", name="Cornelis Kok", called="Kees", side=Side.INFORMAL)
    table.join("leo", name="Leo Lint", called="\u200b", side=Side.INFORMAL)
    names = {k: v["name"] for k, v in table.view("ann").items() if k.startswith("person/")}
    assert set(names.values()) == {"Gerda", "Ann", "Mevrouw Eefting", "Ann (2)", "Kees", "Leo"}


def test_rule_05_no_two_people_are_called_the_same() -> None:
    table = Table(people="fac ann")
    for key, called in (("a", "Ann (2)"), ("b", "ANN"), ("c", "Ann (2)"), ("d", "ann")):
        table.join(key, name=f"Iemand {key}", called=called, side=Side.INFORMAL)
    names = [person.called for person in table.state.people.values()]
    assert names == ["Gerda", "Ann", "Ann (2)", "ANN (3)", "Ann (2) (2)", "ann (4)"]


def test_rule_05_without_names_nothing_ties_an_entry_to_a_person_and_the_list_shows_who_is_there() -> None:
    table = Table(names=Names.NONE)
    own = table.write("ben")
    assert table.view("fac")["step/values"]["wrote"] == []
    assert not table.view("fac")["table/ben"]["wrote"]
    table.reveal()
    table.adopt("ann", own)
    view = {
        k: v for k, v in table.view("fac").items() if k.startswith(("own/", "joint/", "step/", "stance/"))
    }
    assert "Ben" not in json.dumps(view)
    assert '"ben"' not in json.dumps(view)
    assert table.view("ann")["person/ben"]["name"] == "Ben"
    assert table.contract()["values"][0]["from"] == []


def test_rule_05_the_owner_of_an_action_is_shown_without_names_too() -> None:
    table = Table(names=Names.NONE).to("actions")
    action = table.note("ben", "mine", "bellen")
    assert table.view("ann")[f"joint/{action}"]["owners"] == [
        {"person": "ben", "name": "Ben", "answer": "taken"}
    ]
    assert table.contract()["actions"][0]["owners"] == ["Ben Bakker"]


def test_rule_01_a_stranger_who_was_removed_stays_away() -> None:
    table = Table(people="fac ann ben cas")
    private = table.write("cas")
    table.stance_act()
    assert table.refused("fac", cmd.RemovePerson(ParticipantId("fac"))) == "invalid_value"
    assert table.refused("fac", cmd.RemovePerson(ParticipantId("zus"))) == "not_found"
    table.do("fac", cmd.RemovePerson(ParticipantId("cas")))
    assert private not in table.state.own
    assert table.refused("cas", joins("cas")) == "not_joined"
    assert table.refused("fac", cmd.RemovePerson(ParticipantId("cas"))) == "not_found"
    assert "person/cas" not in table.view("ann")


def test_rule_01_a_partnership_seats_partners_on_a_side_a_team_needs_none() -> None:
    assert Table().refused("zus", joins(side=None)) == "invalid_value"
    team = Table(kind=Kind.TEAM, people="fac")
    team.join("zus", name="Zus Zwart")
    team.write("zus")
    assert team.refused("fac", team.write_act()) == "partners_only"
    assert team.refused("yin", joins("yin", "zus  ZWART")) == "duplicate"


def test_rule_01_somebody_brought_back_by_a_new_link_finds_a_blank_device() -> None:
    table = Table()
    table.note("ann")
    own = table.write("ann", text="geheim")
    table.do("ann", cmd.MarkSpectrum(StepKey("values"), 2, 6))
    table.reveal()
    later = table.write("ann", text="ook geheim", private=True)
    stance = table.stance("ann", kind="object", because="verborgen reden")
    assert {f"me/own/{later}", "me/stance/values/ann", "me/spectrum/values"} <= table.view("ann").keys()
    table.leave("ann")
    table.do("fac", cmd.BringBack(ParticipantId("ann")))
    view = table.view("ann")
    assert not {f"me/own/{later}", "me/stance/values/ann", "me/spectrum/values"} & view.keys()
    assert f"own/{own}" in view
    assert view["person/ann"]["new_device"]
    table.stance("ben")
    assert table.view("ann")["me/stance/values/ann"]["id"] == stance
    assert table.refused("fac", cmd.BringBack(ParticipantId("zus"))) == "not_found"


def test_rule_01_whether_somebody_is_at_the_table_is_judged_before_anything_else() -> None:
    table = Table().freeze()
    assert table.refused("zus", table.write_act()) == "not_joined"
    assert table.refused("ann", table.write_act()) == "frozen"


def test_rule_03_the_focus_and_the_pause_belong_to_the_facilitator_and_forbid_nothing() -> None:
    table = Table(form=Form.SHORT)
    value = table.note("ann")
    own = table.write("ben")
    focus = cmd.MoveFocus(
        StepKey("values"), table.state.focus.phase, spotlight=value, begin_with=(ParticipantId("ann"),) * 3
    )
    assert table.refused("ann", focus) == "facilitator_only"
    table.do("fac", focus)
    assert table.view("wall")["focus"]["begin_with"] == ["Ann"]
    assert table.refused("fac", cmd.MoveFocus(StepKey("dromen"), focus.phase)) == "invalid_value"
    assert table.refused("fac", cmd.MoveFocus(StepKey("values"), focus.phase, spotlight=own)) == "not_found"
    assert (
        table.refused(
            "fac", cmd.MoveFocus(StepKey("values"), focus.phase, begin_with=(ParticipantId("zus"),))
        )
        == "not_found"
    )
    table.do("fac", cmd.Pause())
    table.write("ann")
    assert table.view("ann")["map"]["paused"]
    assert table.gate("relations").status is GateStatus.AHEAD


def test_rule_02_who_comes_to_help_facilitating_is_no_partner_and_has_no_voice_yet() -> None:
    table = Table()
    table.do("hil", joins("hil", "Hil Haan", side=None, takes_part=False))
    assert not table.state.people[ParticipantId("hil")].partner
    assert table.refused("hil", cmd.Park(EntryId("p1"), "een camera")) == "partners_only"
    table.do("fac", cmd.HandOver(ParticipantId("hil")))
    table.do("hil", cmd.Park(EntryId("p1"), "een camera"))


def test_rule_02_who_comes_to_help_facilitating_has_no_side() -> None:
    assert Table().refused("hil", joins("hil", "Hil Haan", takes_part=False)) == "invalid_value"
