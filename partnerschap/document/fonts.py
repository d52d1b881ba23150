"""The embedded fonts: which exist, which characters each has, and which one draws a character.

The files are made at set-up into `fonts/`. Widths are in points; a face that lacks a character hands it to
the next in its chain, and what no face has is drawn as a box.
"""

import struct
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"

SERIF = "PartnerSerif-Regular"
SERIF_BOLD = "PartnerSerif-SemiBold"
SANS = "PartnerSans-Regular"
SANS_BOLD = "PartnerSans-SemiBold"
HAND = "Caveat-Regular"
ARABIC = "NotoSansArabic-Regular"
HEBREW = "NotoSansHebrew-Regular"
ETHIOPIC = "NotoSansEthiopic-Regular"
EMOJI = "NotoEmoji-Regular"

_JOINED_FORMS = range(0xFB1D, 0xFEFD)
MISSING_BOX = "\N{WHITE SQUARE}"
STRONG = {SANS: SANS_BOLD, SERIF: SERIF_BOLD}
_OTHER_SCRIPTS = (ARABIC, HEBREW, ETHIOPIC, EMOJI)
_BOLD = {SERIF_BOLD, SANS_BOLD}
_lock = threading.Lock()


class PrintFont(TTFont):
    """A TrueType font whose text can be copied and searched also beyond the first 65,536 characters.

    ReportLab writes such characters in a form that readers refuse, and Arabic in its joined forms instead of
    letters.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  the name is ReportLab's
        """Add the font to the document, with a character map of our own per subset."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        ends = "+" + self.face.name.decode("ascii") + self.face.subfontNameX.decode("ascii")
        maps = [key for key in doc.idToObject if key.startswith("toUnicodeCMap:") and key.endswith(ends)]
        for key, subset in zip(maps, subsets, strict=True):
            stream = cast("PDFStream", doc.idToObject[key])
            stream.content = _character_map(key.removeprefix("toUnicodeCMap:"), subset)


def _character_map(name: str, subset: list[int]) -> str:
    """The ToUnicode map of one subset: code of the font to UTF-16, at most 100 in a section."""
    rows = []
    for code, point in enumerate(subset):
        char = chr(point)
        letters = unicodedata.normalize("NFKC", char) if point in _JOINED_FORMS else char
        # A form of two letters stays one: readers turn drawn order round by the character.
        letters = letters if len(letters) == 1 else char
        rows.append(f"<{code:02X}> <{letters.encode('utf-16-be').hex().upper()}>")
    sections = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def _load(name: str) -> PrintFont:
    font = PrintFont(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def font(name: str) -> PrintFont:
    """The font, registered once for all threads; raises TTFError where the file was not made at set-up."""
    with _lock:  # a second registration would swap the font under a document that is being made
        return _load(name)


def covers(name: str, char: str) -> bool:
    """Whether the font has a glyph of its own for the character."""
    return ord(char) in font(name).face.charToGlyph


@lru_cache(maxsize=8192)
def face_for(name: str, char: str) -> tuple[str, str]:
    """The font that draws the character where `name` is wanted, and what it draws: that, or the box."""
    sans = SANS_BOLD if name in _BOLD else SANS
    for candidate in (name, sans, *_OTHER_SCRIPTS):
        if covers(candidate, char):
            return candidate, char
    return sans, MISSING_BOX


@cache
def printable_ranges() -> tuple[tuple[int, int], ...]:
    """Return the first and last of each row of code points that some font has."""
    points = sorted({point for name in (SANS, *_OTHER_SCRIPTS) for point in font(name).face.charToGlyph})
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return tuple(found)


def runs(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The text, already in drawn order, in pieces of one font each."""
    current, piece = "", ""
    for char in text:
        face, drawn = face_for(name, char)
        if piece and (face != current):
            yield current, piece
            piece = ""
        current, piece = face, piece + drawn
    if piece:
        yield current, piece


def width(name: str, text: str, size: float) -> float:
    """The width in points of drawn text in the wanted font, fallbacks counted."""
    total = 0.0
    for char in text:
        face, drawn = face_for(name, char)
        total += _advance(face, drawn)
    return total * size / 1000


@lru_cache(maxsize=8192)
def _advance(name: str, char: str) -> float:
    """How far the character moves on, in thousandths of the size."""
    face = font(name).face
    return float(face.charWidths.get(ord(char), face.defaultWidth))


@lru_cache(maxsize=1024)
def mark_shift(base_face: str, base: str, mark_face: str, mark: str) -> float:
    """How far a mark moves, in thousandths of the size, to stand centred over its base; it takes no width."""
    low, high = _ink(mark_face, mark)
    return -_advance(base_face, base) / 2 - (low + high) / 2


def _table(name: str, tag: str) -> bytes:
    return cast("bytes", font(name).face.get_table(tag))  # type: ignore[no-untyped-call]


def _ink(name: str, char: str) -> tuple[float, float]:
    """Where the glyph's ink begins and ends, in thousandths of the size: the box of its outline."""
    face = font(name).face
    head, loca, outlines = (_table(name, tag) for tag in ("head", "loca", "glyf"))
    units = struct.unpack_from(">H", head, 18)[0]
    glyph = face.charToGlyph[ord(char)]
    if struct.unpack_from(">h", head, 50)[0]:
        start, end = struct.unpack_from(">II", loca, glyph * 4)
    else:
        start, end = (2 * half for half in struct.unpack_from(">HH", loca, glyph * 2))
    if start == end:
        return 0.0, 0.0
    low, high = struct.unpack_from(">hxxh", outlines, start + 2)
    return float(low * 1000 / units), float(high * 1000 / units)
