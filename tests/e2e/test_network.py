"""Losing the network: what is typed stays, says so, and arrives once."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Origin
from tests.e2e.support import browsers
from tests.e2e.support.people import FORMAL, INFORMAL, Table
from tests.e2e.support.server import Server

LOST = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket connection")
WORDS = "we elkaar ook zonder netwerk verstaan"


def test_what_is_typed_without_network_waits_in_its_field_and_arrives_once(table):
    table.visitors.watch.allow(*LOST)
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    joke = table.join("Joke van ’t Hof", FORMAL)
    nora.mark()

    fatma.page.context.set_offline(True)
    form = fatma.page.locator("#write-success")
    form.locator("textarea[name=text]").fill(WORDS)
    fatma.press(re.compile("briefje"), form)
    expect(form.locator("[data-state]")).to_contain_text("Nog niet verstuurd")
    expect(form.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(fatma.page.locator("[data-strip]")).to_be_visible()
    # Pressing again in despair sends nothing twice.
    fatma.press(re.compile("briefje"), form)

    fatma.page.context.set_offline(False)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
    expect(form.locator("textarea[name=text]")).to_have_value("")
    expect(fatma.page.locator("[data-strip]")).to_be_hidden(timeout=20_000)
    joke.sees("Fatma heeft ook iets geschreven.")
    nora.reveal()
    expect(joke.page.locator(".slip__text")).to_have_text([WORDS])
    assert nora.is_marked()


def test_where_websockets_are_blocked_it_goes_on_by_plain_http(table):
    table.visitors.watch.allow(*LOST)
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.page.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    fatma.page.goto(fatma.address)
    fatma.mark()

    fatma.write(WORDS)
    nora.sees("heeft geschreven")
    nora.reveal()
    expect(fatma.page.locator('[data-live="own"] .slip__text')).to_have_text([WORDS], timeout=20_000)
    nora.phase("consent")
    expect(fatma.page.locator("form.stance")).to_be_visible(timeout=20_000)
    assert fatma.is_marked()


@pytest.fixture
def fragile(tmp_path):
    """A server that a test may kill."""
    server = Server(tmp_path / "instance").start()
    yield Origin(f"http://{browsers.INSECURE_HOST}:{server.port}", server)
    server.stop()


def test_what_was_acknowledged_is_there_after_the_server_died(visit, chromium, fragile):
    visitors = visit(chromium, fragile)
    visitors.watch.allow(*LOST)
    table = Table(visitors)
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    for person in table.people:
        person.mark()
    fatma.write("dit was bewaard voor de stroom uitviel")
    fragile.server.kill()
    form = fatma.page.locator("#write-success")
    form.locator("textarea[name=text]").fill(WORDS)
    fatma.press(re.compile("briefje"), form)
    expect(form.locator("[data-state]")).to_contain_text("Nog niet verstuurd")

    fragile.server.start()
    slips = fatma.page.locator(".mine .slip__text")
    expect(slips).to_have_text(["dit was bewaard voor de stroom uitviel", WORDS], timeout=30_000)
    nora.page.bring_to_front()
    nora.sees("heeft geschreven")
    nora.reveal()
    expect(nora.page.locator(".lead-step .slip")).to_have_count(2)
    for person in table.people:
        assert person.is_marked()


def test_half_typed_words_stand_in_their_field_after_a_reload(table):
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    field = fatma.page.locator("#write-success textarea[name=text]")
    field.press_sequentially(WORDS)
    fatma.page.goto("about:blank")
    fatma.page.goto(fatma.address)

    expect(field).to_have_value(WORDS)
    fatma.press(re.compile("briefje"), fatma.page.locator("#write-success"))
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
    fatma.page.goto(fatma.address)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
    fatma.page.wait_for_timeout(1000)
    expect(field).to_have_value("")


def test_what_waits_to_be_sent_survives_a_reload_and_goes_when_the_network_is_back(table):
    table.visitors.watch.allow(*LOST)
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    form = fatma.page.locator("#write-success")
    form.locator("textarea[name=text]").fill(WORDS)
    fatma.page.context.set_offline(True)
    fatma.press(re.compile("briefje"), form)
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text([WORDS])
    fatma.page.goto("about:blank", wait_until="commit")
    fatma.page.context.set_offline(False)
    fatma.page.goto(fatma.address)

    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
    expect(fatma.page.locator(".slip--unsent")).to_have_count(0)
    fatma.page.goto(fatma.address)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])
