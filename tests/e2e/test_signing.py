"""Signing by drawing: what is missing is said at once, and who has signed sees their signature."""

import pytest
from playwright.sync_api import expect

from tests.e2e.support.story import TERMS, Story


def where_it_stands(page):
    """Left, top, width and height of the drawing, as shares of the pad."""
    pad, drawing = page.locator("#sign-pad").bounding_box(), page.locator("#sign-pad path").bounding_box()
    return [
        (drawing["x"] - pad["x"]) / pad["width"],
        (drawing["y"] - pad["y"]) / pad["height"],
        drawing["width"] / pad["width"],
        drawing["height"] / pad["height"],
    ]


def test_all_that_is_missing_is_said_at_once_and_the_signature_stays_in_sight(table):
    story = Story.begin(table)
    for step in ("values", "relations", "conduct", "conditions", "actions"):
        story.nora.act("close", step=step, override="Wij gaan verder.")
    story.fatma.act("terms", **TERMS)
    story.nora.act("freeze")
    fatma, page = story.fatma, story.fatma.page
    page.goto(f"{fatma.address}/contract")
    fatma.press("Ik onderteken")
    summary = page.locator("[data-errors]")
    expect(summary).to_contain_text("Er kloppen 2 dingen nog niet")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.locator("#consent")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#sign-pad")).to_have_attribute("aria-describedby", "sign-pad-error")

    page.locator("#consent").check()
    pad = page.locator("#sign-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    for x, y in ((60, 8), (100, 50), (150, 10), (220, 40)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()
    upright = where_it_stands(page)
    page.set_viewport_size({"width": 740, "height": 360})  # the phone is turned
    assert where_it_stands(page) == pytest.approx(upright, abs=0.02)
    page.set_viewport_size({"width": 360, "height": 740})
    fatma.press("Ik onderteken")
    fatma.sees("Je hebt ondertekend.", "Verander mijn keuze")
    expect(page.locator(".signed .doc__drawn")).to_be_visible()
    expect(pad).to_be_hidden()
