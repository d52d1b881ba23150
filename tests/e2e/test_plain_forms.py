"""Without JavaScript: reading, joining, writing, taking a stance and signing by name work as plain forms."""

from playwright.sync_api import expect

from tests.e2e.support.people import INFORMAL
from tests.e2e.support.story import TERMS, Story
from tests.e2e.support.visit import PHONE

OWN = "er ruimte is voor wie geen JavaScript heeft"


def test_a_phone_without_javascript_joins_writes_chooses_and_signs(table):
    # A form that comes back with a remark has the status of a refusal, and Chromium remarks on that.
    table.visitors.watch.allow("409", "422")
    story = Story.begin(table)
    younes = table.join("Younes", INFORMAL, PHONE, java_script_enabled=False)
    page = younes.page
    younes.sees("Ik vind ons jongerenplan geslaagd als …", "Fatma", "Joke")

    page.locator("#write-success-text").fill(OWN)
    younes.press("Bewaar dit briefje")
    younes.sees("Jouw briefjes", OWN)
    story.nora.does_not_have(OWN)

    story.nora.act("reveal", step="values")
    story.focus("values", "note")
    page.reload()
    younes.press("Neem over zoals het er staat")
    younes.sees(f"zoals {younes.called} het schreef")
    story.fatma.sees(OWN)

    story.focus("values", "consent")
    page.reload()
    page.locator("label[for=stance-object]").click()
    younes.press("Dit is mijn keuze")
    expect(page.locator("#fouten")).to_contain_text("Er klopt iets nog niet")
    page.locator("label[for=stance-agree]").click()
    younes.press("Dit is mijn keuze")
    younes.sees("gekozen")
    story.close("values")

    for step in ("relations", "conduct", "conditions", "actions"):
        story.nora.act("close", step=step, override="We doen deze stap een andere keer.")
    story.fatma.act("terms", **TERMS)
    story.nora.act("freeze")

    page.goto(younes.address)
    younes.follow("Naar het contract")
    younes.sees(OWN)
    page.get_by_label("Jouw naam").fill("Younes El Amrani")
    younes.press("Ik onderteken")
    expect(page.locator("#fouten")).to_be_visible()
    page.get_by_label("Ik heb het contract gelezen en ik sta erachter.").check()
    younes.press("Ik onderteken")
    younes.sees("Je hebt ondertekend.")


def test_pages_to_read_need_no_javascript(visitors):
    page = visitors.open(PHONE, java_script_enabled=False)
    for address, heading in (
        ("/", "Eerst samen weten waarom"),
        ("/doe-mee", "Doe mee met een code"),
        ("/hoe-werkt-het", "Hoe werkt het?"),
        ("/privacy", "Privacy"),
        ("/toegankelijkheid", "Toegankelijkheid"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
