"""Notes beside the map: following up between meetings, looking back, trust, and answers from outside."""

import json
from datetime import timedelta

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.commands import Actor
from partnerschap.domain.decide import decide
from partnerschap.domain.ids import OUTSIDE, EntryId
from partnerschap.domain.kinds import Names, Progress, Side, ToldKind
from partnerschap.domain.refusals import Refusal
from tests.domain_kit import Table

HAPPENED, WELL, TRUST = ToldKind.HAPPENED, ToldKind.WELL, ToldKind.NETWORKS


def signed() -> tuple[Table, str, str, str]:
    """A final map, with an action of Ann, one of Ann and Ben that Ben did not take, and a request."""
    table = Table(people="fac ann ben eef").to("actions")
    mine = table.note("ann", "mine", "Ik bel de gemeente.", owners=table_ids("ann"))
    ours = table.note("ann", "ours", "We hangen posters op.", owners=table_ids("ann ben"))
    asked = table.note("ben", "others", "Zet een lamp bij het pad.", asked_of="gemeente")
    table.do("ben", table.take_act(ours, "refused"))
    table.consent("actions")
    table.close("actions")
    table.seal()
    return table, mine, ours, asked


def table_ids(keys: str) -> tuple[EntryId, ...]:
    return tuple(EntryId(key) for key in keys.split())


def told(table: Table, **more: object) -> cmd.Tell:
    return cmd.Tell(**{"id": table.new_id("t"), "kind": HAPPENED, "text": "De sleutel is er.", **more})  # type: ignore[arg-type]


def answer(table: Table, request: str, said: Progress = Progress.YES, **more: str) -> cmd.AnswerRequest:
    return cmd.AnswerRequest(table.new_id("a"), EntryId(request), said, **more)  # type: ignore[arg-type]


def test_what_happened_can_be_told_from_the_freeze_on_and_by_everyone_with_a_voice() -> None:
    table = Table()
    assert table.refused("ann", told(table)) == "not_frozen"
    table.freeze()
    for who in ("ann", "ben", "fac"):
        table.do(who, told(table, text=f"Gezien door {who}."))
    assert [note.text for note in table.state.told.values()] == [
        "Gezien door ann.",
        "Gezien door ben.",
        "Gezien door fac.",
    ]


def test_a_note_changes_neither_wording_nor_stances_nor_the_contract() -> None:
    table, mine, _, _ = signed()
    frozen, wording = table.state.frozen, table.wording("actions")
    table.do("ann", told(table, about=mine, progress=Progress.DONE, text=""))
    assert (table.state.frozen, table.wording("actions")) == (frozen, wording)


@pytest.mark.parametrize(
    ("who", "line", "progress", "text", "code"),
    [
        ("ann", "mine", Progress.BUSY, "", None),
        ("ann", "ours", Progress.WITHDRAWN, "", None),
        ("ann", "mine", Progress.STUCK, "geen tijd", None),
        ("ann", "mine", Progress.STUCK, " ", "reason_required"),
        ("ann", "mine", Progress.YES, "", "invalid_value"),
        ("ann", "mine", Progress.DONE, "x" * 601, "too_long"),
        ("ann", "mine", None, "", "empty_text"),
        ("ben", "mine", Progress.DONE, "", "not_yours"),
        ("ben", "mine", None, "Ik zag Ann bellen.", None),
        ("ben", "ours", Progress.DONE, "", "not_yours"),
        ("fac", "asked", Progress.DONE, "", None),
        ("ben", "value", Progress.DONE, "", "invalid_value"),
        ("ben", "nothing", None, "hallo", "not_found"),
    ],
)
def test_how_far_an_action_is_is_said_by_who_took_it_and_of_a_request_by_anyone(
    who: str, line: str, progress: Progress | None, text: str, code: str | None
) -> None:
    table, mine, ours, asked = signed()
    value = next(iter(table.state.joint))
    about = {"mine": mine, "ours": ours, "asked": asked, "value": value, "nothing": "nergens"}[line]
    act = told(table, about=EntryId(about), progress=progress, text=text)
    if code is None:
        table.do(who, act)
    else:
        assert table.refused(who, act) == code


def test_only_what_happened_is_about_a_line_and_progress_is_always_about_one() -> None:
    table, mine, _, _ = signed()
    assert table.refused("ann", told(table, progress=Progress.DONE)) == "invalid_value"
    table.do("ann", cmd.Reopen("tijd"))
    table.reveal()
    assert table.refused("ann", told(table, kind=WELL, about=EntryId(mine))) == "invalid_value"
    new = table.note("ann", text="nieuw in versie 2")
    assert table.refused("ann", told(table, about=EntryId(new))) == "not_found"


def test_what_goes_well_is_for_a_later_version_after_its_own_round_and_before_the_freeze() -> None:
    table = Table()
    well = told(table, kind=WELL, text="Iedereen komt.")
    assert table.refused("ann", well) == "first_version"
    table.seal()
    table.do("ben", cmd.Reopen("tijd"))
    assert table.refused("ann", well) == "not_revealed"
    assert table.refused("ann", told(table)) == "not_revealed"
    table.reveal()
    table.do("ann", well)
    table.do("fac", told(table, kind=ToldKind.ATTENTION, text="De keuken."))
    table.freeze()
    assert table.refused("ann", told(table, kind=WELL)) == "frozen"


def test_trust_is_written_in_any_version_until_the_freeze() -> None:
    table = Table()
    table.do("ben", told(table, kind=TRUST, text="De moskee denkt mee."))
    table.freeze()
    assert table.refused("ben", told(table, kind=TRUST)) == "frozen"


def test_an_answer_from_outside_cannot_be_told_by_somebody_at_the_table() -> None:
    table, _, _, asked = signed()
    assert table.refused("ann", told(table, kind=ToldKind.ANSWER, about=EntryId(asked))) == "invalid_value"


def test_the_own_round_of_a_review_hides_the_notes_and_nobody_can_take_them_away_then() -> None:
    table, mine, _, _ = signed()
    note = told(table, about=EntryId(mine), text="GEHEIM TOT NA DE RONDE")
    table.do("ann", note)
    table.do("ben", cmd.Reopen("tijd"))
    assert "GEHEIM" not in json.dumps([table.view("ann"), table.view("ben"), table.view("fac")])
    assert table.refused("ann", cmd.Untell(note.id)) == "not_found"
    table.reveal()
    shown = table.view("ben")[f"told/{note.id}"]
    assert (shown["by"], shown["about"], shown["version"]) == ("Ann", mine, 1)
    assert note.id in table.view("ann")["me/mine"]
    assert note.id not in table.view("ben")["me/mine"]


def test_a_note_is_taken_away_by_who_told_it() -> None:
    table, _, _, _ = signed()
    note = told(table)
    table.do("ann", note)
    assert table.refused("ben", cmd.Untell(note.id)) == "not_yours"
    assert table.refused("fac", cmd.Untell(note.id)) == "not_yours"
    table.do("ann", cmd.Untell(note.id))
    assert table.refused("ann", cmd.Untell(note.id)) == "not_found"


def test_without_names_no_name_stands_at_a_note() -> None:
    table = Table(names=Names.NONE)
    table.seal()
    note = told(table)
    table.do("ann", note)
    assert table.view("ben")[f"told/{note.id}"]["by"] is None


def test_a_note_by_another_hand_is_marked_and_confirmed_by_its_teller() -> None:
    table, _, _, _ = signed()
    note = told(table)
    table.do("eef", note, hand="ann")
    shown = table.view("ben")[f"told/{note.id}"]
    assert (shown["by"], shown["helped_by"], shown["unconfirmed"]) == ("Mevrouw Eefting", "Ann", True)
    assert table.refused("ben", cmd.Confirm(note.id)) == "not_yours"
    table.do("eef", cmd.Confirm(note.id), hand="ann")
    assert not table.view("ben")[f"told/{note.id}"]["unconfirmed"]


def test_somebody_outside_answers_a_request_and_the_last_answer_counts() -> None:
    table, _, _, asked = signed()
    for said in (Progress.LATER, Progress.YES):
        table.do(OUTSIDE, answer(table, asked, said, text="Na de zomer.", name="Wijkbeheer"))
    notes = [table.view("ann")[f"told/{key}"] for key in table.state.told]
    assert [(n["progress"], n["outside"], n["by"]) for n in notes] == [
        ("later", "Wijkbeheer", None),
        ("yes", "Wijkbeheer", None),
    ]


def test_of_many_answers_from_outside_the_latest_are_kept() -> None:
    table, _, _, asked = signed()
    for number in range(limits.ANSWERS_KEPT + 3):
        table.do(OUTSIDE, answer(table, asked, text=f"antwoord {number}"))
    assert [note.text for note in table.state.told.values()] == [f"antwoord {n}" for n in range(3, 8)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"said": Progress.DONE}, "invalid_value"),
        ({"text": "x" * 601}, "too_long"),
        ({"name": "x" * 81}, "too_long"),
    ],
)
def test_an_answer_from_outside_has_limits(more: dict[str, object], code: str) -> None:
    table, _, _, asked = signed()
    assert table.refused(OUTSIDE, answer(table, asked, **more)) == code  # type: ignore[arg-type]


def test_an_answer_from_outside_is_about_a_request_that_was_agreed_and_nothing_else() -> None:
    table = Table().to("actions")
    asked = table.note("ben", "others", "Zet een lamp neer.")
    assert table.refused(OUTSIDE, answer(table, asked)) == "not_found"
    table.freeze()
    table.do(OUTSIDE, answer(table, asked))
    for other in (next(iter(table.state.joint)), "nergens"):
        assert table.refused(OUTSIDE, answer(table, other)) == "not_found"


def test_a_facilitator_may_take_away_what_came_from_outside() -> None:
    table, _, _, asked = signed()
    given = answer(table, asked, text="Koop nu!")
    table.do(OUTSIDE, given)
    assert table.refused("ann", cmd.Untell(given.id)) == "not_yours"
    table.do("fac", cmd.Untell(given.id))
    assert table.state.told == {}


def test_notes_count_for_the_size_of_a_map_and_their_ids_are_their_own() -> None:
    table, _, _, _ = signed()
    note = told(table)
    table.do("ann", note)
    assert table.refused("ann", note) == "duplicate"
    assert table.refused("ann", told(table, id=EntryId("x" * 99))) == "invalid_value"


def test_nobody_can_join_as_somebody_outside() -> None:
    table = Table()
    newcomer = cmd.Join(OUTSIDE, "Buiten", side=Side.INFORMAL)
    assert isinstance(decide(table.state, newcomer, Actor(OUTSIDE), table.now + timedelta(1)), Refusal)


def test_somebody_says_anew_who_they_are_until_the_freeze() -> None:
    table = Table()
    table.do("ben", cmd.Introduce("Ben Bakker", Side.FORMAL, "sociaal werker", "Welzijn"))
    ben = table.state.people[EntryId("ben")]  # type: ignore[index]
    assert (ben.called, ben.side, ben.role, ben.organisation) == (
        "Ben",
        Side.FORMAL,
        "sociaal werker",
        "Welzijn",
    )
    table.do("ben", cmd.Introduce("Benno Bakker", Side.INFORMAL))
    assert table.view("ann")["person/ben"]["name"] == "Benno"
    table.freeze()
    assert table.refused("ben", cmd.Introduce("Ben", Side.INFORMAL)) == "frozen"


@pytest.mark.parametrize(
    ("who", "act", "code"),
    [
        ("ben", cmd.Introduce("Ann Jansen", Side.INFORMAL), "duplicate"),
        ("ben", cmd.Introduce("", Side.INFORMAL), "empty_text"),
        ("ben", cmd.Introduce("Ben", None), "invalid_value"),
        ("ben", cmd.Introduce("Ben", Side.INFORMAL, "x" * 601), "too_long"),
        ("fac", cmd.Introduce("Gerda", Side.FORMAL), "invalid_value"),
    ],
)
def test_who_one_is_has_the_limits_of_joining(who: str, act: cmd.Introduce, code: str) -> None:
    assert Table().refused(who, act) == code


def test_notes_stand_in_the_order_in_which_they_came_whatever_the_clock_said() -> None:
    table, _, _, asked = signed()
    first, second = answer(table, asked), answer(table, asked, Progress.NO)
    table.do(OUTSIDE, first)
    table.now -= timedelta(days=40)
    table.do(OUTSIDE, second)
    view = table.view("ann")
    assert [view[f"told/{each.id}"]["order"] for each in (first, second)] == [0, 1]
