"""Coming, going and coming back: another device, a dead phone, a stranger, a secret link."""

import re

from playwright.sync_api import expect

from tests.e2e.support.people import FORMAL, INFORMAL
from tests.e2e.support.visit import PHONE

PRIVATE = "dit stond alleen op de oude telefoon"


def link_on(page):
    """Return the secret link that a page shows once."""
    return page.locator(".secret a").first.inner_text()


def test_a_personal_link_opens_the_map_on_another_device_and_leaves_a_clean_address(table, visitors):
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write(PRIVATE)
    fatma.follow("Mensen en mijn link")
    fatma.press("Maak een link voor mij")
    link = link_on(fatma.page)

    other = visitors.open(PHONE)
    other.goto(link)
    expect(other.get_by_role("button", name="Ga verder op dit apparaat")).to_be_visible()
    # Opening the link changed nothing yet: it can be opened again.
    other.reload()
    other.get_by_role("button", name="Ga verder op dit apparaat").click()
    other.wait_for_url(re.compile(rf"{fatma.address}$"))
    expect(other.locator(".mine")).to_contain_text(PRIVATE)


def test_the_facilitator_brings_back_somebody_whose_phone_died_and_the_new_one_opens_blank(table, visitors):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write(PRIVATE)
    nora.page.goto(f"{nora.address}/mensen")
    nora.press("Nieuwe link voor Fatma")
    link = link_on(nora.page)

    other = visitors.open(PHONE)
    other.goto(link)
    other.get_by_role("button", name="Ga verder op dit apparaat").click()
    other.wait_for_url(re.compile(rf"{fatma.address}$"))
    expect(other.get_by_role("heading", level=1)).to_contain_text("Waarden")
    assert PRIVATE not in other.content()
    # The old phone is out, and says so.
    visitors.watch.allow("403")
    fatma.page.goto(fatma.address)
    fatma.sees("Je doet nog niet mee")


def test_who_leaves_the_table_can_come_back_and_finds_own_words(table):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write(PRIVATE)
    table.visitors.watch.allow("403")
    fatma.page.goto(f"{fatma.address}/weg")
    fatma.press("Ga van tafel")
    expect(nora.page.locator(".table")).not_to_contain_text("Fatma")
    fatma.press("Ik doe weer mee")
    fatma.page.wait_for_url(re.compile(rf"{fatma.address}$"))
    expect(fatma.page.locator(".mine")).to_contain_text(PRIVATE)
    expect(nora.page.locator(".table")).to_contain_text("Fatma")


def test_a_double_name_and_a_revoked_code_are_answered_in_plain_words(table, visitors):
    nora = table.begin()
    table.join("Joke van ’t Hof", FORMAL)
    page = visitors.open(PHONE)
    page.goto("/doe-mee")
    page.get_by_label("Jullie code").fill(table.code.lower().replace(" ", ""))
    page.get_by_role("button", name="Doe mee").click()
    expect(page.get_by_text("Joke", exact=True)).to_be_visible()
    visitors.watch.allow("409", "422", "404")
    page.get_by_label("Hoe heet je?").fill("Joke van ’t Hof")
    page.get_by_label(re.compile(f"^{FORMAL}")).check()
    page.get_by_role("button", name="Ik doe mee").click()
    expect(page.locator("#fouten")).to_contain_text("Joke")
    expect(page.get_by_label("Hoe heet je?")).to_have_attribute("aria-invalid", "true")

    nora.page.goto(f"{nora.address}/mensen")
    nora.press("Maak een nieuwe code")
    page.goto("/doe-mee")
    page.get_by_label("Jullie code").fill(table.code)
    page.get_by_role("button", name="Doe mee").click()
    expect(page.locator("#fouten")).to_contain_text("Deze code kennen we niet")


def test_a_stranger_sees_nothing_of_a_map(table, visitors):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write(PRIVATE)
    visitors.watch.allow("403", "404")
    stranger = visitors.open(PHONE)
    for path in ("", "/wand", "/contract", "/kaart.json", "/sinds/0", "/mensen"):
        stranger.goto(nora.address + path)
        assert PRIVATE not in stranger.content()
        assert "Fatma" not in stranger.content()


def test_two_facilitators_who_open_the_same_gate_at_once_open_one(table):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    joke = table.join("Joke van ’t Hof", FORMAL)
    nora.act("hand_over", person=joke.id)
    joke.page.goto(joke.address)
    nora.act("focus", step="values", phase="consent", screen="map")
    wording = fatma.view()["step/values"]["wording"]
    for person in (fatma, joke):
        person.act("stance", step="values", stance="agree", wording=wording)
    buttons = [person.button("Open de poort", person.page.locator(".lead-gate")) for person in (nora, joke)]
    for button in buttons:
        expect(button.first).to_be_visible()
    # Both clicks leave before either answer is in: neither waits for the other.
    for person in (nora, joke):
        person.page.evaluate(
            "[...document.querySelectorAll('.lead-gate button')]"
            ".filter(b => b.textContent.trim() === 'Open de poort' && b.checkVisibility())[0].click()"
        )
    for person in (nora, joke):
        expect(person.page.get_by_role("heading", level=1)).to_have_text("Stap 2 van 5: Relaties")
    view = fatma.view()
    assert view["gate/values"]["open"]
    assert not view["gate/relations"]["open"]
