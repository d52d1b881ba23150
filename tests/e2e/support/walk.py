"""The youth square, walked by hand from joining to the downloaded contract."""

import io
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.support.people import FORMAL, INFORMAL, PHASES, TITLE, Facilitator, Participant, Person, Table
from tests.e2e.support.visit import PHONE, SMALL_PHONE

SAFE = "iedereen zich 's avonds veilig voelt op het plein"
SAFE_FOR_ALL = "iedereen, jong en oud, zich 's avonds veilig voelt op het plein"
KNOWN = "buren en jongeren elkaar kennen en aanspreken"
KNOWN_BY_NAME = "buren en jongeren elkaar bij naam kennen en aanspreken"
OBJECTION = "'veilig' gaat nu alleen over de buren"
STEPS = (
    (2, "Relaties", "share_knowledge", "wij vertellen wat er speelt, zonder namen", {}),
    (3, "Handelen", "communicate", "Eén appgroep; we antwoorden binnen twee dagen.", {}),
    (4, "Condities", "environment-safety", "Niemand gaat alleen het plein op als er ruzie is.", {}),
)
ACTION = "Ik regel de sleutel."


@dataclass
class Walk:
    """Everyone who is there, and what they do together, one chapter after another."""

    table: Table
    nora: Facilitator
    wall: Person
    fatma: Participant
    joke: Participant

    @classmethod
    def begin(cls, table: Table) -> "Walk":
        """Begin the map, put it on the wall, and let two people join by the code."""
        nora = table.begin()
        wall = table.wall()
        wall.sees(table.code.split()[0], TITLE)
        fatma = table.join("Fatma Yılmaz", INFORMAL, PHONE)
        joke = table.join("Joke van ’t Hof", FORMAL, SMALL_PHONE)
        for person in (nora, wall, fatma):
            person.sees("Joke")
        nora.press("Toon de kaart")
        wall.sees("Waarden")
        for person in table.people:
            person.mark()
        return cls(table, nora, wall, fatma, joke)

    @property
    def phones(self) -> tuple[Participant, Participant]:
        """The two partners."""
        return self.fatma, self.joke

    def nobody_reloads(self) -> None:
        """Every page is still the one that it was."""
        for person in self.table.people:
            assert person.is_marked(), f"{person.name} was loaded again"

    def values(self) -> None:
        """Step 1: write alone, reveal, note, an objection, a changed text, stale stances, an open gate."""
        nora, fatma, joke = self.nora, self.fatma, self.joke
        fatma.write(SAFE, meaning="kinderen spelen buiten tot het donker is")
        nora.sees("heeft geschreven")
        joke.sees("Fatma heeft ook iets geschreven.")
        joke.write(KNOWN)
        for person in self.table.others(fatma):
            person.does_not_have("veilig voelt", "tot het donker is")
        for person in self.table.others(joke):
            person.does_not_have("elkaar kennen en aanspreken")

        nora.reveal()
        for person in (self.wall, joke):
            person.sees(SAFE)
        self.wall.does_not_have("opbouwwerker", "Yılmaz")

        nora.phase("note")
        fatma.adopt(SAFE)
        joke.note(KNOWN_BY_NAME, "success", **{"from": [KNOWN]})
        for person in (self.wall, nora, fatma):
            person.sees(KNOWN_BY_NAME)

        nora.phase("consent")
        fatma.stance("agree")
        nora.sees("Wacht op Joke")
        expect(nora.button("Open de poort")).to_have_count(0)
        joke.stance("object", OBJECTION)
        nora.sees("Er staat een bezwaar open", OBJECTION)
        expect(nora.button("Open de poort")).to_have_count(0)

        fatma.follow("Toch nog iets veranderen")
        fatma.change(SAFE, SAFE_FOR_ALL)
        joke.sees("De tekst is veranderd sinds jouw bezwaar.", SAFE_FOR_ALL)
        fatma.sees("De tekst is veranderd sinds jij instemde.")
        nora.sees("bij eerdere tekst")
        self.wall.sees("jong en oud")
        for person in self.phones:
            person.stance("agree")
        nora.sees("Iedereen heeft gekozen", "Er staat niets meer open")
        nora.open_gate(1)
        self.wall.sees("Relaties")

    def middle(self) -> None:
        """Steps 2, 3 and 4: a joint text each, and consent."""
        for number, label, prompt, text, more in STEPS:
            self.nora.is_at(number, label)
            for person in self.phones:
                expect(person.page.get_by_role("heading", level=1)).to_contain_text(label)
            self.nora.phase("note")
            self.joke.note(text, prompt, **more)
            self.agree(number)

    def actions(self) -> None:
        """Step 5: an action of one's own, for a value."""
        self.nora.is_at(5, "Acties")
        self.nora.phase("note")
        expect(self.joke.page.get_by_role("heading", level=1)).to_contain_text("Acties")
        self.joke.note(ACTION, "mine", due="2027-03-01", serves=[SAFE_FOR_ALL])
        self.fatma.sees(ACTION)
        self.agree(5)

    def agree(self, number: int) -> None:
        """Let both partners consent and open the gate."""
        self.nora.phase("consent")
        for person in self.phones:
            person.stance("agree")
        self.nora.open_gate(number)

    def sign(self) -> None:
        """Answer the questions, freeze the text, sign by drawing and by typing, and finish it."""
        nora, fatma, joke = self.nora, self.fatma, self.joke
        fatma.page.goto(f"{fatma.address}/afspraken")
        fatma.page.get_by_label("Wat doen we als iemand zich er niet aan houdt?").fill(
            "We bellen elkaar eerst op."
        )
        fatma.page.get_by_label("Wie let op deze afspraak?").fill("Nora Willemsen")
        fatma.page.get_by_label("Op welke dag kijken we weer?").fill("2027-06-10")
        fatma.press("Bewaar de antwoorden")
        fatma.sees("Jullie antwoorden zijn bewaard.")
        nora.page.goto(f"{nora.address}/afspraken")
        nora.press("Zet de tekst vast om te tekenen")
        nora.page.wait_for_url("**/contract")
        for person in self.phones:
            person.page.goto(f"{person.address}/contract")
            person.sees(SAFE_FOR_ALL, KNOWN_BY_NAME)
            person.follow("Lees het hele contract")
            person.page.wait_for_url("**/contract/1")
            person.sees(ACTION)
            person.follow("Naar het ondertekenen")
            person.page.wait_for_url("**/contract")
        self._sign_by_drawing(fatma)
        self._sign_by_typing(joke)
        nora.page.goto(f"{nora.address}/contract")
        nora.sees("Iedereen heeft gekozen")
        nora.press("Maak deze versie af")
        nora.sees("Deze versie is af.")

    def _sign_by_drawing(self, person: Participant) -> None:
        page = person.page
        person.page.get_by_text("Tekenen", exact=True).click()
        pad = page.locator("[data-pad-canvas]")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        across = ((0.1, 0.7), (0.25, 0.2), (0.35, 0.8), (0.5, 0.3), (0.6, 0.7), (0.85, 0.4))
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in across]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=4)
        page.mouse.up()
        self._answer(person)

    def _sign_by_typing(self, person: Participant) -> None:
        person.page.get_by_text("Alleen naam typen", exact=True).click()
        person.page.get_by_label("Jouw naam").fill(person.name)
        self._answer(person)

    def _answer(self, person: Participant) -> None:
        person.page.get_by_label("Ik heb het contract gelezen en ik sta erachter.").check()
        person.press("Ik onderteken")
        person.sees("Je hebt ondertekend.")

    def download(self, folder: Path) -> str:
        """Download the contract on a phone; return its text."""
        page = self.joke.page
        page.reload()
        with page.expect_download() as coming:
            self.joke.follow("Bewaar als PDF")
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return text_of(path.read_bytes())


def text_of(pdf: bytes) -> str:
    """Return the text of a contract, white space made one."""
    assert pdf.startswith(b"%PDF")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


__all__ = ["PHASES", "Walk", "text_of"]
