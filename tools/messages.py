"""Texts for people: gathered from Python, templates and JavaScript, and kept in step with the catalogues.

`make translations` gathers every Dutch text, writes the catalogues anew and says what is missing in them. A
text is written where it is used, as one literal: `_("…")`, `_l("…")`, `_n("…", "…", n)` in Python, `_('…')`
and `ngettext('…', '…', n)` in templates, `t("…")` and `nt("…", "…", n)` in JavaScript.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.project import PACKAGE, ROOT, TRANSLATIONS, say

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_PYTHON = {"_", "_l", "_n"}
_TEMPLATE = {"_", "gettext", "ngettext"}
_PLURAL = {"_n", "nt", "ngettext"}
_SCRIPT_CALL = re.compile(r"(?<![\w.$])(?P<name>nt|t)\(\s*")
_SCRIPT_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"\s*(\+\s*)?")
_SCRIPT_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_DEFINES = {"partnerschap/web/tongue.py", "partnerschap/static/js/text.js"}  # these hand on what others write
_NO_TEXTS = ("/vendor/", "/built/", "/catalogues/", "/migrations/")


class Text(NamedTuple):
    """One text as it stands in a file: `many` is empty unless there is a form for several."""

    path: str
    line: int
    one: str
    many: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        """Return what a catalogue knows it by."""
        return (self.one, self.many) if self.many else self.one


class NotLiteralError(ValueError):
    """A text that is put together while the app runs: no catalogue can hold it."""


def gather() -> list[Text]:
    """Return every text of the app, in the order of files and lines.

    Raises NotLiteralError where the words of a call are no literals.
    """
    found: list[Text] = []
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if name in _DEFINES or any(part in name for part in _NO_TEXTS):
            continue
        reader = {".py": _of_python, ".html": _of_template, ".js": _of_script}.get(path.suffix)
        if reader:
            found += sorted(reader(name, path.read_text(encoding="utf-8")), key=lambda text: text.line)
    return found


def _text(path: str, line: int, function: str, words: list[object]) -> Text:
    number = 2 if function in _PLURAL else 1
    wanted = words[:number]
    if len(wanted) < number or not all(isinstance(word, str) and word for word in wanted):
        raise NotLiteralError(f"{path}:{line}: {function}() needs its words as literals")
    return Text(path, line, *map(str, wanted))


def _of_python(path: str, source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PYTHON:
            words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield _text(path, node.lineno, node.func.id, list(words))


def _of_template(path: str, source: str) -> Iterator[Text]:
    from jinja2 import Environment, nodes  # noqa: PLC0415 -- not there before the set-up

    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(source)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _TEMPLATE:
            words = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
            yield _text(path, call.lineno, call.node.name, words)


def _of_script(path: str, source: str) -> Iterator[Text]:
    for call in _SCRIPT_CALL.finditer(source):
        words: list[object] = []
        at = call.end()
        while literal := _SCRIPT_LITERAL.match(source, at):
            word, at = literal[1], literal.end()
            while literal[2] and (literal := _SCRIPT_LITERAL.match(source, at)):
                word, at = word + literal[1], literal.end()
            words.append(_SCRIPT_ESCAPE.sub(_unescape, word))
            comma = re.compile(r",\s*").match(source, at)
            if not comma:
                break
            at = comma.end()
        yield _text(path, source.count("\n", 0, call.start()) + 1, call["name"], words)


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else {"n": "\n", "t": "\t"}.get(found[2], found[2])


def template() -> "Catalog":
    """Return a catalogue of all texts without translations; each says in which files it stands."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 -- not there before the set-up

    whole = Catalog(project="Partnerschap", charset="utf-8", fuzzy=False)
    known: dict[str, Text] = {}
    for text in gather():
        # Babel knows a text by its form for one: two texts with one such form would be one message.
        before = known.setdefault(text.one, text)
        if before.many and text.many and before.many != text.many:
            raise NotLiteralError(
                f"{text.path}:{text.line}: '{text.one}' has another plural in {before.path}"
            )
        key = before.key if before.many else text.key
        if text.many and not before.many:
            known[text.one] = text
            del whole[text.one]
        whole.add(key, locations=[(text.path, 0)])
    return whole


def update(path: Path) -> list[str]:
    """Write one catalogue anew, keeping its head and translations; return the texts that have none yet."""
    from babel.messages.pofile import read_po, write_po  # noqa: PLC0415

    whole = path.read_text(encoding="utf-8")
    kept = read_po(io.BytesIO(whole.encode()), locale=path.parent.parent.name)
    fresh, missing = template(), []
    for message in fresh:
        one, several = first(message.id), not isinstance(message.id, str)
        before = kept.get(one) if one else None
        string = before.string if before is not None else None
        if string and several != isinstance(string, str) and all(string):
            message.string = string
        elif one:
            message.string = ("", "") if several else ""
            missing.append(one)
    body = io.BytesIO()
    write_po(body, fresh, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
    path.write_text(
        whole.split("\n\n", 1)[0] + "\n\n" + body.getvalue().decode().strip() + "\n", encoding="utf-8"
    )
    return missing


def first(key: str | tuple[str, ...] | list[str]) -> str:
    """Return the text by which a message is known: its form for one."""
    return key if isinstance(key, str) else key[0]


def main() -> None:
    """Bring every catalogue up to date; exit with 1 when one of them lacks a text."""
    lacking = False
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        missing = update(path)
        lacking = lacking or bool(missing)
        say(f"translations: {path.parent.parent.name} lacks {len(missing)} texts")
        for text in missing:
            say(f"  {text!r}")
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
