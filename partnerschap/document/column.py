"""Columns of text side by side, and how they become slices that a page may end between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partnerschap.document.blocks import Rich, plain
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Ink, Words
from partnerschap.document.lines import Style, even_lines
from partnerschap.document.text import has_rtl
from partnerschap.document.tree import Node

_LAST_LINE = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """An unbroken part of one column: height in points, ink from its top left, kept with the next or not."""

    height: float
    inks: tuple[Ink, ...] = ()
    keep: bool = False


def text_pieces(  # noqa: PLR0913  how a text is set, by name
    rich: Rich,
    style: Style,
    x: float,
    width: float,
    *,
    node: Node | None = None,
    keep: bool = False,
    even: bool = False,
    flush: bool = False,
) -> list[Piece]:
    """A sentence set at `x`, a piece per line, read as `node`.

    Its first two and its last two lines stay together; with `keep` all do, with what follows too. `even`
    gives lines of about equal width (titles); `flush` begins at `x` in any script (names, labels).
    """
    lines = even_lines(rich, style, width, least=1.0 if even else _LAST_LINE) if rich else []
    if node is not None and has_rtl(plain(rich)):
        # Drawn from left to right, letter after letter; a reader is told what it says.
        node = node.child("Span", said=plain(rich))
    if flush:
        lines = [replace(line, indent=0.0) for line in lines]
    baseline = style.leading / 2 + style.size * 0.34
    last = len(lines) - 1
    return [
        Piece(
            style.leading,
            (Words(x, baseline, line, style.size, style.colour, node, " " if line.spaced else ""),),
            keep=keep or (index != last and index in {0, last - 1}),
        )
        for index, line in enumerate(lines)
    ]


def height(pieces: Sequence[Piece]) -> float:
    """The height of the pieces together."""
    return sum(piece.height for piece in pieces)


def stacked(pieces: Sequence[Piece]) -> tuple[Ink, ...]:
    """The ink of all pieces, as one piece would hold it."""
    done: list[Ink] = []
    y = 0.0
    for piece in pieces:
        done += [lowered(ink, y) for ink in piece.inks]
        y += piece.height
    return tuple(done)


def together(pieces: Sequence[Piece], tallest: float = 120.0) -> list[Piece]:
    """The pieces kept on one page, unless they are taller than `tallest` points."""
    if height(pieces) > tallest:
        return list(pieces)
    return [*(replace(piece, keep=True) for piece in pieces[:-1]), *pieces[-1:]]


def lowered(ink: Ink, down: float) -> Ink:
    """The same ink, `down` points lower."""
    return replace(ink, y=ink.y + down)


def side_by_side(columns: Sequence[Sequence[Piece]], *, row: int, block: int) -> list[Slice]:
    """The columns as one row of slices, cut where the last column can be cut; `row` and `block` number them.

    A piece of another column goes with the slice beside which it begins; the slices beside a label stay
    together, so that a page never ends with a question alone.
    """
    *others, main = columns
    edges = [0.0]
    for piece in main:
        edges.append(edges[-1] + piece.height)
    tallest = max(height(column) for column in columns)
    heights = [piece.height for piece in main]
    if tallest > edges[-1] + 0.01:
        heights.append(tallest - edges[-1])
    inks: list[list[list[Ink]]] = [[[] for _ in columns] for _ in heights]
    for index, piece in enumerate(main):
        inks[index][-1] += piece.inks
    keeps = [piece.keep for piece in main] + [False] * (len(heights) - len(main))
    for number, column in enumerate(others):
        y = 0.0
        for piece in column:
            begun = (index for index in range(len(heights)) if _edge(edges, index) <= y + 0.01)
            beside = max(begun, default=0)
            inks[beside][number] += [lowered(ink, y - _edge(edges, beside)) for ink in piece.inks]
            y += piece.height
        for index in range(len(heights) - 1):
            if _edge(edges, index + 1) < y - 0.01:
                keeps[index] = True
    return [
        Slice(tall, tuple(tuple(column) for column in inks[index]), keep=keeps[index], row=row, block=block)
        for index, tall in enumerate(heights)
    ]


def _edge(edges: Sequence[float], index: int) -> float:
    return edges[min(index, len(edges) - 1)]
