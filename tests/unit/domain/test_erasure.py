"""Erasing one person: every word of theirs goes, the others' words and frozen texts stay (STANDARDS D4)."""

from dataclasses import replace

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import contract
from partnerschap.domain.erasure import erased
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Language, Method, Names
from partnerschap.domain.model import Alternative, PersonalLimit
from tests.domain_kit import INK, Table

BEN = ParticipantId("ben")


def erase(table: Table, who: str = "ben") -> Table:
    table.state = erased(table.state, ParticipantId(who), standard())
    return table


def everything(table: Table) -> str:
    """All that a state holds, and all that anybody is shown of it."""
    views = [table.view(each) for each in ("fac", "ann", "wall")]
    return f"{table.state} {views} {table.contract()}"


def a_full_table() -> Table:
    """Ben says 'kanarie' wherever somebody can say something that is theirs."""
    table = Table()
    shared = table.write("ben", "values", "kanarie", because="kanarie", meaning="kanarie")
    theirs = table.write("ann", "values", "samen koken")
    table.reveal()
    adopted = table.adopt("ann", shared)
    joint = cmd.Note(EntryId("ours"), table.state.own[theirs].place, "ons woord", "kanarie", (shared, theirs))
    table.do("ben", joint)
    table.do("ben", cmd.GiveMeaning(EntryId("m1"), EntryId("ours"), "kanarie"))
    table.do("ben", cmd.GiveMeaning(EntryId("m2"), theirs, "kanarie"))
    table.do("ben", table.answer_act(theirs, "not_adopted", "kanarie"))
    table.do("ben", cmd.Respect(table.note("ann", "values", "rust")))
    table.park("ben", "kanarie")
    hers = table.stance("ann", kind="proviso", because="mits er thee is")
    table.reply("ben", hers, "kanarie")
    table.stance("ben", kind="object", because="kanarie")
    table.do("ben", cmd.MarkSpectrum(StepKey("values"), 2, 7))
    table.state = replace(
        table.state,
        joint={
            key: replace(each, alternatives=(Alternative("kanarie", BEN, table.now),))
            if key == "ours"
            else each
            for key, each in table.state.joint.items()
        },
        limits={BEN: PersonalLimit("kanarie", "kanarie", "kanarie")},
        focus=replace(table.state.focus, spotlight=shared, begin_with=(BEN, ParticipantId("ann"))),
    )
    assert adopted in table.state.joint
    return table


def test_no_word_and_no_name_of_theirs_is_left_and_the_group_keeps_its_own() -> None:
    table = erase(a_full_table())
    told = everything(table)
    for word in ("Ben", "Bakker", "buurman", "Buurtvereniging"):
        assert word not in told
    assert [each.texts for each in table.state.joint.values()] == [("kanarie",), ("ons woord",), ("rust",)]
    # What another adopted is the group's text by now, and stays.
    left = replace(table.state, joint={k: v for k, v in table.state.joint.items() if v.texts != ("kanarie",)})
    assert "kanarie" not in str(left)
    assert table.state.focus.spotlight == ""
    assert table.state.focus.begin_with == ("ann",)


def test_who_was_erased_is_somebody_without_a_name_who_counts_no_more() -> None:
    table = Table(people="fac ann ben cas")
    erase(erase(table), "cas")
    nobody, other = table.state.people[BEN], table.state.people[ParticipantId("cas")]
    assert (nobody.name, nobody.called) == ("iemand die wegging", "iemand die wegging")
    assert other.called == "iemand die wegging (2)"
    assert (nobody.at_table, nobody.removed, nobody.erased, nobody.facilitator) == (False, True, True, False)
    assert table.refused("ben", cmd.Join(BEN, "")) == "not_joined"
    assert table.view("ben") == {}
    english = replace(Table().state, language=Language.EN)
    assert erased(english, BEN, standard()).people[BEN].name == "someone who left"


def test_erasing_again_changes_nothing() -> None:
    state = erase(Table()).state
    assert erased(state, BEN, standard()) is state


def test_an_adopted_text_stays_and_is_nobodys_any_more() -> None:
    table = Table()
    own = table.write("ben", because="dat mis ik")
    table.reveal()
    joint = table.adopt("ann", own)
    erase(table)
    kept = table.state.joint[joint]
    assert kept.because == ""
    assert (kept.texts, kept.sources, kept.people, kept.adopted) == (("samen eten",), (), (), False)
    assert table.view("ann")[f"joint/{joint}"]["from"] == []


def test_an_action_of_their_own_goes_and_one_of_ours_is_without_them() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    value = next(iter(table.state.joint))
    mine = table.note("ben", "mine", "ik bak taart", serves=(value,))
    ours = table.note("ann", "ours", "wij dekken", owners=("ben", "ann"))
    table.do("ben", table.take_act(ours))
    table.do("ben", cmd.MarkFeasible(ours, want=True, can=True, circumstances=True))
    erase(table)
    assert mine not in table.state.joint
    assert table.state.joint[ours].details.owners == ("ann",)
    assert table.state.joint[ours].takes.keys() <= {"ann"}
    assert table.state.joint[ours].feasible == {}


def test_a_gate_does_not_wait_for_who_was_erased() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.stance("ben", kind="object", because="nee")
    table.stance("ann")
    table.stance("cas")
    erase(table)
    table.close()
    assert table.is_closed()


def test_a_sealed_contract_stays_as_everybody_signed_it_with_their_signature() -> None:
    table = Table(people="fac ann ben cas").to("conduct")
    table.do("cas", cmd.StateLimit("koken", "wassen", "tien uur"))
    table.freeze()
    text = table.frozen_text()
    table.do("ben", table.sign_act("Ben Bakker", method=Method.DRAWN, strokes=INK))
    table.do("cas", cmd.Decline("geen zin"))
    table.do("ann", table.sign_act())
    table.do("fac", cmd.Seal())
    erase(erase(table), "cas")
    frozen = table.state.frozen
    assert frozen is not None
    assert frozen.content == text
    assert contract.fingerprint(frozen.content) == frozen.hash
    assert table.state.signatures[BEN].typed == "Ben Bakker"
    assert table.state.signatures[BEN].strokes == INK
    assert table.state.signatures[ParticipantId("cas")].because == ""
    assert "geen zin" not in str(table.state)
    table.do("ann", cmd.Reopen("verder"))
    assert table.state.concluded[0].signatures[BEN].typed == "Ben Bakker"
    assert table.state.concluded[0].frozen.content == text


def test_a_text_that_nobody_concluded_keeps_its_words_and_loses_the_signature() -> None:
    table = Table(people="fac ann ben cas").freeze()
    text = table.frozen_text()
    table.do("ben", table.sign_act("Ben Bakker"))
    erase(table)
    assert table.frozen_text() == text
    assert BEN not in table.state.signatures
    assert contract.waiting_for(table.state) == ("ann", "cas")
    table.do("ann", table.sign_act())
    table.do("cas", table.sign_act("Cas Claes"))
    table.do("fac", cmd.Seal())
    assert table.state.final


def test_what_was_signed_and_never_concluded_has_no_signature_either() -> None:
    table = Table(people="fac ann ben cas").freeze()
    table.do("ben", table.sign_act("Ben Bakker"))
    table.do("ann", cmd.Reopen("nog iets"))
    erase(table)
    assert BEN not in table.state.concluded[0].signatures


@pytest.mark.parametrize("again", [False, True])
def test_why_somebody_withdrew_goes_and_that_they_did_stays(*, again: bool) -> None:
    table = Table(people="fac ann ben cas").seal()
    table.do("ben", cmd.Withdraw("kanarie"))
    if again:
        table.do("ann", cmd.Reopen("verder"))
    erase(table)
    withdrawals = table.state.concluded[0].withdrawals if again else table.state.withdrawals
    assert [(each.person, each.because) for each in withdrawals] == [(BEN, "")]


def test_why_they_opened_a_version_again_goes_and_that_it_was_opened_stays() -> None:
    table = Table(people="fac ann ben cas").seal()
    table.do("ben", cmd.Reopen("kanarie"))
    table.reveal()
    table.freeze()
    table.do("ann", cmd.Reopen("een woord van ann"))
    assert [each.reopened_by for each in table.state.concluded] == ["ben", "ann"]
    erase(table)
    assert [each.reopened_because for each in table.state.concluded] == ["", "een woord van ann"]
    assert "kanarie" not in everything(table)


@pytest.mark.parametrize(("who", "left"), [("ben", ""), ("ann", "kanarie")])
def test_why_they_opened_a_step_again_goes_and_another_ones_reason_stays(who: str, left: str) -> None:
    table = Table(people="fac ann ben cas").to("relations")
    table.do(who, cmd.ReopenStep(StepKey("values"), "kanarie"))
    assert table.state.gates[0].reopened_by == who
    erase(table)
    assert table.state.gates[0].reopened_because == left
    step = table.view("ann")["step/values"]
    assert (step["reopened"], step["reopened_because"]) == (True, left)


def test_a_reason_of_before_it_was_kept_who_gave_it_goes_too_as_it_may_be_theirs() -> None:
    table = Table(people="fac ann ben cas").next_version().to("relations")
    table.do("ann", cmd.ReopenStep(StepKey("values"), "nog iets"))
    state = table.state
    table.state = replace(
        state,
        gates=tuple(replace(each, reopened_by=None) for each in state.gates),
        concluded=tuple(replace(each, reopened_by=None) for each in state.concluded),
    )
    erase(table)
    assert {each.reopened_because for each in (*table.state.gates, *table.state.concluded)} == {""}


def test_why_they_opened_a_gate_all_the_same_stays_without_their_name() -> None:
    table = Table(people="fac ann ben cas")
    table.note("ann")
    table.close(override="de tijd is om")
    erase(table, "fac")
    assert table.state.gates[0].override is not None
    assert table.state.gates[0].override.reason == "de tijd is om"
    assert [(each["reason"], each["by"]) for each in table.contract()["overrides"]] == [
        ("de tijd is om", "iemand die wegging")
    ]


def test_why_they_found_that_a_line_works_goes_in_a_review() -> None:
    table = Table(people="fac ann ben cas").next_version()
    line = next(iter(table.state.joint))
    table.do("ben", table.review_act(line, "does_not_work", "keep", because="kanarie"))
    erase(table)
    review = table.state.joint[line].review
    assert review is not None
    assert (review.because, review.by) == ("", "ben")


def test_what_somebody_wrote_for_another_stays_the_others() -> None:
    table = Table(people="fac ann ben eef", names=Names.FIRST)
    own = table.write("eef", "values", "een praatje", hand="ben")
    table.reveal()
    erase(table)
    assert table.state.own[own].text == "een praatje"
    assert table.view("ann")[f"own/{own}"]["helped_by"] == "iemand die wegging"


def test_nobody_brings_erased_words_back_by_taking_back_an_act() -> None:
    table = Table()
    own = table.write("ben")
    table.reveal()
    joint = table.adopt("ann", own)
    table.do("ann", cmd.Remove(joint))
    erase(table)
    assert table.refused("ann", cmd.Undo("x")) == "not_found"  # type: ignore[arg-type]
