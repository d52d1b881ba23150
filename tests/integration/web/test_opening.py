"""A contract opens again as a map, on any installation."""

import io
import json
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from partnerschap.domain.contract import fingerprint
from partnerschap.store import rebuild
from tests.web_kit import Browser, Site, Table, site_on

CANARY = "kanariegeheim"


def send(browser: Browser, file: bytes | None, *, again: bool = False, **fields: str) -> TestResponse:
    """Fill in the form for opening and send it; `again` clicks a second time on the same page."""
    if not again:
        browser.get("/openen")
    told = {
        "csrf_token": browser.token(),
        "map_id": browser.value("map_id"),
        "name": "Nora Willemsen",
        "side": "",
        **fields,
    }
    if file is not None:
        told["file"] = FileStorage(io.BytesIO(file), filename="contract.pdf")
    boundary, body = encode_multipart(told)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser._seen(browser.client.post("/openen", base_url=browser.base, data=body, content_type=kind))


@pytest.fixture
def table(site: Site) -> Table:
    return site.begin(form="short", title="Het plein", subject="ons plan")


@pytest.fixture
def contract(table: Table) -> bytes:
    """A sealed contract, and a word that is not in it."""
    fatma, ruud = table.join("Fatma Yılmaz", role="bewoner"), table.join("Ruud Bos", side="formal")
    assert table.act(fatma, "park", id=str(uuid4()), text=f"{CANARY} voor later").status_code == 303
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    table.sign(ruud, "Ruud Bos")
    table.act(table.leader, "seal", back="contract")
    return fatma.get(table.path("/contract/1.pdf")).data


def map_of(browser: Browser) -> str:
    return browser.text.split('href="/kaart/')[1].split("/")[0].split('"')[0]


def test_a_contract_opens_as_a_new_map_for_the_same_people(site: Site, table: Table, contract: bytes) -> None:
    nora = site.visitor()
    assert send(nora, contract).status_code == 201
    assert "Bewaar je eigen link" in nora.text
    new = map_of(nora)
    assert new != table.id
    state = site.services.maps.read(new).state  # type: ignore[union-attr,arg-type]
    before = site.services.maps.read(table.id).state  # type: ignore[union-attr,arg-type]
    assert state.version == 2
    assert set(state.joint) == {key for key, entry in before.joint.items() if entry.live}
    assert state.signatures == {}
    assert state.origin is not None
    assert (state.origin.map, state.origin.hash) == (table.id, before.frozen.hash)  # type: ignore[union-attr]
    assert CANARY not in repr(state)
    assert rebuild.compare(site.services.maps._database.engine, state.id) == []  # type: ignore[attr-defined]

    code = site.services.joining.code_of(state.id).code  # type: ignore[union-attr]
    fatma = site.visitor()
    fatma.get(f"/doe-mee/{code}")
    fatma.post(f"/doe-mee/{code}", name="fatma yılmaz", side="informal", role="bewoner")
    assert fatma.status == 303
    here = site.services.maps.read(state.id).state.people  # type: ignore[union-attr]
    known = next(person for person in before.people.values() if person.name == "Fatma Yılmaz")
    assert here[known.id].at_table
    assert sum(person.name.casefold().startswith("fatma") for person in here.values()) == 1


def test_another_installation_opens_it_as_well(contract: bytes, web_template: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with site_on(web_template, elsewhere) as other:
        nora = other.visitor()
        assert send(nora, contract).status_code == 201
        state = other.services.maps.read(map_of(nora)).state  # type: ignore[union-attr,arg-type]
        assert (state.version, state.title) == (2, "Het plein")
        assert state.origin is not None
        assert not state.origin.sealed  # by a key that is not known here


def test_the_former_text_can_be_read_and_says_where_it_came_from(site: Site, contract: bytes) -> None:
    nora = site.visitor()
    send(nora, contract)
    new = map_of(nora)
    nora.get(f"/kaart/{new}/contract/1?toch=1")
    assert "geopend uit een contract" in nora.text
    assert "De handtekeningen staan in het contract waaruit deze tekst komt." in nora.text
    assert "Ondertekend op" not in nora.text
    assert nora.get(f"/kaart/{new}/contract/1.pdf?toch=1").data.startswith(b"%PDF-")
    told = nora.get(f"/kaart/{new}/contract/1.json?toch=1").get_json()
    assert told["hash"] == fingerprint(told["content"])
    assert told["status"] == "brought"


def test_the_map_says_that_it_comes_from_a_contract(site: Site, contract: bytes) -> None:
    nora = site.visitor()
    send(nora, contract)
    nora.get(f"/kaart/{map_of(nora)}")
    assert "Deze kaart is geopend uit een contract." in nora.text
    assert "Versie 1 blijft zoals hij is." in nora.text
    assert "gelden niet meer" not in nora.text


def test_who_is_named_and_not_here_yet_is_shown_as_such(site: Site, contract: bytes) -> None:
    nora = site.visitor()
    send(nora, contract)
    new = map_of(nora)
    nora.get(f"/kaart/{new}/mensen")
    assert nora.text.count("staat in het contract, en is hier nog niet") == 2
    assert "is van tafel gegaan" not in nora.text


def test_who_opens_it_can_be_one_of_them(site: Site, contract: bytes) -> None:
    ruud = site.visitor()
    assert send(ruud, contract, name="Ruud Bos", side="formal").status_code == 201
    state = site.services.maps.read(map_of(ruud)).state  # type: ignore[union-attr,arg-type]
    (here,) = [person for person in state.people.values() if person.at_table]
    assert (here.name, here.facilitator, here.partner) == ("Ruud Bos", True, True)


def test_a_second_click_opens_no_second_map(site: Site, contract: bytes) -> None:
    nora = site.visitor()
    nora.get("/openen")
    page = nora.text
    send(nora, contract, again=True)
    first = map_of(nora)
    nora.text = page
    answer = send(nora, contract, again=True)
    assert (answer.status_code, first in answer.headers["Location"]) == (303, True)


def with_map(contract: bytes, attached: bytes | None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        if attached is None:
            del pdf.Root.Names
        else:
            pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.write(attached)
        pdf.save(out)
    return out.getvalue()


def test_what_is_no_map_is_refused_in_words(site: Site, contract: bytes) -> None:
    nora = site.visitor()
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        told = json.loads(pdf.Root.AF[0].EF.F.read_bytes())
    odd = json.dumps({**told, "instrument": {"key": "x", "version": "1"}}).encode()
    none = "In dit bestand zit geen kaart van ons."
    cases = [
        (b"hallo", "Dit is geen PDF."),
        (None, "Kies eerst een bestand."),
        (with_map(contract, None), none),
        (with_map(contract, b"[" * 100_000), none),
        (with_map(contract, b'{"schema": 7}'), none),
        (with_map(contract, json.dumps({**told, "values": [7]}).encode()), none),
        (with_map(contract, odd), "staat iets wat op geen kaart kan staan"),
    ]
    for file, said in cases:
        assert send(nora, file).status_code == 422
        assert said in nora.text
        assert 'value="Nora Willemsen"' in nora.text  # what was typed stays


def test_a_changed_contract_opens_too_and_is_judged_like_typed_words(site: Site, contract: bytes) -> None:
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        told = json.loads(pdf.Root.AF[0].EF.F.read_bytes())
    told["map"]["title"] = "<script>alert(1)</script>"
    nora = site.visitor()
    assert send(nora, with_map(contract, json.dumps(told).encode())).status_code == 201
    assert "<script>alert(1)" not in nora.text
    nora.get(f"/kaart/{map_of(nora)}")
    assert "&lt;script&gt;" in nora.text
    assert "Dat bestand droeg geen heel zegel van deze app." in nora.text


def test_a_contract_with_points_of_difference_keeps_its_fingerprint(site: Site) -> None:
    table = site.begin(form="short", title="Het plein")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    place = {
        "id": str(uuid4()),
        "step": "values",
        "prompt": "success",
        "texts": ["samen", "om de beurt"],
    }
    assert table.act(fatma, "differ", **place).status_code == 303
    table.freeze(fatma, ruud)
    file = fatma.get(table.path("/contract/1.pdf")).data
    nora = site.visitor()
    assert send(nora, file).status_code == 201
    state = site.services.maps.read(map_of(nora)).state  # type: ignore[union-attr,arg-type]
    before = site.services.maps.read(table.id).state  # type: ignore[union-attr,arg-type]
    assert state.origin.hash == state.concluded[0].frozen.hash == before.frozen.hash  # type: ignore[union-attr]
    assert [entry.texts for entry in state.joint.values() if entry.difference] == [("samen", "om de beurt")]


def test_a_map_that_says_more_than_it_may_is_not_opened(site: Site, contract: bytes) -> None:
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        told = json.loads(pdf.Root.AF[0].EF.F.read_bytes())
    nora = site.visitor()
    assert send(nora, with_map(contract, json.dumps({**told, "more": 1}).encode())).status_code == 422
    assert (
        send(
            nora, with_map(contract, json.dumps({**told, "facilitators": ["x"] * 50_000}).encode())
        ).status_code
        == 422
    )
    assert "staat iets wat op geen kaart kan staan" in nora.text


def test_a_name_that_is_twice_in_a_contract_is_not_the_fault_of_who_opens_it(
    site: Site, contract: bytes
) -> None:
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        told = json.loads(pdf.Root.AF[0].EF.F.read_bytes())
    told["parties"].append({**told["parties"][0], "id": "nog-een", "left": True})
    nora = site.visitor()
    assert send(nora, with_map(contract, json.dumps(told).encode())).status_code == 201
