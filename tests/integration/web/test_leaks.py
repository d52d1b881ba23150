"""Canary words over two versions: every address that can be read is asked by everybody, and searched.

A new address is searched by itself; one with an argument that is not known here fails until it gets a value.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from tests.web_kit import Browser, Site, Table, site_on

AT_TABLE = frozenset({"fatma", "ruud", "nora"})
OF_CONTRACTS = ("contract.", "files.")
"""Who opens a former contract reads what it says, also in the own round of a review."""


AUTHOR = {
    "kanarieoud": "fatma",
    "kanarieander": "ruud",
    "kanarieantwoord": "ruud",
    "kanariebezwaar": "ruud",
    "kanarieweigering": "ruud",
}
"""What is past and on no screen of others; who wrote it may ask what is kept of them."""
MOMENTS = 8
"""More than the joint map of this story grew in."""


@dataclass
class House:
    """A map in the own round of its second version, and everybody who may try to read it."""

    site: Site
    table: Table
    who: dict[str, Browser]

    def act(self, who: str, do: str, **fields: Any) -> None:
        self.who[who].text = ""  # what was searched is no page to send a form from
        response = self.table.act(self.who[who], do, **fields)
        assert response.status_code == 303, (who, do, re.findall(r'href="#[^>]*>([^<]*)', self.who[who].text))

    def everything(self) -> "Found":
        """Ask every address that is for reading, as everybody."""
        return Found(
            [
                (who, endpoint, words_of(browser.get(path)))
                for endpoint, path in self.addresses()
                for who, browser in self.who.items()
            ]
        )

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield every address that is for reading, with the arguments of this map."""
        values = {
            "map_id": self.table.id,
            "number": 1,
            "former": 1,
            "later": 2,
            "seq": 0,
            "code": self.table.code.replace(" ", ""),
            "secret": "niets",
            "person_id": self.table.person("Ruud Bos"),
        }
        for rule in self.site.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                with self.site.app.test_request_context():
                    arguments = {name: values[name] for name in rule.arguments}
                    path = self.site.app.url_for(rule.endpoint, **arguments)
                # Outside of that context, or all requests would share it.
                yield rule.endpoint, path
                if rule.endpoint == "versions.timeline":
                    yield from ((rule.endpoint, f"{path}?moment={number}") for number in range(MOMENTS))


@dataclass
class Found:
    """What everybody gets to read: who, at which address, and the words."""

    read: list[tuple[str, str, str]]

    def by(self, word: str, *, but: tuple[str, ...] = ()) -> set[str]:
        """Return who finds this word; `but` are addresses that do not count."""
        return {
            who for who, place, words in self.read if word in words and not (but and place.startswith(but))
        }

    def at(self, word: str) -> set[str]:
        """Return at which addresses anybody finds this word."""
        return {place for _, place, words in self.read if word in words}


def words_of(response: TestResponse) -> str:
    """Return all words of an answer; of a PDF those on its pages and in its attachments."""
    data = response.get_data()
    if response.mimetype != "application/pdf" or response.status_code != 200:
        return data.decode("utf-8", "replace")
    reader = PdfReader(io.BytesIO(data))
    attached = [
        bytes(each).decode("utf-8", "replace") for all_of in reader.attachments.values() for each in all_of
    ]
    return "\n".join([*(page.extract_text() for page in reader.pages), *attached])


@pytest.fixture
def house(web_template: Any, tmp_path: Path) -> Iterator[House]:
    with site_on(web_template, tmp_path) as site:
        table = site.begin(form="short")
        who = {
            "fatma": table.join("Fatma Yılmaz"),
            "ruud": table.join("Ruud Bos", side="formal"),
            "left": table.join("Wie Wegging"),
            "nora": table.leader,
            "stranger": site.visitor(),
            "elsewhere": site.begin().join("Iemand Anders"),
            "wall": site.visitor(),
        }
        who["wall"].get(table.wall_link)
        who["wall"].post(table.wall_link)
        assert who["wall"].status == 303, who["wall"].text
        made = House(site, table, who)
        first_version(made)
        yield made


def first_version(house: House) -> None:
    """Everything that was private or said in passing in version 1, until it is signed and opened again."""
    table, values = house.table, {"step": "values", "prompt": "success"}
    house.act("left", "leave")
    own, other = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"
    house.act("fatma", "write", op=own, text="kanarieoud", private="1", **values)
    house.act("ruud", "write", op=other, text="kanarieander", private="1", **values)
    house.act("nora", "reveal", step="values")
    house.act("fatma", "write", text="kanarielaat", private="1", **values)
    house.act("fatma", "note", text="kanariewaarde", **values)
    house.act("ruud", "answer", entry=own, answer="not_adopted", because="kanarieantwoord")
    house.act("fatma", "park", text="kanarieparkeer")
    stance = {"step": "values", "stance": "object", "because": "kanariebezwaar"}
    house.act("ruud", "stance", wording=table.wording("values"), **stance)
    table.freeze(house.who["fatma"], house.who["ruud"])
    table.sign(house.who["fatma"], "Fatma Yılmaz")
    house.who["ruud"].get(table.path("/contract"))
    table.sign(house.who["ruud"], "Ruud Bos", answer="decline", because="kanarieweigering")
    house.act("nora", "seal")
    house.act("ruud", "tell", kind="happened", text="kanariebericht")


def test_words_are_found_by_those_whom_they_are_for_and_nobody_else(house: House) -> None:
    signed = house.everything()
    assert signed.by("kanarielaat") == {"fatma"}
    assert signed.by("kanariebericht") == signed.by("kanariewaarde") == AT_TABLE | {"wall"}
    for word in ("kanariebezwaar", "kanarieweigering"):
        assert signed.by(word) <= {AUTHOR[word]}, word
    for word in ("kanarieoud", "kanarieander", "kanarieantwoord", "kanarieparkeer"):
        assert not [place for place in signed.at(word) if place.startswith(OF_CONTRACTS)], word

    fatma = house.who["fatma"]
    fatma.get(house.table.path("/contract/heropenen"))
    fatma.post(house.table.path("/contract/heropenen"), op=fatma.value("op"), because="tijd")
    house.act("ruud", "write", step="values", prompt="success", text="kanarieronde", private="1")
    own_round = house.everything()
    assert own_round.by("kanarieronde") == {"ruud"}
    former = (
        "kanarieoud",
        "kanarieander",
        "kanarieantwoord",
        "kanarieparkeer",
        "kanariewaarde",
        "kanariebericht",
    )
    for word in (*former, "kanarielaat", "kanariebezwaar", "kanarieweigering"):
        assert own_round.by(word) == set(), word

    house.act("nora", "reveal", step="values")
    after = house.everything()
    assert after.by("kanarieronde") == after.by("kanariebericht") == AT_TABLE | {"wall"}
    assert after.by("kanarielaat") == {"fatma"}
    for word, author in AUTHOR.items():
        assert after.by(word) <= {author}, word
