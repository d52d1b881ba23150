"""What a connection was sent, as texts that can be searched; the list of who is there is no part of it."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

_WHO_IS_THERE = ("person/", "table/")
_NOT_WORDS = frozenset({"map", "me", "me/mine", "join", "code", "versions", "contract", "points", "focus"})
"""Keys of a view about people and the state of the map; entries, stances and reasons stand under others."""
_LISTS_OF_PEOPLE = frozenset({"chosen", "shut_by", "wrote"})
_IDS = frozenset(
    {"id", "person", "sources", "serves", "wording", "ids", "at", "step", "prompt", "topic", "gate", "kind"}
)
"""Fields that hold ids, keys and fingerprints, in which nobody's words can stand."""


def plain(text: str) -> str:
    """Return a text in the form in which texts are compared."""
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return a text in which any run of white space is one space, in NFC."""
    return " ".join(plain(text).split())


def words_in(changes: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts in a part of a view, in NFC, without the list of who is there."""
    for key, value in changes.items():
        if key not in _NOT_WORDS and not key.startswith(_WHO_IS_THERE):
            yield from _texts(value)


def words_of(value: Any) -> Iterator[str]:
    """Yield every text in plain data but ids, in NFC."""
    yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _IDS and key not in _LISTS_OF_PEOPLE:
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
