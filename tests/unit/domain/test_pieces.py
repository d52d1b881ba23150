"""Pieces of a view are made anew when what they are made of differs, and only then."""

from partnerschap.domain.pieces import Pieces


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
