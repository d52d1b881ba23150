"""Every screen at every moment of a dialogue: axe, the rules for forms, no scrolling sideways, a picture."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.support import checks
from tests.e2e.support.story import Story
from tests.e2e.support.visit import PHONE, SMALL_PHONE

# 400 % zoom on a laptop of 1280 by 1024 leaves this much room.
ZOOMED = {"width": 320, "height": 256}
OUTSIDE = {
    "start": "/",
    "begin": "/begin",
    "code": "/doe-mee",
    "hoe": "/hoe-werkt-het",
    "privacy": "/privacy",
    "toegankelijkheid": "/toegankelijkheid",
    "over": "/over",
    "niet-gevonden": "/bestaat-niet",
}
AROUND = {
    "mensen": "/mensen",
    "weg": "/weg",
    "afspraken": "/afspraken",
    "draaiboek": "/begeleiding/draaiboek",
    "uitnodiging": "/begeleiding/uitnodiging",
}
# Moments of the story at which screens differ.
MOMENTS = {
    "1-code",
    "1-write",
    "1-reveal",
    "1-talk",
    "1-note",
    "1-consent-stale",
    "2-write",
    "2-note",
    "2-gate-shut",
    "3-note",
    "4-note",
    "5-note",
    "5-closed",
    "6-terms",
    "6-frozen",
    "6-final",
}
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


class Inspector:
    """Looks at pages and gathers what is wrong, so that a run tells everything at once."""

    def __init__(self, picture: Callable[..., None], look: str, language: str) -> None:
        self.wrong: dict[str, list[str]] = {}
        self._picture = picture
        self._look = look
        self._language = language

    def inspect(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Check a page as it is, and save how it looks."""
        found = (
            checks.axe(page) + checks.forms(page) + checks.names(page, self._language) + checks.sideways(page)
        )
        for each in found:
            self.wrong.setdefault(each, []).append(name)
        self._picture(page, f"{self._look}/{name}", whole=whole)

    def inspect_wall(self, page: Page, name: str) -> None:
        """Check the wall, where nothing scrolls and so nothing may be cut off."""
        self.inspect(page, name, whole=False)
        for each in checks.cut_off(page):
            self.wrong.setdefault(each, []).append(name)

    def check(self) -> None:
        """Fail with everything that was found, each once, and where."""
        lines = [f"{', '.join(names[:6])} ({len(names)}):\n{found}" for found, names in self.wrong.items()]
        assert not lines, "\n\n".join(lines)


# Both languages and both colour schemes, without all four pairs.
LOOKS = pytest.mark.parametrize(
    ("language", "scheme"), [("nl", "light"), pytest.param("en", "dark", marks=pytest.mark.soak)]
)


def test_every_screen_of_a_dialogue(table, picture):
    look_through(table, picture, "nl", "light")


@pytest.mark.soak
def test_every_screen_of_a_dialogue_in_english_and_dark(table, picture):
    look_through(table, picture, "en", "dark")


def look_through(table, picture, language, scheme):
    inspector = Inspector(picture, f"{language}-{scheme}", language)
    story = Story.begin(table)
    phone, laptop, wall = story.fatma, story.nora, story.wall
    for person in table.people:
        person.speak(language)
        person.page.emulate_media(color_scheme=scheme)
    for moment in story.moments():
        if moment not in MOMENTS:
            continue
        for person in (phone, laptop, wall):
            person.page.goto(person.home)
        inspector.inspect(laptop.page, f"{moment}-laptop")
        inspector.inspect_wall(wall.page, f"{moment}-scherm")
        inspector.inspect(phone.page, f"{moment}-telefoon", whole=False)
        if language == "nl":  # what stands further down is the same in the dark
            picture(phone.page, f"{language}-{scheme}/{moment}-telefoon-heel", whole=True)
    for person, size in ((phone, "telefoon"), (laptop, "laptop")):
        person.page.goto(f"{person.address}/contract")
        inspector.inspect(person.page, f"contract-{size}")
    for path in ("heropenen", "terugtrekken"):
        phone.page.goto(f"{phone.address}/contract/{path}")
        inspector.inspect(phone.page, f"contract-{path}-telefoon")
    inspector.check()


@LOOKS
def test_every_page_around_a_map(table, visitors, picture, language, scheme):
    visitors.watch.allow("404", "422", "409", "403", "410")
    inspector = Inspector(picture, f"{language}-{scheme}", language)
    story = Story.begin(table)
    phone, laptop = story.fatma, story.nora
    for person in (phone, laptop):
        person.speak(language)
        person.page.emulate_media(color_scheme=scheme)
        size = "telefoon" if person is phone else "laptop"
        for name, path in {**OUTSIDE, **{key: person.address + rest for key, rest in AROUND.items()}}.items():
            person.page.goto(path)
            inspector.inspect(person.page, f"{name}-{size}")
    stranger = visitors.open(PHONE, locale=LANGUAGES[language], color_scheme=scheme)
    stranger.goto("/")
    if language != "nl":
        # Who joins a map is greeted in the language of the map, until they choose.
        stranger.get_by_role("button", name="Nederlands").click()
        stranger.get_by_role("button", name="English").click()
    for name, path in (
        ("meedoen", f"/doe-mee/{table.code.replace(' ', '')}"),
        ("onbekende-code", "/doe-mee/AAAAAAAA"),
        ("geen-deelnemer", phone.address),
        ("oude-link", "/sleutel/verlopen"),
    ):
        stranger.goto(path)
        inspector.inspect(stranger, f"{name}-telefoon")
    for name, path in (("meedoen-fout", f"/doe-mee/{table.code.replace(' ', '')}"), ("begin-fout", "/begin")):
        stranger.goto(path)
        stranger.locator("main form button[type=submit]").last.click()
        inspector.inspect(stranger, f"{name}-telefoon")
    story.wall.page.goto(table.wall_link)
    story.wall.page.emulate_media(color_scheme=scheme)
    inspector.check()


def test_nothing_scrolls_sideways_when_narrow_zoomed_or_widely_spaced(table):
    story = Story.begin(table)
    wrong = []

    def look(page: Page, where: str) -> None:
        for room in (ZOOMED, SMALL_PHONE):
            page.set_viewport_size(room)
            found = checks.sideways(page) + checks.sideways(page, spaced=True)
            wrong.extend(f"{where} {room['width']}: {each}" for each in found)

    for moment in story.moments():
        for person in (story.fatma, story.nora) if moment in MOMENTS else ():
            paths = ["", "/contract", "/mensen"] if moment in ("6-frozen", "6-final") else [""]
            for path in paths:
                person.page.goto(person.address + path)
                look(person.page, f"{moment} {person.name} {path}")
    for path in ("/", "/begin", "/doe-mee", "/hoe-werkt-het", "/privacy", f"{story.nora.address}/afspraken"):
        story.nora.page.goto(path)
        look(story.nora.page, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.soak
def test_pictures_in_forced_colours(table, picture):
    story = Story.begin(table)
    for person in table.people:
        person.page.emulate_media(forced_colors="active")
    for moment in story.moments():
        if moment in ("1-consent-stale", "2-note", "2-gate-shut"):
            for person, size in ((story.fatma, "telefoon"), (story.nora, "laptop"), (story.wall, "scherm")):
                person.page.goto(person.home)
                assert person.page.evaluate("matchMedia('(forced-colors: active)').matches")
                picture(person.page, f"forced-colors/{moment}-{size}", whole=person is not story.wall)
        if moment == "2-gate-shut":
            return
    pytest.fail("the story never came to the shut gate")
