"""A review: what is the same takes one tap, what nobody discussed is shown, and who left promises nothing."""

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.kinds import Form, GateStatus, Names, Phase
from partnerschap.domain.looking_back import is_unchanged
from tests.domain_kit import STEPS, Table


def unchanged(table: Table, step: str = "values") -> bool:
    return bool(table.view("ann")[f"step/{step}"]["unchanged"])


def test_in_the_first_version_nothing_is_called_unchanged() -> None:
    table = Table()
    table.note("ann")
    assert not is_unchanged(table.state, 0)


def test_a_step_is_unchanged_until_a_word_of_it_changes_and_again_when_it_is_as_it_was() -> None:
    table = Table()
    value = table.note("ann", text="samen eten")
    table.next_version()
    assert all(unchanged(table, step) for step in STEPS)
    table.do("ann", table.edit_act(value, "samen koken"))
    assert not unchanged(table)
    table.do("ann", table.edit_act(value, "samen eten"))
    assert unchanged(table)


@pytest.mark.parametrize("how", ["new", "dropped", "removed", "differ"])
def test_a_line_that_comes_or_goes_makes_its_step_a_changed_one_and_no_other(how: str) -> None:
    table = Table()
    value = table.note("ann", text="samen eten")
    table.next_version()
    match how:
        case "new":
            table.note("ben", text="nog een waarde")
        case "dropped":
            table.do("ann", table.review_act(value, then="drop"))
        case "removed":
            table.do("ann", cmd.Remove(EntryId(value)))
        case _:
            table.differ("ben", "values", "zo", "of zo")
    assert [unchanged(table, step) for step in STEPS] == [False, True, True, True, True]


def test_in_the_own_round_nobody_is_told_whether_a_step_is_as_it_was() -> None:
    table = Table().seal()
    table.do("ann", cmd.Reopen("tijd"))
    assert not unchanged(table)


@pytest.mark.parametrize(("changed", "phase"), [(False, Phase.CONSENT), (True, Phase.NOTE)])
def test_after_a_gate_a_review_goes_on_where_there_is_work(*, changed: bool, phase: Phase) -> None:
    table = Table()
    table.next_version()
    line = next(e.id for e in table.state.joint.values() if e.place.step == "relations")
    if changed:
        table.do("ann", table.review_act(line, then="change", text="anders afgesproken"))
    table.consent()
    table.close()
    assert (table.state.focus.step, table.state.focus.phase) == ("relations", phase)


def test_in_the_first_version_a_step_begins_with_writing() -> None:
    table = Table().to("relations")
    assert table.state.focus.phase is Phase.WRITE


def test_what_nobody_discussed_is_an_open_point_and_differences_are_named_apart() -> None:
    table = Table()
    value = table.note("ann")
    difference = table.differ("ben", "values", "zo", "of zo")
    table.next_version()
    points = table.points()
    assert (points["difference_not_discussed"], value in points["line_not_discussed"]) == ([difference], True)
    table.do("ben", table.review_act(difference, "does_not_work"))
    table.do("ben", table.review_act(value))
    assert "difference_not_discussed" not in table.points()
    assert value not in table.points().get("line_not_discussed", [])


def test_the_action_of_who_left_is_nobodys_promise_in_the_next_version() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    mine = table.note("ben", "mine", "Ik kook.")
    ours = table.note("ann", "ours", "We bellen.", owners=("ann", "ben"))
    table.do("ben", table.take_act(ours))
    table.seal()
    table.leave("ben")
    table.do("ann", cmd.Reopen("Ben is verhuisd"))
    table.reveal()
    actions = {line["id"]: line for line in table.contract()["actions"]}
    assert (actions[mine]["owners"], actions[mine]["former_owners"]) == ([], ["Ben Bakker"])
    assert (actions[ours]["owners"], actions[ours]["former_owners"]) == (["Ann Jansen"], ["Ben Bakker"])
    table.finish("values", "relations", "conduct", "conditions")
    assert mine in table.points()["action_without_owner"]
    table.do("ben", cmd.Join(ParticipantId("ben"), "Ben Bakker"))
    again = next(line for line in table.contract()["actions"] if line["id"] == mine)
    assert (again["owners"], "former_owners" in again) == (["Ben Bakker"], False)


def test_an_action_that_somebody_left_without_answering_does_not_shut_the_gate_of_the_next_version() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    table.note("ann", "ours", "We bellen.", owners=("ann", "ben"))
    assert "untaken" in table.shut_by("actions")
    table.consent("actions")
    table.close("actions", override="Ben denkt nog na")
    table.seal()
    table.leave("ben")
    table.do("ann", cmd.Reopen("tijd"))
    table.reveal()
    table.finish(*STEPS[:4])
    assert "untaken" not in table.shut_by("actions")


@pytest.mark.parametrize("form", Form)
def test_a_review_with_nobody_of_one_side_needs_a_reason_at_every_gate(form: Form) -> None:
    table = Table(people="fac ann ben", form=form)
    table.note("ann")
    table.seal()
    table.leave("ben")
    table.do("ann", cmd.Reopen("tijd"))
    table.reveal()
    table.consent()
    assert table.shut_by() == {"sides"}
    assert table.refused("fac", table.close_act()) == "gate_shut"
    table.close(override="Er kwam niemand van de buurt")
    assert table.gate().status is GateStatus.CLOSED


def test_what_was_changed_in_the_former_version_is_no_news_in_the_next() -> None:
    table = Table()
    value = table.note("ann", text="samen eten")
    table.do("ben", table.edit_act(value, "samen koken"))
    assert table.view("ann")[f"joint/{value}"]["changed"]["before"] == ["samen eten"]
    table.next_version()
    assert table.view("ann")[f"joint/{value}"]["changed"] is None
    table.do("ben", table.edit_act(value, "samen bakken"))
    assert table.view("ann")[f"joint/{value}"]["changed"]["before"] == ["samen koken"]


def test_the_same_words_with_another_reason_ask_nobody_to_take_an_action_again() -> None:
    table = Table().to("actions")
    ours = table.note("ann", "ours", "koken", owners=("ann", "ben"))
    table.do("ben", table.take_act(ours))
    table.next_version()
    table.do("ben", table.review_act(ours, "stuck", "change", because="ziek", text="koken"))
    assert table.contract()["actions"][0]["untaken"] == []
    assert table.view("ann")[f"joint/{ours}"]["changed"] is None


def test_what_each_said_of_a_line_stays_beside_what_the_next_one_says() -> None:
    table = Table(people="fac ann ben cas")
    value = table.note("ann", text="samen eten")
    table.next_version()
    table.do("ben", table.review_act(value, "does_not_work", because="te druk"))
    table.do("cas", table.review_act(value, "works"))
    table.do("ben", table.review_act(value, "does_not_work", because="veel te druk"))
    shown = table.view("ann")[f"joint/{value}"]
    assert [(r["by"], r["verdict"], r["because"]) for r in shown["reviews"]] == [
        ("Cas", "works", ""),
        ("Ben", "does_not_work", "veel te druk"),
    ]
    assert shown["review"] == shown["reviews"][-1]


def test_whose_review_it_was_is_told_with_names_and_not_without() -> None:
    for names, person in ((Names.FIRST, "ben"), (Names.NONE, None)):
        table = Table(names=names)
        value = table.note("ann")
        table.next_version()
        table.do("ben", table.review_act(value))
        assert [r["person"] for r in table.view("ann")[f"joint/{value}"]["reviews"]] == [person]
        table.next_version()
        assert table.view("ann")[f"joint/{value}"]["reviews"] == []
