"""What METHOD.md says must, may or never happen, where no numbered rule says it."""

import json
from dataclasses import replace

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.ids import EntryId, MapId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place, standard
from partnerschap.domain.kinds import Form, Kind, Names, Phase, Responsible, Side
from partnerschap.domain.refusals import Refusal
from tests.domain_kit import STEPS, Table


@pytest.mark.parametrize(
    ("form", "gates"),
    [
        (Form.LONG, [[s] for s in STEPS]),
        (Form.SHORT, [["values"], ["relations", "conduct", "conditions", "actions"]]),
    ],
)
def test_the_long_form_has_five_gates_and_the_short_form_two(form: Form, gates: list[list[str]]) -> None:
    assert [list(gate.steps) for gate in Table(form=form).state.gates] == gates


def test_step_one_is_values_and_step_five_is_actions() -> None:
    view = Table().view("wall")
    assert [view[f"step/{step}"]["number"] for step in STEPS] == [1, 2, 3, 4, 5]


def test_the_map_has_51_answer_places_and_more_may_be_added() -> None:
    prompts = [prompt for step in standard().steps for prompt in step.prompts]
    assert sum(p.slots + sum(topic.slots for topic in p.topics) for p in prompts) == 51
    table = Table()
    for number in range(7):
        table.note("ann", text=f"waarde {number}")
    assert len(table.contract()["values"]) == 7


def test_a_map_is_begun_with_a_title_a_subject_and_its_own_words_for_sides() -> None:
    asked = Begin(MapId("m"), " Samen\neten ", "de buurt", formal_word="ambtenaar", informal_word="bewoner")
    begun = begin(asked, standard())
    assert not isinstance(begun, Refusal)
    assert (begun.title, begun.side_words) == (
        "Samen eten",
        {Side.FORMAL: "ambtenaar", Side.INFORMAL: "bewoner"},
    )
    for field in ("title", "subject"):
        refused = begin(replace(asked, **{field: " "}), standard())
        assert isinstance(refused, Refusal)
        assert refused.about == (field,)
    for field in ("situation", "formal_word", "informal_word"):
        refused = begin(replace(asked, **{field: "x" * 601}), standard())
        assert isinstance(refused, Refusal)
        assert (refused.code.value, refused.about) == ("too_long", (field,))


def test_others_see_that_somebody_has_written_and_never_what() -> None:
    table = Table()
    table.write("ann", text="geheim woord", because="geheime reden", meaning="geheime betekenis")
    for who in ("fac", "ben", "wall"):
        view = table.view(who)
        assert (view["step/values"]["wrote"], view["step/values"]["private"]) == (["Ann"], 1)
        assert "gehei" not in json.dumps(view)


def test_anyone_may_ask_of_a_value_what_one_would_see_happen_and_meanings_stand_side_by_side() -> None:
    table = Table()
    own = table.write("ann", meaning="iedereen lacht")
    table.reveal()
    table.do("fac", cmd.AskMeaning(own))
    table.do("ben", cmd.GiveMeaning(EntryId("m1"), own, "stilte"))
    shown = table.view("ann")[f"own/{own}"]
    assert (shown["meaning_asked"], shown["meanings"]) == (
        True,
        [{"id": "m1", "text": "stilte", "by": "Ben"}],
    )
    value = table.adopt("ben", own)
    table.do("ann", cmd.GiveMeaning(EntryId("m2"), value, "iedereen zingt"))
    meanings = [(m["by"], m["text"]) for m in table.view("ben")[f"joint/{value}"]["meanings"]]
    assert meanings == [("Ben", "stilte"), ("Ann", "iedereen zingt")]
    assert table.contract()["values"][0]["meanings"] == ["stilte", "iedereen zingt"]


def test_own_and_joint_entries_stay_apart_and_the_lineage_is_kept() -> None:
    table = Table()
    first, second = table.write("ann", text="rust"), table.write("ben", text="ruimte")
    table.reveal()
    joint = table.note("ben", text="rust en ruimte", sources=(first, second))
    view = table.view("ann")
    assert [view[f"own/{own}"]["text"] for own in (first, second)] == ["rust", "ruimte"]
    assert (view[f"joint/{joint}"]["sources"], view[f"joint/{joint}"]["from"]) == (
        [first, second],
        ["Ann", "Ben"],
    )
    assert set(table.view("ben")["me/mine"]) == {second, joint}


def test_what_was_parked_is_visible_to_all_and_offered_again_in_actions() -> None:
    table = Table()
    parked = table.park("ben", "een bus huren")
    table.to("actions")
    assert table.view("wall")[f"parked/{parked}"] == {
        "id": parked,
        "text": "een bus huren",
        "by": "Ben",
        "used": False,
    }
    action = table.note("ann", "ours", "een bus huren", sources=(parked,))
    assert table.view("ann")[f"parked/{parked}"]["used"]
    assert table.view("ann")[f"joint/{action}"]["from"] == []


def test_the_group_chooses_who_carries_a_task_or_the_whole() -> None:
    table = Table()
    whole = cmd.ChooseResponsibility(EntryId("r1"), Responsible.SHARED)
    assert table.refused("ann", whole) == "not_reached"
    table.to("relations")
    table.do("ann", whole)
    assert table.view("wall")["responsibility/r1"] == {"id": "r1", "task": "", "kind": "shared"}
    table.do("ben", replace(whole, kind=None))
    assert table.contract()["responsibilities"] == []
    taken = table.note("ann", "relations")
    assert table.refused("ann", replace(whole, id=taken)) == "duplicate"


def test_sharing_knowledge_asks_for_a_line_from_each_side() -> None:
    table = Table().to("relations")
    line = table.note("ann", "relations")
    assert table.points()["knowledge_needs_side"] == [line]
    table.note("ben", "relations")
    assert "knowledge_needs_side" not in table.points()
    team = Table(kind=Kind.TEAM).to("relations")
    team.note("ann", "relations")
    assert "knowledge_needs_side" not in team.points()


def test_a_partner_states_what_they_will_and_will_not_do() -> None:
    table = Table().to("conduct")
    table.do("ben", cmd.StateLimit("koken", "rijden", "tot tien uur"))
    shown = table.view("ann")["limit/ben"]
    assert shown == {
        "person": "ben",
        "name": "Ben",
        "will": "koken",
        "will_not": "rijden",
        "until": "tot tien uur",
    }
    for field in ("will", "will_not", "until"):
        assert table.refused("ben", cmd.StateLimit(**{field: "x" * 601})) == "too_long"
    assert table.refused("fac", cmd.StateLimit("koken")) == "partners_only"


def test_three_questions_are_asked_about_an_action_and_counted_without_names() -> None:
    table = Table().to("actions")
    action = table.note("ann", "ours")
    table.do("ann", cmd.MarkFeasible(action, want=True, can=False, circumstances=True))
    table.do("ann", cmd.MarkFeasible(action, want=True, can=True, circumstances=False))
    table.do("ben", cmd.MarkFeasible(action, want=False, can=True, circumstances=False))
    counted = {"asked": 2, "want": 1, "can": 2, "circumstances": 0}
    assert table.view("fac")[f"joint/{action}"]["feasible"] == counted


def test_a_kind_warning_stands_where_one_side_carries_all() -> None:
    table = Table().to("actions")
    for _ in range(2):
        table.note("ann", "mine")
    assert "one_side_carries" not in table.points()
    table.note("ann", "mine")
    assert "one_side_carries" in table.points()
    assert table.points()["no_own_action"] == ["ben"]
    table.note("ben", "mine")
    assert not {"one_side_carries", "no_own_action"} & table.points().keys()


def test_open_points_wait_until_their_step_is_reached() -> None:
    table = Table()
    table.note("ann")
    assert table.points() == {}


def test_a_step_may_take_several_sessions_and_late_joiners_are_seen_adding() -> None:
    table = Table()
    table.reveal()
    table.do("fac", cmd.Pause())
    table.do("fac", cmd.Pause(paused=False))
    table.join("cas", name="Cas Claes", side=Side.INFORMAL)
    own = table.write("cas", private=False)
    assert table.view("ann")[f"own/{own}"]["added_later"]
    assert not table.view("ann")["map"]["paused"]


def test_the_phases_follow_what_the_group_does_and_forbid_nothing() -> None:
    table = Table()
    phases = [table.state.focus.phase]
    table.write("ann")
    table.reveal()
    phases.append(table.state.focus.phase)
    table.note("ann")
    phases.append(table.state.focus.phase)
    table.consent()
    phases.append(table.state.focus.phase)
    table.note("ann")
    assert phases == [Phase.WRITE, Phase.REVEAL, Phase.NOTE, Phase.CONSENT]


def test_a_facilitator_cannot_silently_rewrite_anyone() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    value = table.adopt("ben", own)
    assert table.refused("fac", table.edit_act(own)) == "step_closed"
    assert table.refused("fac", table.edit_act(value)) == "not_yours"


def test_not_going_on_together_is_a_legitimate_outcome() -> None:
    table = Table().freeze()
    for who in ("ann", "ben"):
        table.do(who, cmd.Decline("het past niet"))
    table.do("fac", cmd.Seal())
    assert [d["name"] for d in table.view("ann")["contract"]["declined"]] == ["Ann", "Ben"]


def test_a_signed_version_never_changes() -> None:
    table = Table().seal()
    first = table.state.frozen
    table.do("ann", cmd.Reopen("een jaar later"))
    table.reveal()
    for entry in list(table.state.joint):
        table.do("ann", table.review_act(entry, then="change", text="anders"))
    table.seal()
    assert table.state.concluded[0].frozen is first
    assert "anders" not in json.dumps(first.content if first else {})
    assert [v["status"] for v in table.view("ann")["versions"]] == ["final"]


def test_points_of_difference_are_not_silently_skipped_in_a_review() -> None:
    table = Table()
    difference = table.differ("ann")
    table.next_version()
    assert table.view("ben")[f"joint/{difference}"]["earlier"]
    assert [d["texts"] for d in table.contract()["differences"]] == [["rust", "drukte"]]


def test_a_device_less_person_cannot_facilitate() -> None:
    table = Table(people="fac ann eef")
    assert table.refused("fac", cmd.HandOver(ParticipantId("eef"))) == "invalid_value"
    assert table.refused("fac", cmd.BringBack(ParticipantId("eef"))) == "not_found"


def test_the_table_of_the_facilitator_shows_who_is_there_in_words() -> None:
    table = Table(people="fac ann ben cas")
    table.leave("cas")
    rows = {key: value for key, value in table.view("fac").items() if key.startswith("table/")}
    assert {(row["person"], row["side"], row["present"]) for row in rows.values()} == {
        ("fac", "", False),
        ("ann", "formal", True),
        ("ben", "informal", True),
    }
    assert not [key for key in table.view("ann") if key.startswith("table/")]
    assert table.view("ann")["me"]["helps"] == []


def test_without_names_own_entries_are_not_in_the_order_of_writing() -> None:
    orders = []
    for ids in (("b", "a"), ("a", "b")):
        table = Table(names=Names.NONE)
        for author, own in zip(("ann", "ben"), ids, strict=True):
            table.do(author, replace(table.write_act(), id=EntryId(own)))
        table.reveal()
        orders.append([key for key in table.view("wall") if key.startswith("own/")])
    assert orders[0] == orders[1] == ["own/a", "own/b"]


def test_an_ability_carries_a_role_and_a_line_may_answer_an_own_question() -> None:
    table = Table().to("conduct")
    ability = table.note("ann", Place(StepKey("conduct"), "abilities"), "koken", role="kok")
    question = table.note(
        "ann", Place(StepKey("conduct"), "own_question", question="Hoe\nlachen we?"), "hard"
    )
    assert table.view("ben")[f"joint/{ability}"]["role"] == "kok"
    assert table.view("ben")[f"joint/{question}"]["question"] == "Hoe lachen we?"


def test_rule_25_a_reply_needs_words() -> None:
    table = Table()
    table.note("ann")
    objection = table.stance("ann", kind="object", because="te duur")
    assert table.refused("ben", cmd.GiveReply(objection, " ")) == "reason_required"
