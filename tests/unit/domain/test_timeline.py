"""How the joint map grew: moments out of the journal, without anything that is not joint."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.domain import commands as cmd
from partnerschap.domain.events import JointRemoved
from partnerschap.domain.gates import live_joint
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import Form
from partnerschap.domain.timeline import Happened, Timeline, What, as_it_stood, grown, known_now
from tests.domain_kit import NOON, UNDO, Table


def timeline(table: Table) -> Timeline:
    return grown(Timeline(), table.journal)


def whats(table: Table) -> list[str]:
    return [moment.what.value for moment in timeline(table).moments]


def texts(table: Table, index: int = -1) -> list[tuple[str, ...]]:
    made = timeline(table)
    return [line.texts for line in as_it_stood(made, index % len(made.moments), known_now(table.state))]


def test_a_moment_is_what_changed_the_joint_map_and_nothing_else() -> None:
    table = Table()
    table.write("ann", text="eigen woorden")
    table.reveal()
    value = table.note("ann", text="we koken samen")
    table.do("ben", cmd.Respect(value))
    table.do("ben", cmd.GiveMeaning(table.new_id("m"), value, "dan zie je buren"))
    table.differ("ben", "values", "rust", "drukte")
    table.do("ben", table.edit_act(value, "we koken altijd samen"))
    table.consent()
    table.close()
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets vergeten"))
    table.do("ben", cmd.Remove(value))
    table.seal()
    table.do("ann", cmd.Reopen("een jaar later"))
    steps = ["noted", "gate"] * 4
    assert whats(table) == [
        *("began", "noted", "differed", "changed", "gate", "step_reopened", "removed"),
        *("noted", "gate", *steps, "frozen", "final", "reopened"),
    ]
    made = timeline(table).moments
    assert [(m.step, m.by) for m in made[1:4]] == [("values", "ann"), ("values", "ben"), ("values", "ben")]
    assert [m.gate for m in made if m.what is What.GATE] == [1, 1, 2, 3, 4, 5]
    assert [(m.version, m.by) for m in made[-2:]] == [(1, None), (2, "ann")]


def test_after_each_moment_the_map_stands_as_it_then_did() -> None:
    table = Table()
    value = table.note("ann", text="we koken samen")
    table.note("ben", text="iedereen telt")
    table.do("ben", table.edit_act(value, "we koken altijd samen"))
    table.do("ben", cmd.Remove(value))
    assert [texts(table, index) for index in range(5)] == [
        [],
        [("we koken samen",)],
        [("we koken samen",), ("iedereen telt",)],
        [("we koken altijd samen",), ("iedereen telt",)],
        [("iedereen telt",)],
    ]


def test_what_was_taken_away_is_told_without_its_words_once_nobody_can_read_them_any_more() -> None:
    table = Table()
    gone = table.note("ann", text="een naam die er niet hoort")
    table.do("ann", cmd.Remove(gone))
    assert ("een naam die er niet hoort",) in texts(table, 1)
    table.next_version()
    made = timeline(table)
    (line,) = as_it_stood(made, 1, known_now(table.state))
    assert (line.id, line.texts) == (gone, ())


def test_what_a_version_of_the_contract_holds_can_be_read_after_it_was_dropped() -> None:
    table = Table()
    value = table.note("ann", text="we koken samen")
    table.next_version()
    table.do("ann", table.review_act(value, "does_not_work", "drop"))
    assert timeline(table).moments[-1].what is What.DROPPED
    assert timeline(table).moments[-1].by == "ann"
    table.next_version()
    assert texts(table, 1) == [("we koken samen",)]
    assert ("we koken samen",) not in texts(table)


@pytest.mark.parametrize(
    "act",
    [
        lambda table, _: table.note_act(text="iets anders"),
        lambda table, value: table.edit_act(value, "we koken nooit"),
        lambda _, value: cmd.Remove(value),
        lambda table, _: table.close_act(),
    ],
    ids=["noted", "changed", "removed", "gate"],
)
def test_an_act_that_was_taken_back_leaves_no_moment_and_no_words(act) -> None:  # type: ignore[no-untyped-def]
    table = Table()
    value = table.note("fac", text="we koken samen")
    table.consent()
    before = timeline(table)
    table.do("fac", act(table, value))
    assert len(timeline(table).moments) == 3
    table.undo("fac")
    after = timeline(table)
    assert (after.moments, after.lines) == (before.moments, before.lines)
    assert after.gates == before.gates
    assert "nooit" not in repr(after)


def test_taking_back_what_made_no_moment_takes_none_away() -> None:
    table = Table()
    value = table.note("ann", text="we koken samen")
    table.do("ben", cmd.Respect(value))
    table.undo("ben")
    table.write("ben", text="eigen")
    table.undo("ben")
    assert whats(table) == ["began", "noted"]


def test_what_comes_back_after_it_was_taken_away_is_noted_again() -> None:
    table = Table()
    value = table.note("ann", text="we koken samen")
    table.do("ann", cmd.Remove(value))
    late = table.edit_act(value, "we koken altijd samen", base=("we koken samen",))
    table.do("ben", late)
    table.do("ann", table.edit_act(value, "we koken altijd samen", base=()))
    assert whats(table) == ["began", "noted", "removed", "noted"]
    assert texts(table) == [("we koken altijd samen",)]


def test_erased_words_are_told_as_erased_and_the_map_goes_on_from_where_it_begins_again() -> None:
    table = Table()
    table.note("ann", text="oude woorden")
    table.note("ben", text="meer oude woorden")
    begun_again = replace(table.journal[0], seq=9, events=(type(table.journal[0].events[0])(table.state),))  # type: ignore[index, call-arg, arg-type]
    erased = [replace(line, events=None) for line in table.journal]
    made = grown(Timeline(), [*erased, begun_again])
    assert [moment.what.value for moment in made.moments] == ["erased", "began"]
    assert as_it_stood(made, 0, frozenset()) == ()
    assert len(as_it_stood(made, 1, known_now(table.state))) == 2
    assert made.seq == 9


def test_a_journal_without_its_beginning_tells_what_it_knows() -> None:
    table = Table()
    table.note("ann", text="we koken samen")
    table.consent()
    table.close()
    gone = JointRemoved(EntryId("unknown"), ParticipantId("ann"), NOON)
    made = grown(Timeline(), [*table.journal[1:], Happened(99, NOON + timedelta(days=1), (gone,))])
    assert [moment.what.value for moment in made.moments] == ["noted", "gate"]


def test_in_the_short_form_there_are_two_gates() -> None:
    table = Table(form=Form.SHORT)
    table.seal()
    gates = [(m.gate, m.step) for m in timeline(table).moments if m.what is What.GATE]
    assert gates == [(1, "values"), (2, "relations")]


SOME = st.lists(
    st.tuples(
        st.sampled_from(["note", "edit", "remove", "write", "undo", "differ", "close", "park"]),
        st.integers(0, 3),
    ),
    max_size=25,
)


@given(SOME, st.integers(0, 25))
def test_whatever_people_do_the_last_moment_is_the_map_and_growing_in_parts_is_the_same(
    acts: list[tuple[str, int]], cut: int
) -> None:
    table = Table()
    table.reveal()
    for do, pick in acts:
        who = ("ann", "ben")[pick % 2]
        live = [entry.id for entry in live_joint(table.state, StepKey("values"))]
        chosen = live[pick % len(live)] if live else EntryId("none")
        command = {
            "note": table.note_act(text=f"tekst {pick}"),
            "edit": table.edit_act(chosen, f"anders {pick}"),
            "remove": cmd.Remove(chosen),
            "write": table.write_act(text="kanarie"),
            "undo": UNDO,
            "differ": table.differ_act("values", f"wel {pick}", "niet"),
            "close": table.close_act(override="verder"),
            "park": cmd.Park(EntryId(table.new_id("park")), "kanarie"),
        }[do]
        table.ask("fac" if do == "close" else who, command)
    made = timeline(table)
    standing = [(entry.id, entry.texts) for entry in live_joint(table.state)]
    shown = as_it_stood(made, len(made.moments) - 1, known_now(table.state))
    assert [(line.id, line.texts) for line in shown] == standing
    assert list(made.gates) == [gate.status for gate in table.state.gates]
    assert grown(grown(Timeline(), table.journal[:cut]), table.journal[cut:]) == made
    assert "kanarie" not in repr(made)


def test_nothing_but_joint_words_is_in_a_timeline() -> None:
    table = Table()
    table.write("ann", text="kanarie in een la", because="kanarie omdat")
    own = table.write("ben", text="kanarie die openligt")
    table.reveal()
    here = Place(StepKey("values"), "success")
    table.do("ben", cmd.Note(EntryId("j"), here, "gezamenlijk", because="kanarie"))
    table.do("ann", cmd.GiveAnswer(own, "not_adopted", "kanarie antwoord"))  # type: ignore[arg-type]
    table.park("ben", "kanarie geparkeerd")
    objection = table.stance("ann", kind="object", because="kanarie bezwaar")
    table.reply("ben", objection, "kanarie reactie")
    table.close(override="kanarie reden")
    table.do("ann", cmd.ReopenStep(StepKey("values"), "kanarie heropend"))
    table.stance("ann")
    table.freeze()
    table.do("ann", cmd.Decline("kanarie teken niet"))
    table.do("ben", cmd.Reopen("kanarie versie"))
    assert repr(table.journal).count("kanarie") > 10
    assert "kanarie" not in repr(timeline(table))
    assert texts(table, 1) == [("gezamenlijk",)]
