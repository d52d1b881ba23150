"""The page for checking: no account, a file in, plain words out."""

import io
import json

import pytest
from click.testing import CliRunner
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from partnerschap.cli import group
from partnerschap.document.verdicts import LARGEST, Reason, Verdict
from partnerschap.web.check.words import ADVICE, REASONS, VERDICTS
from tests.web_kit import Browser, Site


@pytest.fixture
def contract(site: Site) -> bytes:
    """A sealed contract of this site."""
    table = site.begin(form="short", title="Het plein")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    table.sign(ruud, "Ruud Bos")
    table.act(table.leader, "seal", back="contract")
    return fatma.get(table.path("/contract/1.pdf")).data


def send(browser: Browser, file: bytes, name: str = "contract.pdf", **headers: str) -> TestResponse:
    """Send a file as a form does, out of memory: werkzeug's own way leaves large ones open on disk."""
    browser.get("/controleer")
    fields = {"csrf_token": browser.token(), "file": FileStorage(io.BytesIO(file), name)}
    boundary, body = encode_multipart(fields)
    return browser._seen(
        browser.client.post(
            "/controleer",
            base_url=browser.base,
            headers=headers,
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
        )
    )


def verdict_on(browser: Browser, file: bytes, name: str = "contract.pdf") -> str:
    send(browser, file, name)
    assert browser.status == 200, browser.text
    return browser.text.split('data-verdict="')[1].split('"')[0]


def test_a_contract_is_checked_by_anybody(site: Site, contract: bytes) -> None:
    stranger = site.visitor()
    assert verdict_on(stranger, contract) == "EXACT"
    assert "Precies dit bestand" in stranger.text
    assert "Je kunt op dit bestand vertrouwen" in stranger.text
    assert verdict_on(stranger, contract + b"\n%") == "CHANGED"
    assert "toegevoegd" in stranger.text
    assert verdict_on(stranger, b"hallo", "<b>.txt") == "UNREADABLE"
    assert "Dit is geen PDF" in stranger.text


def test_without_the_database_the_seal_is_enough(
    site: Site, contract: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.services.checker, "_files", None)
    assert verdict_on(site.visitor(), contract) == "SEALED"


def test_a_form_without_a_file_says_so(site: Site) -> None:
    stranger = site.visitor()
    stranger.get("/controleer")
    stranger.post("/controleer")
    assert stranger.status == 422
    assert 'href="#file"' in stranger.text
    assert "Kies eerst een bestand." in stranger.text


def test_a_file_that_is_too_large_gets_a_kind_answer(site: Site) -> None:
    stranger = site.visitor()
    assert verdict_on(stranger, b"%PDF-1.7\n" + bytes(LARGEST)) == "UNREADABLE"
    assert "groter dan 5 MB" in stranger.text
    send(stranger, bytes(21_000_000))
    assert stranger.status == 413
    assert "Een contract is kleiner dan 5 MB." in stranger.text


def test_a_program_gets_the_verdict_and_the_reasons(site: Site, contract: bytes) -> None:
    told = send(site.visitor(), contract, Accept="application/json").get_json()
    assert told["verdict"] == "EXACT"
    assert told["reasons"] == [str(REASONS[Reason.SAME_FILE])]


def test_every_verdict_and_every_reason_has_words() -> None:
    assert set(VERDICTS) == set(ADVICE) == set(Verdict)
    assert set(REASONS) == set(Reason)


def test_the_command_says_the_same(site: Site, contract: bytes, tmp_path) -> None:
    file = tmp_path / "contract.pdf"
    file.write_bytes(contract)
    settings = site.services.settings
    given = {
        "PARTNERSCHAP_INSTANCE": settings.instance,
        "PARTNERSCHAP_DATABASE_URL": settings.database,
    }
    told = CliRunner().invoke(group, ["check", str(file), "--json"], env=given)
    assert (told.exit_code, json.loads(told.output)["verdict"]) == (0, "EXACT")
    nowhere = {"PARTNERSCHAP_INSTANCE": str(tmp_path / "leeg"), "PARTNERSCHAP_DATABASE_URL": ""}
    told = CliRunner().invoke(group, ["check", str(file)], env=nowhere)
    assert (told.exit_code, told.output.splitlines()[0]) == (1, "FOREIGN: Niet van ons")
    assert CliRunner().invoke(group, ["check", str(tmp_path / "weg.pdf")], env=nowhere).exit_code == 2
