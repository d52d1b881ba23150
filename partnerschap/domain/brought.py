"""Judging what a contract brings in: written elsewhere, it can say anything."""

import hashlib
from collections.abc import Container, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from partnerschap.domain import limits
from partnerschap.domain.compare import TERMS, WHAT
from partnerschap.domain.ids import is_fit
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, clean_line, problem_with

_MOST_TEXTS = 30 * limits.MAP_ENTRIES
Content = Mapping[str, Any]
Kind = TypeVar("Kind", bound=StrEnum)


class Unfit(Exception):  # noqa: N818 -- carries a refusal out of the depth of the content
    """Something in the content could not be on a map; the refusal says what."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.refusal = refusal

    @classmethod
    def about(cls, field: str, code: Code = Code.INVALID_VALUE) -> "Unfit":
        """Return the refusal of a field."""
        return cls(refuse(code, field))


class Ids:
    """The ids in one content: each is fit to be kept, and stands for one thing."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def take(self, key: str) -> str:
        """Return an id that was not there before; raises Unfit."""
        if not is_fit(key):
            raise Unfit.about("id")
        if key in self._seen:
            raise Unfit.about("id", Code.DUPLICATE)
        self._seen.add(key)
        return key

    def make(self, *parts: object) -> str:
        """Return an id for what has none in the content, the same for the same parts."""
        made = hashlib.sha256("/".join(map(str, parts)).encode(errors="replace")).hexdigest()
        return self.take(made[: limits.ID])


def check_sizes(content: object, most: int = limits.MAP_ENTRIES) -> None:
    """Raise Unfit where something is longer, or there is more of it, than people could have written.

    Every text must be as cleaning leaves it, so that nothing hides in what is only kept to be read.
    """
    left = _MOST_TEXTS
    unseen = [content]
    while unseen:
        part = unseen.pop()
        if isinstance(part, str):
            left -= 1
            if len(part) > limits.TEXT or part != clean(part):
                raise Unfit.about("text", Code.TOO_LONG if len(part) > limits.TEXT else Code.INVALID_VALUE)
        elif isinstance(part, Mapping | list):
            if len(part) > most:
                raise Unfit.about("map", Code.TOO_LONG)
            unseen += part.values() if isinstance(part, Mapping) else part
        if left < 0:
            raise Unfit.about("map", Code.TOO_LONG)


def check_changes(content: Content, steps: Container[str]) -> None:
    """Raise Unfit where a content tells of changes what no version of a map could tell."""
    told = content.get("changes")
    if told is None:
        return
    parties = told["parties"]
    ids = [*told["came"], *(each["id"] for each in (*told["changed"], *told["went"]))]
    fit = (
        0 < told["since"] < content["version"]
        and 0 <= parties["went"] <= limits.PARTICIPANTS
        and all(map(is_fit, (*ids, *parties["came"], *parties["changed"])))
        and all(each["step"] in steps for each in told["went"])
        and {what for each in told["changed"] for what in each["what"]} <= set(WHAT)
        and set(told["terms"]) <= set(TERMS)
    )
    if not fit:
        raise Unfit.about("changes")


def text(given: str, field: str, *, limit: int = limits.TEXT) -> str:
    """Return a text that says something and is not too long; raises Unfit."""
    return _checked(clean(given), field, limit)


def line(given: str, field: str, *, limit: int = limits.TEXT) -> str:
    """Return such a text on one line; raises Unfit."""
    return _checked(clean_line(given), field, limit)


def one_of(kind: type[Kind], given: str, field: str) -> Kind:
    """Return the value that a word stands for; raises Unfit when it stands for none."""
    try:
        return kind(given)
    except ValueError as problem:
        raise Unfit.about(field) from problem


def day(given: str, field: str) -> date:
    """Return a date written as 2027-06-10; raises Unfit for another."""
    try:
        found = date.fromisoformat(given)
    except ValueError as problem:
        raise Unfit.about(field) from problem
    if found.isoformat() != given:  # a week or a day of the year
        raise Unfit.about(field)
    return found


def _checked(cleaned: str, field: str, limit: int) -> str:
    if refused := problem_with(cleaned, field, limit=limit):
        raise Unfit(refused)
    return cleaned
