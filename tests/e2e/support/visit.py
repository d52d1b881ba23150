"""Browser contexts that are watched: what they ask of another host, and what their console complains of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.e2e.support.browsers import HOSTS

SMALL_PHONE = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}
OWN_SCHEMES = {"data", "blob", "about"}
PATIENCE = 30_000


@dataclass
class Watch:
    """What went wrong in any of the contexts; `allowed` are patterns of complaints that a test provokes."""

    strangers: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def look_at(self, page: Page) -> None:
        """Note every request to another host, every error and every warning about the security policy."""
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda problem: self.complaints.append(f"{page.url}: {problem}"))

    def allow(self, *patterns: str) -> None:
        """Expect complaints that match, because the test takes something away."""
        self.allowed.extend(patterns)

    def check(self) -> None:
        """Fail when something was asked of another host, or a page complained."""
        found = [each for each in self.complaints if not any(re.search(word, each) for word in self.allowed)]
        assert not self.strangers, f"asked of other hosts: {sorted(self.strangers)}"
        assert not found, "the console says:\n" + "\n".join(found)

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and address.hostname not in HOSTS:
            self.strangers.add(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        policy = "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
        if message.type == "error" or policy:
            place = message.page.url if message.page else "?"
            self.complaints.append(f"{place}: {message.text} ({message.location.get('url', '')})")


class Visitors:
    """Opens contexts at one origin and closes them all at the end."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.watch = Watch()
        self._contexts: list[BrowserContext] = []

    def open(self, viewport: dict[str, int], **options: Any) -> Page:
        """Return a page in a context of its own, which is to say on a device of its own."""
        wanted = {"viewport": viewport, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam", **options}
        context = self.browser.new_context(base_url=self.origin, **wanted)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        self.watch.look_at(page)
        return page

    @property
    def pages(self) -> Iterable[Page]:
        """All open pages."""
        return [page for context in self._contexts for page in context.pages]

    def close(self) -> None:
        """Close every context."""
        for context in self._contexts:
            context.close()
