"""Looking back on a signed version, in a browser without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.web_kit import Browser, Site, Table, copied, site_on

STEPS = ("values", "relations", "conduct", "conditions", "actions")


@dataclass
class Signed:
    """A map of which version 1 is final, and who signed it."""

    table: Table
    fatma: Browser
    sanne: Browser

    def act(self, who: Browser, do: str, **fields: str) -> int:
        return self.table.act(who, do, **fields).status_code

    def reopen(self, who: Browser, because: str = "We kijken terug.") -> None:
        who.get(self.table.path("/contract/heropenen"))
        who.post(self.table.path("/contract/heropenen"), op=who.value("op"), because=because)

    def reveal(self) -> None:
        self.table.act(self.table.leader, "reveal", step="values")

    def page(self, who: Browser) -> str:
        return str(who.get(self.table.path("/terugkijken")).get_data(as_text=True))

    def line(self, who: Browser, words: str) -> str:
        """Return the id of the line with these words."""
        found = re.search(rf'id="tekst-([\w-]+)"[^>]*>(?:<[^>]+>)*{re.escape(words)}', self.page(who))
        assert found is not None, words
        return found[1]

    def review(self, who: Browser, words: str, **fields: str) -> int:
        entry = self.line(who, words)
        return self.act(who, "review", entry=entry, back="terugkijken", **fields)


@pytest.fixture(scope="module")
def walked(web_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """The whole walk, once."""
    with site_on(web_template, tmp_path_factory.mktemp("walked")) as made:
        yield walk(made)


@pytest.fixture
def site(walked: Signed, tmp_path: Path) -> Iterator[Site]:
    with copied(walked.table.site, tmp_path) as made:
        yield made


@pytest.fixture
def signed(walked: Signed, site: Site) -> Signed:
    return Signed(walked.table.at(site), walked.fatma.at(site), walked.sanne.at(site))


def walk(site: Site) -> Signed:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz", "informal")
    sanne = table.join("Sanne Hoekstra", "formal", role="sociaal werker")
    notes = {
        "values": ("success", "iedereen eet mee"),
        "relations": ("decide_together", "We praten tot iedereen ermee kan leven."),
        "conduct": ("communicate", "Een briefje op de deur."),
    }
    for step in STEPS:
        if step in notes:
            prompt, text = notes[step]
            table.act(fatma, "note", step=step, prompt=prompt, text=text)
        elif step == "conditions":
            table.act(
                sanne,
                "note",
                step=step,
                prompt="environment",
                topic="time",
                text="Donderdag.",
                status="unmet",
            )
        else:
            table.act(
                fatma, "note", step=step, prompt="mine", text="Ik kook.", owners=table.person("Fatma Yılmaz")
            )
            table.act(
                sanne, "note", step=step, prompt="others", text="Geef ons een lamp.", asked_of="gemeente"
            )
        table.consent(step, fatma, sanne)
    table.give_terms()
    table.freeze_now()
    table.sign(fatma, "Fatma Yılmaz")
    table.sign(sanne, "Sanne Hoekstra")
    table.act(table.leader, "seal")
    return Signed(table, fatma, sanne)


def test_before_the_own_round_is_done_the_review_leads_back_to_the_map(signed: Signed) -> None:
    signed.fatma.get(signed.table.path("/terugkijken"))
    assert signed.fatma.status == 303
    signed.reopen(signed.fatma)
    signed.fatma.get(signed.table.path("/terugkijken"))
    assert signed.fatma.status == 303
    signed.reveal()
    assert "Terugkijken op versie 1" in signed.page(signed.fatma)


def test_every_line_of_the_former_version_can_be_looked_back_on(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    page = signed.page(signed.sanne)
    for words in (
        *(
            "Waarde",
            "Spelregel 1",
            "Spelregel 2",
            "was nog niet vervuld",
            "Actie van Fatma",
            "Gevraagd aan gemeente",
        ),
        *("iedereen eet mee", "Een briefje op de deur.", "Donderdag.", "Ik kook.", "Geef ons een lamp."),
    ):
        assert words in page
    assert signed.review(signed.sanne, "iedereen eet mee", verdict="works", next="keep") == 303
    page = signed.page(signed.fatma)
    assert "Sanne</b>: werkt · houden" in page


def test_a_changed_line_shows_its_new_words_and_what_is_other_in_this_version(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    fields = {
        "verdict": "does_not_work",
        "next": "change",
        "because": "te klein",
        "text": "Een briefje en een app.",
    }
    assert signed.review(signed.sanne, "Een briefje op de deur.", **fields) == 303
    page = signed.page(signed.fatma)
    assert "Een briefje en een app." in re.sub("<[^>]+>", "", page)
    assert "te klein" in page
    side = page[page.index('id="anders"') :]
    assert ">Veranderd<" in side


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    assert signed.review(signed.fatma, "Ik kook.", verdict="stuck", next="keep", because=" ") == 409
    assert "Schrijf erbij waarom." in signed.fatma.text
    assert (
        signed.review(signed.fatma, "Ik kook.", verdict="done", next="change", text="", because="klaar ermee")
        == 409
    )
    assert "klaar ermee</textarea>" in signed.fatma.text
    entry = signed.line(signed.fatma, "Ik kook.")
    assert signed.act(signed.fatma, "review", entry=entry, back="terugkijken") == 409
    assert 'href="#verdict-' in signed.fatma.text


def test_anothers_own_action_is_said_to_be_theirs(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    assert "Alleen Fatma kan dit veranderen of laten vallen." in signed.page(signed.sanne)
    assert signed.review(signed.sanne, "Ik kook.", verdict="done", next="drop") == 409
    assert "Dit is van iemand anders." in signed.sanne.text


def test_a_request_without_an_answer_is_said_to_have_none(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    assert "nog geen antwoord" in signed.page(signed.fatma)
    assert signed.review(signed.fatma, "Geef ons een lamp.", verdict="done", next="drop") == 303
    assert "nog geen antwoord" not in signed.page(signed.fatma)


def test_what_goes_well_is_written_down_and_taken_away_by_who_wrote_it(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    signed.act(signed.fatma, "tell", kind="well", text="We lachen veel.", back="terugkijken")
    signed.act(signed.sanne, "tell", kind="attention", text="De afwas.", back="terugkijken")
    page = signed.page(signed.sanne)
    assert "We lachen veel." in page
    mine = re.findall(r'data-do="untell".*?name="entry" value="([\w-]+)"', page, re.DOTALL)
    assert len(mine) == 1
    signed.act(signed.sanne, "untell", entry=mine[0], back="terugkijken")
    assert "De afwas." not in signed.page(signed.fatma)
    assert signed.act(signed.sanne, "tell", kind="well", text="", back="terugkijken") == 409
    assert 'href="#text-well"' in signed.sanne.text


def test_somebody_is_helped_to_look_back(signed: Signed) -> None:
    signed.sanne.get(signed.table.path("/mensen"))
    signed.sanne.post(signed.table.path("/mensen"), name="Meneer De Boer", side="informal")
    signed.reopen(signed.fatma)
    signed.reveal()
    boer = signed.table.person("Meneer De Boer")
    page = str(signed.sanne.get(signed.table.path(f"/terugkijken?voor={boer}")).get_data(as_text=True))
    assert f'name="on_behalf" value="{boer}"' in page
    assert signed.review(signed.sanne, "iedereen eet mee", verdict="works", on_behalf=boer) == 303
    assert "Meneer De Boer</b>: werkt" in signed.page(signed.fatma)


def test_who_came_who_left_and_whose_role_changed_is_told(signed: Signed) -> None:
    signed.table.act(signed.sanne, "leave")
    signed.reopen(signed.fatma)
    signed.table.join("Rachid El Amrani", "formal")
    signed.reveal()
    page = re.sub("<[^>]+>", "", signed.page(signed.fatma))
    assert re.search(r"Sanne\s+Doet niet meer mee", page)
    assert re.search(r"Rachid\s+Doet nu ook mee", page)


def test_a_facilitator_without_a_side_reads_and_does_not_judge(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    page = signed.page(signed.table.leader)
    assert "De partners zeggen wat werkt." in page
    assert 'data-do="review"' not in page


def test_a_step_that_is_as_it_was_takes_one_tap(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    signed.act(signed.table.leader, "focus", step="values", phase="consent", screen="map")
    page = str(signed.fatma.get(signed.table.path()).get_data(as_text=True))
    form = page[page.index('class="same') :]
    assert "Dit geldt nog" in form
    fields = dict(re.findall(r'name="(step|wording|stance)" value="([^"]*)"', form[: form.index("</form>")]))
    assert signed.act(signed.fatma, "stance", **fields) == 303
    page = str(signed.fatma.get(signed.table.path()).get_data(as_text=True))
    assert 'class="same' not in page
    assert signed.act(signed.sanne, "stance", **fields) == 303
    assert signed.act(signed.table.leader, "close", step="values") == 303
    assert "Stap 2 van 5 · instemmen" in str(signed.fatma.get(signed.table.path()).get_data(as_text=True))


def test_two_who_reopen_at_once_make_one_version(signed: Signed) -> None:
    signed.sanne.get(signed.table.path("/contract/heropenen"))
    op = signed.sanne.value("op")
    signed.reopen(signed.fatma, "Als ik ziek ben gaat het niet door.")
    signed.sanne.post(signed.table.path("/contract/heropenen"), op=op, because="Ook ik wil terugkijken.")
    assert signed.sanne.status == 409
    assert "Ook ik wil terugkijken." in signed.sanne.text
    assert "Iemand heeft de tekst net al heropend." in signed.sanne.text


def test_a_version_that_is_not_the_present_one_cannot_be_signed(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.sanne.get(signed.table.path("/mensen"))
    signed.sanne.post(signed.table.path("/contract"), typed="Sanne Hoekstra", answer="sign", consent="y")
    assert signed.sanne.status == 409
    assert signed.table.person("Sanne Hoekstra") not in signed.table.stored().state.signatures


def test_the_page_is_for_who_is_at_the_table(signed: Signed, site: Site) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    assert site.visitor().get(signed.table.path("/terugkijken")).status_code == 403
    other = site.begin()
    assert other.leader.get(signed.table.path("/terugkijken")).status_code == 403


def test_on_the_day_that_was_agreed_the_map_says_so_and_the_reason_is_there_already(
    signed: Signed, site: Site
) -> None:
    def map_page() -> str:
        return str(signed.fatma.get(signed.table.path()).get_data(as_text=True))

    site.clock.at = datetime(2027, 6, 9, 21, 30, tzinfo=UTC)  # half past eleven in the evening, in Amsterdam
    assert "Het is tijd om terug te kijken." not in map_page()
    site.clock.forward(hours=1)
    assert "Jullie spraken daar 10 juni 2027 voor af." in map_page()
    assert "Een partner opent de tekst weer." in str(
        signed.table.leader.get(signed.table.path()).get_data(as_text=True)
    )
    signed.fatma.get(signed.table.path("/contract/heropenen?reden=afgesproken"))
    assert "Dit is de dag die we afspraken om terug te kijken.</textarea>" in signed.fatma.text
    signed.reopen(signed.fatma)
    assert "Het is tijd om terug te kijken." not in map_page()


def test_somebody_says_anew_who_they_are_until_the_text_is_laid_down(signed: Signed) -> None:
    path = signed.table.path("/mensen/ik")
    signed.sanne.get(path)
    assert "De tekst staat vast." in signed.sanne.text
    signed.sanne.post(path, name="Sanne Hoekstra", side="formal", role="beleidsmaker")
    assert signed.sanne.status == 409
    signed.reopen(signed.fatma)
    signed.sanne.get(path)
    assert 'value="sociaal werker"' in signed.sanne.text
    signed.sanne.post(path, name="", side="formal")
    assert signed.sanne.status == 422
    signed.sanne.post(path, name="Fatma Yılmaz", side="formal")
    assert "Er is al iemand met de naam Fatma Yılmaz." in signed.sanne.text
    signed.sanne.post(path, name="Sanne Hoekstra", side="informal", role="buurvrouw")
    assert signed.sanne.status == 303
    signed.reveal()
    page = re.sub("<[^>]+>", "", signed.page(signed.fatma))
    assert "Sanne VeranderdKant: weg: formeel nieuw: informeel" in page
    assert "buurvrouw" not in page, "roles are not shown in the first steps (rule 5)"


def test_who_only_facilitates_is_not_asked_for_a_side(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.table.leader.get(signed.table.path("/mensen/ik"))
    assert 'name="side"' not in signed.table.leader.text
    signed.table.leader.post(signed.table.path("/mensen/ik"), name="Nora de Wit", role="begeleider")
    assert signed.table.leader.status == 303


def test_what_one_said_is_never_put_in_anothers_mouth(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    signed.reveal()
    words = "iedereen eet mee"
    fields = {"verdict": "does_not_work", "next": "keep", "because": "Fatmas eigen reden"}
    assert signed.review(signed.fatma, words, **fields) == 303
    assert "Fatmas eigen reden</textarea>" in signed.page(signed.fatma)
    assert "Fatmas eigen reden</textarea>" not in signed.page(signed.sanne)
    assert signed.review(signed.sanne, words, verdict="works", next="keep") == 303
    page = signed.page(signed.fatma)
    page = page[page.index("<main") :]
    assert "Fatma</b>: werkt niet · houden" in page
    assert "Sanne</b>: werkt · houden" in page
    assert page.count("Fatmas eigen reden") == 2, "said once, and in Fatma's own field"


def test_a_reason_that_was_missing_can_be_given_after_all(signed: Signed) -> None:
    path = signed.table.path("/contract/heropenen")
    signed.fatma.get(path)
    signed.fatma.post(path, op=signed.fatma.value("op"), because="")
    assert signed.fatma.status == 409
    signed.fatma.post(path, op=signed.fatma.value("op"), because="Nu wel een reden.")
    assert signed.fatma.status == 303
    assert signed.table.stored().state.version == 2


def test_in_the_own_round_a_former_contract_opens_for_who_asks_for_it_once_more(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    for path in ("/contract", "/contract/1", "/contract/1.pdf", "/contract/1.txt", "/contract/1/kaart.svg"):
        signed.sanne.get(signed.table.path(path))
        assert "Eerst ieder voor zich" in signed.sanne.text, path
        asked = re.search(r'href="([^"]*toch=1)"', signed.sanne.text)
        assert asked is not None
        shown = signed.sanne.get(asked[1])
        assert "Eerst ieder voor zich" not in shown.get_data().decode("utf-8", "replace")
        assert shown.status_code == 200
    signed.sanne.get(signed.table.path("/contract/1?toch=1"))
    assert "/contract/1.pdf?toch=1" in signed.sanne.text
    signed.reveal()
    assert "iedereen eet mee" in str(
        signed.sanne.get(signed.table.path("/contract/1")).get_data(as_text=True)
    )


def test_who_withdraws_while_the_next_version_is_open_is_told_so(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    path = signed.table.path("/contract/terugtrekken")
    signed.sanne.get(path)
    response = signed.sanne.post(path, op=signed.sanne.value("op"), because="")
    assert response.status_code == 200
    assert "Je hebt je teruggetrokken" in signed.sanne.text
    signed.sanne.get(signed.table.path())
    assert (signed.sanne.status, "Je hebt je teruggetrokken" in signed.sanne.text) == (403, True)


def test_in_the_own_round_what_is_made_of_earlier_words_says_until_when_it_waits(signed: Signed) -> None:
    signed.reopen(signed.fatma)
    for path in ("/tijdlijn", "/vergelijk", "/vergelijk/1/2"):
        signed.sanne.get(signed.table.path(path))
        assert (signed.sanne.status, "Eerst ieder voor zich" in signed.sanne.text) == (409, True)
        assert "toch" not in signed.sanne.text
    signed.sanne.get(signed.table.path())
    assert "kaart.json" not in signed.sanne.text


def test_who_is_helped_is_offered_what_is_theirs_to_change_and_not_what_is_the_helpers(
    signed: Signed,
) -> None:
    signed.fatma.get(signed.table.path("/mensen"))
    signed.fatma.post(signed.table.path("/mensen"), name="Meneer De Boer", side="informal")
    signed.reopen(signed.fatma)
    signed.reveal()
    boer = signed.table.person("Meneer De Boer")
    for path, whose in (("/terugkijken", False), (f"/terugkijken?voor={boer}", True)):
        signed.fatma.get(signed.table.path(path))
        assert ("Alleen Fatma kan dit veranderen of laten vallen." in signed.fatma.text) == whose
