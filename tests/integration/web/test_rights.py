"""Finding maps again, how long they are kept, and what somebody may ask about themselves (D3, D4)."""

import json
import re
from typing import Any

import jsonschema
import pytest
from flask import json as flask_json

from partnerschap.extensions import db
from partnerschap.store import rebuild
from tests.web_kit import Browser, Site, Table
from tools import schema


def text_of(browser: Browser, path: str) -> str:
    return browser.get(path).get_data(as_text=True)


def record(browser: Browser, table: Table) -> dict[str, Any]:
    found: dict[str, Any] = flask_json.loads(browser.get(table.path("/mijn-gegevens.json")).data)
    jsonschema.validate(found, schema.own_schema())
    return found


def wholly(table: Table) -> list[str]:
    """What the tables say otherwise than the journal."""
    with table.site.app.app_context():
        return rebuild.compare(db.engine, table.id)  # type: ignore[arg-type]


def test_a_device_finds_its_maps_again_without_a_word_of_anybody(site: Site) -> None:
    table = site.begin(form="short", title="Het plein")
    fatma = table.join("Fatma Yılmaz")
    table.act(fatma, "write", step="values", prompt="success", text="geheimwoord", private="1")
    table.act(table.leader, "park", text="parkeerwoord")
    assert "/mijn-kaarten" in text_of(fatma, "/")
    text_of(fatma, "/mijn-kaarten")
    for words in ("Het plein", "Versie 1", "stap 1", "wordt op 14 januari 2029 gewist"):
        assert words in fatma.text
    for words in ("geheimwoord", "parkeerwoord", "Nora", "Fatma"):
        assert words not in fatma.text
    screen = site.visitor()
    screen.get(table.wall_link)
    screen.post(table.wall_link)
    assert "het grote scherm" in text_of(screen, "/mijn-kaarten")
    assert "Versie 1" not in screen.text
    fatma.get(table.path("/weg"))
    fatma.post(table.path("/weg"), wat="tafel")
    assert "Je bent van tafel gegaan" in text_of(fatma, "/mijn-kaarten")
    assert "Versie 1" not in fatma.text
    assert "Nog geen kaarten" in text_of(site.visitor(), "/mijn-kaarten")


def test_my_maps_tell_how_far_a_contract_is(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.act(table.leader, "pause", paused="1")
    assert "even pauze" in text_of(fatma, "/mijn-kaarten")
    table.act(table.leader, "pause", paused="")
    table.freeze(fatma, ruud)
    assert "Jij koos nog niet" in text_of(fatma, "/mijn-kaarten")
    assert "Jullie kijken weer op 10 juni 2027" in fatma.text
    assert table.path("/contract") in fatma.text
    table.sign(fatma, "Fatma Yılmaz")
    assert "klaar om te tekenen" in text_of(fatma, "/mijn-kaarten")
    table.sign(ruud, "Ruud Bos")
    table.act(table.leader, "seal", back="contract")
    assert "Het contract is af" in text_of(fatma, "/mijn-kaarten")


def test_the_start_page_shows_a_few_maps_and_leads_to_all(site: Site) -> None:
    table = site.begin(title="Kaart 0")
    for number in range(1, 4):
        site.clock.forward(minutes=1)
        other = site.begin(title=f"Kaart {number}")
        table.leader.get(f"/doe-mee/{other.code.replace(' ', '')}")
        table.leader.post(f"/doe-mee/{other.code.replace(' ', '')}", name="Nora", side="formal")
    home = text_of(table.leader, "/")
    assert [f"Kaart {n}" in home for n in range(4)] == [False, True, True, True]
    assert all(f"Kaart {n}" in text_of(table.leader, "/mijn-kaarten") for n in range(4))


@pytest.mark.parametrize("who", ["person", "wall"])
def test_a_device_forgets_one_map_after_a_question(site: Site, who: str) -> None:
    table = site.begin()
    device = table.join("Fatma Yılmaz") if who == "person" else site.visitor()
    if who == "wall":
        device.get(table.wall_link)
        device.post(table.wall_link)
    assert 'data-leave="' in text_of(device, table.path("/vergeet"))
    device.post(table.path("/vergeet"))
    assert device.status == 303
    assert "Nog geen kaarten" in device.text
    assert device.get(table.path("/vergeet")).status_code == 403


def test_who_lost_a_link_reads_what_can_be_done_and_what_cannot(site: Site) -> None:
    stranger = site.visitor()
    for path, status in (("/sleutel/niet-van-hier", 410), ("/kaart/onbekend", 403), ("/bestaat-niet", 404)):
        assert stranger.get(path).status_code == status
        assert "/link-kwijt" in stranger.text.split("<footer")[0], path
    text_of(stranger, "/link-kwijt")
    for words in ("om een nieuwe link", "geen link mailen", "dicht lagen", "/mijn-kaarten", "/openen"):
        assert words in stranger.text


def test_everybody_sees_the_term_and_the_facilitator_chooses_it(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    for each in (fatma, table.leader):
        assert "wordt op 14 januari 2029 gewist" in text_of(each, table.path("/mensen"))
    assert 'name="months"' not in text_of(fatma, table.path("/mensen"))
    table.leader.get(table.path("/mensen"))
    assert table.act(table.leader, "keep", months="6", back="mensen").status_code == 303
    assert "wordt op 14 juli 2027 gewist" in text_of(fatma, table.path("/mensen"))
    assert table.act(fatma, "keep", months="60").status_code == 409
    # More than the operator allows is as much as the operator allows.
    table.act(table.leader, "keep", months="120", back="mensen")
    assert "wordt op 14 januari 2032 gewist" in text_of(fatma, table.path("/mensen"))


def test_a_term_that_ends_before_the_review_is_told(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.agree(fatma, ruud)
    table.act(table.leader, "keep", months="3")
    assert "Jullie willen op 10 juni 2027 weer kijken" in text_of(fatma, table.path("/mensen"))
    assert "Jullie willen op 10 juni 2027 weer kijken" in text_of(fatma, "/mijn-kaarten")
    table.act(table.leader, "keep", months="6")
    assert "weer kijken. Dan is" not in text_of(fatma, table.path("/mensen"))


def test_a_map_warns_a_month_before_and_any_act_keeps_it(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    site.clock.forward(days=690)
    assert "data-term" not in text_of(fatma, table.path())
    site.clock.forward(days=20)
    for each in (fatma, table.leader):
        assert "data-term" in text_of(each, table.path())
    site.clock.forward(days=1)
    assert "data-term" in text_of(fatma, table.path())  # a look moves nothing
    table.act(fatma, "keep")
    assert "data-term" not in text_of(fatma, table.path())
    assert "wordt op 25 december 2030 gewist" in text_of(fatma, table.path("/mensen"))


def test_a_deleted_map_is_told_to_who_comes_back_and_is_not_there_for_anybody(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    site.clock.forward(days=800)
    assert site.services.housekeeping.clean().deleted == (table.id,)
    for path in ("", "/mensen", "/contract", "/vergeet"):
        assert fatma.get(table.path(path)).status_code == 410
        assert "Deze kaart is gewist" in fatma.text
        assert "Het plein" not in fatma.text
    asked = fatma.client.get(
        table.path("/sinds/1"), base_url=fatma.base, headers={"Accept": "application/json"}
    )
    assert (asked.status_code, asked.json["code"]) == (410, "deleted")
    assert "Nog geen kaarten" in text_of(fatma, "/mijn-kaarten")
    assert site.visitor().get(table.link).status_code == 410
    assert site.visitor().get(f"/doe-mee/{table.code.replace(' ', '')}").status_code == 404
    refused = fatma.send(table.path("/doe"), {"do": "park", "op": "o", "id": "o", "text": "x"})
    assert refused.status_code == 410
    assert site.services.maps.read(table.id) is None  # type: ignore[arg-type]


def spoken(site: Site) -> tuple[Table, Browser, Browser]:
    """A table at which Fatma said 'kanarie' in several ways, and Ruud said something else."""
    table = site.begin(form="short")
    fatma = table.join("Fatma Yılmaz", role="kanarie-rol", organisation="kanarie-club")
    ruud = table.join("Ruud Bos", side="formal")
    where = {"step": "values", "prompt": "success"}
    table.act(fatma, "write", **where, text="kanarie eerst", private="1")
    table.act(fatma, "write", **where, text="kanarie dicht", because="kanarie omdat", private="1")
    table.act(ruud, "write", **where, text="mees van ruud", private="1")
    table.act(fatma, "park", text="kanarie parkeert")
    return table, fatma, ruud


def test_somebody_gets_all_that_is_kept_of_them_and_nothing_of_another(site: Site) -> None:
    table, fatma, ruud = spoken(site)
    found = record(fatma, table)
    texts = {(each["kind"], each["text"]) for each in found["words"]}
    assert texts == {("own", "kanarie eerst"), ("own", "kanarie dicht"), ("parked", "kanarie parkeert")}
    assert found["person"]["role"] == "kanarie-rol"
    assert [each["act"] for each in found["acts"]] == ["Join", "write", "write", "park"]
    assert (len(found["seats"]), len(found["links"]), found["left_out"]) == (1, 1, 0)
    told = text_of(fatma, table.path("/mijn-gegevens"))
    for each in ("kanarie dicht", "kanarie omdat", "kanarie parkeert", "kanarie-club"):
        assert each in told
    for other in (table.leader, ruud):
        assert "kanarie" not in text_of(other, table.path("/mijn-gegevens"))
        assert "kanarie" not in json.dumps(record(other, table))
    assert "mees" not in told + json.dumps(found)


def test_what_was_changed_is_told_as_earlier_and_who_left_still_gets_it(site: Site) -> None:
    table, fatma, _ = spoken(site)
    own = record(fatma, table)["acts"]
    stored = site.services.maps.read(table.id)  # type: ignore[arg-type]
    assert stored is not None
    first = next(each.id for each in stored.state.own.values() if each.text == "kanarie eerst")
    table.act(fatma, "edit", entry=first, text="kanarie anders")
    fatma.get(table.path("/weg"))
    fatma.post(table.path("/weg"), wat="tafel")
    found = record(fatma, table)
    assert [each["text"] for each in found["earlier"]] == ["kanarie eerst"]
    assert len(found["acts"]) == len(own) + 2
    assert "Wat je eerder schreef" in text_of(fatma, table.path("/mijn-gegevens"))


def test_a_device_that_came_by_a_new_link_does_not_get_what_was_private_before(site: Site) -> None:
    table, _, _ = spoken(site)
    site.clock.forward(minutes=1)
    table.leader.get(table.path("/mensen"))
    table.leader.post(table.path("/begeleiding/terughalen"), person=table.person("Fatma Yılmaz"))
    link = re.search(r"/sleutel/[\w-]+", table.leader.text)
    assert link is not None
    fresh = site.visitor()
    fresh.get(link[0])
    fresh.post(link[0])
    found = record(fresh, table)
    assert [each["text"] for each in found["words"]] == ["kanarie parkeert"]
    assert (found["left_out"], found["earlier"]) == (2, [])
    told = text_of(fresh, table.path("/mijn-gegevens"))
    assert "2 teksten of keuzes" in told
    assert "kanarie dicht" not in told + json.dumps(found)


def test_during_the_own_round_of_a_review_earlier_words_stay_away(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    assert record(fatma, table)["named_in"][0]["version"] == 1
    table.sign(fatma, "Fatma Yılmaz")
    signed = record(fatma, table)["answers"]
    assert [(each["answer"], each["typed"]) for each in signed] == [("signed", "Fatma Yılmaz")]
    assert "getekend op" in text_of(fatma, table.path("/mijn-gegevens"))
    fatma.get(table.path("/contract/heropenen"))
    table.act(fatma, "reopen", because="verder")
    for path in ("/mijn-gegevens", "/mijn-gegevens.json"):
        assert fatma.get(table.path(path)).status_code == 409


def test_somebody_is_erased_only_when_they_are_sure_and_the_others_see_it_at_once(site: Site) -> None:
    table, fatma, ruud = spoken(site)
    text_of(fatma, table.path("/wis-mijn-gegevens"))
    assert "enige begeleider" not in fatma.text
    fatma.post(table.path("/wis-mijn-gegevens"))
    assert fatma.status == 422
    assert "Zet eerst een vinkje" in fatma.text
    assert "kanarie parkeert" in text_of(ruud, table.path())
    table.act(table.leader, "reveal", step="values")
    table.act(fatma, "note", step="values", prompt="success", text="samen koken", because="kanarie omdat")
    assert "samen koken" in text_of(ruud, table.path("/tijdlijn"))

    fatma.post(table.path("/wis-mijn-gegevens"), zeker="ja")
    assert fatma.status == 303
    assert "Je gegevens zijn gewist" in fatma.text
    assert fatma.get(table.path()).status_code == 403
    assert "Nog geen kaarten" in text_of(fatma, "/mijn-kaarten")
    for path in ("", "/mensen", "/kaart.json", "/tijdlijn"):
        for other in (table.leader, ruud):
            told = text_of(other, table.path(path))
            assert "kanarie" not in told
            assert "Fatma" not in told
    stored = site.services.maps.read(table.id)  # type: ignore[arg-type]
    assert stored is not None
    assert "kanarie" not in str(stored.state)
    assert "mees van ruud" in str(stored.state)
    assert [each.texts for each in stored.state.joint.values()] == [("samen koken",)]
    assert wholly(table) == []
    table.act(ruud, "park", text="en verder")
    assert wholly(table) == []


def test_the_only_facilitator_is_told_what_erasing_means_for_the_group(site: Site) -> None:
    table, _, _ = spoken(site)
    assert "enige begeleider" in text_of(table.leader, table.path("/wis-mijn-gegevens"))


def test_who_opened_a_gate_with_a_reason_is_told_that_it_stays(site: Site) -> None:
    table = site.begin(form="short")
    assert "poort toch opende" not in text_of(table.leader, table.path("/wis-mijn-gegevens"))
    table.act(table.leader, "close", step="values", override="de tijd is om")
    assert "poort toch opende" in text_of(table.leader, table.path("/wis-mijn-gegevens"))


def test_a_sealed_contract_is_proof_after_somebody_was_erased(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    for who, name in ((fatma, "Fatma Yılmaz"), (ruud, "Ruud Bos")):
        table.sign(who, name)
    table.act(table.leader, "seal", back="contract")
    before = ruud.get(table.path("/contract/1.pdf")).data
    assert before.startswith(b"%PDF")
    assert "teksten die al vastliggen" in text_of(fatma, table.path("/wis-mijn-gegevens")).lower()
    fatma.post(table.path("/wis-mijn-gegevens"), zeker="ja")
    assert fatma.status == 303
    assert ruud.get(table.path("/contract/1.pdf")).data == before
    assert "Fatma Yılmaz" in text_of(ruud, table.path("/contract"))
    assert "Fatma" not in text_of(ruud, table.path("/mensen"))
    assert wholly(table) == []
