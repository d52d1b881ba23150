"""The table of partners: hairlines, a head that returns on the next page, limits under each partner's row."""

from collections.abc import Iterator
from dataclasses import replace

from partnerschap.document import style
from partnerschap.document.blocks import PartyRow, PartyTable, fixed, own
from partnerschap.document.column import Piece, side_by_side, text_pieces, together
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Rule
from partnerschap.document.tree import Node

_SHORT_ROW = 150.0
_NAME = (0.0, 180.0)
_SIDE = (194.0, 98.0)
_ROLE = (306.0, style.WIDTH - 306.0)
_NO_SIDE = (194.0, style.WIDTH - 194.0)


def party_slices(table: PartyTable, node: Node, rows: Iterator[int], block: int) -> list[Slice]:
    """The table in slices, short rows kept whole; without any side (a team) the role has the room."""
    sided = any(row.side for row in table.rows)
    row_number = next(rows)
    done = _head(table, node.child("TR"), row_number, block, sided=sided)
    head = tuple(_head(table, None, row_number, block, sided=sided))
    for number, row in enumerate(table.rows):
        if number:
            done.append(
                Slice(6, ((Rule(0, 0, style.WIDTH, style.HAIR, 0.4),),), keep=True, gap=True, block=block)
            )
        done += [replace(part, again=head) for part in _row(row, node, rows, block, sided=sided)]
    return done


def _head(table: PartyTable, node: Node | None, row: int, block: int, *, sided: bool) -> list[Slice]:
    """The names of the columns; without a node they come again on a next page, and are not read."""
    name, side, role = table.columns
    named = [(name, _NAME), (side, _SIDE), (role, _ROLE)] if sided else [(name, _NAME), (role, _NO_SIDE)]
    columns = [
        text_pieces(fixed(text), style.COLUMN, *place, node=node and node.child("TH", heads="Column"))
        for text, place in named
    ]
    rule = Slice(7, ((Rule(0, 3, style.WIDTH, style.HAIR, 0.8),),), keep=True, row=row, block=block)
    return [*(replace(part, keep=True) for part in side_by_side(columns, row=row, block=block)), rule]


def _row(row: PartyRow, table: Node, rows: Iterator[int], block: int, *, sided: bool) -> list[Slice]:
    node = table.child("TR")
    # A cell like the others: with few partners a checker takes heads of rows for heads that were cut up.
    columns = [text_pieces(own(row.name), style.NAME, *_NAME, node=node.child("TD"), flush=True)]
    if sided:
        side = node.child("TD")
        columns.append(text_pieces(own(row.side), style.BODY, *_SIDE, node=side, flush=True))
    columns.append(_role(row, node.child("TD"), *(_ROLE if sided else _NO_SIDE)))
    done = [replace(part, keep=True) for part in side_by_side(columns, row=next(rows), block=block)]
    for label, text in row.limits:
        done.append(Slice(4, keep=True, block=block))
        limit = table.child("TR")
        small, head = replace(style.SMALL, leading=style.BODY.leading), limit.child("TD")
        body = limit.child("TD", across=2 if sided else 1)
        parts = [
            text_pieces(fixed(label), small, 12, _NAME[1] - 12, node=head),
            text_pieces(own(text), style.BODY, _SIDE[0], style.WIDTH - _SIDE[0], node=body),
        ]
        done += side_by_side([together(part) for part in parts], row=next(rows), block=block)
    if sum(part.height for part in done) <= _SHORT_ROW:
        done = [*(replace(part, keep=True) for part in done[:-1]), *done[-1:]]
    return [*done, Slice(6, gap=True, block=block)]


def _role(row: PartyRow, cell: Node, x: float, width: float) -> list[Piece]:
    pieces = text_pieces(own(row.role), style.BODY, x, width, node=cell.child("P"), flush=True)
    for remark in row.remarks:
        pieces += text_pieces(fixed(remark), style.SMALL, x, width, node=cell.child("P"))
    return pieces or [Piece(style.BODY.leading)]
