"""Two people change one text at once, with plain forms: nobody's words vanish."""

import html
import re

from tests.web_kit import Browser, Site, Table

BASE = "wij luisteren naar elkaar en maken tijd"
LOUDER = "wij luisteren goed naar elkaar en maken tijd"
LONGER = "wij luisteren naar elkaar en maken elke week tijd"


def noted(table: Table, who: Browser) -> str:
    table.act(table.leader, "reveal", step="values", back="values")
    table.act(who, "note", step="values", prompt="success", text=BASE, back="values")
    found = re.search(r'data-open="edit" data-entry="([^"]+)"', who.get(table.path("?stap=values")).text)
    assert found
    return found[1]


def desk(table: Table, who: Browser, entry: str) -> dict[str, str]:
    """What the page for changing a text sends along."""
    who.get(table.path(f"?stap=values&doe=edit&bij={entry}"))
    return {"entry": entry, "base": html.unescape(who.value("base")), "back": "values"}


def test_two_who_change_one_text_at_once_both_find_their_words(site: Site) -> None:
    table = site.begin()
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    entry = noted(table, fatma)
    hers, his = desk(table, fatma, entry), desk(table, ruud, entry)
    assert his["base"] == BASE
    table.act(fatma, "edit", text=LOUDER, **hers)
    table.act(ruud, "edit", text=LONGER, **his)
    page = ruud.get(table.path("?stap=values")).get_data(as_text=True)
    joined = re.sub("<[^>]*>", "", page)
    assert "wij luisteren goed naar elkaar en maken elke week tijd" in joined

    table.act(ruud, "edit", text="iets heel anders", **his)
    table.act(fatma, "remove", entry=entry, back="values")
    page = fatma.get(table.path("?stap=values")).get_data(as_text=True)
    assert "Weggehaald door Fatma" in page
    assert "iets heel anders" in page
    table.act(fatma, "edit", entry=entry, text="iets heel anders", base="", back="values")
    page = fatma.get(table.path("?stap=values")).get_data(as_text=True)
    assert "Weggehaald" not in page
    assert "iets heel anders" in page
    table.act(ruud, "edit", text="toch anders", **his)
    assert "toch anders" in fatma.get(table.path("?stap=values")).get_data(as_text=True)
    table.act(fatma, "drop_alternative", entry=entry, text="toch anders", back="values")
    assert "toch anders" not in fatma.get(table.path("?stap=values")).get_data(as_text=True)
