"""Phones that go along with their group: what they show comes with what happens, without a reload."""

from playwright.sync_api import expect

from tests.e2e.support.story import TERMS, Story

SAFE = "iedereen zich veilig voelt"


def test_while_choosing_a_joint_text_can_still_be_added(table):
    story = Story.begin(table)
    story.focus("values", "consent")
    fatma = story.fatma
    fatma.follow("Toch nog iets veranderen")
    fatma.note(SAFE, "success")
    story.joke.sees(SAFE)


def test_who_goes_along_begins_the_next_step_at_its_top(table):
    story = Story.begin(table)
    story.focus("values", "note")
    for number in range(8):
        story.joke.act("note", step="values", prompt="success", text=f"{SAFE}, ook op plek {number}")
    page = story.fatma.page
    story.fatma.sees(f"{SAFE}, ook op plek 7")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    story.nora.act("close", step="values", override="Wij gaan verder.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Relaties")
    page.wait_for_function("scrollY === 0")


def test_a_reopened_text_says_so_on_every_phone_and_at_the_desk(table):
    story = Story.begin(table)
    for step in ("values", "relations", "conduct", "conditions", "actions"):
        story.nora.act("close", step=step, override="Wij gaan verder.")
    story.joke.act("terms", **TERMS)
    story.nora.act("freeze")
    story.joke.sees("Naar het contract")
    story.fatma.act("reopen", because="De sleutel ontbreekt nog.")
    for person in (story.joke, story.nora):
        person.sees("De tekst is heropend. De reden:", "De sleutel ontbreekt nog.")
        person.sees("De handtekeningen van versie 1 gelden niet meer.")
