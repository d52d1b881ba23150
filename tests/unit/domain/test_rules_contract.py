"""Rules 23 to 29: terms, freezing, signing, finishing, what the contract holds, withdrawing."""

import json
from dataclasses import replace
from datetime import date

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import contract
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Intent, Method, Names, Phase, Responsible, Side, Status
from tests.domain_kit import INK, PLACES, Table


def test_rule_23_terms_may_be_given_at_any_time_before_the_freeze_and_the_last_count() -> None:
    table = Table()
    table.do("ann", table.terms_act(guardian="Ann"))
    table.do("fac", table.terms_act(guardian="Ben", intent=Intent.COMMITTED))
    table.freeze()
    assert table.refused("ann", table.terms_act()) == "frozen"
    assert table.view("ben")["terms"]["given"]


def test_rule_23_non_compliance_and_the_review_date_are_needed_the_others_may_be_empty() -> None:
    table = Table()
    assert table.refused("ann", table.terms_act(non_compliance=" ")) == "empty_text"
    assert table.refused("ann", table.terms_act(review_on=None)) == "empty_text"
    for field in ("non_compliance", "guardian", "confidentiality"):
        assert table.refused("ann", table.terms_act(**{field: "x" * 601})) == "too_long"
    table.do("ann", table.terms_act(guardian="", confidentiality=""))


@pytest.mark.parametrize("intent", Intent)
def test_rule_23_the_intent_is_the_choice_of_the_group_and_is_printed(intent: Intent) -> None:
    table = Table()
    assert table.contract()["terms"] is None
    table.do("ann", table.terms_act(intent=intent))
    assert table.contract()["terms"]["intent"] == intent.value
    assert table.contract()["terms"]["review_on"] == "2027-06-10"


def test_rule_24_the_text_is_frozen_once_every_gate_is_open_and_the_terms_are_given() -> None:
    table = Table().to("actions")
    table.do("fac", table.terms_act())
    assert table.refused("fac", cmd.Freeze()) == "gate_shut"
    table = Table()
    table.finish("values", "relations", "conduct", "conditions", "actions")
    assert table.state.focus.phase is Phase.TERMS
    assert table.refused("fac", cmd.Freeze()) == "terms_missing"
    table.do("fac", table.terms_act())
    table.do("fac", cmd.Freeze())
    assert table.view("wall")["map"]["status"] == "frozen"


def test_rule_24_from_the_freeze_to_a_reopening_no_entry_stance_gate_or_term_changes() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    value = table.note("ann")
    proviso = table.stance("ben", kind="proviso", because="als het kan")
    table.reply("ann", proviso)
    table.stance("ann")
    table.close()
    table.freeze()
    for who, act in (
        ("ann", table.write_act()),
        ("fac", cmd.Reveal(StepKey("values"))),
        ("ann", table.note_act()),
        ("ben", table.adopt_act(own)),
        ("ben", table.answer_act(own)),
        ("ben", cmd.Respect(value)),
        ("ann", table.differ_act()),
        ("ann", cmd.Park(EntryId("p"), "een bus")),
        ("ann", table.edit_act(value)),
        ("ann", cmd.Remove(value)),
        ("ann", table.stance_act()),
        ("ann", cmd.GiveReply(proviso, "nog iets")),
        ("fac", table.close_act()),
        ("fac", cmd.ShowStances(StepKey("values"))),
        ("ann", cmd.ReopenStep(StepKey("values"), "nog iets")),
        ("ann", table.take_act(value)),
        ("ann", table.terms_act()),
        ("ann", cmd.Share(own)),
        ("ann", cmd.GiveMeaning(EntryId("m"), value, "lachen")),
        ("ann", cmd.AskMeaning(value)),
        ("ann", cmd.StateLimit("koken")),
        ("ann", cmd.ChooseResponsibility(EntryId("r"), Responsible.SHARED)),
        ("ann", cmd.MarkFeasible(value, want=True, can=True, circumstances=True)),
        ("ann", table.review_act(value)),
    ):
        assert table.refused(who, act) == "frozen", act


def test_rule_24_who_is_named_in_the_frozen_text_cannot_be_taken_off_it() -> None:
    table = Table(people="fac ann ben cas")
    table.leave("cas")
    table.freeze()
    for who in ("ben", "cas"):
        assert table.refused("fac", cmd.RemovePerson(ParticipantId(who))) == "frozen"
    table.join("dia", name="Dia Dekker", side=table.state.people[ParticipantId("ann")].side)
    table.do("fac", cmd.RemovePerson(ParticipantId("dia")))


def test_rule_25_sign_and_decline_come_after_the_freeze_and_before_the_version_is_final() -> None:
    table = Table()
    assert table.refused("ann", table.sign_act()) == "not_frozen"
    assert table.refused("ann", cmd.Decline()) == "not_frozen"
    assert table.refused("fac", cmd.Seal()) == "not_frozen"
    table.seal()
    assert table.refused("ann", table.sign_act()) == "sealed"
    assert table.refused("ann", cmd.Decline()) == "sealed"


def test_rule_25_the_last_answer_counts() -> None:
    table = Table().freeze()
    table.do("ann", cmd.Decline("nog niet"))
    table.do("ann", table.sign_act(method=Method.DRAWN, typed="", strokes=INK))
    table.do("ben", table.sign_act("Ben Bakker"))
    table.do("ben", cmd.Decline())
    shown = table.view("fac")["contract"]
    assert [s["name"] for s in shown["signed"]] == ["Ann"]
    assert [d["name"] for d in shown["declined"]] == ["Ben"]
    assert "nog niet" not in json.dumps(shown)


def test_an_answer_can_be_taken_back_until_the_version_is_final() -> None:
    table = Table()
    assert table.refused("ann", cmd.TakeBack()) == "not_frozen"
    table.freeze()
    assert table.refused("ann", cmd.TakeBack()) == "not_found"
    assert table.refused("fac", cmd.TakeBack()) == "partners_only"
    table.do("ann", table.sign_act())
    table.do("ben", cmd.Decline())
    table.do("ann", cmd.TakeBack())
    assert list(table.state.signatures) == ["ben"]
    assert table.refused("fac", cmd.Seal()) == "not_answered"
    table.do("ann", table.sign_act())
    table.do("ben", cmd.TakeBack(), hand="ann")  # on a device that goes round
    table.do("ben", table.sign_act("Ben Bakker"))
    table.do("fac", cmd.Seal())
    assert table.refused("ann", cmd.TakeBack()) == "sealed"


def test_rule_25_each_signs_that_exact_content_by_a_name_or_a_drawing() -> None:
    table = Table().freeze()
    assert table.refused("ann", table.sign_act(hash="0" * 64)) == "invalid_value"
    assert table.refused("ann", table.sign_act(" ")) == "empty_text"
    assert table.refused("ann", table.sign_act("x" * 81)) == "too_long"
    drawn = table.sign_act("x" * 81, method=Method.DRAWN, strokes=INK)
    assert table.refused("ann", drawn) == "too_long"
    assert table.refused("ann", replace(drawn, typed="", strokes=())) == "invalid_value"
    table.do("ann", table.sign_act("Ann", strokes=INK))
    assert table.state.signatures[ParticipantId("ann")].strokes == ()


def test_rule_25_no_other_reason_is_required() -> None:
    table = Table().freeze()
    table.do("ann", cmd.Decline())
    assert table.refused("ann", cmd.Decline("x" * 601)) == "too_long"
    table.seal()
    table.do("ann", cmd.Withdraw())
    assert table.refused("ben", cmd.Withdraw("x" * 601)) == "too_long"


def test_rule_26_a_version_is_final_when_every_partner_at_the_table_has_signed_or_declined() -> None:
    table = Table(people="fac ann ben cas").freeze()
    table.do("ann", table.sign_act())
    table.leave("cas")
    table.do("ben", cmd.Decline())
    assert table.about("fac", cmd.Seal()) == ("cas",)
    assert table.refused("fac", cmd.Seal()) == "not_answered"
    table.join("cas")
    table.do("cas", table.sign_act("Cas Claes"))
    table.do("fac", cmd.Seal())
    assert table.view("ben")["contract"]["status"] == "final"


def test_rule_26_who_joined_after_the_freeze_answers_the_next_version_and_not_this_one() -> None:
    table = Table().freeze()
    table.join("cas", name="Cas Claes", side=Side.INFORMAL)
    assert table.refused("cas", table.sign_act("Cas Claes")) == "partners_only"
    assert table.refused("cas", cmd.Decline()) == "partners_only"
    table.seal()


def test_rule_26_whom_the_text_names_may_answer_it_after_coming_back() -> None:
    table = Table(people="fac ann ben cas dia")
    table.leave("cas")
    table.freeze()
    for who, name in (("cas", "Cas Claes"), ("dia", "Dia Dekker")):
        if who == "dia":
            table.leave(who)
        table.join(who)
        table.do(who, table.sign_act(name))
    assert [s["name"] for s in table.view("fac")["contract"]["signed"]] == ["Cas", "Dia"]


def test_rule_26_who_took_part_and_left_is_named_and_not_waited_for() -> None:
    table = Table(people="fac ann ben cas")
    table.write("cas")
    table.leave("cas")
    table.reveal()
    table.freeze()
    parties = table.frozen_text()["parties"]
    assert [(p["name"], p["left"]) for p in parties] == [
        ("Ann Jansen", False),
        ("Ben Bakker", False),
        ("Cas Claes", True),
    ]
    table.seal()


def full_table() -> Table:
    table = Table(people="fac ann ben cas")
    own = table.write("ann", text="eigen inbreng", because="eigen reden")
    table.reveal()
    table.note("ann", text="iedereen telt", sources=(own,))
    value = next(iter(table.state.joint))
    table.do("ben", table.answer_act(own, "not_adopted", "reden van antwoord"))
    table.do("ben", cmd.Respect(value))
    table.differ("ben", "values", "rust", "drukte")
    objection = table.stance("ann", kind="object", because="reden van bezwaar")
    table.reply("ben", objection, "antwoord op bezwaar")
    table.stance("ann", kind="agree", because="reden van akkoord")
    table.stance("ben", kind="proviso", because="als het warm is")
    table.reply("ann", next(s.id for s in table.state.stances.values() if s.person == "ben"), "we stoken")
    table.close(override="Cas moest weg")
    table.do("fac", cmd.ChooseResponsibility(EntryId("r1"), Responsible.SHARED, "koken"))
    table.note("ann", "own question", "met taart")
    table.consent("relations")
    table.close("relations")
    table.do("ann", cmd.StateLimit("koken", "rijden", "tot tien uur"))
    table.finish("conduct")
    table.note("ann", "conditions", "er is tijd", status=Status.FRAME)
    table.consent("conditions")
    table.close("conditions")
    table.park("cas", "op de parkeerplek")
    table.note("ben", "mine", "bellen", due=date(2027, 4, 1), serves=(value,), backup="Cas")
    table.note("ann", "others", "een zaal", asked_of="de gemeente")
    table.consent("actions")
    table.close("actions")
    table.do("fac", table.terms_act(guardian="Ann", confidentiality="blijft hier"))
    table.do("fac", cmd.Freeze())
    return table


def test_rule_27_the_contract_holds_what_the_rule_names() -> None:
    text = full_table().frozen_text()
    assert (text["map"]["title"], text["map"]["subject"], text["version"]) == (
        "Samen eten",
        "de buurttafel",
        1,
    )
    assert (
        text["parties"][0] | {"role": "wijkverpleegkundige", "organisation": "Zorggroep"}
        == text["parties"][0]
    )
    assert text["parties"][0]["limits"] == {"will": "koken", "will_not": "rijden", "until": "tot tien uur"}
    assert text["responsibilities"] == [{"task": "koken", "kind": "shared"}]
    assert [(v["text"], v["respect"]) for v in text["values"]] == [("iedereen telt", ["Ben Bakker"])]
    assert [(r["number"], r["text"]) for r in text["ground_rules"]] == [
        (1, "met taart"),
        (2, "regel van conduct"),
    ]
    assert text["ground_rules"][0]["question"] == "Hoe vieren we?"
    assert [(c["text"], c["status"], c["topic"]) for c in text["conditions"]] == [
        ("er is tijd", "frame", "values")
    ]
    assert [(a["text"], a["owners"], a["due"]) for a in text["actions"]] == [
        ("bellen", ["Ben Bakker"], "2027-04-01")
    ]
    assert [(r["text"], r["asked_of"], r["due"]) for r in text["requests"]] == [
        ("een zaal", "de gemeente", "")
    ]
    assert [(p["text"], p["answers"], p["by"]) for p in text["provisos"]] == [
        ("als het warm is", ["we stoken"], "Ben Bakker")
    ]
    assert [d["texts"] for d in text["differences"]] == [["rust", "drukte"]]
    assert [o["reason"] for o in text["overrides"]] == ["Cas moest weg"]
    assert text["terms"]["confidentiality"] == "blijft hier"
    assert text["facilitators"] == ["Gerda de Groot"]


@pytest.mark.parametrize(
    "private",
    [
        "reden van akkoord",
        "reden van bezwaar",
        "reden van antwoord",
        "antwoord op bezwaar",
        "op de parkeerplek",
        "eigen inbreng",
        "eigen reden",
    ],
)
def test_rule_27_the_contract_does_not_hold_what_stays_with_the_group(private: str) -> None:
    assert private not in json.dumps(full_table().frozen_text())


def test_rule_27_the_lines_stand_in_the_order_of_the_map() -> None:
    table = Table().to("conditions")
    for topic in ("reflection", "values"):
        table.note("ann", replace(PLACES["conditions"], topic=topic), f"iets van {topic}")
    assert [line["topic"] for line in table.contract()["conditions"]] == ["values", "reflection"]


def test_rule_27_nothing_private_is_in_the_contract_without_names_either() -> None:
    table = Table(names=Names.NONE, people="fac ann eef")
    table.note("eef", hand="ann")
    table.stance("eef", kind="proviso", because="als het kan", hand="ann")
    table.stance("ann")
    text = table.contract()
    assert (text["provisos"][0]["by"], text["provisos"][0]["helped_by"]) == ("", "")
    assert (text["values"][0]["from"], text["values"][0]["helped_by"]) == ([], "")


def test_rule_17_a_stance_that_is_still_hidden_is_not_in_what_can_be_exported() -> None:
    table = Table()
    table.note("ann")
    table.stance("ben", kind="proviso", because="als het warm is")
    assert table.contract()["provisos"] == []
    table.stance("ann")
    assert [p["text"] for p in table.contract()["provisos"]] == ["als het warm is"]


def test_rule_17_an_override_does_not_tell_in_an_export_which_stance_a_hidden_one_is() -> None:
    table = Table()
    table.note("ann")
    table.stance("ben", kind="object", because="te duur")
    table.close(override="de tijd is om")
    assert table.contract()["overrides"][0]["failed"] == ["everyone"]


def test_rule_27_the_freeze_shows_what_an_override_left_hidden_so_that_every_proviso_is_printed() -> None:
    table = Table()
    table.note("ann")
    proviso = table.stance("ben", kind="proviso", because="als het warm is")
    table.close(override="de tijd is om")
    assert f"stance/{proviso}" not in table.view("ann")
    assert table.contract()["provisos"] == []
    table.freeze()
    assert table.view("ann")[f"stance/{proviso}"]["because"] == "als het warm is"
    assert [p["text"] for p in table.frozen_text()["provisos"]] == ["als het warm is"]
    assert table.frozen_text()["overrides"][0]["failed"] == ["everyone", "sides", "proviso"]


def test_rule_27_the_fingerprint_is_that_of_the_frozen_content() -> None:
    table = full_table()
    frozen = table.state.frozen
    assert frozen is not None
    assert frozen.hash == contract.fingerprint(frozen.content)
    assert frozen.content == contract.content(table.state, standard())
    table.leave("cas")
    assert frozen.content != contract.content(table.state, standard())
    assert table.state.frozen is frozen


def test_rule_27_the_short_form_makes_the_same_contract() -> None:
    table = Table(form=Form.SHORT)
    table.finish("values")
    for step in ("actions", "relations"):
        table.note("ann", step, f"regel van {step}")
    table.consent("relations")
    table.close("relations")
    text = table.contract()
    assert [line["text"] for line in text["ground_rules"]] == ["regel van relations"]
    assert [line["text"] for line in text["actions"]] == ["regel van actions"]
