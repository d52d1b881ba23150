"""Small helps that need scripts: the time that only informs, silence, copying a link."""

import re

from playwright.sync_api import expect

from tests.e2e.support.people import INFORMAL
from tests.e2e.support.story import Story


def test_the_time_is_a_remark_for_everyone_and_shuts_nothing(table):
    story = Story.begin(table)
    laptop, phone, wall = story.nora.page, story.fatma.page, story.wall.page
    story.focus("values", "write")
    box = laptop.locator("[data-timer-box]")
    box.get_by_text("Spreek een tijd af").click()
    box.get_by_label("Hoeveel minuten?").fill("een kwartier")
    box.get_by_role("button", name="Laat de tijd zien").click()
    expect(box.get_by_role("alert")).to_contain_text("Vul een aantal minuten in, bijvoorbeeld 10.")
    expect(phone.locator("[data-timer]")).to_be_hidden()
    box.get_by_label("Hoeveel minuten?").fill("9")
    box.get_by_role("button", name="Laat de tijd zien").click()
    for page in (laptop, phone, wall):
        expect(page.locator("[data-timer]")).to_have_text("Nog ongeveer 9 minuten")
        expect(page.locator("[data-timer]")).to_be_visible()
    # The page gets a new shape; the remark stays.
    story.focus("values", "talk")
    expect(phone.locator("[data-live=where]")).to_contain_text("praten")
    expect(phone.locator("[data-timer]")).to_be_visible()
    box.get_by_text("Spreek een tijd af").click()
    box.get_by_role("button", name="Haal de tijd weg").click()
    for page in (laptop, phone, wall):
        expect(page.locator("[data-timer]")).to_be_hidden()


def test_a_sign_that_the_contract_cannot_print_is_said_while_it_is_typed(table):
    story = Story.begin(table)
    story.focus("values", "write")
    phone = story.fatma.page
    field = phone.locator("textarea").first
    field.fill("samen 日本 eten 🎉")
    note = phone.locator("[data-unprintable]")
    expect(note).to_have_text("In het contract komt een blokje in plaats van: 日 本")
    field.fill("samen eten 🎉")
    expect(note).to_have_count(0)


def test_announcements_can_be_silenced_and_that_choice_stays(table):
    story = Story.begin(table)
    phone = story.fatma.page
    story.fatma.press("Zet voorlezen van meldingen uit")
    expect(phone.locator("[data-live=announce]")).to_have_text("Meldingen worden niet meer voorgelezen.")
    story.focus("values", "talk")
    expect(phone.locator("[data-live=where]")).to_contain_text("praten")
    expect(story.joke.page.locator("[data-live=announce]")).to_contain_text("Nu: Praten.")
    expect(phone.locator("[data-live=announce]")).to_have_text("Meldingen worden niet meer voorgelezen.")
    phone.reload()
    story.fatma.press("Zet voorlezen van meldingen aan")
    story.focus("values", "note")
    expect(phone.locator("[data-live=announce]")).to_contain_text("Nu: Samen noteren.")


def test_a_link_is_copied_where_the_browser_has_no_clipboard(table):
    story = Story.begin(table)
    page = story.fatma.page
    page.goto(f"{story.fatma.address}/mensen")
    story.fatma.press("Maak een link voor mij")
    assert page.evaluate("window.isSecureContext") is False
    link = page.locator(".secret").inner_text()
    story.fatma.press("Kopieer de link")
    expect(page.locator("[data-copy-state]")).to_have_text("Gekopieerd.")
    page.goto("/doe-mee")
    page.get_by_label("Jullie code").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Jullie code")).to_have_value(link)


def test_somebody_goes_off_the_map_only_after_a_question(table):
    story = Story.begin(table)
    page = story.nora.page
    row = page.locator("[data-live=table] li", has_text="Fatma")
    row.locator("summary").click()
    row.get_by_role("link", name="Haal van de kaart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Haal Fatma van de kaart?")
    assert story.fatma.view()["me"]


def test_a_page_that_has_just_come_is_not_asked_for_again(table):
    table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    asked = []
    fatma.page.on("request", lambda request: asked.append(request.resource_type))
    frames = []
    fatma.page.on("websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame))))
    fatma.page.goto(fatma.address)
    for _ in range(100):
        fatma.page.wait_for_timeout(100)
        if any("snapshot" in frame for frame in frames):
            break
    fatma.page.wait_for_timeout(1_500)  # a page that saw a change would have asked by now
    assert any("snapshot" in frame for frame in frames)
    assert "fetch" not in asked


def test_ones_own_last_act_is_taken_back_and_a_gate_within_ten_seconds(table):
    table.visitors.watch.allow("409")
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    fatma.write("samen eten")
    fatma.press("Maak ongedaan")
    expect(fatma.page.locator(".mine .slip__text")).to_have_count(0)
    field = fatma.page.locator("#write-success textarea[name=text]")
    expect(field).to_have_value("samen eten")
    expect(fatma.page.locator("[data-undo]")).to_be_hidden()

    fatma.press(re.compile("briefje"), fatma.page.locator("#write-success"))
    fatma.sees("Je briefje is bewaard.")
    nora.reveal()
    fatma.press("Maak ongedaan")
    fatma.sees("Iemand is hier al mee verder gegaan.")

    nora.page.goto(nora.address)
    nora.page.locator("details.override summary").click()
    nora.page.locator("#override").fill("we gaan verder")
    nora.press("Open de poort", nora.page.locator("details.override"))
    nora.sees("De poort is open. Dat kun je tien seconden lang ongedaan maken.")
    nora.press("Maak ongedaan")
    fatma.sees("Stap 1 van 5")
    expect(nora.page.locator("[data-undo]")).to_be_hidden()
    assert fatma.view()["step/values"]["state"] == "open"
