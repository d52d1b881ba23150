"""Blocks set on the grid: each block becomes slices, with the space before it and what must stay together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from partnerschap.document import style
from partnerschap.document.blocks import (
    Block,
    CheckPanel,
    Group,
    Heading,
    Line,
    Masthead,
    Notice,
    Paragraph,
    PartyTable,
    Rich,
    Signatures,
    Tally,
    Values,
    Wordings,
    fixed,
    own,
)
from partnerschap.document.column import Piece, side_by_side, text_pieces, together
from partnerschap.document.endings import check_slice, signature_slices
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Rule
from partnerschap.document.opening import heading, masthead, notice, placed
from partnerschap.document.table import party_slices
from partnerschap.document.tally import tally_slice
from partnerschap.document.tree import Node

if TYPE_CHECKING:
    from partnerschap.document.lines import Style

_TONES = {"body": style.BODY, "soft": style.SMALL, "lead": style.LEAD}


def strip(blocks: Sequence[Block], document: Node) -> list[Slice]:
    """The whole contract as one strip of slices; `document` gets its structure."""
    rows = count(1)
    done: list[Slice] = []
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        follower = blocks[number + 1] if number + 1 < len(blocks) else None
        # The space under a heading belongs to it, or a page could end between the two.
        led = number > 1 and _leads_in(blocks[number - 2], blocks[number - 1], block)
        gap = Slice(_gap(before, block), gap=True, keep=led or isinstance(before, Heading), block=number)
        done += [gap, *_set(block, before, document, rows, number)]
        if _leads_in(before, block, follower):
            done[-1] = replace(done[-1], keep=True)
    return done


def _leads_in(before: Block | None, block: Block, after: Block | None) -> bool:
    """Whether the block's end stays with what follows: an announcing sentence, signatures above the panel."""
    if isinstance(block, Signatures):
        return isinstance(after, CheckPanel)
    if not isinstance(block, Paragraph) or after is None or isinstance(after, Heading):
        return False
    if block.tone == "soft":
        return isinstance(before, Heading)
    return block.tone == "lead" or isinstance(after, Paragraph)


def _gap(before: Block | None, block: Block) -> float:  # noqa: PLR0911  a table of cases reads best as one
    match before, block:
        case None, _:
            return 0
        case _, Heading(level=2):
            return 17
        case _, Heading():
            return 13
        case Heading(level=2), _:
            return 7
        case Heading(), _:
            return 5
        case _, Notice():
            return 18
        case (_, CheckPanel()) | (Tally(), Tally()):
            return 14
        case Paragraph(tone="soft"), Group() | Wordings():
            return 9
        case ((Group() | Wordings()), (Group() | Wordings())):
            return 6.5
        case _:
            return 7


def _set(  # noqa: C901, PLR0911  a case per kind of block
    block: Block, before: Block | None, document: Node, rows: Iterator[int], number: int
) -> list[Slice]:
    match block:
        case Masthead():
            return _single(masthead(block, document), rows, number)
        case Notice():
            return [notice(block, document, next(rows), number)]
        case Heading():
            first, *rest = _single(heading(block, document), rows, number)
            return [replace(first, fresh=block.fresh), *rest]
        case Paragraph():
            x = _paragraph_x(before)
            pieces = text_pieces(block.text, _TONES[block.tone], x, style.WIDTH - x, node=document.child("P"))
            return _single(pieces, rows, number)
        case PartyTable():
            return party_slices(block, document.child("Table"), rows, number)
        case Values():
            return _single(_values(block, document.child("L")), rows, number)
        case Group():
            columns = [_label(block, document.child("P")), _lines(block.lines, document)]
            hair = [] if isinstance(before, (Heading, Paragraph)) else [_hairline(number)]
            return [*hair, *side_by_side(columns, row=next(rows), block=number)]
        case Tally():
            return [tally_slice(block, document, next(rows), number)]
        case Wordings():
            node = document.child("P")
            label = text_pieces(block.label, style.LABEL, 0, style.LABEL_WIDTH, node=node, flush=True)
            columns = [label, _wordings(block, document)]
            hair = [] if isinstance(before, (Heading, Paragraph)) else [_hairline(number)]
            return [*hair, *side_by_side(columns, row=next(rows), block=number)]
        case Signatures():
            return signature_slices(block, document, rows, number)
        case CheckPanel():
            return [check_slice(block, document, next(rows), number)]


def _paragraph_x(before: Block | None) -> float:
    """Under a step's heading beside its stone, under a smaller one in the text column, else at the margin."""
    if isinstance(before, Heading) and before.level > 2:  # noqa: PLR2004
        return style.TEXT_X
    return style.INDENT if isinstance(before, Heading) and before.number is not None else 0.0


def _single(pieces: Iterable[Piece], rows: Iterator[int], number: int) -> list[Slice]:
    row = next(rows)
    return [Slice(piece.height, (piece.inks,), keep=piece.keep, row=row, block=number) for piece in pieces]


def _hairline(number: int) -> Slice:
    """The thin line between two groups; it stays with the group under it."""
    rule = Rule(style.TEXT_X, 0, style.TEXT_WIDTH, style.HAIR, 0.4)
    return Slice(6.5, ((rule,),), keep=True, gap=True, block=number)


def _values(block: Values, values: Node) -> list[Piece]:
    pieces: list[Piece] = []
    for index, line in enumerate(block.lines):
        if index:
            pieces.append(Piece(10))
        item = values.child("LI")
        baseline = style.VALUE.leading / 2 + style.VALUE.size * 0.34
        dots = placed("…", style.VALUE, style.VALUE_X - 7, baseline, item.child("Lbl"), share=1)
        body, width = item.child("LBody"), style.WIDTH - style.VALUE_X
        text = text_pieces(own(line.text), style.VALUE, style.VALUE_X, width, node=body.child("P"), even=True)
        text[0] = replace(text[0], inks=(dots, *text[0].inks))
        pieces += _with_notes(text, line, style.VALUE_X, body)
    return pieces


def _label(block: Group, node: Node) -> list[Piece]:
    chosen = style.NAME if block.about in {"actions", "requests"} else style.LABEL
    return text_pieces(block.label, chosen, 0, style.LABEL_WIDTH, node=node, flush=True)


def _lines(lines: Sequence[Line], document: Node) -> list[Piece]:
    """Numbered lines, and several under one label, are a list for who listens."""
    numbered = any(line.number is not None for line in lines)
    listed = document.child("L", numbered=numbered) if numbered or len(lines) > 1 else None
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        if index:
            pieces.append(Piece(7))
        item = listed.child("LI") if listed else None
        label = item.child("Lbl") if item and line.number is not None else None
        body = item.child("LBody") if item else document
        text = text_pieces(own(line.text), style.BODY, style.TEXT_X, style.TEXT_WIDTH, node=body.child("P"))
        if label:
            baseline = style.BODY.leading / 2 + style.BODY.size * 0.34
            number = placed(str(line.number), style.NUMBER, style.TEXT_X - 9, baseline, label, share=1)
            text[0] = replace(text[0], inks=(number, *text[0].inks))
        pieces += _with_notes(text, line, style.TEXT_X, body)
    return together(pieces)


def _with_notes(text: list[Piece], line: Line, x: float, body: Node) -> list[Piece]:
    """A text with its status and remarks under it; the last line of the text keeps the first remark."""
    notes: list[tuple[Rich, Style]] = [(fixed(line.status), style.STATUS)] if line.status else []
    notes += [(note, style.SMALL) for note in line.notes]
    pieces = list(text)
    for index, (note, chosen) in enumerate(notes):
        pieces[-1] = replace(pieces[-1], keep=True)
        if index == 0:
            pieces.append(Piece(1.5, keep=True))
        pieces += text_pieces(note, chosen, x, style.WIDTH - x, node=body.child("P"))
    return together(pieces)


def _wordings(block: Wordings, document: Node) -> list[Piece]:
    pieces: list[Piece] = []
    wordings = document.child("L")
    for index, text in enumerate(block.texts):
        if index:
            pieces.append(Piece(7, keep=True))
            rule = Rule(style.TEXT_X, 0, style.TEXT_WIDTH, style.ACCENT, 0.7, dash=(2.5, 2.5))
            pieces.append(Piece(6, (rule,), keep=True))
        body = wordings.child("LI").child("LBody")
        pieces += text_pieces(own(text), style.BODY, style.TEXT_X, style.TEXT_WIDTH, node=body)
    for note in block.notes:
        pieces += text_pieces(note, style.SMALL, style.TEXT_X, style.TEXT_WIDTH, node=document.child("P"))
    return together(pieces, tallest=240)
