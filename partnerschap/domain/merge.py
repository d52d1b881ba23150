"""Joining two changes of one text, word by word; where they touch, people choose (docs/decisions.md)."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\n|\S+")


class _Hunk(NamedTuple):
    """Words `start` to `end` of the base that became other words."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(base: str, one: str, other: str) -> str | None:
    """Return a text with the changes of both, or None when they touch each other and cannot stand together.

    Changes touch when no word of the base stands between them: joined blindly, "not" beside "always" would
    say what neither wrote. Where both changed something, spaces within a line count as one.
    """
    if one in (base, other):
        return other
    if other == base:
        return one
    old = _words(base)
    hunks = sorted({*_hunks(old, _words(one)), *_hunks(old, _words(other))})
    for before, after in pairwise(hunks):
        if after.start <= before.end:
            return None
    for hunk in reversed(hunks):
        old[hunk.start : hunk.end] = hunk.words
    return _text(old)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _hunks(old: list[str], new: list[str]) -> Iterator[_Hunk]:
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield _Hunk(start, end, tuple(new[first:last]))


def _text(words: list[str]) -> str:
    return re.sub(r" ?\n ?", "\n", " ".join(words)).strip()
