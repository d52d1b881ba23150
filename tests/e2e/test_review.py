"""Three devices hold the review of a map signed three months ago, from the link to the second contract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Origin
from tests.e2e.support import browsers
from tests.e2e.support.people import Facilitator, Participant, Table
from tests.e2e.support.server import Server
from tests.e2e.support.story import INK, Story
from tests.e2e.support.visit import LAPTOP, PHONE, Visitors

DAYS = 92


@pytest.fixture
def three_months_ago(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "terug", days=-DAYS).start()
    yield server
    server.stop()


def signed(server: Server, visitors: Visitors) -> Story:
    """Walk the youth square three months ago; its review is on the day after that walk."""
    story = Story.begin(Table(visitors))
    for person in (story.nora, story.wall, story.fatma, story.joke):
        person.page.goto("/privacy")  # no screen has to follow a walk that is not looked at
    for moment in story.moments():
        if moment == "5-closed":
            break
    day = story.nora.page.evaluate(
        "d => new Date(Date.now() - d * 864e5).toISOString().slice(0, 10)", DAYS - 1
    )
    story.fatma.act(
        "terms",
        non_compliance="We bellen.",
        guardian="Nora",
        confidentiality="",
        review_on=day,
        intent="moral",
    )
    story.nora.act("freeze")
    sign(story.fatma)
    sign(story.joke)
    story.nora.act("seal")
    story.joke.act("tell", kind="happened", text="De sleutel is er.", id="t1")
    server.stop()
    server.days = 0
    server.start()
    return story


def sign(person: Participant) -> None:
    shown = person.view()["contract"]["hash"]
    person.act("sign", method="drawn", typed=person.name, strokes=INK, hash=shown)


def by_personal_link(story: Story, visitors: Visitors) -> Participant:
    """Fatma comes back on a new phone, by the link that Nora makes for her."""
    story.nora.page.goto(f"{story.nora.address}/mensen")
    story.nora.press("Nieuwe link voor Fatma")
    link = story.nora.page.locator(".secret").inner_text()
    page = visitors.open(PHONE)
    page.goto(link)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/mijn-afspraken")
    return Participant("Fatma Yılmaz", page, story.fatma.map)


def line(page: Page, words: str) -> Locator:
    return page.locator(".reviewline").filter(has_text=words).first


def says(page: Page, words: str, verdict: str, following: str = "", **more: str) -> None:
    form = line(page, words)
    form.get_by_label(verdict, exact=True).check()
    if following:
        form.get_by_label(following, exact=True).check()
    for label, text in more.items():
        form.locator(f"textarea[name={label}]").fill(text)
    if more:
        form.get_by_role("button", name="Bewaar").click()


def consents(person: Participant) -> None:
    person.page.goto(person.address)
    person.press("Dit geldt nog")
    expect(person.page.locator(".same")).to_have_count(0)


def test_three_devices_hold_a_review_from_the_link_to_the_second_contract(
    three_months_ago: Server, visit, chromium, picture
) -> None:
    origin = Origin(f"http://{browsers.INSECURE_HOST}:{three_months_ago.port}", three_months_ago)
    visitors = visit(chromium, origin)
    visitors.watch.allow(
        "WebSocket", "Failed to load resource", "ERR_CONNECTION_REFUSED"
    )  # the server rests a while
    story = signed(three_months_ago, visitors)
    nora, joke = story.nora, story.joke
    fatma = by_personal_link(story, visitors)

    fatma.sees("Het is tijd om terug te kijken.")
    picture(fatma.page, "review/due-phone", whole=True)
    fatma.follow("Kijk samen terug")
    fatma.press("Heropen de tekst")
    fatma.page.wait_for_url("**/kaart/*")

    own_round(nora, fatma, joke)
    look_back(fatma, joke, picture)
    # What nobody changed begins with choosing; only the first and what was changed wait for Nora.
    for number, waits in enumerate([True, False, True, False, True], start=1):
        nora.page.goto(nora.address)
        if waits:
            nora.phase("consent")
        for person in (fatma, joke):
            person.page.goto(person.address)
            if number in {3, 5}:
                person.stance("agree")
            else:
                consents(person)
        nora.open_gate(number)
    finish(nora, fatma, joke)
    second = contract(fatma.page, fatma.address, 2)
    first = contract(fatma.page, fatma.address, 1)
    assert "binnen een dag aanspreken" in second
    assert "Ik regel de sleutel." not in second
    assert "De jongeren beslissen over het plein." in second
    assert "rustig aanspreken" in first
    assert "Ik regel de sleutel." in first


def own_round(nora: Facilitator, fatma: Participant, joke: Participant) -> None:
    """The own round comes first, and nobody's screen shows what stood in version 1."""
    joke.page.goto(joke.address)
    fatma.does_not_have("Wij krijgen een sleutel van het buurthuis.")
    fatma.write("er een tweede kok is")
    joke.write("we het samen dragen")
    joke.does_not_have("er een tweede kok is", "Wij krijgen een sleutel")
    nora.page.goto(nora.address)
    nora.reveal()


def look_back(fatma: Participant, joke: Participant, picture: Callable[..., None]) -> None:
    """Each says on an own screen what works, and sees at once what the other says."""
    fatma.follow("Kijk terug op versie 1")
    joke.page.goto(f"{joke.address}/terugkijken")
    expect(fatma.page.get_by_role("heading", level=1)).to_have_text("Terugkijken op versie 1")
    fatma.sees("De sleutel is er.")
    says(fatma.page, "bij naam kennen", "werkt")
    expect(line(joke.page, "bij naam kennen")).to_contain_text("Fatma: werkt · houden")
    says(
        joke.page,
        "rustig aanspreken",
        "werkt niet",
        "veranderen",
        because="te vaag",
        text="binnen een dag aanspreken",
    )
    expect(line(fatma.page, "binnen een dag aanspreken")).to_contain_text("te vaag")
    says(joke.page, "Ik regel de sleutel.", "gedaan", "laten vallen")
    says(
        fatma.page,
        "De lamp bij de bankjes",
        "geen antwoord, omdat …",
        "houden",
        because="niemand belde terug",
    )
    says(fatma.page, "De jongeren beslissen over het plein.", "schuurt nog", "laten staan")
    expect(line(joke.page, "De lamp bij de bankjes")).to_contain_text("niemand belde terug")
    for name, person, size in (("phone", fatma, PHONE), ("laptop", joke, LAPTOP)):
        person.page.set_viewport_size(size)
        picture(person.page, f"review/lines-{name}", whole=True)
    fatma.page.locator("#vertel-well textarea").fill("Het plein is weer van iedereen.")
    fatma.press("Zet erbij", fatma.page.locator("#vertel-well"))
    joke.sees("Het plein is weer van iedereen.")


def finish(nora: Facilitator, *partners: Participant) -> None:
    """The questions are asked again, filled in with the earlier answers; everyone signs version 2."""
    nora.page.goto(f"{nora.address}/afspraken")
    nora.sees("Dit spraken jullie de vorige keer af.")
    expect(nora.page.get_by_label("Wat doen we als iemand zich er niet aan houdt?")).to_have_value(
        "We bellen."
    )
    nora.page.get_by_label("Op welke dag kijken we weer?").fill("2031-09-01")
    nora.press("Bewaar de antwoorden")
    nora.press("Zet de tekst vast om te tekenen")
    nora.page.wait_for_url("**/contract")
    for person in partners:
        sign(person)
    nora.press("Maak deze versie af")
    nora.sees("Deze versie is af.")


def contract(page: Page, address: str, version: int) -> str:
    page.goto(f"{address}/contract/{version}")
    return page.locator(".doc").first.inner_text() if page.locator(".doc").count() else page.content()
