"""Scripts: what people write in European letters, Arabic, Hebrew, Ethiopic and emoji comes out."""

import re
import subprocess
import unicodedata
from itertools import pairwise

import pytest

from partnerschap.document import fonts
from partnerschap.document.text import clean, direction, printable, visual

TEXTS = {
    "tr": "İğne ve ışık: çocuğun şöleni güzel, Ümit",
    "pl": "Zażółć gęślą jaźń, Łódź",
    "uk": "Щасливі діти грають на їхньому подвірї; ґудзик",
    "el": "Όλοι νιώθουν ασφαλείς στην πλατεία",
    "vi": "Nguyễn Thị Hường ở phố",
    "am": "ሁሉም ሰው በአደባባዩ ደህንነት ይሰማዋል።",
    "ar": "يشعر الجميع بالأمان في الساحة",
    "fa": "همه در میدان احساس امنیت می کنند گچ پژ",
    "he": "כל אחד מרגיש בטוח בכיכר",
    "mixed": "Samen met محمد العلي en שרה כהן naar het plein",
    "emoji": "samen eten 👍 en 🌳 ❤",
}


def read_back(data, tmp_path):
    (tmp_path / "c.pdf").write_bytes(data)
    run = subprocess.run(["pdftotext", "-raw", "c.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e]", "", run.stdout.decode()))


def within(char, ranges):
    return any(first <= ord(char) <= last for first, last in ranges)


def test_what_is_said_to_be_printable_is_what_the_fonts_have():
    ranges = fonts.printable_ranges()
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ranges))
    for char in "aé€ğЖΩعאሀ🎉":
        assert within(char, ranges)
    for char in "日한\U0001f9ff\U00012000":
        assert within(char, ranges) == (fonts.face_for(fonts.SANS, char)[1] == char)
    assert not within("日", ranges)


@pytest.mark.parametrize("script", TEXTS)
def test_every_word_can_be_read_back(content, signatures, render, tmp_path, script):
    content["values"][0]["text"] = TEXTS[script]
    content["parties"][0]["name"] = TEXTS[script]
    found = read_back(render(content, signatures), tmp_path)
    for word in unicodedata.normalize("NFKC", TEXTS[script]).split():
        assert found.count(word) >= 2, word


@pytest.mark.parametrize("script", TEXTS)
def test_the_fonts_have_every_letter(script):
    ranges = fonts.printable_ranges()
    assert [char for char in printable(TEXTS[script]) if not within(char, ranges)] == []


@pytest.mark.parametrize("script", ["tr", "pl", "uk", "el", "vi"])
def test_european_letters_are_drawn_by_the_typeface_itself(script):
    for name in (fonts.SERIF, fonts.SERIF_BOLD, fonts.SANS, fonts.SANS_BOLD):
        assert {face for face, _ in fonts.runs(name, TEXTS[script])} == {name}


def test_what_no_font_has_becomes_a_box_that_can_still_be_copied(content, signatures, render, tmp_path):
    content["values"][0]["text"] = "een teken: 漢"
    assert fonts.face_for(fonts.SERIF, "漢") == (fonts.SANS, fonts.MISSING_BOX)
    assert "漢" in read_back(render(content, signatures), tmp_path)


def test_emoji_of_several_are_simplified_not_dropped():
    assert printable("👨\u200d👩\u200d👧 👍🏽 🏃🏽\u200d♀\ufe0f ❤\ufe0f 1\ufe0f\u20e3") == "👨👩👧 👍 🏃 ❤ 1"


def test_arabic_letters_are_joined_and_drawn_from_the_right():
    shown = visual("محمد", "R")
    assert shown != "محمد"
    assert unicodedata.normalize("NFKC", shown) == "دمحم"


def test_brackets_turn_round_with_the_direction():
    assert visual("(שלום)", "R") == "(םולש)"
    assert visual("abc (שלום) def", "L") == "abc (םולש) def"


def test_a_mark_follows_its_letter_and_is_not_dropped():
    assert visual("בָּ", "R")[0] == "ב"
    assert len(visual("בָּ", "R")) == 3
    assert any(unicodedata.name(char) == "ARABIC FATHA" for char in visual("تَ", "R"))


def test_direction_is_that_of_the_first_letter():
    assert direction("123 שלום abc") == "R"
    assert direction("123 abc שלום") == "L"
    assert direction("123") == "L"


def test_cleaning_removes_what_could_hide_or_break_something():
    assert clean("a\u202eb\u2066c\x00\x1b\r\nd\u2028e\tf") == "abc\nd\ne f"
    assert clean("e\u0301") == "é"
    assert clean("\ud800x\uffff") == "\N{REPLACEMENT CHARACTER}x\N{REPLACEMENT CHARACTER}"


def test_hostile_text_is_printed_without_a_crash(content, signatures, render):
    hostile = "\u0000 \u202e \u0301\u0301 \ufffe \u200d\u200d \U000e0041 \u064b \u05b0" + "\u0336" * 300
    content["map"]["title"] = hostile
    for value in content["values"]:
        value["text"] = hostile
    content["parties"][0]["name"] = hostile
    signatures[1]["typed"] = hostile
    assert render(content, signatures).startswith(b"%PDF-")
