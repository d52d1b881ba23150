"""A signed map with actions and a request, for tests of what comes between meetings."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from partnerschap.application.submit import Request
from partnerschap.domain.begin import Begin
from partnerschap.domain.commands import Join
from partnerschap.domain.ids import EntryId, MapId, ParticipantId
from partnerschap.domain.kinds import Form, Language, Names, Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.web.cookies import DEVICE, cookie_name
from tests.web_kit import HOST, Browser, Site, Table

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
        return [
            (str(t.progress), t.text, t.outside) for t in self.state().told.values() if t.about == self.asked
        ]

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


def signed(site: Site, *, final: bool = True, names: str = "first", language: str = "nl") -> Signed:
    """A map that two people signed; it comes about without pages, which have tests of their own."""
    services = site.services
    map_id = MapId(services.chance.id())
    begun = Begin(
        map_id, "Het plein", "ons plan", form=Form.SHORT, names=Names(names), language=Language(language)
    )
    nora, fatma, ruud, joke = (ParticipantId(services.chance.id()) for _ in range(4))
    leader, of_fatma, of_ruud = site.visitor(), site.visitor(), site.visitor()
    entered = services.joining.begin(begun, Join(nora, "Nora Jansen", facilitator=True), known(leader))
    assert not isinstance(entered, Refusal), entered
    services.joining.join(map_id, Join(fatma, "Fatma Yılmaz", side=Side.INFORMAL), known(of_fatma))
    services.joining.join(map_id, Join(ruud, "Ruud Bos", side=Side.FORMAL), known(of_ruud))

    def act(who: ParticipantId, do: str, **fields: Any) -> str:
        op = str(uuid4())
        made = {"id": op} if do in {"note", "join"} and "id" not in fields else {}
        outcome = services.submit(Request(map_id, who, {"do": do, "op": op, **made, **fields}))
        assert outcome.refusal is None, (do, outcome.refusal)
        return op

    act(fatma, "join", id=joke, name="Joke de Wit", side="informal", device=False)
    act(fatma, "note", step="values", prompt="success", text=VALUE)
    act(nora, "close", step="values", override="We gaan verder.")
    action: dict[str, Any] = {"do": "note", "step": "actions"}
    mine = act(fatma, **action, prompt="mine", text=MINE, due=DUE)
    ours = act(fatma, **action, prompt="ours", text=OURS, owners=[fatma, ruud])
    ruuds = act(ruud, **action, prompt="mine", text=RUUDS, due="2027-03-02")
    asked = act(ruud, **action, prompt="others", text=ASKED, asked_of="de gemeente", due="2027-04-01")
    jokes = act(fatma, **action, prompt="mine", text="Ik zet koffie.", on_behalf=joke)
    act(ruud, "take", entry=ours)
    act(nora, "close", step="relations", override="We gaan verder.")
    act(nora, "terms", non_compliance="Dan praten we.", review_on=REVIEW)
    act(nora, "freeze")
    if final:
        site.clock.forward(days=2)
        stored = services.maps.read(map_id)
        assert stored is not None
        assert stored.state.frozen is not None
        for who, name in ((fatma, "Fatma Yılmaz"), (ruud, "Ruud Bos")):
            act(who, "sign", method="typed", typed=name, hash=stored.state.frozen.hash)
        act(fatma, "decline", on_behalf=joke)
        act(nora, "seal")
    code = services.joining.code_of(map_id)
    assert code is not None
    table = Table(site, leader, map_id, code.code, f"/sleutel/{entered.link}", "")
    return Signed(table, of_fatma, of_ruud, mine, ours, ruuds, asked, jokes)


def known(browser: Browser) -> str:
    """The secret of a device, which its browser has in a cookie from now on."""
    secret = browser.site.services.chance.secret()
    name = cookie_name(DEVICE, browser.site.services.settings)
    browser.client.set_cookie(name, secret, domain=HOST, secure=name != DEVICE, httponly=True)
    return secret
