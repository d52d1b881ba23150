"""A scripted dialogue as frozen values: the map, the people, and what they do, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class MapInfo:
    """What the map begins with; `line` is where the script says so."""

    title: str
    subject: str
    kind: str
    form: str
    situation: str = ""
    language: str = "nl"
    names: str = "first"
    formal_word: str = ""
    informal_word: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the dialogue; `side` is empty for who has none, and without `device` others lend theirs."""

    key: str
    name: str
    called: str = ""
    side: str = ""
    role: str = ""
    organisation: str = ""
    facilitator: bool = False
    device: bool = True
    joins_later: bool = False
    line: int = 1


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `refused` is None, or the code it must be refused with, empty when any code will do."""

    line: int
    do: str
    by: str = ""
    hand: str = ""
    label: str = ""
    refused: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def on_device_of(self) -> str:
        """Return the key of the person whose device the act is done on."""
        return self.hand or self.by


@dataclass(frozen=True, slots=True)
class Script:
    """A whole dialogue that was read and checked."""

    file: str
    map: MapInfo
    people: tuple[Person, ...]
    acts: tuple[Act, ...]

    def person(self, key: str) -> Person:
        """Return the person with this key; raises KeyError when there is none."""
        for person in self.people:
            if person.key == key:
                return person
        raise KeyError(key)

    @property
    def starter(self) -> Person:
        """Return the facilitator who begins the map."""
        return next(p for p in self.people if p.facilitator and p.device and not p.joins_later)
