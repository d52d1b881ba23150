"""Rules 10 to 15: where words may be changed and by whom, respect, links, taking an action, limits."""

from datetime import date

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import Form, Status, Take
from partnerschap.domain.model import Details, DetailsChange
from tests.domain_kit import PLACES, Table


def bound_to_a_step(table: Table, step: str, own: str, joint: str) -> list[tuple[str, cmd.Command]]:
    return [
        ("ann", table.write_act(step)),
        ("fac", cmd.Reveal(StepKey(step))),
        ("ann", table.note_act(step)),
        ("ann", table.differ_act(step)),
        ("ann", table.stance_act(step)),
        ("fac", table.close_act(step)),
        *([("ann", table.adopt_act(own))] if own else []),
        *([("ann", table.edit_act(joint)), ("ann", cmd.Remove(EntryId(joint)))] if joint else []),
    ]


def test_rule_10_what_belongs_to_a_step_is_refused_before_it_is_reached() -> None:
    table = Table()
    acts = bound_to_a_step(table, "relations", "", "")
    assert {table.refused(who, act) for who, act in acts} == {"not_reached"}
    assert table.refused("ann", cmd.ReopenStep(StepKey("relations"), "vast")) == "not_reached"
    assert table.refused("fac", cmd.ShowStances(StepKey("relations"))) == "not_reached"


def test_rule_10_what_belongs_to_a_step_is_refused_once_its_gate_is_open() -> None:
    table = Table()
    own = table.write("ben")
    table.reveal()
    joint = table.note("ann")
    table.consent()
    table.close()
    acts = bound_to_a_step(table, "values", own, joint)
    assert {table.refused(who, act) for who, act in acts} == {"step_closed"}
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    table.do("ann", table.edit_act(joint))


def test_rule_10_parking_respect_answering_replying_confirming_taking_and_the_spectrum_are_not_bound() -> (
    None
):
    table = Table()
    own = table.write("ben")
    table.reveal()
    value = table.note("ann")
    proviso = table.stance("ben", kind="proviso", because="als het kan")
    table.stance("ann")
    table.close(override="we gaan door")
    table.park("ann")
    table.do("ben", cmd.Respect(value))
    table.do("ben", table.answer_act(own))
    table.reply("ann", proviso)
    table.do("ben", cmd.Confirm(own))
    table.do("ben", cmd.MarkSpectrum(StepKey("values"), 3, 5))
    table.finish("relations", "conduct", "conditions")
    action = table.note("ann", "ours", owners=("ann", "ben"))
    table.do("ben", table.take_act(action))
    table.consent("actions")
    table.close("actions")
    table.do("ben", table.take_act(action, "refused"))
    assert table.contract()["actions"][0]["owners"] == ["Ann Jansen"]


def test_rule_10_reopening_an_open_step_and_freezing_or_finishing_twice_are_duplicates() -> None:
    table = Table()
    assert table.refused("ann", cmd.ReopenStep(StepKey("values"), "nog iets")) == "duplicate"
    table.freeze()
    assert table.refused("fac", cmd.Freeze()) == "duplicate"
    table.seal()
    assert table.refused("fac", cmd.Freeze()) == "duplicate"
    assert table.refused("fac", cmd.Seal()) == "duplicate"


def test_rule_11_any_partner_may_change_a_joint_wording_and_who_did_is_shown() -> None:
    table = Table()
    joint = table.note("ann", text="iedereen telt")
    table.do("ben", table.edit_act(joint, "ieder telt"))
    changed = table.view("ann")[f"joint/{joint}"]["changed"]
    assert (changed["by"], changed["before"]) == ("Ben", ["iedereen telt"])
    assert table.do("ann", table.edit_act(joint, " ieder telt ")) == ()
    difference = table.differ("ann")
    table.do("ben", table.edit_act(difference, None, texts=("a", "b", "c")))
    assert table.view("ann")[f"joint/{difference}"]["texts"] == ["a", "b", "c"]


def test_rule_11_a_change_of_details_is_shown_too() -> None:
    table = Table().to("actions")
    action = table.note("ann", "ours", "koken")
    table.do("ben", cmd.Edit(action, details=DetailsChange(due=date(2027, 4, 1), asked_of=None)))
    assert table.view("ann")[f"joint/{action}"]["changed"]["by"] == "Ben"
    table.do("ann", cmd.Edit(action, details=DetailsChange(clear=("due", "kleur"))))
    assert table.view("ann")[f"joint/{action}"]["due"] == ""


def test_rule_11_who_removed_a_joint_wording_is_shown() -> None:
    table = Table()
    joint = table.note("ann", text="iedereen telt")
    table.do("ben", cmd.Remove(joint))
    view = table.view("ann")
    assert f"joint/{joint}" not in view
    assert (view[f"removed/{joint}"]["by"], view[f"removed/{joint}"]["texts"]) == ("Ben", ["iedereen telt"])
    assert table.refused("ann", table.edit_act(joint)) == "not_found"
    assert table.refused("ann", cmd.Remove(joint)) == "not_found"
    assert table.contract()["values"] == []


def test_rule_11_of_what_was_removed_only_the_latest_is_kept() -> None:
    table = Table()
    first = table.note("ann")
    table.do("ann", cmd.Remove(first))
    for _ in range(limits.REMOVED_SHOWN):
        table.do("ann", cmd.Remove(table.note("ann")))
    assert first not in table.state.joint
    assert len(table.state.joint) == limits.REMOVED_SHOWN


def test_rule_11_an_action_under_mine_is_changed_only_by_its_person() -> None:
    table = Table().to("actions")
    mine = table.note("ann", "mine", "bellen")
    assert table.refused("ben", table.edit_act(mine)) == "not_yours"
    assert table.refused("ben", cmd.Remove(mine)) == "not_yours"
    assert table.refused("fac", table.edit_act(mine)) == "not_yours"
    table.do("ann", cmd.Edit(mine, "opbellen", details=DetailsChange(clear=("owners",))))
    assert table.view("ben")[f"joint/{mine}"]["owners"][0]["person"] == "ann"
    table.do("ann", cmd.Remove(mine))


def test_rule_11_a_note_under_mine_has_no_owner_but_its_writer() -> None:
    table = Table().to("actions")
    assert table.refused("ann", table.note_act("mine", owners=("ben",))) == "not_yours"
    assert table.refused("ann", table.note_act("mine", owners=("ann", "ben"))) == "not_yours"
    mine = table.note("ann", "mine", owners=("ann",))
    change = cmd.Edit(mine, details=DetailsChange(owners=(ParticipantId("ben"),)))
    assert table.refused("ann", change) == "not_yours"
    assert table.refused("fac", table.note_act("mine")) == "partners_only"


def test_rule_11_a_facilitator_who_is_no_partner_changes_only_own_proposals() -> None:
    table = Table()
    theirs, own = table.note("ann"), table.note("fac")
    parked = table.park("ann")
    for act in (table.edit_act(theirs), cmd.Remove(theirs), table.edit_act(parked), cmd.Remove(parked)):
        assert table.refused("fac", act) == "not_yours"
    table.do("fac", table.edit_act(own))
    table.do("fac", cmd.Remove(own))


def test_rule_11_a_parked_item_may_be_changed_and_removed_and_is_offered_until_it_is_used() -> None:
    table = Table()
    parked = table.park("ann")
    assert table.refused("ben", table.edit_act(parked, "")) == "empty_text"
    table.do("ben", table.edit_act(parked, "een bus lenen"))
    joint = table.note("ben", sources=(parked,))
    assert table.view("fac")[f"parked/{parked}"]["used"]
    table.do("ben", cmd.Remove(joint))
    assert not table.view("wall")[f"parked/{parked}"]["used"]
    first, second = (table.note("ben", sources=(parked,)) for _ in range(2))
    table.do("ben", cmd.Remove(first))
    assert table.view("ann")[f"parked/{parked}"]["used"]
    assert second in table.state.joint
    table.do("ben", cmd.Remove(parked))
    assert f"parked/{parked}" not in table.view("ann")


def test_rule_12_respect_is_for_joint_values_of_which_one_is_not_the_source() -> None:
    table = Table()
    own = table.write("ben")
    table.reveal()
    value = table.adopt("ann", own)
    written = table.note("ann")
    assert table.refused("ben", cmd.Respect(value)) == "not_yours"
    assert table.refused("ann", cmd.Respect(written)) == "not_yours"
    table.do("ann", cmd.Respect(value))
    assert table.do("ann", cmd.Respect(value)) == ()
    assert table.view("ben")[f"joint/{value}"]["respect"] == {"count": 1, "names": ["Ann"]}
    assert table.contract()["values"][0]["respect"] == ["Ann Jansen"]
    assert table.refused("ann", cmd.Respect(table.differ("ben"))) == "invalid_value"
    assert table.refused("ann", cmd.Respect(own)) == "not_found"


def test_rule_13_what_an_action_serves_is_a_joint_value_or_condition() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    value, difference = table.note("ann"), table.differ("ann")
    table.consent()
    table.close()
    ground_rule = table.note("ann", "relations")
    table.consent("relations")
    table.close("relations")
    table.finish("conduct")
    condition = table.note("ann", "conditions")
    table.consent("conditions")
    table.close("conditions")
    for wrong in (own, difference, ground_rule, "niets"):
        assert table.refused("ann", table.note_act("ours", serves=(wrong,))) == "not_found"
    table.note("ann", "ours", serves=(value, condition, value))
    table.note("ann", "ours")
    assert table.contract()["actions"][0]["serves"] == [value, condition]


def test_rule_13_requests_and_actions_serve_unless_removed_or_refused_by_everyone_named() -> None:
    table = Table()
    value = table.note("ann")
    table.consent()
    table.close()
    table.finish("relations", "conduct", "conditions")
    assert table.points()["value_without_action"] == [value]
    request = table.note("ann", "others", asked_of="de gemeente", serves=(value,))
    assert "value_without_action" not in table.points()
    table.do("ann", cmd.Remove(request))
    action = table.note("ann", "ours", owners=("ann", "ben"), serves=(value,))
    table.do("ben", table.take_act(action, "refused"))
    assert "value_without_action" not in table.points()
    table.do("ann", table.take_act(action, "refused"))
    assert table.points()["value_without_action"] == [value]
    table.do("ann", table.take_act(action))
    assert "value_without_action" not in table.points()


def test_rule_13_a_link_to_what_is_gone_is_left_out_and_stands_in_nobodys_way() -> None:
    table = Table()
    value = table.note("ann")
    table.consent()
    table.close()
    table.finish("relations", "conduct", "conditions")
    action = table.note("ann", "ours", serves=(value,))
    table.do("ann", cmd.ReopenStep(StepKey("values"), "toch niet"))
    table.do("ann", cmd.Remove(value))
    assert table.view("ben")[f"joint/{action}"]["serves"] == []
    assert table.points()["action_without_value"] == [action]
    table.do("ben", cmd.Edit(action, details=DetailsChange(backup="Cas")))
    assert table.view("ben")[f"joint/{action}"]["backup"] == "Cas"
    named = cmd.Edit(action, details=DetailsChange(serves=(value,)))
    assert table.refused("ben", named) == "not_found"


def test_rule_14_owners_who_did_not_note_an_action_take_or_refuse_it_and_the_last_answer_counts() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    action = table.note("ann", "ours", owners=("ann", "ben", "ben"))
    assert [o["answer"] for o in table.view("ann")[f"joint/{action}"]["owners"]] == ["taken", ""]
    assert table.refused("cas", table.take_act(action)) == "not_yours"
    assert table.refused("cas", table.take_act("niets")) == "not_found"
    table.do("ben", table.take_act(action, "refused"))
    table.do("ben", table.take_act(action))
    assert table.contract()["actions"][0]["owners"] == ["Ann Jansen", "Ben Bakker"]
    table.freeze()
    assert table.refused("ben", table.take_act(action, "refused")) == "frozen"


def test_rule_14_who_was_named_and_changes_a_detail_has_not_taken_the_action_by_that() -> None:
    table = Table().to("actions")
    action = table.note("ann", "ours", owners=(ParticipantId("ben"),))
    table.do("ben", table.edit_act(action, None, details=DetailsChange(backup="Cas")))
    assert table.state.joint[action].takes == {}
    named = DetailsChange(owners=(ParticipantId("ben"), ParticipantId("ann")))
    table.do("ann", table.edit_act(action, None, details=named))
    assert table.state.joint[action].takes == {"ann": Take.TAKEN}


def test_rule_14_an_action_that_nobody_took_stays_and_is_shown_so() -> None:
    table = Table().to("actions")
    action = table.note("ann", "ours", "de afwas")
    assert table.points()["action_without_owner"] == [action]
    line = table.contract()["actions"][0]
    assert (line["owners"], line["untaken"]) == ([], [])
    table.do(
        "ben", cmd.Edit(action, details=DetailsChange(owners=(ParticipantId("ben"), ParticipantId("ann"))))
    )
    assert table.contract()["actions"][0]["owners"] == ["Ben Bakker"]
    assert table.contract()["actions"][0]["untaken"] == ["Ann Jansen"]


def test_rule_14_owners_are_partners_who_exist_and_a_removed_one_stands_in_nobodys_way() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    assert table.refused("ann", table.note_act("ours", owners=("zus",))) == "not_found"
    assert table.refused("ann", table.note_act("ours", owners=("fac",))) == "partners_only"
    many = tuple(str(n) for n in range(limits.OWNERS + 1))
    assert table.refused("ann", table.note_act("ours", owners=many)) == "invalid_value"
    action = table.note("ann", "ours", owners=("cas", "ann"))
    table.do("fac", cmd.RemovePerson(ParticipantId("cas")))
    table.do("ben", cmd.Edit(action, details=DetailsChange(due=date(2027, 5, 1))))
    assert [o["person"] for o in table.view("ann")[f"joint/{action}"]["owners"]] == ["ann"]


def test_rule_11_details_stay_where_they_belong() -> None:
    table = Table()
    difference = table.differ("ann")
    assert table.refused("ann", cmd.Edit(difference, details=DetailsChange(role="kok"))) == "invalid_value"
    assert table.refused("ann", table.edit_act(difference)) == "invalid_value"
    joint = table.note("ann")
    assert table.refused("ann", cmd.Edit(joint, texts=("a", "b"))) == "invalid_value"
    assert table.refused("ann", cmd.Edit(joint, "a", texts=("a", "b"))) == "invalid_value"
    table.consent()
    table.close()
    table.finish("relations")
    ability = Place(StepKey("conduct"), "abilities")
    bare = table.note("ann", ability, "koken")
    assert table.points()["role_without_person"] == [bare]
    table.do("ann", cmd.Edit(bare, details=DetailsChange(role="kok")))
    assert "role_without_person" not in table.points()
    assert table.contract()["ground_rules"][-1]["role"] == "kok"
    for field in ("role", "asked_of", "backup"):
        assert table.refused("ann", table.note_act(ability, **{field: "x" * 601})) == "too_long"


def test_rule_11_details_that_a_place_does_not_carry_are_left_out_as_no_rule_refuses_them() -> None:
    table = Table()
    ann = ParticipantId("ann")
    everything = {"status": Status.FRAME, "owners": (ann,), "asked_of": "de gemeente", "backup": "Cas"}
    value = table.note("ann", role="kok", due=date(2027, 4, 1), **everything)
    assert table.state.joint[value].details == Details()
    assert table.state.joint[value].takes == {}
    table.to("conduct")
    rule = table.note("ann", "conduct", role="kok", **everything)
    assert table.state.joint[rule].details == Details(role="kok")
    table.finish("conduct", "conditions")
    request = table.note("ann", "others", **everything)
    assert table.state.joint[request].details == Details(asked_of="de gemeente", backup="Cas")
    ours = table.note("ben", "ours", serves=(value,), **everything)
    assert table.state.joint[ours].details == Details(owners=(ann,), backup="Cas", serves=(value,))
    table.do("ben", cmd.Edit(ours, details=DetailsChange(status=Status.FRAME)))
    assert table.state.joint[ours].details.status is None


def test_rule_16_in_the_short_form_all_steps_after_values_are_worked_on_together() -> None:
    table = Table(form=Form.SHORT).to("relations")
    for step in ("actions", "relations", "conditions", "conduct"):
        table.note("ann", PLACES[step])
    table.stance("ann", "conduct")
    table.stance("ben", "actions")
    assert table.current("relations") == {"ann", "ben"}
    table.close("conditions")
    assert all(table.is_closed(step) for step in ("relations", "conduct", "conditions", "actions"))


def test_rule_07_what_a_note_names_and_is_not_there_is_not_found_before_not_revealed() -> None:
    table = Table().to("actions")
    table.write("ben", "actions")
    for details in ({"owners": (ParticipantId("zoe"),)}, {"serves": (EntryId("weg"),)}):
        assert table.refused("ann", table.note_act("actions", **details)) == "not_found"
    assert table.refused("ann", table.note_act("actions")) == "not_revealed"
