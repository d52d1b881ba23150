"""The contract of a final version: made once, the same file for everybody, with our seal."""

import html
import io
import re

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from partnerschap.document.keyring import key_ring
from partnerschap.document.verdicts import Verdict
from tests.web_kit import Browser, Site, Table


@pytest.fixture
def table(site: Site) -> Table:
    return site.begin(form="short", title="Het plein")


@pytest.fixture
def signed(table: Table) -> tuple[Browser, Browser]:
    """Two partners who signed a version that is not final yet."""
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    table.sign(fatma, "Fatma Yılmaz")
    table.sign(ruud, "Ruud Bos")
    return fatma, ruud


def pdf_of(browser: Browser, table: Table, version: int = 1) -> bytes:
    answer = browser.get(table.path(f"/contract/{version}.pdf?toch=1"))
    assert answer.status_code == 200
    return answer.data


def test_before_it_is_final_a_contract_has_no_seal(table: Table, signed: tuple[Browser, Browser]) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(signed[0], table))) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_everybody_gets_the_same_sealed_file(
    site: Site, table: Table, signed: tuple[Browser, Browser]
) -> None:
    fatma, ruud = signed
    assert table.act(table.leader, "seal", back="contract").status_code == 303
    first = pdf_of(fatma, table)
    site.clock.forward(hours=1)
    assert pdf_of(ruud, table) == first
    assert site.services.checker.check(first).verdict is Verdict.EXACT
    (one,) = PdfFileReader(io.BytesIO(first)).embedded_signatures
    own = key_ring(site.services.settings, site.clock.now).current()
    assert one.signer_cert.dump() == own.certificate


def test_a_seal_that_cannot_be_set_is_said_and_nothing_is_kept(
    site: Site, table: Table, signed: tuple[Browser, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    fatma, _ruud = signed
    monkeypatch.setattr(site.services.contracts, "_authority", "http://127.0.0.1:9/")
    table.act(table.leader, "seal", back="contract")
    answer = fatma.get(table.path("/contract/1.pdf?toch=1"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Het zegel kan nu niet worden gezet" in fatma.text
    monkeypatch.setattr(site.services.contracts, "_authority", "")
    assert b"/ByteRange" in pdf_of(fatma, table)


def test_the_map_goes_with_it_on_paper_and_as_a_drawing(
    table: Table, signed: tuple[Browser, Browser]
) -> None:
    fatma, _ruud = signed
    paper = fatma.get(table.path("/contract/1/kaart.pdf"))
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert 'filename="kaart-het-plein-versie-1.pdf"' in paper.headers["Content-Disposition"]
    drawing = fatma.get(table.path("/contract/1/kaart.svg"))
    assert (drawing.status_code, drawing.mimetype) == (200, "image/svg+xml")
    assert "Het plein" in drawing.get_data(as_text=True)
    assert fatma.get(table.path("/contract/7/kaart.pdf")).status_code == 404


def test_the_page_says_every_word_of_the_file(
    site: Site, table: Table, signed: tuple[Browser, Browser]
) -> None:
    fatma, _ruud = signed
    table.act(table.leader, "seal", back="contract")
    told = fatma.get(table.path("/contract/1.txt")).get_data(as_text=True)
    fatma.get(table.path("/contract/1"))
    shown = "".join(html.unescape(re.sub(r"<[^>]+>", "", fatma.text)).split())
    columns = {"Naam", "Kant", "Rol en organisatie"}  # the page has no table for the partners
    for line in filter(None, told.splitlines()):
        if line not in columns:
            assert "".join(line.split()) in shown, line


def test_the_file_of_a_final_version_stays_when_the_next_one_begins(
    table: Table, signed: tuple[Browser, Browser]
) -> None:
    fatma, ruud = signed
    table.act(table.leader, "seal", back="contract")
    first = pdf_of(fatma, table)
    fatma.get(table.path("/contract/heropenen"))
    fatma.post(table.path("/contract/heropenen"), op=fatma.value("op"), because="Er is veel veranderd.")
    assert fatma.status == 303
    assert pdf_of(ruud, table) == first
