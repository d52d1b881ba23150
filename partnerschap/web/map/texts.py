"""What is done to texts before they are shown: language, soft hyphens, order of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Record = dict[str, Any]

# Where a long word of the printed map may be broken: browsers differ in what they know of Dutch.
SOFT = {
    "procesvaardigheid": "proces\u00advaardigheid",
    "inhoudscompetentie": "inhouds\u00adcompetentie",
    "reflectie/introspectie": "reflectie/\u200bintrospectie",
    "ondersteuning": "onder\u00adsteuning",
    "communiceren": "communi\u00adceren",
    "reflection/introspection": "reflection/\u200bintrospection",
}


def in_language(instrument: Mapping[str, Any], language: str) -> Record:
    """The instrument with every `{nl, en}` text as one string; Dutch where the language is missing."""

    def resolve(value: object) -> Any:
        if isinstance(value, Mapping):
            if "nl" in value and all(isinstance(text, str) for text in value.values()):
                return value.get(language, value["nl"])
            return {key: resolve(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [resolve(item) for item in value]
        return value

    return {key: resolve(item) for key, item in instrument.items()}


def soft(text: str) -> str:
    """The text with places where its long words may be broken."""
    for word, broken in SOFT.items():
        text = text.replace(word, broken)
    return text


def by_name(people: Iterable[Record]) -> list[Record]:
    """People in alphabetical order, capitals and accents not first."""
    return sorted(people, key=lambda person: (person.get("name") or "").casefold())
