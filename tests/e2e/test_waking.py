"""A phone that sleeps or changes network, and a database that is away: nothing is lost."""

import re
import sqlite3
import time

import pytest
from playwright.sync_api import WebSocketRoute, expect

from partnerschap.store.engine import WAIT_SECONDS
from tests.e2e.conftest import Origin
from tests.e2e.support import browsers
from tests.e2e.support.people import FORMAL, INFORMAL, Table
from tests.e2e.support.server import Server
from tests.e2e.test_network import LOST

WORDS = "we elkaar wakker maken"
SOON = 25_000
"""Milliseconds; a connection that nobody asks after is found dead after forty seconds."""


class DeadLine:
    """Passes on what goes over a page's connections, until the one at hand dies without a word."""

    def __init__(self) -> None:
        self._dead: set[WebSocketRoute] = set()
        self._at_hand: WebSocketRoute | None = None
        self.is_in_use = False

    def open(self, page: WebSocketRoute) -> None:
        """Take a connection that the page makes."""
        self._at_hand = page
        server = page.connect_to_server()
        page.on_message(lambda message: page in self._dead or server.send(message))
        server.on_message(lambda message: self._hear(page, message))

    def _hear(self, page: WebSocketRoute, message: str | bytes) -> None:
        if page not in self._dead:
            page.send(message)
            self.is_in_use = self.is_in_use or "snapshot" in str(message)

    def die(self) -> None:
        """Neither side hears the other any more, and nobody is told."""
        assert self._at_hand is not None
        self._dead.add(self._at_hand)


WAKES = {
    "network": "window.dispatchEvent(new Event('online'))",
    "sleep": "document.dispatchEvent(new Event('visibilitychange'))",
    "a network that went": "dispatchEvent(new Event('offline'))",
}
"""What a browser tells a page then; sleeping itself cannot be imitated: this Chromium knows no freezing."""


@pytest.mark.parametrize("wakes", WAKES)
def test_after_sleep_or_another_network_a_page_finds_its_dead_connection_and_what_it_missed(table, wakes):
    """Seen to fail without `dead` in `#catchUp` of `live/link.js`."""
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    joke = table.join("Joke van ’t Hof", FORMAL)
    line = DeadLine()
    fatma.page.route_web_socket(re.compile("/socket.io/"), line.open)
    fatma.page.goto(fatma.address)
    while not line.is_in_use:
        fatma.page.wait_for_timeout(50)
    fatma.mark()
    line.die()
    joke.write(WORDS)
    nora.sees("heeft geschreven")
    nora.reveal()

    fatma.page.evaluate(WAKES[wakes])
    expect(fatma.page.locator(".slip__text", has_text=WORDS)).to_be_visible(timeout=SOON)
    fatma.act("park", text="een bank om op te slapen")
    joke.sees("een bank om op te slapen")
    assert fatma.is_marked()


@pytest.fixture
def own(tmp_path):
    """A server whose database a test may lock."""
    server = Server(tmp_path / "instance").start()
    yield Origin(f"http://{browsers.INSECURE_HOST}:{server.port}", server)
    server.stop()


@pytest.mark.parametrize("seconds", [WAIT_SECONDS + 2, pytest.param(30, marks=pytest.mark.soak)])
def test_words_wait_while_the_database_is_away_and_arrive_once(visit, chromium, own, seconds):
    """Seen to fail without `"busy"` in `LATER` of `live/queue.js`: the words came back to their author."""
    visitors = visit(chromium, own)
    visitors.watch.allow(*LOST)
    table = Table(visitors)
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.mark()
    other = sqlite3.connect(own.server.instance / "partnerschap.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    fatma.page.locator("#write-success textarea[name=text]").fill(WORDS)
    fatma.press(re.compile("briefje"), fatma.page.locator("#write-success"))
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text([WORDS], timeout=SOON)
    fatma.page.wait_for_timeout(1000 * (seconds - (time.monotonic() - began)))
    other.close()

    expect(fatma.page.locator(".slip--unsent")).to_have_count(0, timeout=30_000)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
    expect(fatma.page.locator("[data-strip]")).to_be_hidden(timeout=30_000)
    assert fatma.is_marked()
