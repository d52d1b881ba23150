"""A tally on the page: a table of labels and numbers, and beside each number as many dots."""

from dataclasses import dataclass

from partnerschap.document import style
from partnerschap.document.blocks import Tally, own
from partnerschap.document.column import height, lowered, stacked, text_pieces
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Dot, Dots, Ink, Rule
from partnerschap.document.opening import placed
from partnerschap.document.tree import Node

_LABELS = 168.0
_NUMBER = 20.0
"""Where a number ends, from the beginning of its column."""
_DOTS = 28.0
"""Where its dots begin."""
_LARGEST = 9.0


@dataclass(frozen=True, slots=True)
class _Column:
    x: float
    room: float


def tally_slice(block: Tally, document: Node, row: int, number: int) -> Slice:
    """The tally as one piece, never cut: first the table, as it is read, and then the picture."""
    title = text_pieces(own(block.title), style.NAME, 0, style.WIDTH, node=document.child("P"), flush=True)
    inks, y = list(stacked(title)), height(title) + 2
    table, figure = document.child("Table"), document.child("Figure", alt=block.described)
    columns = _columns(len(block.columns) - 1)
    head, *heads = block.columns
    baseline = style.COLUMN.leading / 2 + style.COLUMN.size * 0.34
    line = table.child("TR")
    for text, x in (
        (head, 0.0),
        *((text, column.x + _DOTS) for text, column in zip(heads, columns, strict=True)),
    ):
        inks.append(placed(text, style.COLUMN, x, y + baseline, line.child("TH", heads="Column"), share=0))
    y += style.COLUMN.leading
    inks.append(Rule(0, y + 1, style.WIDTH, style.HAIR, 0.6))
    y += 3
    dots: list[Dot] = []
    for label, numbers in block.rows:
        line = table.child("TR")
        pieces = text_pieces(own(label), style.SMALL, 0, _LABELS - 8, node=line.child("TD"), flush=True)
        inks += [lowered(ink, y) for ink in stacked(pieces)]
        inks += _numbers(numbers, columns, y, line)
        middle = y + style.SMALL.leading / 2
        for place, (count, column) in enumerate(zip(numbers, columns, strict=True)):
            dots += _dots(count, column, middle, block.most, hollow=place > 0)
        y += height(pieces) + 1
    picture = Dots(0, 0, style.WIDTH, y, tuple(dots), style.ACCENT, figure)
    return Slice(y, (tuple(inks), (picture,) if dots else ()), row=row, block=number)


def _columns(count: int) -> list[_Column]:
    wide = (style.WIDTH - _LABELS) / count
    return [_Column(_LABELS + wide * place, wide - _DOTS - 6) for place in range(count)]


def _numbers(numbers: tuple[int, ...], columns: list[_Column], y: float, line: Node) -> list[Ink]:
    baseline = y + style.SMALL.leading / 2 + style.SMALL.size * 0.34
    return [
        placed(str(number), style.CODE, column.x + _NUMBER, baseline, line.child("TD"), share=1)
        for number, column in zip(numbers, columns, strict=True)
    ]


def _dots(count: int, column: _Column, y: float, most: int, *, hollow: bool) -> list[Dot]:
    step = min(_LARGEST, column.room / max(most, 1))
    return [
        Dot(column.x + _DOTS + step * (place + 0.5), y, step * 0.36, hollow=hollow) for place in range(count)
    ]
