"""Two versions beside each other, on the page and on the wall, and the timeline; without JavaScript."""

import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from partnerschap.extensions import db
from partnerschap.store import tables
from tests.web_kit import Browser, Site, Table


@dataclass
class Group:
    """A short map and its two partners."""

    table: Table
    fatma: Browser
    ruud: Browser

    def note(self, who: Browser, text: str, step: str = "values", prompt: str = "success") -> None:
        assert self.table.act(who, "note", step=step, prompt=prompt, text=text, back=step).status_code == 303

    def entry(self, text: str) -> str:
        stored = self.table.site.services.maps.read(self.table.id)  # type: ignore[arg-type]
        assert stored is not None
        return next(entry.id for entry in stored.state.joint.values() if text in entry.texts)

    def finish(self) -> None:
        """From what stands there to the final version."""
        self.table.freeze(self.fatma, self.ruud)
        self.table.sign(self.fatma, "Fatma")
        self.table.sign(self.ruud, "Ruud")
        assert self.table.act(self.table.leader, "seal").status_code == 303

    def reopen(self, *, reveal: bool = True) -> None:
        assert self.table.act(self.fatma, "reopen", because="kanarie heropend").status_code == 303
        if reveal:
            assert self.table.act(self.table.leader, "reveal", step="values").status_code == 303


@pytest.fixture
def group(site: Site) -> Group:
    """A group whose first version is final: two values, and private words of every kind on the way."""
    table = site.begin(form="short")
    fatma = table.join("Fatma Yılmaz", role="buurvrouw")
    ruud = table.join("Ruud Bos", side="formal", role="wijkagent", organisation="Politie")
    made = Group(table, fatma, ruud)
    table.act(fatma, "write", step="values", prompt="success", text="kanarie in een la", private="1")
    table.act(table.leader, "reveal", step="values")
    made.note(fatma, "de koks het zelf draaien")
    made.note(ruud, "iedereen is welkom")
    table.act(ruud, "park", text="kanarie geparkeerd", back="values")
    made.finish()
    return made


def test_with_one_version_there_is_nothing_to_compare_and_no_link_to_it(site: Site) -> None:
    table = site.begin()
    assert table.leader.get(table.path("/vergelijk")).status_code == 409
    assert "vergelijk" not in table.leader.get(table.path()).get_data(as_text=True)
    assert table.leader.get(table.path("/vergelijk/1/1")).status_code == 404
    assert "Toon wat er veranderd is" not in table.leader.text


def test_before_the_own_round_is_revealed_no_page_shows_earlier_words(group: Group) -> None:
    group.reopen(reveal=False)
    group.table.act(group.table.leader, "focus", step="values", phase="write", screen="compare")
    for path in ("/vergelijk", "/vergelijk/1/2", "/tijdlijn", "/tijdlijn?moment=1", "/wand", ""):
        for who in (group.table.leader, group.fatma):
            answer = who.get(group.table.path(path))
            assert answer.status_code == (200 if path in {"/wand", ""} else 409)
            assert "koks" not in who.text
            assert not re.search(r'href="[^"]*/tijdlijn', who.text)
    assert "Toon wat er veranderd is" not in group.table.leader.get(group.table.path()).get_data(as_text=True)


def test_what_changed_is_marked_in_words_and_signs_and_not_by_colour_alone(group: Group) -> None:
    group.reopen()
    changed = group.entry("de koks het zelf draaien")
    group.table.act(group.fatma, "edit", entry=changed, text="er altijd twee koks zijn", back="values")
    group.table.act(group.ruud, "remove", entry=group.entry("iedereen is welkom"), back="values")
    group.note(group.fatma, "we samen afwassen")
    group.fatma.get(group.table.path("/vergelijk"), follow_redirects=True)
    text = group.fatma.text
    assert "versie 2 kan nog veranderen" in text
    assert re.search(r'<del class="went"><span class="hush">weg: </span>het zelf draaien</del>', text)
    assert re.search(r'<ins class="came"><span class="hush">nieuw: </span>er altijd twee</ins>', text)
    assert text.count(">Nieuw<") == 1
    assert "we samen afwassen" in text
    assert text.count(">Vervallen<") == 1
    assert "iedereen is welkom" in text
    assert "Fatma Yılmaz" not in text, "before step 4 people are called by their first name"
    assert "wijkagent" not in text
    assert "kanarie" not in text


def test_two_final_versions_are_compared_and_the_contract_says_so_and_links_to_it(group: Group) -> None:
    group.reopen()
    group.note(group.fatma, "we samen afwassen")
    group.finish()
    group.ruud.get(group.table.path("/contract"))
    assert group.table.path("/vergelijk/1/2") in group.ruud.text
    assert "Wat is er veranderd sinds versie 1" in group.ruud.text
    group.ruud.get(group.table.path("/vergelijk/1/2"))
    assert "1 nieuw, 2 gebleven" in group.ruud.text
    assert "kan nog veranderen" not in group.ruud.text
    assert group.ruud.get(group.table.path("/vergelijk/2/1")).status_code == 404
    assert group.ruud.get(group.table.path("/vergelijk/1/3")).status_code == 404


def test_any_two_of_several_versions_can_be_chosen_by_links(group: Group) -> None:
    group.reopen()
    group.finish()
    group.reopen()
    group.fatma.get(group.table.path("/vergelijk/1/3"))
    for pair in ("/vergelijk/1/3", "/vergelijk/2/3", "/vergelijk/1/2"):
        assert group.table.path(pair) in group.fatma.text
    assert "Er is niets veranderd." in group.fatma.text
    group.fatma.get(group.table.path("/vergelijk"), follow_redirects=True)
    assert 'aria-current="true">Versie 2<' in group.fatma.text


def test_the_facilitator_puts_what_changed_on_the_wall_and_takes_it_away_again(group: Group) -> None:
    group.reopen()
    leader, table = group.table.leader, group.table
    for number in range(12):
        group.note(group.fatma, f"een nieuwe waarde die een hele regel vult, nummer {number}")
    assert "Toon wat er veranderd is" in leader.get(table.path()).get_data(as_text=True)
    table.act(leader, "focus", step="values", phase="note", screen="compare", back="values")
    wall = leader.get(table.path("/wand")).get_data(as_text=True)
    assert "Wat is er veranderd sinds versie 1" in wall
    assert "nummer 0" in wall
    left_out = re.search(r"nog (\d+), zie je telefoon", wall)
    assert left_out is not None
    assert len(re.findall(r'<li class="tile tile--came">', wall)) + int(left_out[1]) == 12
    assert "2 gebleven" in wall
    desk = leader.get(table.path()).get_data(as_text=True)
    assert "Toon de kaart" in desk
    assert "Toon de code groot" in desk
    table.act(leader, "focus", step="values", phase="note", screen="map", back="values")
    assert "sinds versie 1" not in leader.get(table.path("/wand")).get_data(as_text=True)


def test_the_timeline_tells_each_moment_and_how_the_map_read_then(group: Group) -> None:
    fatma, table = group.fatma, group.table
    fatma.get(table.path("/tijdlijn"))
    assert "Moment 7 van 7" in fatma.text
    assert "Versie 1 was af." in fatma.text
    fatma.get(table.path("/tijdlijn?moment=2"))
    assert "Fatma noteerde een gezamenlijke tekst bij Waarden." in fatma.text
    assert "de koks het zelf draaien" in fatma.text
    assert "iedereen is welkom" not in fatma.text
    assert fatma.text.count(">Dit moment<") == 1
    for wrong in ("0", "-1", "99", "x", "9" * 30):
        assert "Moment 7 van 7" in fatma.get(table.path(f"/tijdlijn?moment={wrong}")).get_data(as_text=True)
    for number in range(1, 8):
        fatma.get(table.path(f"/tijdlijn?moment={number}"))
        assert fatma.status == 200
        assert "kanarie" not in fatma.text


def test_where_the_group_shows_no_names_the_timeline_shows_none(site: Site) -> None:
    table = site.begin(form="short", names="none")
    fatma = table.join("Fatma Yılmaz")
    table.act(fatma, "note", step="values", prompt="success", text="samen eten", back="values")
    table.leader.get(table.path("/tijdlijn"))
    assert "Gezamenlijke tekst genoteerd bij Waarden." in table.leader.text
    assert "Fatma" not in table.leader.text


def test_a_day_with_many_moments_is_listed_in_part_and_days_lead_to_their_first(group: Group) -> None:
    group.reopen()
    group.table.site.clock.forward(days=2)
    for number in range(70):
        group.note(group.fatma, f"tekst {number}")
    fatma, path = group.fatma, group.table.path
    fatma.get(path("/tijdlijn?moment=50"))
    assert fatma.text.count('class="scrub__day"') == 1
    assert "14 januari 2027" in fatma.text
    assert "16 januari 2027" in fatma.text
    assert re.search(r"1\d momenten eerder", fatma.text)
    assert 'href="' + path("/tijdlijn?moment=9") + '"' in fatma.text
    fatma.get(path("/tijdlijn?moment=1"))
    assert "De kaart begon." in fatma.text


def test_erased_words_are_told_as_erased(group: Group) -> None:
    with group.table.site.app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.update(tables.journal).values(events=None))
    group.fatma.get(group.table.path("/tijdlijn"))
    assert "Van dit stuk zijn de woorden gewist." in group.fatma.text
    assert "koks" not in group.fatma.text


def test_who_left_and_the_wall_get_neither(group: Group) -> None:
    table = group.table
    group.reopen()
    group.ruud.get(table.path("/weg"))
    group.ruud.post(table.path("/weg"), wat="tafel")
    screen = table.site.visitor()
    screen.get(table.wall_link)
    screen.post(table.wall_link)
    for who in (group.ruud, screen):
        for path in ("/vergelijk/1/2", "/vergelijk", "/tijdlijn"):
            assert who.get(table.path(path)).status_code == 403
            assert "koks" not in who.text
