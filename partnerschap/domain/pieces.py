"""Pieces of a view that are computed again only when what they are made of is another object.

A state is never changed in place: a mapping that is the same object says the same. So a change of one joint
text costs that text, not the whole map.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import TypeVar, cast

T = TypeVar("T")
_BY_VALUE = (str, tuple, frozenset)
"""Small sources that are put together anew each time: for these, equal is the same."""


class Pieces:
    """The pieces of one map's views; for one thread at a time."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[object, ...], object]] = {}

    def of(self, name: Hashable, sources: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return the piece of this name, made anew when one of its sources differs from last time's.

        `sources` must hold everything that `make` looks at.
        """
        kept = self._kept.get(name)
        if kept is not None and (all(map(is_, kept[0], sources)) or all(map(_same, kept[0], sources))):
            return cast("T", kept[1])
        made = make()
        self._kept[name] = (sources, made)
        return made

    def keep_only(self, kind: str, names: set[Hashable]) -> None:
        """Forget the pieces of things that are gone; their names are pairs that begin with `kind`."""
        for name in [n for n in self._kept if isinstance(n, tuple) and n[0] == kind and n not in names]:
            del self._kept[name]


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(other, _BY_VALUE) and one == other)
