"""Our own scripts, styles and pages keep to what the oldest promised browsers can do.

Those are Chrome and Android WebView 99, Firefox ESR 102 and Safari 15.4. Newer methods of JavaScript are seen
by `tsc`, whose library is set to ES2022; here is what it does not see.
"""

import re
from pathlib import Path

import pytest

from tools.project import PACKAGE

# What cannot be read at all by one of them: a whole script or rule would be lost.
SCRIPT = {
    "a static block (Safari 16.4)": r"\bstatic\s*\{",
    "a regular expression that looks back (Safari 16.4)": r"\(\?<[=!]",
    "the v flag of a regular expression (Chrome 112)": r"/[dgimsuy]*v[dgimsuy]*(?=\s*[;,)]|\.test|\.exec)",
    "Array.findLast (Firefox 104)": r"\.findLast(Index)?\(",
    "an import map (Safari 16.4)": r"importmap",
}
STYLE = {
    ":has (Chrome 105, Firefox 121)": r":has\(",
    "a container query (Chrome 105)": r"@container\b",
    "nesting (Chrome 112)": r"(^|[{;])\s*&",
    "a colour function (Chrome 111)": r"\b(oklch|oklab|lch|lab|color-mix|light-dark)\(",
    "a media range (Chrome 104, Safari 16.4)": r"@media[^{]*\([^)]*[<>]",
}
PAGE = {
    "an import map (Safari 16.4)": r"importmap",
    "a popover (Chrome 114)": r"\spopover(=|\s|>)",
}


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)


def without_guarded(css: str) -> str:
    """Return the style sheet without its `@supports` blocks: what stands there has a fallback."""
    while found := re.search(r"@supports[^{]*\{", css):
        depth, end = 1, found.end()
        while depth and end < len(css):
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        css = css[: found.start()] + css[end:]
    return css


def offences(text: str, rules: dict[str, str]) -> list[str]:
    return [name for name, pattern in rules.items() if re.search(pattern, text, re.MULTILINE)]


@pytest.mark.parametrize(
    ("text", "rules", "expected"),
    [
        ("class A { static { go(); } }", SCRIPT, 1),
        ("const a = /(?<=b)c/;", SCRIPT, 1),
        ("const last = list.findLast(isOpen);", SCRIPT, 1),
        ("const a = /v/.test(b) && a / v;", SCRIPT, 0),
        ("const a = /[a--b]/v;", SCRIPT, 1),
        ("form:has(input) { color: red }", STYLE, 1),
        ("a { color: red; &:hover { color: blue } }", STYLE, 1),
        ("@media (width >= 40rem) { a { color: red } }", STYLE, 1),
        ("@media (min-width: 40rem) { a > b { color: red } }", STYLE, 0),
        ('<div popover="auto">', PAGE, 1),
    ],
)
def test_the_fence_itself_sees_what_it_should(text, rules, expected):
    assert len(offences(text, rules)) == expected


def test_a_guarded_rule_is_allowed_and_the_rest_is_still_seen():
    css = "@supports selector(:has(a)) { a:has(b) { color: red } } a { color: blue }"
    assert offences(without_guarded(css), STYLE) == []
    assert offences(without_guarded(css + " i:has(b) { color: red }"), STYLE) != []


def found_in(folder: Path, pattern: str, rules: dict[str, str]) -> dict[str, list[str]]:
    texts = {path: without_guarded(without_comments(path.read_text())) for path in folder.rglob(pattern)}
    assert texts, f"no {pattern} in {folder.name}"
    found = {path.name: offences(text, rules) for path, text in texts.items()}
    return {name: each for name, each in found.items() if each}


def test_scripts_can_be_read_by_the_oldest_browsers():
    assert found_in(PACKAGE / "static" / "js", "*.js", SCRIPT) == {}


def test_styles_can_be_read_by_the_oldest_browsers():
    assert found_in(PACKAGE / "static" / "css", "*.css", STYLE) == {}


def test_pages_ask_nothing_of_the_oldest_browsers_that_they_lack():
    assert found_in(PACKAGE / "templates", "*.html", PAGE) == {}
