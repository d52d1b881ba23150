"""Strokes, words, fonts and the QR code."""

import math
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.document import fonts, style
from partnerschap.document.blocks import plain
from partnerschap.document.compose import blocks
from partnerschap.document.endings import qr_rows, signature_slices
from partnerschap.document.ink import Words as Drawn
from partnerschap.document.strokes import curves, stroke_points
from partnerschap.document.tree import Node
from partnerschap.document.words import Words
from partnerschap.document.words_en import ENGLISH
from partnerschap.document.words_nl import DUTCH

POINTS = st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=20), max_size=5)


@given(POINTS)
def test_strokes_stay_within_their_box(strokes):
    for stroke in stroke_points(strokes):
        assert stroke
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in stroke)


def test_a_stroke_goes_through_its_points_with_the_top_of_the_box_on_top():
    (stroke,) = stroke_points([[[0, 0], [0.5, 1], [1, 0]]])
    shape = curves(stroke, 300, 100)
    assert shape.start == (0, 100)
    assert [curve[4:] for curve in shape.curves] == [(150, 0), (300, 100)]


def test_points_on_one_spot_are_one_point_and_no_numbers_are_left_out():
    assert stroke_points([[[0.5, 0.5], [0.5, 0.5001], [math.nan, 0.2], [0.5, math.inf]]]) == (((0.5, 0.5),),)
    assert stroke_points([[], [[math.nan, 0]]]) == ()
    assert curves(((0.5, 0.5),), 10, 10).curves == ()


def test_both_languages_have_the_same_words_with_the_same_places():
    assert DUTCH.keys() == ENGLISH.keys()
    for key, text in DUTCH.items():
        assert text.count("{") == ENGLISH[key].count("{"), key
    assert "" not in {*DUTCH.values(), *ENGLISH.values()}


def test_dates_and_moments_are_in_words_and_in_dutch_time():
    words = Words("nl")
    assert words.date("2027-06-10") == "10 juni 2027"
    assert words.date("ooit") == "ooit"
    winter = datetime(2027, 1, 14, 23, 32, tzinfo=UTC)
    summer = datetime(2027, 7, 14, 12, 5, tzinfo=UTC)
    assert plain(words.moment(winter)) == "Ondertekend op 15 januari 2027 om 00.32 uur"
    assert plain(words.moment(summer)) == "Ondertekend op 14 juli 2027 om 14.05 uur"
    assert plain(Words("en").moment(summer)) == "Signed on 14 July 2027 at 14:05"


def test_an_unknown_language_gets_dutch():
    assert Words("xx")["and"] == "en"


def test_braces_in_what_people_wrote_are_no_places():
    assert plain(Words("nl").fill("meaning", text="{subject} {0} {")) == "Dan zien we: {subject} {0} {"


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A en B"), (["A", "B", "C"], "A, B en C")]
)
def test_names_are_listed_in_words(names, said):
    assert plain(Words("nl").names(names)) == said


def test_a_font_is_registered_once_however_many_ask():
    found = []
    threads = [threading.Thread(target=lambda: found.append(fonts.font(fonts.SANS))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(font) for font in found}) == 1


def test_the_qr_code_is_square_and_has_its_three_corners():
    rows = qr_rows("https://kaart.example.nl/controleer")
    assert all(len(row) == len(rows) for row in rows)
    assert rows[0][:7] == rows[0][-7:] == rows[-1][:7] == (True,) * 7


def test_a_typed_signature_stays_in_its_box_however_long(fullest):
    content, signatures = fullest
    for name in ("Younes", signatures[0]["typed"], "W" * 80):
        made = blocks(content, [signatures[0] | {"typed": name}])
        (block,) = [one for one in made if one.kind == "signatures"]
        (part,) = signature_slices(block, Node("Document"), iter(range(9)), 0)
        hand = [ink for ink in part.columns[0] if isinstance(ink, Drawn) and ink.colour == style.ACCENT]
        assert hand
        assert all(0 < ink.y <= 52 for ink in hand)
        assert all(ink.line.width <= 221 for ink in hand)
