"""Where the tables and keys of a TOML text stand, for messages that name a line.

The reader of the standard library gives values without lines. This scan runs after it, on a text that is
known to be valid, so it only has to step over strings, comments and brackets.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

_BLANK = frozenset(" \t\r\n")
_OPEN = {"[": "]", "{": "}"}


@dataclass(slots=True)
class Lines:
    """Line numbers (from 1) of tables, by name and position, and of the keys in them."""

    tables: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def table(self, name: str, index: int = 0) -> int:
        """Return the line on which a table begins; 1 for one that is not there."""
        return self.tables.get((name, index), 1)

    def key(self, name: str, index: int, key: str) -> int:
        """Return the line of a key in a table; the table's own line when the key is not there."""
        return self.keys.get((name, index, key), self.table(name, index))


def find_lines(text: str) -> Lines:
    """Return where the tables and keys of a valid TOML text stand."""
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [i for i, character in enumerate(text) if character == "\n"]
        self._counts: Counter[str] = Counter()
        self._table: tuple[str, int] | None = None
        self._lines = Lines()

    def run(self) -> Lines:
        while self._skip_blank():
            if self._text.startswith("[[", self._at):
                self._header(2)
            elif self._text[self._at] == "[":
                self._header(1)
            else:
                self._statement()
        return self._lines

    @property
    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1

    def _skip_blank(self) -> bool:
        """Step over white space and comments; tells whether anything is left."""
        while self._at < len(self._text):
            if self._text[self._at] == "#":
                self._comment()
            elif self._text[self._at] in _BLANK:
                self._at += 1
            else:
                return True
        return False

    def _comment(self) -> None:
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end

    def _header(self, brackets: int) -> None:
        line = self._line
        self._at += brackets
        path = self._path("]")
        self._at += brackets
        name = path[0]
        if brackets == 2 and len(path) == 1:  # noqa: PLR2004 - [[name]] has two brackets
            self._begin(name, line)
            return
        self._table = (name, max(0, self._counts[name] - 1))
        self._lines.tables.setdefault(self._table, line)
        if len(path) > 1:
            self._lines.keys.setdefault((*self._table, path[1]), line)

    def _begin(self, name: str, line: int) -> None:
        self._table = (name, self._counts[name])
        self._counts[name] += 1
        self._lines.tables[self._table] = line

    def _path(self, end: str) -> list[str]:
        """Read a key, dotted or not, up to the character that ends it."""
        parts, bare = [], ""
        while self._text[self._at] != end:
            character = self._text[self._at]
            if character in "\"'":
                start = self._at
                self._string()
                bare = self._text[start + 1 : self._at - 1]
                continue
            if character == ".":
                parts.append(bare.strip())
                bare = ""
            elif character not in _BLANK:
                bare += character
            self._at += 1
        return [*parts, bare.strip()]

    def _statement(self) -> None:
        line = self._line
        path = self._path("=")
        self._at += 1
        if self._table is not None:
            self._lines.keys.setdefault((*self._table, path[0]), line)
            self._value(None)
            return
        self._lines.tables.setdefault((path[0], 0), line)
        if len(path) > 1:
            self._lines.keys.setdefault((path[0], 0, path[1]), line)
        self._value(path[0])

    def _value(self, name: str | None) -> None:
        """Step over a value up to the end of its line; tables in a top-level array count under `name`."""
        closers: list[str] = []
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == "\n" and not closers:
                return
            if character == "#":
                self._comment()
                continue
            if character in "\"'":
                self._string()
                continue
            if character in _OPEN:
                if character == "{" and closers == ["]"] and name is not None:
                    self._lines.tables[name, self._counts[name]] = self._line
                    self._counts[name] += 1
                closers.append(_OPEN[character])
            elif closers and character == closers[-1]:
                closers.pop()
            self._at += 1

    def _string(self) -> None:
        """Step over a string of any of the four kinds."""
        quote = self._text[self._at]
        if self._text.startswith(quote * 3, self._at):
            self._at += 3
            while not self._text.startswith(quote * 3, self._at):
                self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
            self._at += 3
            while self._text.startswith(quote, self._at):  # a long string may end in quotes of its own
                self._at += 1
            return
        self._at += 1
        while self._text[self._at] != quote:
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at += 1
