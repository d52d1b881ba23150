"""People at a table, each with a browser context as their device: what they do by hand, and what they see."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.e2e.support.visit import LAPTOP, PHONE, PROJECTOR, Visitors

TITLE = "Het plein van iedereen"
SUBJECT = "ons jongerenplan"

INFORMAL, FORMAL = "informele kant", "formele kant"
PHASES = {
    "write": "Schrijf eerst zelf",
    "reveal": "Samen onthullen",
    "talk": "Praten",
    "note": "Samen noteren",
    "consent": "Instemmen",
}
STANCES = {
    "agree": "Akkoord",
    "accept": "Ik kan ermee leven",
    "proviso": "Akkoord, mits …",
    "object": "Bezwaar, omdat …",
}
# A fetch of the page itself: the browser's own cookies, the token that the page carries.
SEND = """async ([address, act]) => {
  const meta = document.querySelector('meta[name="csrf-token"]')?.content;
  const token = meta || document.querySelector('input[name="csrf_token"]')?.value || '';
  const answer = await fetch(address, {method: 'POST', body: JSON.stringify(act), credentials: 'same-origin',
    headers: {'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token}});
  return answer.json();
}"""


CHOOSE_LANGUAGE = """language => fetch('/taal', {method: 'POST', body: new URLSearchParams({
  taal: language, csrf_token: document.querySelector('input[name="csrf_token"]').value})})"""


# A page of which the program is at work, or that has none.
ALIVE = "html[data-alive], html:not(:has(script[src*='/js/map.js'], script[src*='/js/desk.js']))"


@dataclass
class Person:
    """Somebody with a device, on which scripts run or do not."""

    name: str
    page: Page
    map: str = ""
    scripts: bool = True

    @property
    def called(self) -> str:
        """The name that the others see."""
        return self.name.split()[0]

    @property
    def address(self) -> str:
        """Where the map is."""
        return f"/kaart/{self.map}"

    @property
    def home(self) -> str:
        """Where this device stays."""
        return self.address

    def speak(self, language: str) -> None:
        """Choose a language, as the button at the top of a page does."""
        self.page.goto("/")
        self.page.evaluate(CHOOSE_LANGUAGE, language)
        self.page.goto(self.home)

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        """The button that can be seen with this name."""
        return (within or self.page).get_by_role("button", name=name).filter(visible=True)

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press a button, once the page is at work."""
        self.alive()
        self.button(name, within).first.click()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=name).filter(visible=True).first.click()

    def sees(self, *texts: str) -> None:
        """Wait until every text can be seen."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def does_not_have(self, *texts: str) -> None:
        """The texts stand nowhere in the document, seen or unseen."""
        content = self.page.content()
        for text in texts:
            assert text not in content, f"{self.name} has '{text}' in the page"

    def alive(self) -> None:
        """Wait until the page is at work: before that, a form goes by itself and loads the page again."""
        if self.scripts:
            self.page.wait_for_selector(ALIVE, state="attached")

    def mark(self) -> None:
        """Leave a mark that goes when the page is loaded again."""
        self.alive()
        self.page.evaluate("window.notLoadedAgain = true")

    def is_marked(self) -> bool:
        """Tell whether the page is still the one that was marked."""
        return bool(self.page.evaluate("window.notLoadedAgain === true"))

    def view(self) -> dict[str, Any]:
        """What the server shows this device of the map."""
        asked = f"{self.address}/sinds/{FAR}"
        answer = self.page.evaluate(
            "a => fetch(a, {headers: {Accept: 'application/json'}}).then(r => r.json())", asked
        )
        view: dict[str, Any] = answer["view"]
        return view

    @property
    def id(self) -> str:
        """The person's id on the map."""
        return str(self.view()["me"]["id"])

    def act(self, do: str, **fields: Any) -> dict[str, Any]:
        """Do something without the screen, by the same door, to come quickly to where a test begins."""
        op = str(uuid.uuid4())
        act = {"do": do, "op": op, **({"id": op} if do in MAKERS else {}), **fields}
        answer: dict[str, Any] = self.page.evaluate(SEND, [f"{self.address}/doe", act])
        if not answer.get("ok"):
            raise AssertionError(f"{self.name} {do} {fields}: {answer}")
        return {**answer, "id": op}


P = TypeVar("P", bound=Person)
FAR = 2_147_483_647  # no map is ever there, so that asking what came since then gives the whole view
MAKERS = {"write", "note", "adopt", "differ", "park", "meaning", "stance", "responsibility"}


class Participant(Person):
    """A partner, on a phone."""

    def write(self, text: str, prompt: str = "success", meaning: str = "") -> None:
        """Write a slip for oneself."""
        form = self.page.locator(f"#write-{prompt}")
        form.locator("textarea[name=text]").fill(text)
        if meaning:
            form.get_by_label("Wat zou je dan zien gebeuren?").fill(meaning)
        self.press(re.compile("briefje"), form)
        expect(self.page.locator(".mine .slip__text").get_by_text(text)).to_be_visible()

    def adopt(self, text: str) -> None:
        """Let an own entry become joint as it stands."""
        slip = self.page.locator(".slip").filter(has_text=text)
        self.press("Neem over zoals het er staat", slip)
        expect(self.tile(text)).to_be_visible()

    def tile(self, text: str) -> Locator:
        """The joint text on this screen."""
        return self.page.locator(".prompts .tile").filter(has_text=text).first

    def note(self, text: str, prompt: str, **more: str | list[str]) -> None:
        """Put a joint text on the map; `more` are other fields by name, lists the boxes to tick."""
        form = self.page.locator(f"#note-{prompt}")
        fold = self.page.locator("details.fold-away--main").filter(has=form)
        if not form.is_visible():
            fold.locator("summary").first.click()
        form.locator("textarea[name=text]").fill(text)
        for name, value in more.items():
            if isinstance(value, list):
                for label in value:
                    form.locator(f"#note-{prompt}-{name}").get_by_label(label).check(force=True)
            else:
                form.locator(f"[name={name}]").fill(value)
        self.press("Zet op de kaart", form)
        expect(self.tile(text)).to_be_visible()

    def stance(self, kind: str, because: str = "") -> None:
        """Take a stance on the step as it reads now."""
        form = self.page.locator("form.stance")
        form.locator(f"label[for=stance-{kind}]").click()
        if because:
            form.locator("#stance-because").fill(because)
        self.press("Dit is mijn keuze", form)
        self.has_chosen()

    def has_chosen(self) -> None:
        """Wait until the server has the choice that was made."""
        expect(self.page.locator("form.stance.is-choosing, form.stance[data-pending]")).to_have_count(0)

    def change(self, text: str, into: str) -> None:
        """Change a joint text at the desk."""
        self.tile(text).get_by_role("link", name=re.compile("^Verander")).click()
        desk = self.page.locator("#bureau-edit")
        expect(desk).to_be_visible()
        desk.get_by_label("De nieuwe tekst").fill(into)
        self.press("Bewaar", desk)
        expect(self.tile(into)).to_be_visible()


class Wall(Person):
    """The projector."""

    @property
    def home(self) -> str:
        """The wall of the map."""
        return f"{self.address}/wand"


class Facilitator(Person):
    """Who leads, on a laptop."""

    def phase(self, key: str) -> None:
        """Take the group to a phase."""
        self.press(PHASES[key], self.page.locator(".lead-phases"))
        expect(self.page.locator(".lead-phase--now")).to_contain_text(PHASES[key])

    def reveal(self) -> None:
        """Lay all slips open."""
        self.press("Leg alle briefjes open")
        expect(self.button("Leg alle briefjes open")).to_have_count(0)

    def open_gate(self, number: int) -> None:
        """Open the gate behind this step."""
        expect(self.page.get_by_role("heading", name=f"Poort {number} is nog dicht")).to_be_visible()
        self.press("Open de poort", self.page.locator(".lead-gate"))
        expect(self.page.get_by_role("heading", name=f"Poort {number} is nog dicht")).to_have_count(0)

    def is_at(self, number: int, label: str) -> None:
        """Wait until the group is at a step: opening a gate takes it there."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Stap {number} van 5: {label}")


@dataclass
class Table:
    """The map that these people work on."""

    visitors: Visitors
    map: str = ""
    code: str = ""
    wall_link: str = ""
    people: list[Person] = field(default_factory=list)

    def begin(
        self, name: str = "Nora Willemsen", viewport: dict[str, int] = LAPTOP, **options: Any
    ) -> Facilitator:
        """Begin a map by hand."""
        page = self.visitors.open(viewport, **options)
        page.goto("/")
        page.get_by_role("link", name="Begin een nieuwe kaart").click()
        page.get_by_label("Hoe heet jullie samenwerking?").fill(TITLE)
        page.get_by_label("Waar gaat het gesprek over?").fill(SUBJECT)
        page.get_by_label("Hoe heet je?").fill(name)
        page.get_by_role("button", name="Begin de kaart").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Je kaart staat klaar")
        self.code = page.locator(".code-large").inner_text()
        self.wall_link = page.locator("section[aria-labelledby=scherm] .secret").inner_text()
        page.get_by_role("link", name="Naar de kaart").click()
        page.wait_for_url(re.compile(r"/kaart/[^/]+$"))
        self.map = page.url.rsplit("/", 1)[-1]
        return self._seat(Facilitator(name, page, self.map))

    def join(self, name: str, side: str, viewport: dict[str, int] = PHONE, **options: Any) -> Participant:
        """Join by the code, by hand."""
        page = self.visitors.open(viewport, **options)
        page.goto("/")
        page.get_by_label("Jullie code").fill(self.code)
        page.get_by_role("button", name="Doe mee").click()
        page.get_by_label("Hoe heet je?").fill(name)
        page.get_by_label(re.compile(f"^{side}")).check()
        page.get_by_role("button", name="Ik doe mee").click()
        page.wait_for_url(re.compile(r"/kaart/[^/]+$"))
        return self._seat(Participant(name, page, self.map, options.get("java_script_enabled", True)))

    def wall(self, viewport: dict[str, int] = PROJECTOR, **options: Any) -> Wall:
        """Open the wall on a computer of its own, by its secret link."""
        page = self.visitors.open(viewport, **options)
        page.goto(self.wall_link)
        page.get_by_role("button", name="Open het scherm").click()
        page.wait_for_url(re.compile(r"/wand$"))
        return self._seat(Wall("het scherm", page, self.map))

    def others(self, *but: Person) -> list[Person]:
        """Everyone with a device, but these."""
        return [person for person in self.people if person not in but]

    def _seat(self, person: P) -> P:
        person.alive()
        self.people.append(person)
        return person
