"""Core statements that are compiled once: with many rows they cost little more than what the driver asks.

SQLAlchemy compiles and prepares at every call, which took half of the time of an act. Here that is done once
for each database; types, errors and transactions stay SQLAlchemy's.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

Row = dict[str, Any]


class Prepared:
    """A statement for one database that takes rows with always the same names."""

    def __init__(self, statement: sa.UpdateBase, names: frozenset[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=sorted(names))
        self._sql = str(compiled)
        self._positions: Sequence[str] | None = compiled.positiontup
        converted: dict[str, Callable[[Any], Any] | None] = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        self._plan = [(name, converted[name]) for name in self._positions or converted]

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for each of these rows."""
        plan = self._plan
        if self._positions is None:
            named = [{name: to(row[name]) if to else row[name] for name, to in plan} for row in rows]
            connection.exec_driver_sql(self._sql, named)
        else:
            tuples = [tuple([to(row[name]) if to else row[name] for name, to in plan]) for row in rows]
            connection.exec_driver_sql(self._sql, tuples)


def run_all(connection: Connection, statement: sa.UpdateBase, rows: Sequence[Row]) -> None:
    """Run a statement for rows that have the same names; `statement` must live as long as the program."""
    if rows:
        _prepared(statement, frozenset(rows[0]), connection.dialect).run(connection, rows)


@cache
def _prepared(statement: sa.UpdateBase, names: frozenset[str], dialect: Dialect) -> Prepared:
    return Prepared(statement, names, dialect)
