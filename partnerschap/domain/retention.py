"""How long a map is kept: a term of months after its last change, within what the operator allows.

An accepted act moves the term, a look does not.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

WARNED = timedelta(days=30)
"""So long before the end of its term a map warns whoever opens it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the operator chose, in months: how long a map is kept unless its group chose, and at most."""

    usual: int
    most: int


@dataclass(frozen=True, slots=True)
class Term:
    """The months for which a map is kept after its last change, and the moment at which that ends."""

    months: int
    ends: datetime

    def is_over(self, now: datetime) -> bool:
        """Tell whether the map may be deleted."""
        return now >= self.ends

    def is_near(self, now: datetime) -> bool:
        """Tell whether it is time to warn."""
        return now >= self.ends - WARNED

    def ends_before(self, review_on: date | None) -> bool:
        """Tell whether the map would be gone by the day on which the group wants to look back."""
        return review_on is not None and self.ends.date() <= review_on


def term(touched: datetime, chosen: int | None, bounds: Bounds) -> Term:
    """Return the term of a map that was changed last at `touched`; `chosen` are its own months, if any."""
    months = min(bounds.usual if chosen is None else chosen, bounds.most)
    return Term(months, _later(touched, months))


def certainly_kept_after(now: datetime) -> datetime:
    """Return the moment from which no change is old enough to end the shortest of terms."""
    return now - timedelta(days=28)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier."""
    return _later(moment, -months)


def _later(moment: datetime, months: int) -> datetime:
    """Return the same day so many months later; the last of that month where it has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
