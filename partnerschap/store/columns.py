"""The kinds of column that the tables are made of."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class Moment(sa.TypeDecorator[datetime]):
    """A moment to the microsecond, aware and in UTC on every database; a naive one raises ValueError."""

    impl = sa.DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in the form in which this database keeps it."""
        if value is None:
            return None
        moment = _in_utc(value)
        # SQLite keeps no zone: what lies in its file is UTC by agreement.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Return what makes a parameter of a moment; for SQLite written as SQLAlchemy does."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        return lambda value: None if value is None else _written(_in_utc(value))

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return value.astimezone(UTC)


@lru_cache(maxsize=1000)
def _written(moment: datetime) -> str:
    # Kept, because the moment of an act stands in several rows of different tables.
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


def text(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column of text; how long it may be is the domain's business (`domain/limits.py`)."""
    return sa.Column(name, sa.Text, nullable=null)


def number(name: str) -> sa.Column[Any]:
    """Return a column with a small whole number."""
    return sa.Column(name, sa.Integer, nullable=False)


def flag(name: str) -> sa.Column[Any]:
    """Return a column with yes or no."""
    return sa.Column(name, sa.Boolean, nullable=False)


def moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column with a moment in UTC."""
    return sa.Column(name, Moment, nullable=null)


def day(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column with a date."""
    return sa.Column(name, sa.Date, nullable=null)


def json(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column with JSON as text, so that the order of keys stays; None is an SQL NULL."""
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=null)
