"""Reads a script, and names file, line and key of what it cannot read."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from partnerschap.play.acts import ActReader
from partnerschap.play.errors import ScriptError
from partnerschap.play.grammar import PROJECTOR, problem_with
from partnerschap.play.lines import Lines, find_lines
from partnerschap.play.script import MapInfo, Person, Script

_MAP_NEEDS = ("title", "subject", "kind", "form")
_MAP_MAY = ("situation", "language", "names", "formal_word", "informal_word")
_MAP_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("partnership", "team"),
    "form": ("long", "short"),
    "language": ("nl", "en"),
    "names": ("first", "none"),
}
_PERSON_NEEDS = ("key", "name")
_PERSON_MAY = ("called", "side", "role", "organisation", "facilitator", "device", "joins_later")
_SIDES = ("formal", "informal", "")


def read_script(path: Path) -> Script:
    """Return the script in a file; raises ScriptError when it cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise ScriptError(str(path), 1, "", f"dit bestand gaat niet open ({problem.strerror})") from problem
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise ScriptError(str(path), line, "", "dit is geen UTF-8") from problem
    return parse_script(text, str(path))


def parse_script(text: str, file: str) -> Script:
    """Return the script in a text; `file` is its name in messages. Raises ScriptError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ScriptError(file, _line_of(problem, text), "", f"dit is geen TOML: {problem}") from problem
    return _Reader(data, find_lines(text.replace("\r\n", "\n")), file).script()


def _line_of(problem: tomllib.TOMLDecodeError, text: str) -> int:
    """The reader of the standard library names the line in its words, or the end of the document."""
    found = re.search(r"line (\d+)", str(problem))
    return int(found.group(1)) if found else text.count("\n") + 1


class _Reader:
    def __init__(self, data: dict[str, Any], lines: Lines, file: str) -> None:
        self._data = data
        self._lines = lines
        self._file = file

    def script(self) -> Script:
        for key in self._data:
            if key not in {"map", "people", "acts"}:
                self._fail(self._lines.table(key), key, "deze tabel bestaat niet; alleen map, people en acts")
        info = self._map()
        people = self._people(info)
        tables = self._tables("acts", needed=False)
        acts = ActReader(info, people, self._lines, self._file).read(tables)
        return Script(self._file, info, people, acts)

    def _map(self) -> MapInfo:
        table = self._data.get("map")
        if not isinstance(table, dict):
            self._fail(self._lines.table("map"), "map", "hier hoort één tabel [map]")

        def fail(key: str, why: str) -> NoReturn:
            self._fail(self._lines.key("map", 0, key), key, why)

        _check(table, _MAP_NEEDS, _MAP_MAY, fail)
        for key, value in table.items():
            if not isinstance(value, str):
                fail(key, "hier hoort een tekst")
            choices = _MAP_CHOICES.get(key)
            if choices and value not in choices:
                fail(key, f"'{value}' kan hier niet; kies uit: {', '.join(choices)}")
        return MapInfo(**table, line=self._lines.table("map"))

    def _people(self, info: MapInfo) -> tuple[Person, ...]:
        people: dict[str, Person] = {}
        for index, table in enumerate(self._tables("people", needed=True)):
            person = self._person(index, table, info)
            if person.key in people:
                self._fail(self._lines.key("people", index, "key"), "key", f"'{person.key}' bestaat al")
            people[person.key] = person
        if not any(p.facilitator and not p.joins_later for p in people.values()):
            line = self._lines.table("people")
            self._fail(line, "facilitator", "er is geen begeleider die de kaart kan beginnen")
        return tuple(people.values())

    def _person(self, index: int, table: dict[str, Any], info: MapInfo) -> Person:
        def fail(key: str, why: str) -> NoReturn:
            self._fail(self._lines.key("people", index, key), key, why)

        _check(table, _PERSON_NEEDS, _PERSON_MAY, fail)
        for key, value in table.items():
            problem = problem_with(key, value)
            if problem:
                fail(key, problem)
        person = Person(**table, line=self._lines.table("people", index))
        if not person.key or person.key == PROJECTOR:
            fail("key", f"'{person.key}' kan niet de sleutel van een mens zijn")
        if person.side not in _SIDES:
            fail("side", f"'{person.side}' kan hier niet; kies uit: formal, informal")
        if not person.side and not person.facilitator and info.kind == "partnership":
            fail("side", "wie geen begeleider is, heeft een kant")
        if person.facilitator and not person.device:
            fail("device", "een begeleider heeft een eigen apparaat")
        return person

    def _tables(self, name: str, *, needed: bool) -> list[dict[str, Any]]:
        tables = self._data.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self._fail(self._lines.table(name), name, f"hier horen tabellen [[{name}]]")
        if needed and not tables:
            self._fail(1, name, f"er zijn geen tabellen [[{name}]]")
        return tables

    def _fail(self, line: int, key: str, why: str) -> NoReturn:
        raise ScriptError(self._file, line, key, why)


def _check(
    table: Mapping[str, Any],
    needs: tuple[str, ...],
    may: tuple[str, ...],
    fail: Callable[[str, str], NoReturn],
) -> None:
    """Refuse keys that are unknown and keys that are missing."""
    for key in table:
        if key not in needs and key not in may:
            fail(key, "deze sleutel bestaat hier niet")
    for key in needs:
        if key not in table:
            fail(key, "deze sleutel ontbreekt")
