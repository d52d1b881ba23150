"""What lets a map open without network: every word of anybody stays out of it."""

import json
import re

import pytest

from tests.web_kit import Browser, Site, Table

CANARIES = ("kanarie-briefje", "kanarie-gezamenlijk", "kanarie-parkeerplek", "Kanarinda", "Achternaam")


@pytest.fixture
def table(site: Site) -> Table:
    return site.begin()


def shell(who: Browser, table: Table) -> str:
    answer = who.get(table.path("/zonder-netwerk"))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_page_without_network_holds_the_questions_and_nobodys_words(table: Table) -> None:
    fatma = table.join("Fatma Achternaam")
    other = table.join("Kanarinda Bos", side="formal")
    table.act(fatma, do="write", step="values", prompt="success", text=CANARIES[0], private="1")
    table.act(other, do="park", text=CANARIES[2])
    table.act(table.leader, do="reveal", step="values")
    table.act(other, do="note", step="values", prompt="success", text=CANARIES[1])
    page = shell(fatma, table)
    assert "kaart-nu" in page
    for word in CANARIES:
        assert word not in page, word
    given = json.loads(re.search(r'id="kaart-nu">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert given["shell"] is True
    assert given["seq"] == -1
    assert given["view"]["me"]["id"]
    assert not [
        key for key in given["view"] if key.split("/")[0] not in {"map", "me", "focus", "step", "gate"}
    ]


def test_the_worker_is_served_from_the_root_so_that_it_may_keep_every_map(site: Site) -> None:
    answer = site.visitor().get("/sw.js?v=1")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert "zonder-netwerk" in answer.get_data(as_text=True)
