"""Pieces of a view are made anew when what they are made of differs, and only then."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.agreement import Withdrawal
from partnerschap.domain.ids import EntryId, MapId, ParticipantId, StepKey
from partnerschap.domain.instrument import VALUES, standard
from partnerschap.domain.kinds import (
    Form,
    GateStatus,
    Kind,
    Language,
    Names,
    Next,
    Responsible,
    Side,
    Status,
    Take,
    ToldKind,
    Verdict,
)
from partnerschap.domain.model import (
    Alternative,
    Change,
    Details,
    Feasible,
    JointEntry,
    Meaning,
    ParkedItem,
    PartnershipMap,
    PersonalLimit,
    Responsibility,
    Review,
    SpectrumMark,
    Told,
)
from partnerschap.domain.origin import Origin
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.projection import Audience, joined, personal, shared, shared_parts
from partnerschap.domain.spread import Counts, Spread
from tests.domain_kit import NOON, PLACES, Table


def test_a_piece_is_made_again_when_a_source_is_another_object_or_another_small_value() -> None:
    pieces = Pieces()
    words, made = {"a": 1}, list(range(9))
    assert pieces.of("x", (words, "nu"), made.pop) == 8
    assert pieces.of("x", (words, str(b"nu", "ascii")), made.pop) == 8
    assert pieces.of("x", (dict(words), "nu"), made.pop) == 7, "equal, but another mapping"
    assert pieces.of("x", (words, "later"), made.pop) == 6
    assert pieces.of("y", (words, "later"), made.pop) == 5


def test_of_many_things_only_those_are_made_again_that_are_other_objects() -> None:
    pieces, made = Pieces(), list[str]()

    def make(thing: tuple[str]) -> str:
        made.append(thing[0])
        return thing[0].upper()

    around = {"a": 1}
    one, two, three = ("one",), ("two",), ("three",)
    assert pieces.each("x", (around,), [one, two], make) == ["ONE", "TWO"]
    assert pieces.each("x", (around,), [three, two], make) == ["THREE", "TWO"]
    assert made == ["one", "two", "three"]
    assert pieces.each("x", (around,), [one], make) == ["ONE"], "what was gone is made again"
    assert pieces.each("x", (dict(around),), [one], make) == ["ONE"], (
        "all that was made of something else too"
    )
    assert pieces.each("y", (around,), [one], make) == ["ONE"]
    assert made[3:] == ["one"] * 3


def test_an_action_forgets_the_value_that_was_taken_away() -> None:
    table = Table().to("actions")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    value = table.note("ann", "values", "rust")
    table.note("ben", "mine", "koken", serves=(value,))
    pieces = Pieces()
    joined(shared_parts(table.state, Audience.TABLE, standard(), pieces))
    gone = replace(table.state.joint[value], texts=())  # and nothing else differs
    without = replace(table.state, joint={**table.state.joint, value: gone})
    view = joined(shared_parts(without, Audience.TABLE, standard(), pieces))
    assert view == shared(without, Audience.TABLE, standard())
    assert not any(each["serves"] for key, each in view.items() if key.startswith("joint/"))


def test_another_name_stands_at_all_that_somebody_wrote() -> None:
    table = Table()
    table.write("ann", text="rust")
    table.reveal()
    table.note("ann", "values", "rust en reuring")
    pieces = Pieces()
    joined(shared_parts(table.state, Audience.TABLE, standard(), pieces))
    ann = table.state.people[ParticipantId("ann")]
    renamed = replace(
        table.state, people={**table.state.people, ann.id: replace(ann, called="Anneke", version=2)}
    )
    view = joined(shared_parts(renamed, Audience.TABLE, standard(), pieces))
    assert view == shared(renamed, Audience.TABLE, standard())
    assert {value["author"] for key, value in view.items() if key.startswith("own/")} == {"Anneke"}
    assert {value["by"] for key, value in view.items() if key.startswith("joint/")} == {"Anneke"}


def _looked_back_on() -> tuple[PartnershipMap, EntryId]:
    """Return a second version in which all steps are open, and an action in it."""
    table = Table()
    value = table.note("ann", "values", "rust")
    table.to("actions")
    action = table.note("ben", "mine", "koken", serves=(value,))
    table.next_version()
    own = table.write("ben", "values", "koken")
    table.do("ben", cmd.Share(own))
    table.differ("ann", "values")
    table.do("ann", cmd.Remove(table.note("ann", "values", "weg")))
    table.stance("ann", kind="proviso", because="als het kan")
    gates = tuple(replace(gate, status=GateStatus.OPEN) for gate in table.state.gates)
    entry = replace(table.state.joint[action], sources=(own,))
    return replace(table.state, gates=gates, joint={**table.state.joint, action: entry}), action


ANN, BEN = ParticipantId("ann"), ParticipantId("ben")
REVIEW = Review(Verdict.WORKS, Next.KEEP, "", ANN)
ANOTHER: dict[str, list[object]] = {
    "id": [EntryId("another")],
    "place": [PLACES["ours"], PLACES["values"]],
    "texts": [("anders",), ("zo", "of zo"), ()],
    "by": [ANN],
    "at": [NOON],
    "order": [99],
    "since": [2],
    "difference": [True],
    "because": ["daarom"],
    "hand": [ANN],
    "confirmed": [True],
    "sources": [()],
    "people": [(ANN,)],
    "adopted": [True],
    "details": [Details(), Details(owners=(ANN, BEN)), Details(status=Status.UNMET)],
    "takes": [{}, {BEN: Take.REFUSED}],
    "respect": [(ANN,)],
    "meanings": [(Meaning(EntryId("m"), ANN, "stil"),)],
    "meaning_asked": [True],
    "feasible": [{ANN: Feasible(want=True, can=False, circumstances=True)}],
    "change": [Change(ANN, NOON, ("voor",)), Change(ANN, datetime.max.replace(tzinfo=UTC), ("voor",))],
    "alternatives": [(Alternative("of dit", ANN, NOON),)],
    "review": [REVIEW, replace(REVIEW, next=Next.DROP)],
    "other_reviews": [(REVIEW,)],
}


def _is_the_view(state: PartnershipMap, pieces: Pieces) -> None:
    for audience in Audience:
        view = joined(shared_parts(state, audience, standard(), pieces))
        assert list(view.items()) == list(shared(state, audience, standard()).items())
    for person in state.people:
        assert personal(state, person, pieces) == personal(state, person)


@pytest.mark.parametrize("name", [field.name for field in fields(JointEntry)])
def test_whatever_differs_of_a_joint_entry_is_seen(name: str) -> None:
    state, action = _looked_back_on()
    for value in ANOTHER[name]:
        entry = replace(state.joint[action], **{name: value})  # type: ignore[arg-type]  # whichever it is
        other = replace(
            state,
            joint={
                (entry.id if e is action else e): entry if e is action else j for e, j in state.joint.items()
            },
        )
        assert other != state
        pieces = Pieces()
        for each in (state, other, state):
            _is_the_view(each, pieces)


def _another(state: PartnershipMap) -> PartnershipMap:
    """Return a map of the same people of which everything else differs."""
    begun = Table().state
    words, item = EntryId("words"), EntryId("item")
    return replace(
        begun,
        id=MapId("another"),
        title="Iets anders",
        subject="het plein",
        situation="nieuw",
        kind=Kind.TEAM,
        form=Form.SHORT,
        language=Language.EN,
        names=Names.NONE,
        side_words={Side.FORMAL: "ambtenaren", Side.INFORMAL: "buren"},
        version=3,
        paused=True,
        revealed=frozenset(),
        people={who: replace(person, called=f"De {who}") for who, person in begun.people.items()},
        parked={item: ParkedItem(item, "een bus", ANN, NOON)},
        told={words: Told(words, ToldKind.NETWORKS, "het buurthuis", ANN, NOON, 2)},
        responsibilities={item: Responsibility(item, "het geld", Responsible.SHARED)},
        limits={ANN: PersonalLimit("koken", "afwassen", "juni")},
        spectrum={(ANN, VALUES, 2): SpectrumMark(2, 7)},
        spreads={(VALUES, 2): Spread(Counts((3,), (3,)), {})},
        frozen=state.concluded[0].frozen,
        final=True,
        signatures={ANN: state.concluded[0].signatures[ANN]},
        withdrawals=(Withdrawal(ANN, NOON, ""),),
        origin=Origin("map", 1, "", NOON),
        keep_months=12,
    )


@pytest.mark.parametrize("name", [field.name for field in fields(PartnershipMap)])
def test_whatever_differs_of_a_map_is_seen(name: str) -> None:
    state, _ = _looked_back_on()
    other = replace(state, **{name: getattr(_another(state), name)})
    assert other != state
    pieces = Pieces()
    for each in (state, other, state):
        _is_the_view(each, pieces)


def _said_otherwise_in_the_second_version() -> Table:
    table = Table()
    joint = table.note("ann", "values", "rust")
    table.next_version()
    table.do("ann", table.edit_act(joint, "rust en ruimte"))
    return table


def _with_a_later_contract(state: PartnershipMap) -> PartnershipMap:
    (former,) = state.concluded
    later = replace(former.frozen, at=datetime.max.replace(tzinfo=UTC))
    return replace(state, concluded=(replace(former, frozen=later),))


def test_a_change_from_before_the_contract_is_no_news_when_only_its_day_differs() -> None:
    state, pieces = _said_otherwise_in_the_second_version().state, Pieces()
    for each in (state, _with_a_later_contract(state)):
        _is_the_view(each, pieces)


def test_by_whose_hand_adopted_words_are_is_seen_when_only_that_differs() -> None:
    table = Table()
    own = table.write("ann", text="rust")
    table.reveal()
    table.adopt("ben", own)
    helped = replace(table.state.own[own], hand=BEN)
    other = replace(table.state, own={**table.state.own, own: helped})
    pieces = Pieces()
    for each in (table.state, other):
        _is_the_view(each, pieces)


def test_another_reason_of_the_same_stance_is_seen() -> None:
    table = Table()
    table.note("ann", "values", "rust")
    stance = table.stance("ann", kind="proviso", because="als het kan")
    table.stance("ben")
    said = replace(table.state.stances[stance], because="als het moet")
    other = replace(table.state, stances={**table.state.stances, stance: said})
    pieces = Pieces()
    for each in (table.state, other):
        _is_the_view(each, pieces)


def test_words_that_change_places_at_once_are_not_as_in_the_former_version() -> None:
    table = Table()
    one, two = table.note("ann", text="rust"), table.note("ben", text="ruimte")
    table.next_version()
    pieces = Pieces()
    _is_the_view(table.state, pieces)
    table.do("ann", table.edit_act(one, "ruimte"))
    table.do("ann", table.edit_act(two, "rust"))
    _is_the_view(table.state, pieces)
