"""The table of partners: hairlines, a head that returns on the next page, limits under each partner's row."""

from collections.abc import Iterator
from dataclasses import replace

from partnerschap.document import style
from partnerschap.document.blocks import PartyRow, PartyTable, fixed, own
from partnerschap.document.column import Piece, side_by_side, text_pieces, together
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Rule

_SHORT_ROW = 150.0
_NAME = (0.0, 180.0)
_SIDE = (194.0, 98.0)
_ROLE = (306.0, style.WIDTH - 306.0)
_NO_SIDE = (194.0, style.WIDTH - 194.0)


def party_slices(table: PartyTable, rows: Iterator[int], block: int) -> list[Slice]:
    """The table in slices, short rows kept whole; without any side (a team) the role has the room."""
    sided = any(row.side for row in table.rows)
    head = _head(table, next(rows), block, sided=sided)
    done = list(head)
    for number, row in enumerate(table.rows):
        if number:
            done.append(
                Slice(6, ((Rule(0, 0, style.WIDTH, style.HAIR, 0.4),),), keep=True, gap=True, block=block)
            )
        done += [replace(part, again=head) for part in _row(row, rows, block, sided=sided)]
    return done


def _head(table: PartyTable, row: int, block: int, *, sided: bool) -> tuple[Slice, ...]:
    name, side, role = table.columns
    columns = [text_pieces(fixed(name), style.COLUMN, *_NAME)]
    if sided:
        columns.append(text_pieces(fixed(side), style.COLUMN, *_SIDE))
    columns.append(text_pieces(fixed(role), style.COLUMN, *(_ROLE if sided else _NO_SIDE)))
    rule = Slice(7, ((Rule(0, 3, style.WIDTH, style.HAIR, 0.8),),), keep=True, row=row, block=block)
    return (*(replace(part, keep=True) for part in side_by_side(columns, row=row, block=block)), rule)


def _row(row: PartyRow, rows: Iterator[int], block: int, *, sided: bool) -> list[Slice]:
    columns = [text_pieces(own(row.name), style.NAME, *_NAME, flush=True)]
    if sided:
        columns.append(text_pieces(own(row.side), style.BODY, *_SIDE, flush=True))
    columns.append(_role(row, *(_ROLE if sided else _NO_SIDE)))
    done = [replace(part, keep=True) for part in side_by_side(columns, row=next(rows), block=block)]
    for label, text in row.limits:
        done.append(Slice(4, keep=True, block=block))
        parts = [
            text_pieces(fixed(label), replace(style.SMALL, leading=style.BODY.leading), 12, _NAME[1] - 12),
            text_pieces(own(text), style.BODY, _SIDE[0], style.WIDTH - _SIDE[0]),
        ]
        done += side_by_side([together(part) for part in parts], row=next(rows), block=block)
    if sum(part.height for part in done) <= _SHORT_ROW:
        done = [*(replace(part, keep=True) for part in done[:-1]), *done[-1:]]
    return [*done, Slice(6, gap=True, block=block)]


def _role(row: PartyRow, x: float, width: float) -> list[Piece]:
    pieces = text_pieces(own(row.role), style.BODY, x, width, flush=True)
    for remark in row.remarks:
        pieces += text_pieces(fixed(remark), style.SMALL, x, width)
    return pieces or [Piece(style.BODY.leading)]
