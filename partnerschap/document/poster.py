"""The map as it is printed, filled in, on A3: five columns under the band from actions to success.

The columns stand as on paper, step 1 on the far right; they are read in the order of the steps. What does not
fit in the smallest letters goes on to a next sheet, each column by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from partnerschap.document import style
from partnerschap.document.blocks import Rich, own, plain
from partnerschap.document.column import Piece, text_pieces, together
from partnerschap.document.compose import title
from partnerschap.document.content import Content
from partnerschap.document.flow import Placed as OnSheet
from partnerschap.document.flow import Slice, pages
from partnerschap.document.fonts import SANS_BOLD, SERIF, SERIF_BOLD
from partnerschap.document.ink import Disc, Drawn, Panel, Place, Rule
from partnerschap.document.lines import Style, set_lines
from partnerschap.document.opening import placed
from partnerschap.document.poster_lines import Question, questions
from partnerschap.document.text import clean, one_line
from partnerschap.document.tree import Node
from partnerschap.document.words import Words as Vocabulary
from partnerschap.domain.instrument import Instrument, Step

WIDTH, HEIGHT = 1190.55, 841.89
MARGIN = 40.0
_GAP = 16.0
_COLUMNS = 5
_COLUMN = (WIDTH - 2 * MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
_INSIDE = 11.0
BAND_TOP, _BAND_HEIGHT = 124.0, 34.0
_TOP = BAND_TOP + _BAND_HEIGHT + 14
_BOTTOM = HEIGHT - 58.0
_HEAD = 46.0
_SCALES = (1.3, 1.2, 1.1, 1.0, 0.9, 0.82)
"""From the largest to the smallest letters; 0.82 makes the smallest of them 7.6 points."""
_HEAD_WIDTH, _HEAD_HEIGHT = 600.0, 80.0
_MOST_LINES = 7
_TITLES = tuple(
    (Style(SERIF_BOLD, size, size * 1.18, style.INK), Style(SERIF, below, below * 1.35, style.INK))
    for size, below in ((34, 14), (24, 14), (19, 11), (13, 9), (9, 8), (7.6, 7.6))
)
"""Of the name and of what it is about: the largest that leave room for the band."""
_BAND = Style(SERIF, 17, 22, style.ACCENT)
_STEP = Style(SERIF_BOLD, 17, 22, style.INK)
_SIGN = Style(SANS_BOLD, 17, 22, style.ACCENT)


@dataclass(frozen=True, slots=True)
class Placed:
    """Ink on a sheet, `left` and `top` being where its own corner lies, in points from the sheet's."""

    ink: Drawn
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Poster:
    """The sheets in their order, the ink of each in the order of reading, and what it all says."""

    title: str
    subject: str
    language: str
    sheets: tuple[tuple[Placed, ...], ...]
    structure: Node


def poster(content: Content, instrument: Instrument) -> Poster:
    """Return the map that a contract was made of, laid out on as few sheets as it takes."""
    words = Vocabulary(content["map"]["language"])
    document = Node("Document")
    head = list(_head(content, words, document))
    band = list(_band(instrument, words, document))
    by_column = _columns(content, instrument, words, document)
    count = max(len(sheets) for _step, sheets in by_column)
    sheets = []
    for number in range(count):
        ink = [*head, *band] if number == 0 else []
        for step, parts in by_column:
            left = _left(step)
            ink.append(Placed(_frame(), left, _TOP))
            for part in parts[number] if number < len(parts) else []:
                ink += [
                    Placed(each, left, _TOP + _INSIDE + part.y)
                    for column in part.slice.columns
                    for each in column
                    if not isinstance(each, Place)
                ]
        sheets.append(tuple(ink))
    about = plain(words.fill("poster", version=content["version"]))
    return Poster(title(content), about, words.language, tuple(sheets), document)


def _columns(
    content: Content, instrument: Instrument, words: Vocabulary, document: Node
) -> list[tuple[Step, list[list[OnSheet]]]]:
    """Return each step with its slices per sheet, in the largest letters that need one sheet."""
    found = []
    for step in instrument.steps:
        asked = questions(content, step, words)
        tries = (_set(step, asked, words, scale) for scale in _SCALES)
        tree, parts = next((one for one in tries if len(one[1]) == 1), _set(step, asked, words, _SCALES[-1]))
        document.kids += tree.kids
        found.append((step, parts))
    return found


def _set(
    step: Step, asked: Sequence[Question], words: Vocabulary, scale: float
) -> tuple[Node, list[list[OnSheet]]]:
    """Return a column in letters of this scale, on as many sheets as that takes, with its structure."""
    tree = Node("Document")
    return tree, pages(list(_strip(step, asked, words, scale, tree)), _BOTTOM - _TOP - 2 * _INSIDE)


def _left(step: Step) -> float:
    return MARGIN + (_COLUMNS - step.number) * (_COLUMN + _GAP)


def _frame() -> Panel:
    return Panel(0, 0, _COLUMN, _BOTTOM - _TOP, style.PALE)


def _strip(
    step: Step, asked: Iterable[Question], words: Vocabulary, scale: float, document: Node
) -> Iterator[Slice]:
    """One column: its stone and name, then each question with its lines."""
    heading = document.child("H2")
    language = words.language
    stone = Disc(_INSIDE + 13, 15, 13, style.ACCENT)
    pieces = [
        Piece(
            _HEAD,
            (
                stone,
                placed(str(step.number), style.STONE, _INSIDE + 13, 19, heading, share=0.5, after=" "),
                placed(step.label[language], _STEP, _INSIDE + 34, 26, heading, share=0),
                placed(step.question[language], style.SMALL, _INSIDE + 34, 9, document.child("P"), share=0),
            ),
            keep=True,
        )
    ]
    for question in asked:
        pieces += _question(question, scale, document)
    for piece in pieces:
        yield Slice(piece.height, (piece.inks,), keep=piece.keep)


def _question(question: Question, scale: float, document: Node) -> list[Piece]:
    width = _COLUMN - 2 * _INSIDE
    label = _scaled(style.NAME if question.heads else style.LABEL, scale)
    asked = text_pieces(question.label, label, _INSIDE, width, node=document.child("P"), keep=True)
    pieces = [Piece(7 * scale, keep=True), *asked]
    listed = document.child("L") if question.lines else None
    for line in question.lines:
        body = (listed or document).child("LI").child("LBody")
        text = text_pieces(own(line.text), _scaled(style.BODY, scale), _INSIDE, width, node=body.child("P"))
        for note in line.notes:
            text += text_pieces(note, _scaled(style.SMALL, scale), _INSIDE, width, node=body.child("P"))
        rule = Rule(_INSIDE, 3 * scale, width, style.HAIR, 0.5)
        pieces += together([Piece(3 * scale), *text, Piece(5 * scale, (rule,))], tallest=200)
    if not question.lines and not question.heads:
        rule = Rule(_INSIDE, 15 * scale, width, style.HAIR, 0.6, dash=(2.0, 2.0))
        pieces.append(Piece(19 * scale, (rule,)))
    return pieces


def _scaled(chosen: Style, scale: float) -> Style:
    return replace(chosen, size=chosen.size * scale, leading=chosen.leading * scale)


def _head(content: Content, words: Vocabulary, document: Node) -> Iterator[Placed]:
    """The name of the collaboration and what it is about; by whom the map was filled in, on the right."""
    eyebrow = words.fill("poster", version=content["version"])
    yield from _column_of(eyebrow, style.EYEBROW, MARGIN, 26, _HEAD_WIDTH, document.child("P"))
    name, subject = own(title(content)), one_line(content["map"]["subject"])
    about = words.fill("poster_about", subject=subject) if subject else ()
    top, below = next((pair for pair in _TITLES if _high(name, about, pair) <= _HEAD_HEIGHT), _TITLES[-1])
    title_ink = list(_column_of(name, top, MARGIN, 42, _HEAD_WIDTH, document.child("H1")))
    yield from title_ink
    down = 42 + top.leading * len(title_ink)
    yield from _column_of(about, below, MARGIN, down, _HEAD_WIDTH, document.child("P"))
    yield from _by(content, words, document)


def _high(name: Rich, about: Rich, styles: tuple[Style, Style]) -> float:
    return sum(
        len(set_lines(rich, chosen, _HEAD_WIDTH)) * chosen.leading
        for rich, chosen in zip((name, about), styles, strict=True)
        if rich
    )


def _by(content: Content, words: Vocabulary, document: Node) -> Iterator[Placed]:
    """By whom it was filled in, on the right; how many they are, where the names would not fit."""
    names = [one_line(party["name"]) for party in content["parties"]]
    if not names:
        return
    left, wide = WIDTH - MARGIN - 2 * _COLUMN - _GAP, 2 * _COLUMN + _GAP
    by = words.fill("poster_by", names=words.names(names))
    if len(set_lines(by, style.SMALL, wide)) > _MOST_LINES:
        by = words.fill("poster_by", names=words.fill("many", count=len(names)))
    yield from _column_of(by, style.SMALL, left, 28, wide, document.child("P"))


def _column_of(
    rich: Rich, chosen: Style, left: float, top: float, width: float, node: Node
) -> Iterator[Placed]:
    for index, piece in enumerate(text_pieces(rich, chosen, 0, width, node=node)):
        down = top + index * chosen.leading
        yield from (Placed(ink, left, down) for ink in piece.inks if not isinstance(ink, Place))


def _band(instrument: Instrument, words: Vocabulary, document: Node) -> Iterator[Placed]:
    """The sum above the columns: actions + conditions + collaboration = success."""
    node = document.child("P")
    yield Placed(Rule(0, 0, WIDTH - 2 * MARGIN, style.ACCENT, 0.8), MARGIN, BAND_TOP)
    yield Placed(Rule(0, _BAND_HEIGHT, WIDTH - 2 * MARGIN, style.ACCENT, 0.8), MARGIN, BAND_TOP)
    places = {step.key: _left(step) for step in instrument.steps}
    bands = instrument.raw["bands"]
    for number, band in enumerate(bands):
        left = min(places[key] for key in band["steps"])
        right = max(places[key] for key in band["steps"]) + _COLUMN
        label = clean(band["label"][words.language])
        middle = (left + right) / 2
        yield Placed(placed(label, _BAND, middle, 23, node, share=0.5, after=" "), 0, BAND_TOP)
        if number < len(bands) - 1:
            sign = "=" if number == len(bands) - 2 else "+"
            ink = placed(sign, _SIGN, right + _GAP / 2, 23, node, share=0.5, after=" ")
            yield Placed(ink, 0, BAND_TOP)
