"""Between the frozen values of the domain and rows, by the names of their fields.

A field is a column of the same name. A value inside a value (a place, details) gives a column for each of its
fields, with the outer name before it; what may be absent or has many parts is one JSON column.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import compress
from operator import attrgetter, is_not
from typing import Any, NamedTuple, TypeVar, cast, get_type_hints

import msgspec
import sqlalchemy as sa

Row = dict[str, Any]
T = TypeVar("T")


class Leaf(NamedTuple):
    """One column and the path of attributes that leads to its value."""

    column: str
    path: tuple[str, ...]


class _Column(NamedTuple):
    """One column: the field that it comes of, what reads its part of a value, and what makes that plain."""

    name: str
    field: str
    part: Callable[[Any], Any]
    plain: Callable[[Any], Any]


@cache
def leaves(kind: type) -> tuple[Leaf, ...]:
    """Return the columns of a dataclass, in the order of its fields."""
    hints = get_type_hints(kind)
    found: list[Leaf] = []
    for each in fields(kind):
        inner = hints[each.name]
        if isinstance(inner, type) and is_dataclass(inner):
            found += (
                Leaf(f"{each.name}_{name}", (each.name, *path))
                for name, path in leaves(cast("Hashable", inner))
            )
        else:
            found.append(Leaf(each.name, (each.name,)))
    return tuple(found)


def row_of(value: Any, table: sa.Table) -> Row:
    """Return the columns of this table that the value has, ready to be written."""
    columns = _columns(cast("Hashable", type(value)), table)
    return {column.name: column.plain(column.part(value)) for column in columns}


def changed(before: Any, after: Any, table: sa.Table) -> Row:
    """Return the columns of this table in which two values of one kind differ, with what the second has."""
    read, columns_of = _by_field(cast("Hashable", type(after)), table)
    found: Row = {}
    for columns in compress(columns_of, map(is_not, read(before), read(after))):
        for column in columns:
            new = column.part(after)
            if not _alike(new, column.part(before)):
                found[column.name] = column.plain(new)
    return found


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two values are the same, the order of keys included."""
    return one == other and (not isinstance(one, dict) or list(one) == list(other))


def value_of(kind: type[T], row: Mapping[str, Any], **more: Any) -> T:
    """Return the value that `row_of` was made from; `more` holds fields that no column has.

    Raises msgspec.ValidationError when the row cannot be such a value.
    """
    data: Row = dict(more)
    for column, path in leaves(cast("Hashable", kind)):
        if column in row:
            inner = data
            for name in path[:-1]:
                inner = inner.setdefault(name, {})
            inner[path[-1]] = row[column]
    return msgspec.convert(data, kind)


@cache
def _columns(kind: type, table: sa.Table) -> tuple[_Column, ...]:
    return tuple(
        _Column(
            leaf.column,
            leaf.path[0],
            attrgetter(".".join(leaf.path)),
            _plain_json if isinstance(table.c[leaf.column].type, sa.JSON) else _plain,
        )
        for leaf in leaves(kind)
        if leaf.column in table.c
    )


@cache
def _by_field(
    kind: type, table: sa.Table
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[_Column, ...], ...]]:
    """Return what reads the fields of a value, all at once, and the columns that come of each of them."""
    columns: dict[str, list[_Column]] = {}
    for column in _columns(kind, table):
        columns.setdefault(column.field, []).append(column)
    read = attrgetter(*columns)
    return (read if len(columns) > 1 else lambda value: (read(value),)), tuple(map(tuple, columns.values()))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _plain_json(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value
