"""Pieces of a view are made anew when what they are made of differs, and only then."""

from dataclasses import replace

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.instrument import standard
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.projection import Audience, shared
from tests.domain_kit import Table


def test_a_piece_is_made_again_when_a_source_is_another_object_or_another_small_value() -> None:
    pieces = Pieces()
    words, made = {"a": 1}, list(range(9))
    assert pieces.of("x", (words, "nu"), made.pop) == 8
    assert pieces.of("x", (words, str(b"nu", "ascii")), made.pop) == 8
    assert pieces.of("x", (dict(words), "nu"), made.pop) == 7, "equal, but another mapping"
    assert pieces.of("x", (words, "later"), made.pop) == 6
    assert pieces.of("y", (words, "later"), made.pop) == 5


def test_pieces_of_what_is_gone_are_forgotten_and_no_others() -> None:
    pieces = Pieces()
    names = (("joint", "e1"), ("joint", "e2"), ("mine", "e1"), "joint")
    for name in names:
        pieces.of(name, (), lambda: "first")
    pieces.keep_only("joint", {("joint", "e2")})
    again = [pieces.of(name, (), lambda: "again") for name in names]
    assert again == ["again", "first", "first", "first"]


def test_an_action_forgets_the_value_that_was_taken_away() -> None:
    table = Table().to("actions")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "nog iets"))
    value = table.note("ann", "values", "rust")
    table.note("ben", "mine", "koken", serves=(value,))
    pieces = Pieces()
    shared(table.state, Audience.TABLE, standard(), pieces)
    gone = replace(table.state.joint[value], texts=())  # and nothing else differs
    without = replace(table.state, joint={**table.state.joint, value: gone})
    view = shared(without, Audience.TABLE, standard(), pieces)
    assert view == shared(without, Audience.TABLE, standard())
    assert not any(each["serves"] for key, each in view.items() if key.startswith("joint/"))


def test_another_name_stands_at_all_that_somebody_wrote() -> None:
    table = Table()
    table.write("ann", text="rust")
    table.reveal()
    table.note("ann", "values", "rust en reuring")
    pieces = Pieces()
    shared(table.state, Audience.TABLE, standard(), pieces)
    ann = table.state.people[ParticipantId("ann")]
    renamed = replace(
        table.state, people={**table.state.people, ann.id: replace(ann, called="Anneke", version=2)}
    )
    view = shared(renamed, Audience.TABLE, standard(), pieces)
    assert view == shared(renamed, Audience.TABLE, standard())
    assert {value["author"] for key, value in view.items() if key.startswith("own/")} == {"Anneke"}
    assert {value["by"] for key, value in view.items() if key.startswith("joint/")} == {"Anneke"}
