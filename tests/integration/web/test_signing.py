"""From the questions before signing to the contract that everybody keeps, with plain forms."""

import json
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.web_kit import Browser, Site, Table

STROKES = [[[0.1, 0.5], [0.3, 0.2], [0.5, 0.8], [0.7, 0.3], [0.9, 0.5]]]


@pytest.fixture
def table(site: Site) -> Table:
    return site.begin(form="short", title="Het plein: wíj & zij")


@pytest.fixture
def two(table: Table) -> tuple[Browser, Browser]:
    return table.join("Fatma Yılmaz", role="bewoner"), table.join("Ruud Bos", side="formal")


def test_a_question_that_is_needed_is_asked_at_its_field(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, _ruud = two
    fatma.get(table.path("/afspraken"))
    fatma.post(
        table.path("/afspraken"), non_compliance="", guardian="Ruud", review_on="straks", intent="moral"
    )
    assert fatma.status == 422
    assert 'href="#non_compliance"' in fatma.text
    assert "Dit is geen dag die wij kennen" in fatma.text
    assert 'value="straks"' in fatma.text
    assert ">\nRuud</textarea>" in fatma.text


def test_an_answer_can_be_taken_back(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    assert "Haal mijn handtekening weg" in fatma.text
    assert table.sign(fatma, "", answer="take_back").status_code == 303
    assert "Je hebt ondertekend" not in fatma.text
    assert "Nu tekent:" in fatma.text
    table.sign(ruud, "", answer="decline")
    assert "Haal mijn antwoord weg" in ruud.text
    assert table.act(table.leader, "seal", back="contract").status_code == 409


@pytest.mark.parametrize("typed", ["2027-06-10", "10-06-2027", "10/06/2027"])
def test_a_day_may_be_typed_as_people_do(table: Table, two: tuple[Browser, Browser], typed: str) -> None:
    fatma, _ruud = two
    fatma.get(table.path("/afspraken"))
    fatma.post(table.path("/afspraken"), non_compliance="praten", review_on=typed, intent="committed")
    assert fatma.status == 303
    assert "bewaard" in fatma.text
    assert 'value="2027-06-10"' in fatma.text


def test_everybody_signs_in_their_own_way_and_keeps_the_contract(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    assert fatma.get(table.path("/contract")).status_code == 200
    assert "Nu tekent:" in fatma.text
    assert table.sign(fatma, "Fatma Yılmaz", method="drawn", strokes=json.dumps(STROKES)).status_code == 303
    assert "Je hebt ondertekend" in fatma.text
    assert table.act(table.leader, "seal", back="contract").status_code == 409
    assert table.sign(ruud, "Ruud Bos", answer="decline", because="Ik wacht nog.").status_code == 303
    assert "Je koos om niet te ondertekenen" in ruud.text
    table.leader.get(table.path("/contract"))
    assert "Maak deze versie af" in table.leader.text
    assert table.act(table.leader, "seal", back="contract").status_code == 303
    fatma.get(table.path("/contract"))
    assert "Deze versie is af" in fatma.text
    assert "heeft niet ondertekend" in fatma.text
    assert "Ik wacht nog" not in fatma.text

    pdf = fatma.get(table.path("/contract/1.pdf"))
    assert (
        pdf.headers["Content-Disposition"] == 'attachment; filename="contract-het-plein-wij-zij-versie-1.pdf"'
    )
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages)
    assert "Fatma Yılmaz" in text
    assert "10 juni 2027" in text
    assert fatma.get(table.path("/contract/1.pdf")).data == pdf.data
    assert "10 juni 2027" in fatma.get(table.path("/contract/1.txt")).get_data(as_text=True)
    kept = fatma.get(table.path("/contract/1.json")).get_json()
    assert kept["status"] == "final"
    answers = {each["name"]: (each["answer"], each["method"]) for each in kept["signatures"]}
    assert answers == {"Fatma Yılmaz": ("signed", "drawn"), "Ruud Bos": ("declined", "")}
    assert kept["content"]["terms"]["non_compliance"] == "Dan praten we."
    assert fatma.get(table.path("/kaart.json")).get_json() == kept["content"]


def test_the_last_answer_counts_until_the_version_is_final(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma", answer="decline")
    table.sign(fatma, "Fatma")
    table.sign(ruud, "Ruud")
    table.act(table.leader, "seal", back="contract")
    assert fatma.get(table.path("/contract/1.json")).get_json()["signatures"][0]["answer"] == "signed"
    late = fatma.post(table.path("/contract"), answer="decline", op="o", hash="h", on_behalf="", typed="x")
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"consent": ""}, "Zet eerst het vinkje"),
        ({"typed": " "}, "Typ je naam om te ondertekenen"),
        ({"typed": "x" * 81}, "Deze naam is te lang"),
        ({"method": "drawn", "strokes": "[[[0.5,0.5]]]"}, "geen handtekening"),
        ({"method": "drawn", "strokes": '[[["x",1]]]'}, ""),
        ({"hash": "0" * 64}, "De tekst is veranderd"),
    ],
)
def test_a_signature_that_cannot_stand_is_refused_kindly(
    table: Table, two: tuple[Browser, Browser], fields: dict[str, str], words: str
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz", **fields)
    assert fatma.status in {409, 422}
    assert 'id="fouten"' in fatma.text
    assert words in fatma.text
    answers = fatma.get(table.path("/contract/1.json")).get_json()["signatures"]
    assert [each["answer"] for each in answers] == ["waiting", "waiting"]


def test_strokes_that_are_no_json_are_no_drawing(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz", method="drawn", strokes="[[[" * 5_000)
    assert fatma.status == 303
    answers = fatma.get(table.path("/contract/1.json")).get_json()["signatures"]
    assert answers[0]["method"] == "typed"


def test_a_device_that_goes_round_says_who_signs(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    fatma.get(table.path("/mensen"))
    fatma.post(table.path("/mensen"), name="Meneer De Wit", side="informal")
    wit = table.person("Meneer De Wit")
    for step in ("values", "relations"):
        table.act(table.leader, "focus", step=step, phase="consent", screen="map")
        for who, behalf in ((fatma, ""), (fatma, wit), (ruud, "")):
            who.get(table.path(f"?stap={step}"))
            found = re.search(r'name="wording" value="([^"]*)"', who.text)
            wording = found[1] if found else ""
            done = table.act(
                who, "stance", step=step, stance="agree", wording=wording, because="", on_behalf=behalf
            )
            assert done.status_code == 303, who.text
        assert table.act(table.leader, "close", step=step).status_code == 303
    fatma.get(table.path("/afspraken"))
    fatma.post(table.path("/afspraken"), non_compliance="praten", review_on="2027-06-10", intent="moral")
    assert table.act(table.leader, "freeze").status_code == 303
    fatma.get(table.path(f"/contract?voor={wit}"))
    assert "Geef het apparaat aan Meneer De Wit" in fatma.text
    known = {name: fatma.value(name) for name in ("op", "hash", "on_behalf")}
    assert known["on_behalf"] == wit
    signed = fatma.post(table.path("/contract"), **known, typed="De Wit", answer="sign", consent="y")
    assert signed.status_code == 303
    ruud_id = table.person("Ruud Bos")
    fatma.get(table.path(f"/contract?voor={ruud_id}"))
    known = {name: fatma.value(name) for name in ("op", "hash", "on_behalf")}
    fatma.post(table.path("/contract"), **known, typed="Ruud Bos", answer="sign", consent="y")
    fatma.get(table.path("/contract/1"))
    assert fatma.text.count("Met hulp van <bdi>Fatma Yılmaz</bdi>") == 1
    assert fatma.text.count("Op het apparaat van <bdi>Fatma Yılmaz</bdi>") == 1


def test_who_left_before_the_freeze_and_came_back_can_sign_on_a_device_that_goes_round(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    kees = table.join("Kees Blom")
    kees.get(table.path())
    kees.post(table.path("/weg"), wat="tafel")
    table.freeze(fatma, ruud)
    fatma.get(table.path("/contract"))
    assert "Kees" not in fatma.text
    kees.get(table.path())
    kees.post(table.path("/terug"))
    fatma.get(table.path("/contract"))
    assert f"?voor={table.person('Kees Blom')}" in fatma.text


def test_reopening_before_the_last_signature_voids_them_and_says_so(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma")
    ruud.get(table.path("/contract/heropenen"))
    assert "Alle handtekeningen onder deze versie vervallen" in ruud.text
    ruud.post(table.path("/contract/heropenen"), op="een", because="  ")
    assert ruud.status == 409
    assert 'href="#because"' in ruud.text
    ruud.post(table.path("/contract/heropenen"), op="twee", because="We vergaten de tijden.")
    assert ruud.status == 303
    fatma.get(table.path("/contract/1?toch=1"))
    assert "niet afgemaakt" in fatma.text
    assert fatma.get(table.path("/contract/1.pdf?toch=1")).status_code == 200
    assert fatma.get(table.path("/kaart.json")).status_code == 409


def test_withdrawing_is_recorded_beside_the_final_version(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma")
    table.sign(ruud, "Ruud")
    table.act(table.leader, "seal", back="contract")
    before = fatma.get(table.path("/contract/1.pdf")).data
    ruud.get(table.path("/contract/terugtrekken"))
    ruud.post(table.path("/contract/terugtrekken"), op="weg", because="")
    assert ruud.status == 303
    assert "Teruggetrokken: Ruud" in ruud.text
    assert fatma.get(table.path("/contract/1.pdf")).data == before


def test_a_facilitator_alone_and_a_latecomer_are_told_why_they_do_not_sign(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    table.freeze(*two)
    late = table.join("Sara Blom")
    for who, words in ((table.leader, "Je begeleidt alleen"), (late, "voordat jij meedeed")):
        who.get(table.path("/contract"))
        assert words in who.text
        refused = who.post(table.path("/contract"), answer="sign", consent="y", typed="x", op="o", hash="h")
        assert refused.status_code == 409


def test_whom_the_text_names_and_who_came_back_to_sign_it_is_shown_as_signed(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    mina = table.join("Mina Aydin")
    mina.get(table.path("/weg"))
    mina.post(table.path("/weg"), wat="tafel")
    table.freeze(fatma, ruud)
    mina.get(table.path())
    mina.post(table.path("/terug"))
    assert table.sign(mina, "Mina Aydin").status_code == 303
    kept = fatma.get(table.path("/contract/1.json")).get_json()
    answers = {each["name"]: each["answer"] for each in kept["signatures"]}
    assert answers["Mina Aydin"] == "signed"


def test_a_version_that_was_opened_again_says_so_and_its_signatures_have_lapsed(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    table.act(ruud, "reopen", because="er mist iets")
    text = fatma.get(table.path("/contract/1.txt?toch=1")).get_data(as_text=True)
    assert "Deze versie is niet afgemaakt: de groep opende de kaart opnieuw." in text
    assert "De handtekeningen gelden niet meer." in text
    assert "vervallen" in text
    assert "Ondertekend op" not in text
    assert "maakt deze versie nog af" not in text
    kept = fatma.get(table.path("/contract/1.json?toch=1")).get_json()
    assert (kept["status"], kept["signatures"][0]["answer"]) == ("not_concluded", "signed")


def test_the_earlier_terms_are_not_filled_in_before_the_own_round_of_the_next_version(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.act(ruud, "reopen", because="er mist iets")
    earlier = 'value="2027-06-10"'
    fatma.get(table.path("/afspraken"))
    assert earlier not in fatma.text
    table.act(table.leader, "reveal", step="values")
    fatma.get(table.path("/afspraken"))
    assert earlier in fatma.text


def test_once_the_text_is_laid_down_the_answers_are_only_read(
    table: Table, two: tuple[Browser, Browser]
) -> None:
    fatma, ruud = two
    table.agree(fatma, ruud)
    laid = table.act(table.leader, "freeze", back="afspraken")
    assert laid.headers["Location"] == table.path("/contract")
    fatma.get(table.path("/afspraken"))
    assert "<textarea" not in fatma.text
    assert "Dan praten we." in fatma.text
    assert "10 juni 2027" in fatma.text
    assert "Als een morele afspraak" in fatma.text
    assert f'href="{table.path("/contract")}"' in fatma.text


def test_the_facilitator_sees_on_the_map_who_has_answered(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    table.leader.get(table.path())
    words = re.sub(r"<[^>]*>", "", table.leader.text)
    assert "Wie heeft ondertekend?" in words
    assert "Fatma: heeft ondertekend" in words
    assert "Ruud: nog niet" in words
    table.sign(ruud, "Ruud Bos", answer="decline")
    table.leader.get(table.path())
    assert "Ruud: ondertekent niet" in re.sub(r"<[^>]*>", "", table.leader.text)


def test_everybody_reads_why_the_text_was_reopened(table: Table, two: tuple[Browser, Browser]) -> None:
    fatma, ruud = two
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    ruud.get(table.path("/contract/heropenen"))
    ruud.post(table.path("/contract/heropenen"), op=ruud.value("op"), because="Er ontbreekt een afspraak")
    for who in (fatma, table.leader):
        who.get(table.path())
        assert "De tekst is heropend. De reden:" in who.text
        assert "Er ontbreekt een afspraak</q>. De handtekeningen van versie 1 gelden niet meer." in who.text
    table.act(table.leader, "reveal", step="values", back="values")
    table.act(table.leader, "close", step="values", override="Dit blijft zo.", back="values")
    fatma.get(table.path())
    assert "gelden niet meer" not in fatma.text
