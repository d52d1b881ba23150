"""What holds for every page and every answer; used by each test that opens a page (A8, A9, L1, D8 and C1)."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = frozenset({"base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}) | {
    "circle",
    "path",
    "rect",
    "line",
    "use",
    "polyline",
}


POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The content security policy of every answer, but for where connections may go."""


@dataclass(eq=False)
class Element:
    """An element with its attributes, its text and where it stands."""

    tag: str
    attributes: dict[str, str | None]
    parents: tuple["Element", ...]
    texts: list[str]
    """All texts of the page; those of this element stand between two of its places."""
    first: int
    last: int | None = None

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def words(self) -> str:
        return " ".join("".join(self.texts[self.first : self.last]).split())


class Page(HTMLParser):
    """All elements of a page, flat, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._element(tag, attrs)
        if tag in VOID:
            element.last = element.first
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._element(tag, attrs)
        element.last = element.first

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, dict(attrs), tuple(self._open), self.texts, len(self.texts))
        self.elements.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and any(each.tag == tag for each in self._open):
            closed = ""
            while closed != tag:
                element = self._open.pop()
                element.last, closed = len(self.texts), element.tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, *tags: str, name: str = "") -> list[Element]:
        return [each for each in self.elements if each.tag in tags and name in {"", each.get("name")}]


def check_page(html: str) -> Page:
    """Hold a page against what every page must be."""
    page = Page(html)
    (document,) = page.all("html")
    assert document.get("lang") in {"nl", "en"}
    headings = page.all("h1")
    assert len(headings) == 1, [each.words for each in headings]
    _check_title(page, headings[0].words)
    _check_ids(page)
    _check_controls(page)
    _check_code(page)
    _check_addresses(page)
    _check_help(page)
    _check_care(page)
    for form in page.all("form"):
        assert form.get("method") == "post", form.attributes
        tokens = page.all("input", name="csrf_token")
        assert any(form in each.parents for each in tokens), form.attributes
    for picture in page.all("img"):
        assert "alt" in picture.attributes, picture.attributes
    return page


def _check_care(page: Page) -> None:
    """Where people can write sentences, a warning against data of people who are not there (D8)."""
    written = [
        each for each in page.all("textarea") if not any("hidden" in p.attributes for p in each.parents)
    ]
    warnings = [each for each in page.all("p") if "care" in each.get("class").split()]
    shown = [each for each in warnings if not any("hidden" in p.attributes for p in (each, *each.parents))]
    assert shown or not written, [each.attributes for each in written]


def _check_title(page: Page, heading: str) -> None:
    title = next(each for each in page.elements if each.tag == "title" and not _inside(each, "svg")).words
    first = title.split(" · ")[0]
    assert heading.startswith(first) or first.startswith(heading), (title, heading)
    assert title.endswith("Partnerschap")
    if any(each.get("class").split()[:1] == ["minimap"] for each in page.elements):
        assert re.search(r"(Stap|Step) [1-5] (van|of) 5", title), title


def _check_ids(page: Page) -> None:
    found = [each.get("id") for each in page.elements if "id" in each.attributes]
    ids = set(found)
    assert len(found) == len(ids), sorted({each for each in found if found.count(each) > 1})
    for element in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            for wanted in element.get(name).split():
                assert wanted in ids, (element.tag, name, wanted)
        if element.tag == "a" and element.get("href").startswith("#"):
            assert element.get("href")[1:] in ids, element.get("href")


def _check_controls(page: Page) -> None:
    labelled = {each.get("for") for each in page.all("label")}
    for control in page.all("input", "select", "textarea"):
        assert "placeholder" not in control.attributes, control.attributes
        if control.get("type") in {"hidden", "submit"}:
            continue
        named = control.get("id") in labelled or control.get("aria-label") or _inside(control, "label")
        assert named, control.attributes
    for button in page.all("button", "a"):
        assert button.words or button.get("aria-label"), button.attributes
    for control in page.all("button", "input", "select", "textarea"):
        assert "disabled" not in control.attributes, control.attributes
        assert "required" not in control.attributes, control.attributes


def _check_code(page: Page) -> None:
    assert not page.all("style")
    # Each is fetched at once; and two joined scripts would each bring modules of their own.
    assert len([each for each in page.all("link") if each.get("rel") == "stylesheet"]) <= 1
    assert len([each for each in page.all("script") if each.get("type") == "module"]) <= 1
    for script in page.all("script"):
        data_only = script.get("type") == "application/json"
        assert data_only or (script.get("src") and not script.words), script.attributes
    for element in page.elements:
        inline = [name for name in element.attributes if name == "style" or re.fullmatch("on[a-z]+", name)]
        assert not inline, (element.tag, inline)


def _check_addresses(page: Page) -> None:
    for element in page.elements:
        for name in ("src", "href", "action", "data"):
            address = element.get(name)
            if re.match(r"(https?:)?//", address) and element.tag != "a":
                raise AssertionError(f"another host: {address}")
            assert not address.lower().startswith("javascript:"), address


def _check_help(page: Page) -> None:
    """Help stands above what a page is about, on every page but the wall, which is only looked at (A10)."""
    if any("wall" in each.get("class").split() for each in page.elements):
        return
    helps = [each for each in page.all("a") if each.get("href").endswith("/hoe-werkt-het")]
    assert helps, "no help"
    assert page.elements.index(helps[0]) < page.elements.index(page.all("h1")[0]) or _inside(
        helps[0], "header"
    )


def _inside(element: Element, tag: str) -> bool:
    return any(parent.tag == tag for parent in element.parents)


def check_headers(response: TestResponse, *, production: bool) -> None:
    """Hold an answer against the headers that every answer carries."""
    headers = response.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    socket = "wss://" if production else "ws://"
    connect = policy.pop("connect-src")
    assert connect == "'self'" or connect.startswith(f"'self' {socket}"), connect
    assert policy == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"]
    assert ("Strict-Transport-Security" in headers) == production
    for cookie in headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=Lax" in cookie, cookie
        assert ("Secure" in cookie) == production, cookie
        assert cookie.startswith("__Host-") == production, cookie
        assert "Domain=" not in cookie, cookie
