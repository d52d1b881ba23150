"""What has to be written when a map's state becomes another: a pure comparison, and few statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from itertools import compress
from operator import attrgetter, is_not
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.domain.model import PartnershipMap
from partnerschap.store import tables
from partnerschap.store.parts import OF_ITS_OWN_ROW, PARTS, Items, Part
from partnerschap.store.prepared import run_all
from partnerschap.store.shapes import Row, changed, row_of

_ROWS_PER_SEQ = 100_000
"""More rows than one operation can put into a table, so that places never collide."""
_FIELDS = tuple(each.name for each in fields(PartnershipMap))
_read = attrgetter(*_FIELDS)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one table: rows to take out (by key), to overwrite and to put in, in this order."""

    table: sa.Table
    deletes: tuple[Row, ...] = ()
    updates: tuple[Row, ...] = ()
    inserts: tuple[Row, ...] = ()


def changes(before: PartnershipMap | None, after: PartnershipMap, seq: int) -> list[Change]:
    """Return what differs; values that are the same objects are not looked at. Without `before` all is new.

    Rows keep their place in the order unless it changed; a new or moved row is placed behind them by `seq`,
    so `seq` must be above that of every earlier write. Of a new map this leaves its own row to others.
    """
    if before is None:
        found = [_compared(part, after.id, {}, part.items(after), seq) for part in PARTS]
    else:
        moved = frozenset(compress(_FIELDS, map(is_not, _read(before), _read(after))))
        found = [] if moved.isdisjoint(OF_ITS_OWN_ROW) else [_own_row(before, after)]
        found += [
            _compared(part, after.id, part.items(before), part.items(after), seq)
            for part in PARTS
            if not moved.isdisjoint(part.sources)
        ]
    return [change for change in found if change.deletes or change.updates or change.inserts]


def write(connection: Connection, found: Iterable[Change]) -> None:
    """Carry the changes out: one statement with many rows for each kind of change of each table.

    Changes of different maps go together; those of one table of one map may come only once.
    """
    deletes: defaultdict[sa.Table, list[Row]] = defaultdict(list)
    updates: defaultdict[tuple[sa.Table, frozenset[str]], list[Row]] = defaultdict(list)
    inserts: defaultdict[sa.Table, list[Row]] = defaultdict(list)
    for change in found:
        deletes[change.table] += change.deletes
        for row in change.updates:
            updates[change.table, frozenset(row)].append(row)
        inserts[change.table] += change.inserts
    for table, rows in deletes.items():
        run_all(connection, _delete(table), rows)
    for (table, names), rows in updates.items():
        run_all(connection, _update(table, names), rows)
    for table, rows in inserts.items():
        run_all(connection, insert_into(table), rows)


def _own_row(before: PartnershipMap, after: PartnershipMap) -> Change:
    fresh = changed(before, after, tables.maps)
    return Change(tables.maps, updates=({"key_id": after.id, **fresh},) if fresh else ())


def _compared(part: Part, map_id: str, before: Items, after: Items, seq: int) -> Change:
    if list(before) == list(after):  # as it mostly is
        return Change(part.table, updates=_updates(part, map_id, before, after))
    stay = _keeping_their_place(list(before), list(after))
    placed = [(key, value) for key, value in after.items() if key not in stay]
    return Change(
        part.table,
        deletes=tuple(_named(part, map_id, key) for key in before if key not in stay),
        updates=_updates(part, map_id, {k: before[k] for k in stay}, {k: after[k] for k in stay}),
        inserts=tuple(
            {"map_id": map_id, "position": place, **row_of(value, part.table), **part.named(key)}
            for place, (key, value) in enumerate(placed, seq * _ROWS_PER_SEQ)
        ),
    )


def _updates(part: Part, map_id: str, before: Items, after: Items) -> tuple[Row, ...]:
    """Return the rows to overwrite, where both have the same keys in the same order."""
    differing = compress(after, map(part.differ, before.values(), after.values()))
    return tuple(
        {**_named(part, map_id, key), **fresh}
        for key in differing
        if (fresh := changed(before[key], after[key], part.table))
    )


def _keeping_their_place(before: list[Any], after: list[Any]) -> dict[Any, None]:
    """Return the keys at the head of `after` that stood in this order before; the others are placed anew."""
    place = {key: index for index, key in enumerate(before)}
    kept: dict[Any, None] = {}
    last = -1
    for key in after:
        index = place.get(key, -1)
        if index <= last:
            break
        kept[key] = None
        last = index
    return kept


def _named(part: Part, map_id: str, key: Any) -> Row:
    return {"key_map_id": map_id} | {f"key_{column}": value for column, value in part.named(key).items()}


def _is_row(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    return [column == sa.bindparam(f"key_{column.name}", type_=column.type) for column in table.primary_key]


@cache
def insert_into(table: sa.Table) -> sa.Insert:
    """Return the statement that puts rows into a table, always the same one."""
    return sa.insert(table)


@cache
def _delete(table: sa.Table) -> sa.Delete:
    return sa.delete(table).where(*_is_row(table))


@cache
def _update(table: sa.Table, names: frozenset[str]) -> sa.Update:
    written: dict[str, Any] = {c.name: sa.bindparam(c.name) for c in table.c if c.name in names}
    return sa.update(table).where(*_is_row(table)).values(written)


def new_map(connection: Connection, state: PartnershipMap, row: Row) -> None:
    """Put in a map that was not there; `row` holds its sequence number and times."""
    connection.execute(sa.insert(tables.maps), {**row_of(state, tables.maps), **row})
    write(connection, changes(None, state, 0))
