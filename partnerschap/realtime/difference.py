"""What differs between two views, found part by part: a part that is the same object is not looked at."""

from collections.abc import Iterable
from typing import Any

from partnerschap.domain.projection import View

Parts = tuple[View, ...]
"""A view in parts that have no key in common; each part always in the same place."""
Moved = tuple[View, View]
"""A part as it was and as it is."""
_NOTHING = object()


def moved_parts(before: Parts, after: Parts) -> list[Moved]:
    """Return the parts that became other objects."""
    return [(was, now) for was, now in zip(before, after, strict=True) if was is not now]


def difference(moved: Iterable[Moved]) -> dict[str, Any]:
    """Return what to set and what to delete, in an order that tells nothing."""
    fresh: View = {}
    gone: list[str] = []
    for was, now in moved:
        for key, value in now.items():
            old = was.get(key, _NOTHING)
            if old is not value and old != value:
                fresh[key] = value
        gone += was.keys() - now.keys()
    return {"set": dict(sorted(fresh.items())), "del": sorted(gone)}
