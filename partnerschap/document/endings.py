"""The end of the contract: signatures two by two, and the panel that tells how to check this copy."""

from collections.abc import Iterator
from functools import lru_cache

import segno

from partnerschap.document import style
from partnerschap.document.blocks import CheckPanel, Signature, Signatures, fixed, own
from partnerschap.document.column import Piece, height, lowered, stacked, text_pieces
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Drawing, Ink, Panel, Rule, Squares, Words
from partnerschap.document.lines import set_lines
from partnerschap.document.strokes import RATIO

_ROWS_TOGETHER = 3
_BETWEEN = 30.0
_CELL = (style.WIDTH - _BETWEEN) / 2
_BOX_HEIGHT = 52.0
_BOX_WIDTH = _BOX_HEIGHT * RATIO
_QR = 82.0
_PAD = 13.0
_GROUPS_IN_ROW = 4


def signature_slices(block: Signatures, rows: Iterator[int], number: int) -> list[Slice]:
    """Two signatures beside each other in a slice; a name of any length is wrapped, never made smaller."""
    done: list[Slice] = []
    for start in range(0, len(block.items), 2):
        pair = enumerate(block.items[start : start + 2])
        cells = [_cell(item, place * (_CELL + _BETWEEN)) for place, item in pair]
        if start:
            done.append(Slice(11, gap=True, keep=start < 2 * _ROWS_TOGETHER, block=number))
        keep = start + 2 < min(len(block.items), 2 * _ROWS_TOGETHER)
        tall = max(height(cell) for cell in cells)
        done.append(Slice(tall, tuple(map(stacked, cells)), keep=keep, row=next(rows), block=number))
    return done


def _cell(item: Signature, x: float) -> list[Piece]:
    pieces = [Piece(_BOX_HEIGHT, _shown(item, x)), Piece(6, (Rule(x, 2, _CELL, style.INK, 0.6),))]
    pieces += text_pieces(own(item.name), style.NAME, x, _CELL, flush=True)
    pieces += text_pieces(own(item.detail), style.BODY, x, _CELL, flush=True)
    if item.answer == "signed":
        pieces += text_pieces(fixed(item.statement), style.SMALL, x, _CELL)
    return pieces + text_pieces(item.helped, style.SMALL, x, _CELL)


def _shown(item: Signature, x: float) -> tuple[Ink, ...]:
    """What stands above the line: the strokes, the typed name within the box, or that it is not there."""
    if item.strokes:
        return (Drawing(x, 0, _BOX_WIDTH, _BOX_HEIGHT, item.strokes, style.INK),)
    if item.answer != "signed":
        pieces = text_pieces(fixed(item.statement), style.UNSIGNED, x, _CELL)
        return tuple(lowered(ink, _BOX_HEIGHT - height(pieces) - 4) for ink in stacked(pieces))
    sizes = [text_pieces(own(item.typed), hand, x, _CELL, flush=True) for hand in style.HANDS]
    pieces = next((pieces for pieces in sizes if height(pieces) <= _BOX_HEIGHT), sizes[-1])
    return tuple(lowered(ink, max(0.0, _BOX_HEIGHT - height(pieces) - 2)) for ink in stacked(pieces))


def check_slice(block: CheckPanel, row: int, number: int) -> Slice:
    """The pale panel with the QR code left and the words right, never cut."""
    x = _PAD + (_QR + 20 if block.address else 0)
    width = style.WIDTH - x - _PAD
    pieces = text_pieces(fixed(block.title), style.PANEL_TITLE, x, width)
    pieces += [Piece(3), *text_pieces(fixed(block.text), style.SMALL, x, width)]
    if block.address:
        pieces += [Piece(4), *text_pieces(own(block.address), style.CODE, x, width)]
    pieces += [Piece(7), *text_pieces(fixed(block.label), style.SMALL, x, width), *_fingerprint(block, x)]
    tall = max(height(pieces), _QR if block.address else 0) + 2 * _PAD
    inks: list[Ink] = [Panel(0, 0, style.WIDTH, tall, style.PALE)]
    if block.address:
        inks.append(Squares(_PAD, _PAD, _QR, qr_rows(block.address), style.INK))
    inks += [lowered(ink, _PAD - 3) for ink in stacked(pieces)]
    return Slice(tall, (tuple(inks),), row=row, block=number)


def _fingerprint(block: CheckPanel, x: float) -> list[Piece]:
    """The groups in columns of equal width, four in a row."""
    pieces = []
    for start in range(0, len(block.fingerprint), _GROUPS_IN_ROW):
        inks: list[Ink] = []
        for place, group in enumerate(block.fingerprint[start : start + _GROUPS_IN_ROW]):
            (line,) = set_lines(fixed(group), style.CODE, style.WIDTH)
            inks.append(Words(x + place * 66, 10, line, style.CODE.size, style.CODE.colour))
        pieces.append(Piece(style.CODE.leading, tuple(inks)))
    return pieces


@lru_cache(maxsize=64)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """The address as a QR code with medium error correction: rows of dark modules, without a quiet zone."""
    code = segno.make_qr(address, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in line) for line in code.matrix)
