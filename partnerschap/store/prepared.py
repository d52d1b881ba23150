"""Core statements that are compiled once: with many rows they cost little more than what the driver asks.

SQLAlchemy compiles and prepares at every call, which took half of the time of an act. Here that is done once
for each database; types, errors and transactions stay SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

Row = dict[str, Any]


class Prepared:
    """A statement for one database that takes rows with always the same names."""

    def __init__(self, statement: sa.UpdateBase, names: frozenset[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=sorted(names))
        self._sql = str(compiled)
        self._positions: Sequence[str] | None = compiled.positiontup
        converted = {name: _converter(bind.type, dialect) for name, bind in compiled.binds.items()}
        self._names = list(self._positions or converted)
        self._read = _reader(self._names)
        self._convert = [(at, to) for at, name in enumerate(self._names) if (to := converted[name])]

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for each of these rows."""
        columns: list[Iterable[Any]] = list(zip(*map(self._read, rows), strict=True))
        for at, to in self._convert:
            columns[at] = map(to, columns[at])
        ready = list(zip(*columns, strict=True))
        if self._positions is None:
            named = [dict(zip(self._names, values, strict=True)) for values in ready]
            connection.exec_driver_sql(self._sql, named)
        else:
            connection.exec_driver_sql(self._sql, ready)


def _converter(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what makes a value one that the driver takes; None for those that it takes as they are."""
    if isinstance(kind, sa.JSON):
        return _as_json  # what the engine's serializer makes of it too, in one step
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _as_json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _reader(names: Sequence[str]) -> Callable[[Row], tuple[Any, ...]]:
    """Return what reads the values of these names from a row."""
    if len(names) == 1:
        return lambda row: (row[names[0]],)
    return itemgetter(*names)


def run_all(connection: Connection, statement: sa.UpdateBase, rows: Sequence[Row]) -> None:
    """Run a statement for rows that have the same names; `statement` must live as long as the program."""
    if rows:
        _prepared(statement, frozenset(rows[0]), connection.dialect).run(connection, rows)


class Question:
    """A question in plain SQL about many things at once; `{}` stands for these, as one JSON text.

    So it is the same for one thing and for five hundred, and takes none of SQLAlchemy's handling.
    """

    def __init__(self, *, sqlite: str, postgresql: str) -> None:
        self._sql = {"sqlite": sqlite.format("?"), "postgresql": postgresql.format("%s")}

    def ask(self, connection: Connection, about: Sequence[object]) -> Sequence[Any]:
        """Return the rows that answer it."""
        asked = (msgspec.json.encode(about).decode(),)
        return connection.exec_driver_sql(self._sql[connection.dialect.name], asked).all()


@cache
def _prepared(statement: sa.UpdateBase, names: frozenset[str], dialect: Dialect) -> Prepared:
    return Prepared(statement, names, dialect)
