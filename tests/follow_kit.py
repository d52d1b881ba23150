"""A signed map with actions and a request, for tests of what comes between meetings."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from partnerschap.domain.ids import EntryId
from partnerschap.domain.model import PartnershipMap
from tests.web_kit import Browser, Site, Table

MINE = "Ik bel & mail de <b>gemeente</b>."
OURS = "Wij hangen posters op."
RUUDS = "RUUDS-EIGEN-ACTIE"
ASKED = "Zet een lamp bij het pad."
VALUE = "WAARDE-DIE-BINNEN-BLIJFT"
DUE, REVIEW = "2027-03-01", "2027-06-10"


@dataclass
class Signed:
    """Fatma and Ruud signed; Nora facilitates; Joke has no device and takes part through Fatma's."""

    table: Table
    fatma: Browser
    ruud: Browser
    mine: str
    ours: str
    ruuds: str
    asked: str
    jokes: str

    @property
    def site(self) -> Site:
        return self.table.site

    @property
    def leader(self) -> Browser:
        return self.table.leader

    def state(self) -> PartnershipMap:
        stored = self.site.services.maps.read(self.table.id)  # type: ignore[arg-type]
        assert stored is not None
        return stored.state

    def page(self, who: Browser) -> str:
        who.get(self.table.path("/mijn-afspraken"))
        assert who.status == 200, who.text
        return who.text.split("<main")[1]  # before it stands the view, for the scripts

    def tell(self, who: Browser, **fields: Any) -> int:
        fields = {"about_what": "happened", "back": "vertel", **fields}
        return self.table.act(who, "tell", **fields).status_code

    def request_link(self, who: Browser, entry: str = "", **fields: str) -> str:
        """The secret of a new link for the request."""
        self.page(who)
        who.post(self.table.path("/mijn-afspraken/vraag"), wat="maak", entry=entry or self.asked, **fields)
        assert who.status == 200, who.text
        return found(r"/vraag/([\w-]{40,})", who.text)

    def feed(self, who: Browser) -> str:
        """The path of a new address for a calendar."""
        self.page(who)
        who.post(self.table.path("/mijn-afspraken/agenda"), wat="maak")
        assert who.status == 200, who.text
        return "/agenda/" + found(r"/agenda/([\w-]{40,}\.ics)", who.text)

    def answer(self, secret: str, who: Browser | None = None, **fields: str) -> Browser:
        """Somebody outside opens the link and answers."""
        who = who or self.site.visitor()
        who.get(f"/vraag/{secret}")
        known = {"op": who.value("op"), "words": who.value("words"), "answer": "yes", "text": "", "name": ""}
        who.post(f"/vraag/{secret}", **{**known, **fields})
        return who

    def answers(self) -> list[tuple[str, str, str]]:
        return [(str(t.progress), t.text, t.outside) for t in self.state().told.values() if t.about == self.asked]

    def reopen(self, *, revealed: bool = False) -> None:
        self.fatma.get(self.table.path("/contract/heropenen"))
        self.fatma.post(self.table.path("/contract/heropenen"), op=str(uuid4()), because="Het is tijd.")
        assert self.fatma.status == 303, self.fatma.text
        if revealed:
            self.table.act(self.leader, "reveal", step="values")
            assert EntryId(self.asked) in self.state().joint


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


def signed(site: Site, *, final: bool = True, **fields: str) -> Signed:
    """A map that two people signed."""
    table = site.begin(form="short", **fields)
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    fatma.get(table.path("/mensen"))
    fatma.post(table.path("/mensen"), name="Joke de Wit", side="informal")
    fatma_id, ruud_id, joke_id = (table.person(n) for n in ("Fatma Yılmaz", "Ruud Bos", "Joke de Wit"))
    table.act(fatma, "note", step="values", prompt="success", text=VALUE, back="values")
    table.act(table.leader, "close", step="values", override="We gaan verder.", back="values")

    def note(who: Browser, prompt: str, text: str, **more: Any) -> str:
        op = str(uuid4())
        response = table.act(who, "note", op=op, step="actions", prompt=prompt, text=text, back="actions", **more)
        assert response.status_code == 303, who.text
        return op

    mine = note(fatma, "mine", MINE, due=DUE)
    ours = note(fatma, "ours", OURS, owners=[fatma_id, ruud_id])
    ruuds = note(ruud, "mine", RUUDS, due="2027-03-02")
    asked = note(ruud, "others", ASKED, asked_of="de gemeente", due="2027-04-01")
    jokes = note(fatma, "mine", "Ik zet koffie.", on_behalf=joke_id)
    assert table.act(ruud, "take", entry=ours, back="actions").status_code == 303
    table.act(table.leader, "close", step="relations", override="We gaan verder.", back="relations")
    table.leader.get(table.path("/afspraken"))
    table.leader.post(
        table.path("/afspraken"),
        non_compliance="Dan praten we.",
        guardian="",
        confidentiality="",
        review_on=REVIEW,
        intent="moral",
    )
    assert table.act(table.leader, "freeze", back="afspraken").status_code == 303, table.leader.text
    if final:
        site.clock.forward(days=2)
        table.sign(fatma, "Fatma Yılmaz")
        table.sign(ruud, "Ruud Bos")
        fatma.get(table.path(f"/contract?voor={joke_id}"))
        assert table.act(fatma, "decline", on_behalf=joke_id).status_code == 303
        assert table.act(table.leader, "seal", back="contract").status_code == 303, table.leader.text
    assert (ruud_id, joke_id) != ("", "")
    return Signed(table, fatma, ruud, mine, ours, ruuds, asked, jokes)
