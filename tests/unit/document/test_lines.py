"""Breaking sentences into lines: nothing wider than its column, nothing lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from partnerschap.document import style
from partnerschap.document.blocks import Span, own
from partnerschap.document.lines import even_lines, set_lines

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzëïéWMI.,-'– 0123456789ΩЖ", max_size=300)


def drawn(lines):
    return ["".join(run.text for phrase in line.phrases for run in phrase.runs) for line in lines]


@given(LETTERS, st.floats(min_value=30, max_value=400))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    lines = set_lines(own(text) or (Span(""),), style.BODY, width)
    assert all(line.width <= width + 0.01 for line in lines)
    assert re.sub(" ", "", "".join(drawn(lines))) == text.replace(" ", "")


@given(st.lists(LETTERS, max_size=6))
def test_pieces_of_a_sentence_keep_their_order(parts):
    rich = tuple(Span(part, own=index % 2 == 0, strong=index % 3 == 0) for index, part in enumerate(parts))
    lines = set_lines(rich, style.BODY, 150)
    assert "".join(drawn(lines)).replace(" ", "") == "".join(parts).replace(" ", "")


def test_a_comma_stays_with_the_name_before_it():
    lines = set_lines((Span("Fatma", own=True), Span(", "), Span("Joke", own=True)), style.BODY, 33)
    assert drawn(lines) == ["Fatma,", "Joke"]


def test_a_line_break_that_was_typed_stays():
    assert drawn(set_lines(own("een\n\ntwee drie"), style.BODY, 300)) == ["een", "", "twee drie"]


def test_a_long_compound_breaks_after_its_hyphen():
    assert drawn(set_lines(own("opbouwwerker-vrijwilliger"), style.BODY, 80)) == [
        "opbouwwerker-",
        "vrijwilliger",
    ]


def test_a_phone_number_is_not_broken_at_its_dash():
    assert drawn(set_lines(own("bel 06-12345678"), style.BODY, 70)) == ["bel", "06-12345678"]


def test_even_lines_leave_no_single_word_behind():
    text = own("Samen zorgen we ervoor dat iedereen zich thuis voelt hier")
    plain = set_lines(text, style.BODY, 250)
    even = even_lines(text, style.BODY, 250)
    assert len(plain) == len(even) == 2
    assert even[-1].width > plain[-1].width


def test_words_from_the_right_are_set_from_the_right():
    (line,) = set_lines(own("שלום"), style.BODY, 200)
    assert line.indent == 200 - line.width
    (line,) = set_lines((Span("Met "), Span("שלום", own=True)), style.BODY, 200)
    assert line.indent == 0
