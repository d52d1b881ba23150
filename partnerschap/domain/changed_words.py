"""Which words of a text changed: two texts laid beside each other, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple


class Run(StrEnum):
    """What became of some words that stand together."""

    SAME = "same"
    WENT = "went"
    CAME = "came"


class Words(NamedTuple):
    """Words of a text that stand together, and what became of them."""

    run: Run
    text: str


def laid_beside(before: str, after: str) -> tuple[Words, ...]:
    """Return both texts as one row of runs: with what came it is the new text, with what went the old one.

    A comma or a capital more is no change, unless that is all that changed.
    """
    old, new = before.split(), after.split()
    found = tuple(_runs([*map(_bare, old)], [*map(_bare, new)], old, new))
    if old != new and all(words.run is Run.SAME for words in found):
        return tuple(_runs(old, new, old, new))
    return found


def changed_words(before: str, after: str) -> list[tuple[str, bool]]:
    """The new text as runs of (words, changed), spaces included; a comma or a capital more is no change."""
    old, new = before.split(), after.split()
    found = _runs([*map(_bare, old)], [*map(_bare, new)], old, new)
    now = [(text, run is Run.CAME) for run, text in found if run is not Run.WENT]
    return [part for run in now for part in ((" ", False), run)][1:]


def _runs(old: list[str], new: list[str], old_words: list[str], new_words: list[str]) -> Iterator[Words]:
    """Compare `old` with `new`, and tell it in the words as they were written."""
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Words(Run.SAME, " ".join(new_words[first:last]))
            continue
        if start < end:
            yield Words(Run.WENT, " ".join(old_words[start:end]))
        if first < last:
            yield Words(Run.CAME, " ".join(new_words[first:last]))


def _bare(word: str) -> str:
    return word.strip(".,;:!?…'\"’‘()").casefold() or word
