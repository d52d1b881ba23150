"""Pieces of a view that are computed again only when what they are made of is another object.

A state is never changed in place: a mapping that is the same object says the same. So a change of one joint
text costs that text, not the whole map.
"""

from collections.abc import Callable, Hashable, Iterable
from operator import is_
from typing import TypeVar, cast

T = TypeVar("T")
V = TypeVar("V")
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

    def each(
        self, name: Hashable, sources: tuple[object, ...], things: Iterable[T], make: Callable[[T], V]
    ) -> list[V]:
        """Return a piece for each of these things, made anew for those that were not there last time.

        `sources` must hold everything that `make` looks at beside the thing. What is gone is forgotten.
        """
        before: dict[int, tuple[T, V]] = self.of(name, sources, dict)
        # Each piece keeps its thing: no other object can have the same number meanwhile.
        now = {id(thing): before.get(id(thing)) or (thing, make(thing)) for thing in things}
        self._kept[name] = (sources, now)
        return [piece for _, piece in now.values()]


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(other, _BY_VALUE) and one == other)
