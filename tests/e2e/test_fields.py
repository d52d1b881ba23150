"""Live changes around somebody who is in the middle of something: nothing is taken out of their hands."""

import re

from playwright.sync_api import expect

from tests.e2e.support.people import FORMAL, INFORMAL
from tests.e2e.support.story import Story

HALF = "we elkaar halverwege een zin niet"
SAFE = "iedereen zich veilig voelt"
# Answers of this kind, which the server has given, wait until the test lets them go.
HOLD_ANSWERS = """accepts => {
  const fetched = window.fetch;
  const waiting = new Promise(go => { window.letGo = go; });
  window.held = 0;
  window.fetch = async (address, options) => {
    const answer = await fetched(address, options);
    if (options?.headers?.Accept !== accepts || address.includes('/sinds/')) return answer;
    window.held += 1;
    await waiting;
    return answer;
  };
}"""
WATCH_MOTION = """() => {
  window.moved = 0;
  const note = ({target}) => {
    if (target.getAnimations().some(each => each.effect.getTiming().duration > 20)) window.moved += 1;
  };
  for (const name of ['animationstart', 'transitionrun']) addEventListener(name, note, true);
}"""


def test_a_field_in_use_is_never_replaced_and_keeps_the_focus(table):
    story = Story.begin(table)
    nora, fatma, joke = story.nora, story.fatma, story.joke
    story.focus("values", "note")
    form = fatma.page.locator("#note-success")
    fatma.page.locator("details.fold-away--main").filter(has=form).locator("summary").first.click()
    field = form.locator("textarea[name=text]")
    field.click()
    fatma.page.keyboard.type(HALF)
    field.evaluate("field => { field.sameField = true; field.setSelectionRange(3, 3); }")

    joke.act("note", step="values", prompt="success", text="er van alles gebeurt")
    fatma.sees("er van alles gebeurt")
    nora.press("Instemmen", nora.page.locator(".lead-phases"))
    story.stance(joke, "values", "agree")
    nora.act("close", step="values", override="We gaan door.")
    expect(fatma.page.locator("#live")).to_contain_text("stap 2", timeout=10_000)
    fatma.sees("De groep is nu bij stap 2: Relaties.")

    state = field.evaluate(
        "field => [field.sameField, field.value, document.activeElement === field, field.selectionStart]"
    )
    assert state == [True, HALF, True, 3]
    # Going along keeps the words for who comes back.
    fatma.follow("Ga mee")
    expect(fatma.page.get_by_role("heading", level=1)).to_contain_text("Relaties")


def test_a_page_that_is_older_than_what_was_acknowledged_is_not_brought_in(table):
    story = Story.begin(table)
    nora, fatma = story.nora, story.fatma
    fatma.act("note", step="values", prompt="success", text=SAFE)
    story.focus("values", "note")
    fatma.sees(SAFE)
    fatma.page.wait_for_timeout(600)  # what was asked for until here has come
    fatma.page.evaluate(HOLD_ANSWERS, "text/html")
    story.focus("values", "consent")
    for _ in range(100):  # every page asks for its new shape, at a moment of its own
        fatma.page.wait_for_timeout(100)
        if fatma.page.evaluate("window.held"):
            break
    assert fatma.page.evaluate("window.held") > 0
    fatma.stance("agree")
    fatma.page.evaluate("window.letGo()")
    chosen = fatma.page.locator("#stance-agree")
    expect(chosen).to_be_checked()
    fatma.page.wait_for_timeout(600)
    assert chosen.evaluate("radio => radio.checked && radio.defaultChecked"), "the choice counts as not sent"
    # Nothing is waiting in a form, so this phone goes along with its group.
    nora.act("close", step="values", override="We gaan door.")
    expect(fatma.page.get_by_role("heading", level=1)).to_contain_text("Relaties")


def test_who_waits_for_an_answer_goes_after_the_group_when_it_has_come(table):
    story = Story.begin(table)
    nora, fatma = story.nora, story.fatma
    fatma.act("note", step="values", prompt="success", text=SAFE)
    story.focus("values", "consent")
    fatma.page.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    fatma.page.goto(fatma.address)
    table.visitors.watch.allow("WebSocket connection")
    expect(fatma.page.locator("form.stance")).to_be_visible()
    fatma.page.wait_for_timeout(3_000)  # until it goes on by plain http
    fatma.page.evaluate(HOLD_ANSWERS, "application/json")
    fatma.page.locator("label[for=stance-agree]").click()
    fatma.press("Dit is mijn keuze")
    nora.sees("Wacht op Joke")
    nora.act("close", step="values", override="We gaan door.")
    fatma.sees("De groep is nu bij stap 2: Relaties.")
    expect(fatma.page.get_by_role("heading", level=1)).to_contain_text("Waarden")
    fatma.page.evaluate("window.letGo()")
    expect(fatma.page.get_by_role("heading", level=1)).to_contain_text("Relaties")


def test_words_at_the_desk_stay_when_another_changes_the_same_text(table):
    story = Story.begin(table)
    fatma, joke = story.fatma, story.joke
    story.focus("values", "note")
    entry = fatma.act("note", step="values", prompt="success", text=SAFE)["id"]
    fatma.tile(SAFE).get_by_role("link", name=re.compile("^Verander")).click()
    field = fatma.page.get_by_label("De nieuwe tekst")
    field.fill(HALF)
    joke.act("edit", entry=entry, text=f"{SAFE}, ook Joke")
    expect(fatma.page.locator("#bureau-edit [data-changed]")).to_contain_text(f"{SAFE}, ook Joke")
    expect(field).to_have_value(HALF)
    expect(field).to_be_focused()
    fatma.press("Bewaar", fatma.page.locator("#bureau-edit"))
    # Both stand; the other one takes what Fatma wrote.
    both = joke.tile(f"{SAFE}, ook Joke").locator(".atonce")
    expect(both).to_contain_text(HALF)
    joke.press("Neem deze tekst", both)
    fatma.sees(HALF)
    expect(fatma.page.locator(".atonce")).to_have_count(0)
    expect(fatma.page.locator("ul.tiles .tile")).to_have_count(1)
    # What somebody takes away is shown, with who did it.
    joke.act("remove", entry=entry)
    expect(fatma.page.locator(".gone")).to_contain_text(re.compile(f"Weggehaald door Joke.*{HALF}"))


def test_the_reveal_is_told_politely_and_nothing_moves_for_who_wants_no_motion(table):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL, reduced_motion="reduce")
    joke = table.join("Joke van ’t Hof", FORMAL, reduced_motion="reduce")
    fatma.write(SAFE)
    joke.page.evaluate(WATCH_MOTION)
    nora.reveal()
    expect(joke.page.locator("#live")).to_contain_text("Alle briefjes liggen open.")
    assert joke.page.locator("#live").get_attribute("aria-live") == "polite"
    joke.sees(SAFE)
    assert joke.page.evaluate("window.moved") == 0


def test_who_writes_is_seen_and_never_what(table):
    nora = table.begin()
    fatma = table.join("Fatma Yılmaz", INFORMAL)
    wall = table.wall()
    nora.press("Toon de kaart")
    fatma.page.locator("#write-success-text").press_sequentially(HALF)
    wall.sees("schrijft")
    for person in (nora, wall):
        person.does_not_have(HALF, "halverwege")
