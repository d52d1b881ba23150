"""What has to be written when a map's state becomes another: a pure comparison, and few statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from partnerschap.domain.model import PartnershipMap
from partnerschap.store import tables
from partnerschap.store.parts import PARTS, Items, Key, Part
from partnerschap.store.prepared import run_all
from partnerschap.store.shapes import Row, changed, row_of

_ROWS_PER_SEQ = 100_000
"""More rows than one operation can put into a table, so that places never collide."""


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
    so `seq` must be above that of every earlier write.
    """
    found = [_own_row(before, after)]
    for part in PARTS:
        if before is None:
            found.append(_compared(part, after.id, {}, part.items(after), seq))
        elif not part.untouched(before, after):
            found.append(_compared(part, after.id, part.items(before), part.items(after), seq))
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


def _own_row(before: PartnershipMap | None, after: PartnershipMap) -> Change:
    """Compare the map's own row; a new one is put in by whoever also knows its times."""
    if before is None:
        return Change(tables.maps)
    fresh = changed(before, after, tables.maps)
    return Change(tables.maps, updates=({"key_id": after.id, **fresh},) if fresh else ())


def _compared(part: Part, map_id: str, before: Items, after: Items, seq: int) -> Change:
    in_place = _keeping_their_place(list(before), list(after))
    updates: list[Row] = []
    inserts: list[Row] = []
    for key, value in after.items():
        if key not in in_place:
            place = seq * _ROWS_PER_SEQ + len(inserts)
            named = dict(zip(part.key, key, strict=True))
            inserts.append({"map_id": map_id, "position": place, **row_of(value, part.table), **named})
        elif not part.same(before[key], value):
            fresh = changed(before[key], value, part.table)
            if fresh:
                updates.append({**_named(part, map_id, key), **fresh})
    deletes = tuple(_named(part, map_id, key) for key in before if key not in in_place)
    return Change(part.table, deletes, tuple(updates), tuple(inserts))


def _keeping_their_place(before: list[Key], after: list[Key]) -> set[Key]:
    """Return the keys at the head of `after` that stood in this order before; the others are placed anew."""
    place = {key: index for index, key in enumerate(before)}
    kept: set[Key] = set()
    last = -1
    for key in after:
        index = place.get(key, -1)
        if index <= last:
            break
        kept.add(key)
        last = index
    return kept


def _named(part: Part, map_id: str, key: Key) -> Row:
    return {"key_map_id": map_id} | {f"key_{c}": k for c, k in zip(part.key, key, strict=True)}


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
