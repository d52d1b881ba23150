"""The end of the contract: signatures two by two, and the panel that tells how to check this copy."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import segno

from partnerschap.document import style
from partnerschap.document.blocks import CheckPanel, Signature, Signatures, fixed, own
from partnerschap.document.column import Piece, height, lowered, stacked, text_pieces
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Drawing, Ink, Panel, Place, Rule, Squares, Words
from partnerschap.document.lines import set_lines
from partnerschap.document.strokes import RATIO
from partnerschap.document.tree import Node

_ROWS_TOGETHER = 3
_BETWEEN = 30.0
_CELL = (style.WIDTH - _BETWEEN) / 2
_BOX_HEIGHT = 48.0
_BOX_WIDTH = _BOX_HEIGHT * RATIO
_QR = 82.0
_PAD = 12.0
_GROUPS_IN_ROW = 4


def signature_slices(block: Signatures, document: Node, rows: Iterator[int], number: int) -> list[Slice]:
    """Two signatures beside each other in a slice; a name of any length is wrapped, never made smaller."""
    done: list[Slice] = []
    for start in range(0, len(block.items), 2):
        pair = enumerate(block.items[start : start + 2])
        cells = [_cell(item, place * (_CELL + _BETWEEN), document) for place, item in pair]
        if start:
            done.append(Slice(11, gap=True, keep=start < 2 * _ROWS_TOGETHER, block=number))
        keep = start + 2 < min(len(block.items), 2 * _ROWS_TOGETHER)
        tall = max(height(cell) for cell in cells)
        done.append(Slice(tall, tuple(map(stacked, cells)), keep=keep, row=next(rows), block=number))
    return done


def _cell(item: Signature, x: float, document: Node) -> list[Piece]:
    shown = _shown(item, x, document)
    pieces = [Piece(_BOX_HEIGHT, shown), Piece(6, (Rule(x, 2, _CELL, style.INK, 0.6),))]
    below = [(own(item.name), style.NAME, True), (own(item.detail), style.BODY, True)]
    if item.answer == "signed":
        below.append((fixed(item.statement), style.SMALL, False))
    for rich, chosen, flush in [*below, (item.helped, style.SMALL, False)]:
        if rich:
            pieces += text_pieces(rich, chosen, x, _CELL, node=document.child("P"), flush=flush)
    return pieces


def _shown(item: Signature, x: float, document: Node) -> tuple[Ink, ...]:
    """What stands above the line: the strokes, the typed name within the box, or that it is not there."""
    if item.strokes:
        figure = document.child("Figure", alt=item.described)
        return (Drawing(x, 0, _BOX_WIDTH, _BOX_HEIGHT, item.strokes, style.INK, figure),)
    node = document.child("P")
    if item.answer != "signed":
        pieces = text_pieces(fixed(item.statement), style.UNSIGNED, x, _CELL, node=node)
        return tuple(lowered(ink, _BOX_HEIGHT - height(pieces) - 4) for ink in stacked(pieces))
    sizes = [text_pieces(own(item.typed), hand, x, _CELL, node=node, flush=True) for hand in style.HANDS]
    pieces = next((pieces for pieces in sizes if height(pieces) <= _BOX_HEIGHT), sizes[-1])
    return tuple(lowered(ink, max(0.0, _BOX_HEIGHT - height(pieces) - 2)) for ink in stacked(pieces))


def check_slice(block: CheckPanel, document: Node, row: int, number: int) -> Slice:
    """The pale panel with the QR code left and the words right, never cut."""
    x = _PAD + (_QR + 20 if block.address else 0)
    width = style.WIDTH - x - _PAD
    title, text = document.child("H2"), document.child("P")
    pieces = text_pieces(fixed(block.title), style.PANEL_TITLE, x, width, node=title)
    pieces += [Piece(3), *text_pieces(fixed(block.text), style.SMALL, x, width, node=text)]
    if block.seal:
        pieces += _seal(block.seal, document, x, width)
    codes: tuple[Ink, ...] = ()
    if block.address:
        pieces += [Piece(4), *_link(block.address, document.child("P"), x, width)]
        figure = document.child("Figure", alt=block.described)
        codes = (Squares(_PAD, _PAD, _QR, qr_rows(block.address), style.INK, figure),)
    label = document.child("P")
    pieces += [Piece(5), *text_pieces(fixed(block.label), style.SMALL, x, width, node=label)]
    pieces += _fingerprint(block, document.child("P"), x)
    tall = max(height(pieces), _QR if block.address else 0) + 2 * _PAD
    inks = [Panel(0, 0, style.WIDTH, tall, style.PALE), *(lowered(ink, _PAD - 3) for ink in stacked(pieces))]
    return Slice(tall, (tuple(inks), codes), row=row, block=number)


def _link(address: str, paragraph: Node, x: float, width: float) -> list[Piece]:
    """The address, which can be followed on a screen, each line of it."""
    link = paragraph.child("Link")
    pieces = text_pieces(own(address), style.CODE, x, width, node=link)
    places = [Place(x, 0, width, piece.height, link, address) for piece in pieces]
    return [replace(piece, inks=(*piece.inks, place)) for piece, place in zip(pieces, places, strict=True)]


def _seal(text: str, document: Node, x: float, width: float) -> list[Piece]:
    """What the seal is, in words; the seal itself, which shows nothing, lies over it."""
    pieces = text_pieces(fixed(text), style.SMALL, x, width, node=document.child("P"))
    place = Place(x, 0, width, height(pieces), document.child("Form"))
    return [replace(pieces[0], inks=(*pieces[0].inks, place)), *pieces[1:]]


def _fingerprint(block: CheckPanel, node: Node, x: float) -> list[Piece]:
    """The groups in columns of equal width, four in a row."""
    pieces = []
    for start in range(0, len(block.fingerprint), _GROUPS_IN_ROW):
        inks: list[Ink] = []
        for place, group in enumerate(block.fingerprint[start : start + _GROUPS_IN_ROW]):
            (line,) = set_lines(fixed(group), style.CODE, style.WIDTH)
            inks.append(Words(x + place * 66, 10, line, style.CODE.size, style.CODE.colour, node, " "))
        pieces.append(Piece(style.CODE.leading, tuple(inks)))
    return pieces


@lru_cache(maxsize=64)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """The address as a QR code with medium error correction: rows of dark modules, without a quiet zone."""
    code = segno.make_qr(address, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in line) for line in code.matrix)
