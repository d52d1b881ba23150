"""Rules 6 to 9: writing alone, revealing, arriving late, and what became of an own entry."""

import json

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import EntryId, StepKey
from partnerschap.domain.kinds import Form
from tests.domain_kit import STEPS, Table


def test_rule_06_the_own_round_may_be_skipped_where_nobody_wrote() -> None:
    table = Table()
    table.note("ann")
    table.consent()
    table.close()
    assert table.is_closed()
    assert not table.state.revealed


def test_rule_06_an_author_may_change_an_own_entry_until_the_reveal() -> None:
    table = Table()
    own = table.write("ann", text="eerste woorden", meaning="oud")
    table.do("ann", table.edit_act(own, "tweede woorden", meaning="nieuw"))
    table.do("ann", table.edit_act(own, None))
    assert table.refused("ann", table.edit_act(own, " ")) == "empty_text"
    table.reveal()
    shown = table.view("ben")[f"own/{own}"]
    assert (shown["text"], shown["meaning"]) == ("tweede woorden", "nieuw")
    assert "eerste woorden" not in json.dumps(table.view("ben"))


def test_rule_06_an_own_entry_that_was_removed_is_never_shown() -> None:
    table = Table()
    own = table.write("ann", text="toch maar niet")
    table.do("ann", cmd.Remove(own))
    table.reveal()
    assert "toch maar niet" not in json.dumps([table.view(who) for who in ("fac", "ann", "ben", "wall")])


def test_rule_06_nobody_can_refer_to_change_or_confirm_anothers_private_entry() -> None:
    table = Table()
    own = table.write("ann")
    for act in (
        table.edit_act(own),
        cmd.Remove(own),
        cmd.Confirm(own),
        cmd.Share(own),
        table.adopt_act(own),
        table.answer_act(own),
        table.note_act(sources=(own,)),
        cmd.AskMeaning(own),
        cmd.GiveMeaning(EntryId("m1"), own, "lachen"),
    ):
        assert table.refused("ben", act) == "not_found", act


def test_rule_07_while_entries_are_private_nothing_is_noted_adopted_differed_or_consented_to() -> None:
    table = Table()
    own = table.write("ann")
    for act in (
        table.note_act(),
        table.note_act(sources=(own,)),
        table.adopt_act(own),
        table.differ_act(),
        table.stance_act(),
        table.answer_act(own),
        cmd.AskMeaning(own),
        cmd.Share(own),
    ):
        assert table.refused("ann", act) == "not_revealed", act


def test_rule_07_a_gate_stays_shut_while_an_entry_is_private_override_or_not() -> None:
    table = Table()
    table.note("ann")
    table.consent()
    own = table.write("ben")
    assert table.shut_by() == {"private"}
    assert table.refused("fac", table.close_act()) == "gate_shut"
    assert table.refused("fac", table.close_act(override="we willen door")) == "gate_shut"
    table.do("ben", cmd.Remove(own))
    table.close()


def test_rule_07_in_the_short_form_reveal_opens_only_the_step_it_names() -> None:
    table = Table(form=Form.SHORT).to("relations")
    first, second = table.write("ann", "relations"), table.write("ann", "conduct")
    table.reveal("relations")
    assert f"own/{first}" in table.view("ben")
    assert f"own/{second}" not in table.view("ben")
    table.note("ben", "relations")
    assert table.refused("ben", table.note_act("conduct")) == "not_revealed"
    assert table.refused("ben", table.stance_act("relations")) == "not_revealed"


def test_rule_07_a_second_reveal_changes_nothing() -> None:
    table = Table()
    table.write("ann")
    table.reveal()
    before = table.state
    assert table.do("fac", cmd.Reveal(StepKey("values"))) == ()
    assert table.state == before


def test_rule_08_after_the_reveal_an_own_entry_stays_as_it_was() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    assert table.refused("ann", table.edit_act(own)) == "step_closed"
    assert table.refused("ann", cmd.Remove(own)) == "step_closed"


def test_rule_08_who_writes_knowingly_after_the_reveal_is_seen_at_once_as_added_later() -> None:
    table = Table()
    table.reveal()
    own = table.write("ann", private=False)
    assert table.view("ben")[f"own/{own}"]["added_later"]
    table.note("ben", sources=(own,))


def test_rule_08_who_writes_before_the_reveal_stays_private_whatever_the_screen_said() -> None:
    table = Table()
    own = table.write("ann", private=False)
    assert f"own/{own}" not in table.view("ben")
    assert table.shut_by() >= {"private"}


def test_rule_08_an_entry_that_arrives_late_stays_private_until_shared_and_shuts_nothing() -> None:
    table = Table()
    table.reveal()
    table.note("ben")
    own = table.write("ann", text="onderweg geschreven", private=True)
    assert table.view("ann")[f"me/own/{own}"]["late"]
    assert "onderweg geschreven" not in json.dumps([table.view(who) for who in ("fac", "ben", "wall")])
    table.consent()
    assert table.shut_by() == set()
    table.reveal()
    assert f"own/{own}" not in table.view("ben")
    table.do("ann", table.edit_act(own, "beter gezegd"))
    assert table.refused("ben", cmd.Share(own)) == "not_found"
    table.do("ann", cmd.Share(own))
    assert table.view("ben")[f"own/{own}"]["added_later"]
    assert table.do("ann", cmd.Share(own)) == ()


def test_rule_08_a_late_entry_of_a_closed_step_or_an_earlier_version_stays_with_its_author() -> None:
    table = Table()
    table.reveal()
    own = table.write("ann", text="oud geheim")
    table.finish("values")
    assert table.refused("ann", cmd.Share(own)) == "step_closed"
    table.seal()
    table.do("ann", cmd.Reopen("weer verder"))
    assert "oud geheim" not in json.dumps(table.view("ann"))
    table.reveal()
    assert f"me/own/{own}" in table.view("ann")
    for act in (cmd.Share(own), table.edit_act(own), cmd.Remove(own)):
        assert table.refused("ann", act) == "step_closed"
    assert "oud geheim" not in json.dumps(table.view("ben"))


def test_rule_09_the_last_answer_counts_and_not_adopted_needs_a_reason() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    assert table.points()["own_unanswered"] == [own]
    assert table.view("ben")[f"own/{own}"]["answer"] is None
    assert table.refused("ben", table.answer_act(own, "not_adopted", " ")) == "reason_required"
    assert table.refused("ben", table.answer_act(own, "adopted")) == "invalid_value"
    assert table.refused("ben", table.answer_act("niets")) == "not_found"
    assert table.refused("ben", table.answer_act(own, "adapted", "x" * 601)) == "too_long"
    table.do("ben", table.answer_act(own, "not_adopted", "past hier niet"))
    table.do("fac", table.answer_act(own, "adapted"))
    answer = table.view("ann")[f"own/{own}"]["answer"]
    assert answer == {"kind": "adapted", "because": "", "by": "Gerda"}


def test_rule_09_being_a_source_counts_as_adapted_and_an_unanswered_entry_shuts_nothing() -> None:
    table = Table()
    first, second = table.write("ann"), table.write("ben", text="rust")
    table.reveal()
    joint = table.note("ben", sources=(first, first))
    assert table.view("ann")[f"own/{first}"]["answer"]["kind"] == "adapted"
    assert table.view("ann")[f"joint/{joint}"]["from"] == ["Ann"]
    assert table.points()["own_unanswered"] == [second]
    table.consent()
    table.close()
    assert table.refused("ben", table.note_act("relations", sources=("niets",))) == "not_found"


def test_rule_09_any_partner_may_adopt_a_revealed_entry_once() -> None:
    table = Table(people="fac ann ben cas")
    own = table.write("ann", text="samen eten", because="dat verbindt")
    table.reveal()
    joint = table.adopt("ben", own)
    shown = table.view("cas")[f"joint/{joint}"]
    assert (shown["texts"], shown["from"], shown["by"], shown["adopted"]) == (
        ["samen eten"],
        ["Ann"],
        "Ben",
        True,
    )
    assert table.view("cas")[f"own/{own}"]["answer"]["kind"] == "adopted"
    assert table.refused("cas", table.adopt_act(own)) == "duplicate"
    assert table.refused("cas", table.adopt_act("niets")) == "not_found"
    table.do("cas", cmd.Remove(joint))
    assert table.view("cas")[f"own/{own}"]["answer"] is None
    table.adopt("cas", own)


def test_rule_09_an_entry_that_was_merged_may_still_be_adopted_as_it_stands() -> None:
    table = Table()
    own = table.write("ann")
    table.reveal()
    table.note("ben", sources=(own,))
    joint = table.adopt("ben", own)
    assert table.view("ann")[f"own/{own}"]["answer"]["kind"] == "adopted"
    assert table.refused("ann", table.adopt_act(own)) == "duplicate"
    assert table.view("ann")[f"joint/{joint}"]["adopted"]


def test_rule_09_the_author_owns_an_adopted_action_under_mine() -> None:
    table = Table().to("actions")
    own = table.write("ben", "mine", "de sleutel halen")
    table.reveal("actions")
    action = table.adopt("ann", own)
    assert table.view("ann")[f"joint/{action}"]["owners"] == [
        {"person": "ben", "name": "Ben", "answer": "taken"}
    ]
    assert table.refused("ann", table.edit_act(action)) == "not_yours"
    table.do("ben", table.edit_act(action))


@pytest.mark.parametrize("step", STEPS)
def test_rule_09_an_entry_can_be_answered_whatever_became_of_its_step(step: str) -> None:
    table = Table().to(step)
    own = table.write("ann", step)
    table.reveal(step)
    table.finish(step)
    table.do("ben", table.answer_act(own, "not_adopted", "volgende keer"))
    assert table.view("ann")[f"own/{own}"]["answer"]["kind"] == "not_adopted"
