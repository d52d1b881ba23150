"""The page on how a group works together: for all at the table, and of nobody in particular."""

import re
from uuid import uuid4

import pytest

from tests.page_checks import Page
from tests.web_kit import Browser, Site, Table

NAMES = ["Fatma Yılmaz", "Sara Blom", "Ali Kaya", "Ruud Bos", "Nel Smit", "Kees Vos"]
PATH = "/samenwerken"


def table_of(site: Site, count: int, **fields: str) -> tuple[Table, list[Browser]]:
    """A map, and so many partners: the first three informal, the others formal."""
    table = site.begin(**{"form": "short", **fields})
    team = fields.get("kind") == "team"
    sides = ["" if team else "informal" if number < 3 else "formal" for number in range(count)]
    return table, [table.join(name, side) for name, side in zip(NAMES, sides, strict=False)]


def post(table: Table, who: Browser, do: str, **fields: str) -> None:
    who.get(table.path(PATH))
    who.post(table.path(PATH), do=do, op=str(uuid4()), **fields)


def tables(text: str) -> dict[str, list[str]]:
    """The words of each table on the page, by its caption."""
    page, found = Page(text), {}
    for caption in page.all("caption"):
        (table,) = (each for each in page.all("table") if each in caption.parents)
        cells = [each for each in page.all("th", "td") if table in each.parents]
        assert all(each.get("scope") in {"row", "col"} for each in cells if each.tag == "th")
        found[caption.words] = [each.words for each in cells]
    return found


def test_marks_are_counted_when_everyone_chose_and_shown_with_as_many_dots(site: Site) -> None:
    table, people = table_of(site, 6)
    for number, who in enumerate(people):
        assert "Het beeld is er nog niet." in (who.get(table.path(PATH)).get_data(as_text=True))
        post(table, who, "spectrum", step="values", now=str(1 + number % 2), wished="8")
        assert who.status == 303
    for who in (people[0], table.leader):
        who.get(table.path(PATH))
        found = tables(who.text)
        spreads = ["Iedereen samen: 6 mensen", "formele kant: 3 mensen", "informele kant: 3 mensen"]
        assert list(found)[:3] == spreads
        assert found["Iedereen samen: 6 mensen"][:6] == [
            "Hoe",
            "nu",
            "gewenst",
            "ik was er alleen bij",
            "3",
            "0",
        ]
        assert found["Iedereen samen: 6 mensen"][-2:] == ["0", "6"]
        assert len(re.findall("<circle", who.text)) == 2 * 2 * 6
        (said,) = re.findall(r'role="img" aria-label="(Iedereen samen[^"]*)"', who.text)
        assert "Nu: 3 keer ik was er alleen bij, 3 keer ik hoorde wat er komt." in said
        assert "Gewenst: 6 keer we deden het samen." in said
        assert len(re.findall('<rect class="rungs__bar', who.text)) == 3 + 2 * 3
        assert "%" not in re.sub(r"<[^>]*>", "", who.text)
    table.act(table.leader, "focus", step="values", phase="consent", screen="map", back="values")
    people[0].get(table.path("?stap=values"))
    assert tables(people[0].text)["Hoe de antwoorden verdeeld zijn"][-2:] == ["0", "6"]
    assert "samenwerken#values" in people[0].text


def test_a_facilitator_shows_what_three_chose_and_nobody_else_is_asked_to(site: Site) -> None:
    table, people = table_of(site, 4)
    post(table, table.leader, "show_spread", step="values")
    assert 'name="about_what"' in table.leader.text  # who only facilitates writes, and marks nothing
    assert 'value="spectrum"' not in table.leader.text
    assert table.leader.status == 409
    assert "Vanaf drie mensen kan dit." in table.leader.text
    for who in people[:3]:
        post(table, who, "spectrum", step="values", now="2", wished="7")
    people[0].get(table.path(PATH))
    assert "3 mensen hebben iets gekozen." in people[0].text
    assert 'value="show_spread"' not in people[0].text
    post(table, people[0], "show_spread", step="values")
    assert people[0].status == 409
    table.leader.get(table.path(PATH))
    assert 'value="show_spread"' in table.leader.text
    post(table, table.leader, "show_spread", step="values")
    assert "Iedereen samen: 3 mensen" in table.leader.text
    assert "Per kant</summary>" not in table.leader.text


def test_who_chose_nothing_is_told_so_at_the_field_and_what_was_chosen_stays(site: Site) -> None:
    table, people = table_of(site, 1)
    post(table, people[0], "spectrum", step="values", now="5", wished="")
    assert people[0].status == 409
    assert "Kies hoe het was, en hoe je het zou willen." in people[0].text
    assert re.search(r'<option value="5" selected>', people[0].text)
    assert 'href="#values-now"' in people[0].text


def test_a_note_on_trust_is_read_by_all_and_taken_back_by_its_writer_alone(site: Site) -> None:
    table, people = table_of(site, 2)
    long = "kanarie " * 100
    post(table, people[0], "tell", about_what="networks", text=long)
    assert people[0].status == 409
    assert long.strip() in people[0].text  # nothing typed is lost
    assert "Dit is te lang." in people[0].text
    post(table, people[0], "tell", about_what="networks", text="de kerk <b>helpt</b>")
    people[1].get(table.path(PATH))
    assert "de kerk &lt;b&gt;helpt&lt;/b&gt;" in people[1].text
    assert "Fatma" in people[1].text
    assert 'value="untell"' not in people[1].text
    people[0].get(table.path(PATH))
    told = re.search(r'name="entry" value="([^"]+)"', people[0].text)
    assert told is not None
    post(table, people[1], "untell", entry=told[1])
    assert people[1].status == 409
    post(table, people[0], "untell", entry=told[1])
    assert "de kerk" not in people[0].text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "team"}, None),
        ({"names": "none"}, "Jullie werken zonder namen."),
        ({}, "Er zijn te weinig mensen om dit te laten zien zonder iemand te herkennen."),
    ],
    ids=["team", "without names", "few"],
)
def test_voices_say_why_they_are_not_shown_and_a_team_has_none(
    site: Site, fields: dict[str, str], said: str | None
) -> None:
    table, people = table_of(site, 4, **fields)
    people[0].get(table.path(PATH))
    assert ("Van welke kant komen de woorden?" in people[0].text) == (said is not None)
    assert said is None or said in people[0].text


def test_voices_count_open_words_of_both_sides(site: Site) -> None:
    table, people = table_of(site, 5)
    for who in (people[0], people[1], people[4]):
        table.act(who, "write", step="values", prompt="success", text="samen", private="1")
    people[0].get(table.path(PATH))
    assert tables(people[0].text)["Open briefjes in deze versie"][2:] == [
        *("formele kant", "0"),
        *("informele kant", "0"),
    ]
    table.act(table.leader, "reveal", step="values")
    people[0].get(table.path(PATH))
    found = tables(people[0].text)
    assert found["Open briefjes in deze versie"][2:] == ["formele kant", "1", "informele kant", "2"]
    assert found["Gezamenlijke teksten"][-2:] == ["samen bedacht", "0"]


def test_an_annex_is_a_choice_and_stands_on_the_page_and_in_the_file(site: Site) -> None:
    table, people = table_of(site, 6)
    for who in people:
        post(table, who, "spectrum", step="values", now="2", wished="7")
    post(table, people[0], "tell", about_what="networks", text="de kerk helpt")
    table.agree(*people)
    told = {
        "non_compliance": "Dan praten we.",
        "guardian": "",
        "confidentiality": "",
        "review_on": "2027-06-10",
        "intent": "moral",
    }
    table.leader.get(table.path("/afspraken"))
    assert re.search(r'name="annex" id="annex-1" value="" checked', table.leader.text)
    table.leader.post(table.path("/afspraken"), **told, annex="1")
    table.leader.get(table.path("/afspraken"))
    assert re.search(r'name="annex" id="annex-2" value="1" checked', table.leader.text)
    assert table.act(table.leader, "freeze", back="afspraken").status_code == 303
    reader = people[3]
    reader.get(table.path("/afspraken"))
    assert "Ja, voeg een bijlage toe" in reader.text
    reader.get(table.path("/contract/1"))
    assert "Bijlage: hoe we samenwerken" in reader.text
    found = tables(reader.text)
    assert found["Waarden · formele kant, 3 mensen"][6:9] == ["horen wat er komt", "3", "0"]
    assert "de kerk helpt" in reader.get(table.path("/contract/1.txt")).get_data(as_text=True)
    assert reader.get(table.path("/contract/1.pdf")).data.startswith(b"%PDF")
    reader.get(table.path(PATH))
    assert 'name="about_what"' not in reader.text  # the text is laid down
    post(table, reader, "tell", about_what="networks", text="net te laat")
    assert reader.status == 409
    assert "net te laat</textarea>" in reader.text


def test_a_review_shows_nothing_of_before_until_its_own_round(site: Site) -> None:
    table, people = table_of(site, 4)
    for who in people:
        post(table, who, "spectrum", step="values", now="2", wished="7")
    post(table, people[0], "tell", about_what="networks", text="kanarie in de kerk")
    table.freeze(*people)
    for who, name in zip(people, NAMES, strict=False):
        table.sign(who, name)
    table.act(table.leader, "seal", back="contract")
    people[0].get(table.path("/contract/heropenen"))
    people[0].post(table.path("/contract/heropenen"), op=str(uuid4()), because="tijd om te kijken")
    people[1].get(table.path(PATH))
    assert "Schrijf eerst ieder voor zich over de waarden." in people[1].text
    for gone in ("kanarie", "<table", "Terugkijken", "<circle", "<rect"):
        assert gone not in people[1].text, gone
    post(table, people[1], "tell", about_what="networks", text="net te vroeg")
    assert people[1].status == 409
    assert "net te vroeg" in people[1].text
    table.act(table.leader, "reveal", step="values")
    post(table, people[1], "spectrum", step="review", now="3", wished="8")
    assert people[1].status == 303
    assert "Terugkijken" in people[1].text
    assert "Eén mens heeft iets gekozen." in people[1].text
