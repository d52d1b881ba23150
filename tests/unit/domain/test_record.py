"""What somebody gets of what a map holds about them: all of theirs, and nothing of another (STANDARDS D4)."""

from dataclasses import replace
from datetime import timedelta

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.kinds import Kind, Method, ToldKind
from partnerschap.domain.model import Alternative, PersonalLimit
from partnerschap.domain.record import Line, Traces, record
from partnerschap.domain.record_shapes import Record
from tests.domain_kit import INK, NOON, Table

BEN, ANN = ParticipantId("ben"), ParticipantId("ann")


def of(table: Table, who: str = "ben", traces: Traces | None = None) -> Record:
    return record(table.state, ParticipantId(who), table.now, traces or Traces())


def said(found: Record) -> set[tuple[str, str]]:
    return {(each.kind, each.text) for each in found.words}


def test_every_kind_of_words_is_in_it_and_those_of_others_are_not() -> None:
    table = Table()
    own = table.write("ben", "values", "eigen", because="daarom", meaning="zo")
    hers = table.write("ann", "values", "van ann")
    table.reveal()
    table.do("ben", cmd.GiveMeaning(EntryId("m1"), hers, "wat ik zie"))
    table.do("ann", cmd.GiveMeaning(EntryId("m2"), own, "wat ann ziet"))
    table.do("ann", table.answer_act(own, "not_adopted", "ann vindt"))
    note = cmd.Note(EntryId("ours"), table.state.own[own].place, "ons woord", "omdat ben", (own, hers))
    table.do("ben", note)
    table.do("ben", table.answer_act(hers, "not_adopted", "past niet"))
    value = table.note("ann", text="rust")
    table.do("ben", cmd.Respect(value))
    table.park("ben", "later")
    table.park("ann", "ann later")
    stance = table.stance("ann", kind="proviso", because="mits ann")
    table.reply("ben", stance, "dat regel ik")
    table.stance("ben", kind="object", because="nee want")
    table.do("ben", cmd.MarkSpectrum(StepKey("values"), 2, 7))
    table.do("ann", cmd.MarkSpectrum(StepKey("values"), 3, 8))
    table.do("ben", table.terms_act(guardian="de buurman"))
    table.close(override="de tijd is om")
    override = table.state.gates[0].override
    assert override is not None
    table.state = replace(
        table.state,
        joint={
            key: replace(
                each, alternatives=(Alternative("ernaast", BEN, NOON), Alternative("ann er", ANN, NOON))
            )
            for key, each in table.state.joint.items()
        },
        gates=(replace(table.state.gates[0], override=replace(override, by=BEN)), *table.state.gates[1:]),
        limits={BEN: PersonalLimit("wel", "niet", "tot hier"), ANN: PersonalLimit("ann a", "ann b", "ann c")},
    )
    found = of(table)
    assert said(found) == {
        ("own", "eigen"),
        ("stance:object", "nee want"),
        ("answer:not_adopted", "past niet"),
        ("answer:adapted", ""),
        ("meaning", "wat ik zie"),
        ("meaning", "zo"),
        ("alternative", "ernaast"),
        ("parked", "later"),
        ("reply", "dat regel ik"),
        ("override", "de tijd is om"),
        ("terms", "we praten erover"),
        ("terms", "de buurman"),
    }
    assert [(each.texts, each.ties, each.because) for each in found.joint] == [
        (("ons woord",), ("wrote", "source"), "omdat ben"),
        (("rust",), ("respects",), ""),
    ]
    assert found.limits == ("wel", "niet", "tot hier")
    assert [(mark.now, mark.wished) for mark in found.spectrum] == [(2, 7)]
    assert (found.person.name, found.person.side, found.left_out) == ("Ben Bakker", "informal", 0)
    own_words = next(each for each in found.words if each.kind == "own")
    assert (own_words.because, own_words.meaning, own_words.open) == ("daarom", "zo", True)
    assert "ann" not in str(found).replace("Ann", "")


def test_a_note_and_what_was_found_of_a_line_are_in_it() -> None:
    table = Table(people="fac ann ben cas").next_version()
    line = next(iter(table.state.joint))
    table.do("ben", table.review_act(line, "does_not_work", "keep", because="te druk"))
    table.do("ann", table.review_act(line, "works", "keep", because="ann ziet het anders"))
    table.do("ben", cmd.Tell(EntryId("n1"), ToldKind.WELL, "het gaat goed"))
    table.do("ann", cmd.Tell(EntryId("n2"), ToldKind.WELL, "ann ook"))
    assert said(of(table)) >= {("review:does_not_work:keep", "te druk"), ("told:well", "het gaat goed")}
    assert "ann ziet het anders" not in {text for _, text in said(of(table))}
    assert ("told:well", "ann ook") not in said(of(table))


def test_why_they_opened_something_again_is_in_it() -> None:
    table = Table(people="fac ann ben cas").seal()
    table.do("ben", cmd.Reopen("tijd voor meer"))
    table.reveal()
    table.to("relations")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog een waarde"))
    words = [each for each in of(table).words if each.kind == "reopened"]
    assert [(each.text, each.step, each.version) for each in words] == [
        ("tijd voor meer", "", 1),
        ("nog een waarde", "values", 2),
    ]
    assert not [each for each in of(table, "ann").words if each.kind == "reopened"]


def test_actions_and_what_was_taken_away_are_tied_to_who_they_are_about() -> None:
    table = Table(people="fac ann ben cas").to("actions")
    ours = table.note("ann", "ours", "wij dekken", owners=("ben", "ann"))
    table.do("ben", table.take_act(ours, "refused"))
    table.do("ben", cmd.MarkFeasible(ours, want=True, can=False, circumstances=True))
    gone = table.note("ann", "ours", "wij koken", owners=("ann",))
    table.do("ben", cmd.Remove(gone))
    found = {each.texts: each.ties for each in of(table).joint}
    assert found == {("wij dekken",): ("owner", "feasible", "refused"), ("wij koken",): ("changed",)}


def test_answers_to_each_version_and_texts_that_name_them_are_in_it() -> None:
    table = Table(people="fac ann ben cas").to("conduct")
    table.do("ben", cmd.StateLimit("koken", "wassen", "tien uur"))
    table.freeze()
    table.do("ben", table.sign_act("Ben Bakker", method=Method.DRAWN, strokes=INK))
    table.do("ann", table.sign_act())
    table.do("cas", cmd.Decline("geen zin"))
    table.do("fac", cmd.Seal())
    table.do("ben", cmd.Withdraw("verhuisd"))
    found = of(table)
    assert [(each.answer, each.typed, each.because) for each in found.answers] == [
        ("signed", "Ben Bakker", ""),
        ("withdrew", "", "verhuisd"),
    ]
    assert found.answers[0].strokes == INK
    assert [(each.version, each.final, each.will) for each in found.named_in] == [(1, True, "koken")]
    table.do("ann", cmd.Reopen("verder"))
    assert [(each.answer, each.because) for each in of(table, "cas").answers] == [("declined", "geen zin")]
    assert of(table, "cas").named_in[0].will == ""
    assert of(table, "fac").named_in == ()


def test_a_device_with_a_new_link_gets_nothing_that_was_private_before() -> None:
    table = Table()
    table.write("ben", text="dicht")
    table.write("ann", text="van ann")
    table.do("ben", cmd.MarkSpectrum(StepKey("values"), 2, 7))
    before = Line(3, "write", table.now, (ev.OwnWritten(next(iter(table.state.own.values()))),))
    table.do("fac", cmd.BringBack(BEN))
    table.write("ben", text="erna")
    found = of(table, traces=Traces((before,)))
    assert said(found) == {("own", "erna")}
    assert (found.spectrum, found.earlier, found.left_out) == ((), (), 2)
    assert [each.act for each in found.acts] == ["write"]
    table.reveal()
    assert said(of(table)) == {("own", "dicht"), ("own", "erna")}


def test_a_hidden_choice_of_before_is_not_for_a_new_device_either() -> None:
    table = Table()
    table.note("ann")
    table.stance("ben", kind="object", because="nee want")
    table.do("fac", cmd.BringBack(BEN))
    assert of(table).left_out == 1
    table.stance("ann")
    assert ("stance:object", "nee want") in said(of(table))


def test_what_the_journal_still_has_of_their_words_is_told_as_earlier() -> None:
    table = Table()
    events: list[ev.Event] = []
    for act in (
        table.write_act(text="eerst"),
        cmd.Park(EntryId("p"), "geparkeerd"),
    ):
        events += table.do("ben", act)
    own = next(iter(table.state.own))
    table.do("ben", table.edit_act(own, "later"))
    table.do("ben", cmd.Remove(EntryId("p")))
    table.reveal()
    events += table.do("ben", table.note_act(text="onze tekst"))
    joint = next(iter(table.state.joint))
    table.do("ann", table.edit_act(joint, "andere tekst"))
    events += table.do("ben", table.stance_act(kind="object", because="te snel"))
    table.stance("ben")
    events.append(ev.LimitStated(BEN, PersonalLimit("koken", "", "")))
    # What others did is no business of this record, wherever it stands.
    hers = Table()
    events += hers.do("ann", hers.write_act(text="van ann"))
    events += hers.do("ann", cmd.Park(EntryId("q"), "van ann"))
    events += [ev.LimitStated(ANN, PersonalLimit("ann", "", "")), ev.PauseSet(paused=True)]
    hers.reveal()
    events += hers.do("ann", hers.note_act(text="van ann"))
    events += hers.do("ann", hers.stance_act(kind="object", because="van ann"))
    reviewed = Table(people="fac ann ben cas").next_version()
    events += reviewed.do("ben", cmd.Tell(EntryId("t"), ToldKind.WELL, "ging goed"))
    events += reviewed.do("ann", cmd.Tell(EntryId("u"), ToldKind.WELL, "van ann"))
    lines = (Line(1, "write", NOON, tuple(events)), Line(2, "leave", NOON + timedelta(days=1)))
    found = of(table, traces=Traces(lines, (NOON,), (NOON,)))
    assert [(each.kind, each.text) for each in found.earlier] == [
        ("own", "eerst"),
        ("parked", "geparkeerd"),
        ("joint", "onze tekst"),
        ("stance:object", "te snel"),
        ("limit", "koken"),
        ("told:well", "ging goed"),
    ]
    assert [(each.number, each.act) for each in found.acts] == [(1, "write"), (2, "leave")]
    assert found.seats == found.links == (NOON.isoformat(),)


def test_in_a_team_nobody_has_a_side_and_terms_by_another_are_not_theirs() -> None:
    table = Table(kind=Kind.TEAM, people="fac")
    table.join("zoe", name="Zoë Zand")
    table.do("fac", table.terms_act())
    found = of(table, "zoe")
    assert (found.person.side, found.words) == ("", ())
