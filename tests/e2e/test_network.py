"""Losing the network: what is typed stays, says so, and arrives once.

Seen to fail, in this order, without: `release` in `takingpart.js`; the first `#fallBack` in `live/link.js`;
`save` in `forms/keeping.js`; `this.#keep.put` in `live/queue.js`; `takeBack` in `takingpart.js`; `left` in
`page.js` and `tab` in `forms/keeping.js`; what forgets in `live/keep.js`; `serviceWorker` in `offline.js`.
The second also without `signed` in the route `sinds`.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Origin
from tests.e2e.support import browsers
from tests.e2e.support.people import FORMAL, INFORMAL, Table
from tests.e2e.support.server import Server

LOST = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_CONNECTION",
    "ERR_EMPTY_RESPONSE",
    "ERR_CONTENT_LENGTH",
    "WebSocket connection",
)
# Everything that is in the browser's own store of this origin.
KEPT = """async () => {
  const done = asked => new Promise(go => { asked.onsuccess = () => go(asked.result); });
  const database = await done(indexedDB.open('partnerschap'));
  const all = Array.from(database.objectStoreNames, name => database.transaction(name).objectStore(name));
  return JSON.stringify((await Promise.all(all.map(store => done(store.getAll())))).flat());
}"""
WORDS = "we elkaar ook zonder netwerk verstaan"


def test_what_is_written_without_network_waits_among_the_own_slips_and_arrives_once(table):
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
    # Pressing again in despair sends nothing twice.
    fatma.press(re.compile("briefje"), form)
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text([WORDS])
    expect(form.locator("textarea[name=text]")).to_have_value("")
    fatma.press(re.compile("briefje"), form)
    expect(form.locator(".act__problem")).to_contain_text("Hier staat nog niets.")
    expect(fatma.page.locator("[data-strip]")).to_contain_text("Geen internet · 1 nog niet verstuurd")
    fatma.write("en zelfs twee keer")
    expect(fatma.page.locator("[data-strip]")).to_contain_text("2 nog niet verstuurd")

    fatma.page.context.set_offline(False)
    slips = fatma.page.locator(".mine .slip__text")
    expect(slips).to_have_text([WORDS, "en zelfs twee keer"], timeout=20_000)
    expect(fatma.page.locator(".slip--unsent")).to_have_count(0)
    expect(fatma.page.locator("[data-strip]")).to_be_hidden(timeout=20_000)
    joke.sees("Fatma heeft ook iets geschreven.")
    nora.reveal()
    expect(joke.page.locator(".slip__text")).to_have_count(2)
    joke.sees(WORDS, "en zelfs twee keer")
    assert nora.is_marked()


def test_who_chooses_again_while_the_first_choice_is_under_way_has_chosen_the_last(table):
    """Seen to fail without `goesAgain` in `forms/forms.js`."""
    table.visitors.watch.allow(*LOST)
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write(WORDS)
    nora.reveal()
    nora.phase("consent")
    form = fatma.page.locator("form.stance")
    form.locator("label[for=stance-agree]").click()
    fatma.page.context.set_offline(True)
    fatma.press("Dit is mijn keuze", form)
    expect(form.locator("[data-state]")).to_contain_text("Nog niet verstuurd")
    form.locator("label[for=stance-object]").click()
    form.locator("#stance-because").fill("er nog iets moet gebeuren")
    fatma.press("Dit is mijn keuze", form)
    expect(fatma.page.locator("form.stance[data-pending]")).to_have_count(1)

    fatma.page.context.set_offline(False)
    expect(fatma.page.locator("form.stance[data-pending]")).to_have_count(0, timeout=20_000)
    fatma.has_chosen()
    chosen = fatma.view()["me/stance/values/" + fatma.id]
    assert (chosen["kind"], chosen["because"]) == ("object", "er nog iets moet gebeuren")


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

    # A page that came without a view asks for all of it.
    with fatma.page.expect_response("**/sinds/-1") as asked:
        fatma.page.goto(f"{fatma.address}/contract")
    assert asked.value.json()["view"]["me"]
    fatma.does_not_have("Je zit niet meer aan deze tafel")


def test_a_refusal_by_what_stands_between_ends_nobodys_seat(table):
    """Seen to fail when any answer of 403 or 404 is taken for the server's own."""
    table.visitors.watch.allow(*LOST, "Failed to load resource")
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.page.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    portal = {"status": 403, "content_type": "text/html", "body": "<h1>Log eerst in</h1>"}
    fatma.page.route("**/sinds/*", lambda route: route.fulfill(**portal))
    with fatma.page.expect_response("**/sinds/*"):
        fatma.page.goto(fatma.address)
    fatma.page.wait_for_timeout(500)
    fatma.sees("Stap 1 van 5 · schrijf eerst zelf")
    fatma.page.unroute("**/sinds/*")
    fatma.write(WORDS)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text([WORDS])


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
    expect(fatma.page.locator(".slip--unsent")).to_have_count(0, timeout=30_000)
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


def test_late_words_come_back_to_their_author_who_keeps_parks_or_drops_them(table):
    table.visitors.watch.allow(*LOST, "409")  # by plain HTTP, a refusal is a conflict
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    joke = table.join("Joke van ’t Hof", FORMAL)
    fatma.page.context.set_offline(True)
    for text in ("een bank bij het water", "dat ik nee mag zeggen"):
        fatma.write(text)
    nora.act("reveal", step="values")
    nora.act("close", step="values", override="we gaan verder")
    fatma.page.context.set_offline(False)

    tray = fatma.page.locator('[data-live="tray"]')
    expect(tray.locator(".slip__text")).to_have_count(2, timeout=20_000)
    fatma.page.goto(fatma.address)
    expect(tray.get_by_text("Teruggekomen bij jou")).to_be_visible()
    fatma.sees("Stap 1: Waarden")
    joke.does_not_have("een bank bij het water", "dat ik nee mag zeggen")

    fatma.press("Zet op de parkeerplek, voor iedereen", tray.locator(".slip").filter(has_text="bank"))
    joke.sees("een bank bij het water")
    fatma.press("Bewaar voor later", tray)
    tray.get_by_text("Voor later bewaard: 1 tekst").click()
    tray.get_by_text("Gooi weg").click()
    fatma.press("Ja, gooi mijn tekst weg", tray)
    expect(tray).to_be_hidden()
    fatma.page.goto(fatma.address)
    expect(fatma.page.locator("main")).to_be_visible()
    expect(tray).to_be_hidden()
    joke.does_not_have("dat ik nee mag zeggen")


def test_two_tabs_of_one_person_keep_their_own_words_and_send_nothing_twice(table):
    table.visitors.watch.allow(*LOST)
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    field = "#write-success textarea[name=text]"
    other = fatma.page.context.new_page()
    other.goto(fatma.page.url)
    other.locator(field).press_sequentially("de tweede")
    fatma.page.locator(field).press_sequentially("de eerste")
    fatma.page.goto(fatma.address)
    expect(fatma.page.locator(field)).to_have_value("de eerste")
    expect(other.locator(field)).to_have_value("de tweede")

    # What one tab left unsent goes by the other, once.
    fatma.page.context.set_offline(True)
    fatma.press(re.compile("briefje"), fatma.page.locator("#write-success"))
    expect(fatma.page.locator(".slip--unsent")).to_have_count(1)
    fatma.page.close()
    expect(other.locator(".slip--unsent .slip__text")).to_have_text(["de eerste"])
    other.context.set_offline(False)
    expect(other.locator(".mine .slip__text")).to_have_text(["de eerste"], timeout=20_000)
    expect(other.locator(".slip--unsent")).to_have_count(0)
    expect(other.locator(field)).to_have_value("de tweede")


def test_a_device_forgets_what_was_not_sent_only_after_a_warning(table):
    table.visitors.watch.allow(*LOST)
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.page.locator("#write-success textarea[name=text]").press_sequentially(WORDS)
    other = fatma.page.context.new_page()  # with somebody's words still in a field
    other.goto(fatma.page.url)
    other.locator("#write-success textarea[name=text]").press_sequentially("en dit in een tweede tab")
    fatma.page.goto(f"{fatma.address}/weg")
    fatma.press("Vergeet dit apparaat")
    fatma.sees("Op dit apparaat staan 2 teksten die niet verstuurd zijn.")
    assert WORDS in fatma.page.evaluate(KEPT)
    fatma.press("Vergeet dit apparaat")
    fatma.page.wait_for_url(re.compile("/$"))
    expect(other.locator("h1")).to_have_text("Je zit niet meer aan deze tafel")
    assert fatma.page.evaluate(KEPT) == "[]"


@pytest.fixture
def at_home(fragile, visit, chromium):
    """A table on an origin that a browser trusts without HTTPS, so that it lets a service worker in."""
    visitors = visit(
        chromium, Origin(f"http://{browsers.TRUSTED_HOST}:{fragile.server.port}", fragile.server)
    )
    visitors.watch.allow(*LOST)
    return Table(visitors)


def test_a_map_that_was_open_once_opens_without_network_and_can_be_written_in(at_home):
    nora = at_home.begin()
    fatma = at_home.join("Fatma Yılmaz", INFORMAL)
    fatma.write("dit was er al")
    nora.act("park", text="een bank bij het water")
    kept = "() => caches.match(location.pathname + '/zonder-netwerk').then(found => Boolean(found))"
    until = time.monotonic() + 30
    while not fatma.page.evaluate(kept):  # `wait_for_function` takes a promise for a yes
        assert time.monotonic() < until
        fatma.page.wait_for_timeout(100)
    fatma.page.context.set_offline(True)
    fatma.page.goto("about:blank")
    with fatma.page.expect_event(
        "requestfailed", lambda asked: "/sinds/" in asked.url
    ):  # it tries by plain HTTP
        fatma.page.goto(fatma.address)

    fatma.sees("Stap 1 van 5 · schrijf eerst zelf", "Geen internet")
    fatma.does_not_have("dit was er al", "een bank bij het water", "Yılmaz")
    fatma.write(WORDS)
    with fatma.page.expect_event("requestfailed", lambda asked: "/sinds/" in asked.url):
        fatma.page.goto(fatma.address)
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text([WORDS])
    everything = """async () => {
      const texts = [];
      for (const name of await caches.keys())
        for (const asked of await (await caches.open(name)).keys())
          if (!asked.url.includes('/static/')) texts.push(await (await caches.match(asked)).text());
      return texts.join();
    }"""
    for words in ("dit was er al", "een bank bij het water", "Yılmaz", "Nora"):
        assert words not in fatma.page.evaluate(everything)

    fatma.page.context.set_offline(False)
    expect(fatma.page.locator(".slip--unsent")).to_have_count(0, timeout=20_000)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text(["dit was er al", WORDS])
    fatma.sees("een bank bij het water")
