"""Who says to be done with writing loses nothing that still stands in a field."""

from playwright.sync_api import expect

from tests.e2e.support.people import INFORMAL
from tests.e2e.support.story import Story

DONE = "Ik ben klaar met schrijven"
SAFE = "iedereen zich veilig voelt"


def test_what_stands_in_the_field_is_saved_before_somebody_is_done(table):
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    field = fatma.page.locator("#write-success-text")
    field.fill(SAFE)
    fatma.press(DONE)
    fatma.sees("Je bent klaar met schrijven.", "Jouw briefjes", SAFE)
    expect(field).to_have_value("")
    # Nor do its words come back into it at the next visit.
    fatma.page.goto(fatma.address)
    fatma.page.wait_for_timeout(600)  # twice as long as reading what is kept takes
    expect(field).to_have_value("")
    fatma.press(DONE)
    fatma.sees("Je bent klaar met schrijven.")
    # Who has nothing in the field is simply done.
    fatma.follow("Ik schrijf nog iets")
    fatma.press(DONE)
    fatma.sees("Je bent klaar met schrijven.")


def test_several_fields_are_saved_and_a_refused_one_is_shown(table):
    story = Story.begin(table)
    fatma = story.fatma
    story.nora.act("close", step="values", override="Wij gaan verder.")
    fatma.sees("Hoe gaan we kennis delen?")
    fatma.page.locator("#write-share_knowledge-text").fill(SAFE)
    fatma.page.locator("#write-share_say-text").fill("lang " * 200)
    fatma.follow(DONE)
    fatma.sees("Niet alles is bewaard.", SAFE)
    expect(fatma.page.locator("#write-share_say [aria-invalid]")).to_have_count(1)
    expect(fatma.page.locator("#write-share_knowledge-text")).to_have_value("")
    fatma.page.locator("#write-share_say-text").fill("samen beslissen")
    fatma.follow(DONE)
    fatma.sees("Je bent klaar met schrijven.", "samen beslissen")


def test_without_internet_the_words_wait_and_then_somebody_is_done(table):
    table.visitors.watch.allow("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION", "WebSocket connection")
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.page.locator("#write-success-text").fill(SAFE)
    fatma.page.context.set_offline(True)
    fatma.press(DONE)
    fatma.sees("Je tekst is nog niet verstuurd.")
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text([SAFE])
    fatma.page.context.set_offline(False)
    fatma.sees("Je bent klaar met schrijven.", SAFE)
