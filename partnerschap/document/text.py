"""Text as it comes in (`clean`), as it can be printed (`printable`), and in the order it is drawn (`visual`).

Cleaning changes nothing that a person can see. What can be printed is simplified where a font without shaping
cannot follow (emoji that are made of several), and drawn order is the bidirectional algorithm with joined
Arabic letters.
"""

import re
import unicodedata
from typing import Literal

import arabic_reshaper
from bidi.algorithm import get_display

Direction = Literal["L", "R"]

_QUOTED = 90
_NONCHARACTER = 0xFFFE
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A missing letter may not look like a space, so only what is a space is made one.
_SPACES = re.compile(r"[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u180e\u200b\u200c\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_SKIN_TONE = re.compile("(?<=[\u2600-\u27bf\U0001f300-\U0001faff])\ufe0f?[\U0001f3fb-\U0001f3ff]")
_KEYCAP = re.compile("(?<=[0-9#*])\ufe0f?\u20e3")
_JOINED_SIGN = re.compile("\u200d[\u2640\u2642\u2695\u2696\u2708]\ufe0f?")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
# Vowel marks are part of what people wrote: the default would leave them out.
_RESHAPER = arabic_reshaper.ArabicReshaper(configuration={"delete_harakat": False, "delete_tatweel": False})


def clean(text: str) -> str:
    """The text in NFC without control characters and without hidden marks that could reorder what is read.

    Line breaks stay, as one newline each; lone surrogates and non-characters become U+FFFD.
    """
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    kept = []
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char == "\n" or (category != "Cc" and char not in _BIDI_CONTROLS):
            stands = category != "Cs" and ord(char) & _NONCHARACTER != _NONCHARACTER
            kept.append(char if stands else "\N{REPLACEMENT CHARACTER}")
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """The cleaned text on a single line, for names, titles and labels."""
    return " ".join(clean(text).split())


def shortened(text: str) -> str:
    """The beginning of a text that stands in full elsewhere in the contract, on one line."""
    flat = " ".join(text.split())
    if len(flat) <= _QUOTED:
        return flat.removesuffix(".")
    return flat[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def printable(text: str) -> str:
    """The text with only characters that show: without skin tones, variation selectors and emoji joiners."""
    text = _KEYCAP.sub("", _JOINED_SIGN.sub("", _SKIN_TONE.sub("", text)))
    if _ARABIC.search(text):
        # Joiners steer how Arabic letters connect; they go after the letters have been given their forms.
        return "".join(char for char in text if char in "\u200c\u200d" or not _INVISIBLE.match(char))
    return _INVISIBLE.sub("", text)


def direction(text: str) -> Direction:
    """The direction of the first letter that has one; left to right where none has."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "L"
        if kind in {"R", "AL"}:
            return "R"
    return "L"


def has_rtl(text: str) -> bool:
    """Whether anything in the text is written from right to left."""
    return _RTL.search(text) is not None


def visual(text: str, base: Direction) -> str:
    """One line of printable text in the order of drawing, mirrored and with joined Arabic forms."""
    if not has_rtl(text):
        return text
    joined = _RESHAPER.reshape(text) if _ARABIC.search(text) else text
    shown = get_display(_INVISIBLE.sub("", joined), base_dir=base)
    return _marks_after_base(str(shown))


def is_mark(char: str) -> bool:
    """Whether the character is drawn over or under the one before it."""
    return unicodedata.category(char) in {"Mn", "Me"}


def _marks_after_base(shown: str) -> str:
    """Reordering puts the marks of right-to-left letters before them; drawing wants them after."""
    out: list[str] = []
    marks: list[str] = []
    for char in shown:
        if is_mark(char):
            marks.append(char)
        elif marks and unicodedata.bidirectional(char) in {"R", "AL"}:
            out += [char, *reversed(marks)]
            marks = []
        else:
            out += [*marks, char]
            marks = []
    return "".join(out + marks)
