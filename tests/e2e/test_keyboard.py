"""The essential tasks by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.support.keyboard import press_on, tab_to
from tests.e2e.support.people import FORMAL, SUBJECT, TITLE
from tests.e2e.support.story import Story
from tests.e2e.support.visit import LAPTOP, PHONE


def test_beginning_and_joining_by_keyboard(visitors):
    page = visitors.open(LAPTOP)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    press_on(page, "Begin een nieuwe kaart")
    page.wait_for_url(re.compile("/begin$"))
    for field, text in (("title", TITLE), ("subject", SUBJECT), ("name", "Nora Willemsen")):
        tab_to(page, field)
        page.keyboard.type(text)
    press_on(page, "Begin de kaart")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je kaart staat klaar")
    code = page.locator(".code-large").inner_text()

    phone = visitors.open(PHONE)
    phone.goto("/doe-mee")
    tab_to(phone, "code")
    phone.keyboard.type(code)
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile("/doe-mee/.+"))
    tab_to(phone, "name")
    phone.keyboard.type("Joke van ’t Hof")
    tab_to(phone, "side-1")
    phone.keyboard.press("ArrowDown")
    expect(phone.get_by_label(re.compile(f"^{FORMAL}"))).to_be_checked()
    press_on(phone, "Ik doe mee")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Waarden")


def test_writing_noting_choosing_and_signing_by_keyboard(table):
    story = Story.begin(table)
    nora, fatma, joke = story.nora.page, story.fatma, story.joke
    page = fatma.page
    press_on(nora, "Toon de kaart")

    tab_to(page, "write-success-text")
    page.keyboard.type("iedereen meetelt")
    press_on(page, "Nog een briefje")
    expect(page.locator(".mine .slip__text")).to_have_text(["iedereen meetelt"])

    press_on(nora, "Leg alle briefjes open")
    expect(page.locator('[data-live="own"] .slip')).to_have_count(1)
    press_on(nora, "Samen noteren")
    press_on(page, "Neem over zoals het er staat")
    expect(page.locator(".tile__text")).to_have_text(["iedereen meetelt"])
    press_on(page, "Verander")
    expect(page.locator("#desk-edit-text")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" en meedoet")
    press_on(page, "Bewaar")
    expect(page.locator(".tile__text")).to_have_text(["iedereen meetelt en meedoet"])
    # The focus goes back to where the desk was opened.
    expect(page.locator(":focus")).to_contain_text("Verander")

    press_on(nora, "Instemmen")
    tab_to(page, "stance-agree")
    page.keyboard.press("Space")
    press_on(page, "Dit is mijn keuze")
    fatma.has_chosen()
    story.stance(joke, "values", "agree")
    press_on(nora, "Open de poort")
    expect(nora.get_by_role("heading", level=1)).to_have_text("Stap 2 van 5: Relaties")

    for step in ("relations", "conduct", "conditions", "actions"):
        story.nora.act("close", step=step, override="We doen deze stap een andere keer.")
    page.goto(f"{fatma.address}/afspraken")
    for field, text in (("non_compliance", "We bellen."), ("guardian", "Nora")):
        tab_to(page, field)
        page.keyboard.type(text)
    tab_to(page, "review_on")
    page.keyboard.type("10062027")
    press_on(page, "Bewaar de antwoorden")
    if not page.get_by_text("Jullie antwoorden zijn bewaard.").count():
        page.wait_for_url(re.compile("bewaard"))
    story.nora.act("freeze")
    page.goto(f"{fatma.address}/contract")
    tab_to(page, "sign-drawn")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#sign-typed")).to_be_checked()
    tab_to(page, "sign-name")
    tab_to(page, "consent")
    page.keyboard.press("Space")
    press_on(page, "Ik onderteken")
    fatma.sees("Je hebt ondertekend.")


@pytest.mark.parametrize("screen", ["telefoon", "laptop"])
def test_every_stop_of_a_busy_page_can_be_seen(table, screen):
    story = Story.begin(table)
    person = story.fatma if screen == "telefoon" else story.nora
    for moment in story.moments():
        if moment in ("1-note", "2-gate-shut"):
            person.page.goto(person.address)
            tab_to(person.page, "Stoppen")
        if moment == "2-gate-shut":
            return
    pytest.fail("the story never came to the shut gate")
