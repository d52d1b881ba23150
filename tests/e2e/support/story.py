"""The youth square as a row of moments: the acts that lead to each, done without the screen, quickly."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.support.people import FORMAL, INFORMAL, Facilitator, Participant, Person, Table
from tests.e2e.support.visit import PHONE

LONG = "Wij spreken elkaar eerst zelf aan, en pas daarna bellen wij de wijkagent of de gemeente."
INK = [[[0.1, 0.7], [0.25, 0.2], [0.35, 0.8], [0.5, 0.3], [0.85, 0.6]]]
TERMS = {
    "non_compliance": "We bellen elkaar eerst op.",
    "guardian": "Nora Willemsen",
    "confidentiality": "Wat hier over personen wordt gezegd, blijft hier.",
    "review_on": "2027-06-10",
    "intent": "committed",
}


@dataclass
class Story:
    """Who is there; `moments` takes them through the whole dialogue."""

    table: Table
    nora: Facilitator
    wall: Person
    fatma: Participant
    joke: Participant

    @classmethod
    def begin(cls, table: Table, **options: str) -> "Story":
        """Let everyone take their places; `options` are those of their browsers."""
        nora = table.begin(**options)
        wall = table.wall(**options)
        fatma = table.join("Fatma Yılmaz", INFORMAL, PHONE, **options)
        joke = table.join("Joke van ’t Hof", FORMAL, PHONE, **options)
        return cls(table, nora, wall, fatma, joke)

    def focus(self, step: str, phase: str, **more: str | list[str]) -> None:
        """Take the group somewhere."""
        self.nora.act("focus", step=step, phase=phase, screen="map", **more)

    def agree(self, step: str) -> None:
        """Let both partners consent to the step as it reads now."""
        for person in (self.fatma, self.joke):
            self.stance(person, step, "agree")

    def stance(self, person: Person, step: str, kind: str, because: str = "") -> str:
        """Take a stance on the step as it reads now; return its id."""
        wording = person.view()[f"step/{step}"]["wording"]
        made: str = person.act("stance", step=step, stance=kind, because=because, wording=wording)["id"]
        return made

    def close(self, step: str) -> None:
        """Let everyone consent, and open the gate."""
        self.agree(step)
        self.nora.act("close", step=step)

    def moments(self) -> Iterator[str]:
        """Do what leads to the next moment and give its name, again and again."""
        yield "1-code"
        yield from self.values()
        yield from self.relations()
        yield from self.conduct()
        yield from self.conditions()
        yield from self.actions()
        yield from self.contract()

    def values(self) -> Iterator[str]:
        """Step 1."""
        nora, fatma, joke = self.nora, self.fatma, self.joke
        self.focus("values", "write")
        own = {"step": "values", "prompt": "success", "private": True}
        safe = fatma.act("write", text="iedereen zich 's avonds veilig voelt op het plein", **own)["id"]
        fatma.act(
            "write",
            text="er ruimte is voor verschillende groepen, ook voor jongeren",
            meaning="ook na tien uur",
            **own,
        )
        yield "1-write"
        known = joke.act("write", text="buren en jongeren elkaar kennen en aanspreken", **own)["id"]
        nora.act("reveal", step="values")
        yield "1-reveal"
        self.focus("values", "talk", begin_with=[fatma.id, joke.id])
        yield "1-talk"
        self.focus("values", "note")
        safe = fatma.act("adopt", entry=safe)["id"]
        joke.act("respect", entry=safe)
        text = "buren en jongeren elkaar bij naam kennen en aanspreken"
        joke.act("note", step="values", prompt="success", text=text, **{"from": [known]})
        joke.act("answer", entry=known, answer="adapted", because="Fatma vroeg: bij naam")
        fatma.act("park", text="camera's ophangen")
        yield "1-note"
        self.focus("values", "consent")
        self.stance(fatma, "values", "agree")
        self.stance(joke, "values", "object", "'veilig' gaat nu alleen over de buren")
        fatma.act("edit", entry=safe, text="iedereen, jong en oud, zich 's avonds veilig voelt op het plein")
        yield "1-consent-stale"
        self.close("values")
        self.value = safe

    def relations(self) -> Iterator[str]:
        """Step 2, with a point of difference, and a proviso that keeps the gate shut."""
        nora, fatma, joke = self.nora, self.fatma, self.joke
        yield "2-write"
        self.focus("relations", "note")
        joke.act("responsibility", kind="shared", task="")
        shared = "Jongeren vertellen wat er speelt, de wijkagent deelt cijfers; niemand noemt namen."
        joke.act("note", step="relations", prompt="share_knowledge", text=shared)
        fatma.act("note", step="relations", prompt="share_knowledge", text=LONG)
        texts = [
            "De jongeren beslissen over het plein.",
            "De buren en de jongeren beslissen samen over het plein.",
        ]
        joke.act("differ", step="relations", prompt="share_say", texts=texts)
        own = {
            "question": "Hoe gaan we om met wie zich er niet aan houdt?",
            "text": "Eerst met elkaar praten.",
        }
        fatma.act("note", step="relations", prompt="own_question", **own)
        yield "2-note"
        self.focus("relations", "consent")
        self.stance(fatma, "relations", "agree")
        proviso = self.stance(joke, "relations", "proviso", "bij geweld meld ik altijd meteen")
        nora.act("focus", step="relations", phase="consent", screen="map", spotlight=proviso)
        yield "2-gate-shut"
        fatma.act("reply", to=proviso, text="Dat snappen we. Bij geweld mag dat.")
        nora.act("close", step="relations")

    def conduct(self) -> Iterator[str]:
        """Step 3, with limits."""
        self.focus("conduct", "note")
        self.joke.act("note", step="conduct", prompt="abilities", text="rustig aanspreken", role="buur")
        self.fatma.act("limit", will="aanspreken", will_not="klikken", until="ik me niet veilig voel")
        yield "3-note"
        self.focus("conduct", "consent")
        self.close("conduct")

    def conditions(self) -> Iterator[str]:
        """Step 4, with topics and statuses."""
        self.focus("conditions", "note")
        place = {"step": "conditions", "prompt": "environment"}
        self.joke.act(
            "note", topic="time", text="De opbouwwerker is er vier uur per week.", status="frame", **place
        )
        self.fatma.act(
            "note",
            topic="support",
            text="Wij krijgen een sleutel van het buurthuis.",
            status="unmet",
            **place,
        )
        yield "4-note"
        self.close("conditions")

    def actions(self) -> Iterator[str]:
        """Step 5, with an action that waits for a yes."""
        fatma, joke = self.fatma, self.joke
        self.focus("actions", "note")
        own = {"prompt": "mine", "owners": [joke.id], "due": "2027-03-01", "serves": [self.value]}
        joke.act("note", step="actions", text="Ik regel de sleutel.", **own)
        ours = {"prompt": "ours", "owners": [fatma.id, joke.id], "due": "2027-04-15"}
        evening = joke.act("note", step="actions", text="We houden twee pleinavonden met eten.", **ours)["id"]
        lamp = {"prompt": "others", "asked_of": "de gemeente"}
        fatma.act("note", step="actions", text="De lamp bij de bankjes repareren.", **lamp)
        yield "5-note"
        for person in (fatma, joke):
            if person.view()[f"joint/{evening}"]["owners"] and not _has_answered(person, evening):
                person.act("take", entry=evening)
        self.focus("actions", "consent")
        self.close("actions")
        yield "5-closed"

    def contract(self) -> Iterator[str]:
        """From the questions before signing to the final version."""
        self.fatma.act("terms", **TERMS)
        yield "6-terms"
        self.nora.act("freeze")
        yield "6-frozen"
        for person, method in ((self.fatma, "drawn"), (self.joke, "typed")):
            shown = person.view()["contract"]["hash"]
            strokes = INK if method == "drawn" else []
            person.act("sign", method=method, typed=person.name, strokes=strokes, hash=shown)
        self.nora.act("seal")
        yield "6-final"


def _has_answered(person: Person, entry: str) -> bool:
    owners = person.view()[f"joint/{entry}"]["owners"]
    return any(owner["person"] == person.id and owner["answer"] for owner in owners)


def dumped(view: object) -> str:
    """Return a view as text, to search in."""
    return json.dumps(view, ensure_ascii=False)
