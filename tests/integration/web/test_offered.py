"""What the map offers and counts, for who leads it."""

import re

from tests.web_kit import Site


def test_who_leads_without_a_side_is_not_offered_what_would_be_refused(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    table.act(table.leader, "reveal", step="values", back="values")
    for who, text in ((fatma, "de buren elkaar kennen"), (table.leader, "het plein schoon is")):
        table.act(who, "note", step="values", prompt="success", text=text, back="values")
    table.leader.get(table.path())
    offered = re.findall(r'data-open="(?:edit|remove)" data-entry="([^"]+)"', table.leader.text)
    text_of = dict(
        re.findall(r'id="tekst-([^"]+)">.*?tile__text"[^>]*>([^<]+)<', table.leader.text, re.DOTALL)
    )
    assert [text_of[entry] for entry in offered] == ["het plein schoon is"] * 2
    assert len(re.findall('data-open="edit"', fatma.get(table.path()).text)) == 2


def test_more_open_objections_than_are_quoted_are_counted(site: Site) -> None:
    table = site.begin()
    sides = {"An": "informal", "Bo": "informal", "Cas": "informal", "Dirk": "formal", "Els": "formal"}
    people = [table.join(name, side) for name, side in sides.items()]
    table.act(table.leader, "reveal", step="values", back="values")
    table.act(table.leader, "focus", step="values", phase="consent", screen="map", back="values")
    for each in people:
        each.get(table.path("?stap=values"))
        objection = {"stance": "object", "because": "dat wil ik niet", "wording": each.value("wording")}
        table.act(each, "stance", step="values", back="values", **objection)
    page = table.leader.get(table.path()).get_data(as_text=True)
    assert "Er staan 5 bezwaren open" in page
    assert '<p class="soft">en nog 2</p>' in page
