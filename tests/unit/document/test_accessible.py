"""The file for screen readers and archives: PDF/UA-1 and PDF/A-3a, looked at from outside and from inside."""

import io
import re
import subprocess
from copy import deepcopy
from hashlib import md5, sha256
from itertools import pairwise

import outloud
import pikepdf
import pytest
from pikepdf import Name, pdfa

from partnerschap.document.compose import blocks
from partnerschap.document.twin import texts
from partnerschap.domain.contract import canonical, fingerprint

SCRIPTS = [
    "شارع النخيل هو مكاننا جميعا، حيث نلتقي ونتحدث معا كل يوم سبت في الحديقة القريبة من المدرسة",
    "מקום לכולם",
    "ሰላም ለሁሉም",
    "Пусть двор будет для всех",
    "Η πλατεία ανήκει σε όλους",
    "İyi komşuluk: şöyle ğ",
    "Zażółć gęślą jaźń",
    "🎉👍🏽 feest van Ali علي en Sara",
    "q\u0303 x\u0302",
    "日本",
]
# What the checker for archives does not know, although the standard has it: it says so of every file with it.
UNKNOWN_TO_IT = (
    "interactive forms (/AcroForm) are not supported",
    "embedded files are not supported",
    "XMP namespace pdfaExtension",
    "XMP namespace pdfaSchema",
    "XMP namespace pdfaProperty",
    "XMP property pdfuaid:part",
    "XMP property pdfaExtension:schemas",
    "pdfaid:conformance is 'A', expected 'B'",
)


@pytest.fixture
def in_many_scripts(content, signatures):
    for number, text in enumerate(SCRIPTS):
        content["values"].append(deepcopy(content["values"][0]) | {"id": f"v{number}9", "text": text})
    name = "علي بن محمد"
    content["parties"][0]["name"] = name
    content["map"]["title"] = "Het plein van Łódź & علي <b>"
    content["ground_rules"][0]["text"] = SCRIPTS[0]
    signatures[1].update(name=name, typed=name)
    return content, signatures


MADE = {}
"""The contracts of `variants`, which are made once: tests only read them."""


@pytest.fixture
def variants(content, signatures, fullest, in_many_scripts, empty, annexed, render):  # noqa: PLR0913, PLR0917 - kinds
    """Contracts of every kind, by name."""
    if MADE:
        return MADE
    small = {}
    for kind in ("partnership", "team"):
        for count in (1, 2):
            few = deepcopy(content)
            few["map"]["kind"] = kind
            few["parties"] = [each | {"limits": None} for each in few["parties"][:count]]
            small[f"{kind} of {count}"] = render(few, signatures[:count])
    team, english = deepcopy(in_many_scripts[0]), deepcopy(in_many_scripts[0])
    team["map"]["kind"] = "team"
    english["map"]["language"] = "en"
    MADE.update(
        {
            "scripts": render(*in_many_scripts),
            "fullest": render(*fullest),
            "empty": render(empty, [], status="draft"),
            "frozen": render(*in_many_scripts, status="frozen"),
            "no address": render(*in_many_scripts, check_url=""),
            "team": render(team, signatures),
            "english": render(english, signatures),
            "annex": render(annexed, signatures),
            **small,
        }
    )
    return MADE


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def elements(pdf):
    def under(element):
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                yield from under(kid)

    return list(under(pdf.Root.StructTreeRoot.K[0]))


def test_a_checker_for_readers_finds_nothing_wrong(variants, tmp_path):
    path = tmp_path / "contract.pdf"
    for name, data in variants.items():
        path.write_bytes(data)
        told = outloud.check(str(path))
        assert told.error is None
        assert [(one.rule, one.message) for one in told.findings if one.severity == "error"] == [], name
        assert told.stats["tagged"]  # it did look


def test_a_checker_for_archives_finds_nothing_wrong(variants, tmp_path):
    for name, data in variants.items():
        path = tmp_path / "contract.pdf"
        path.write_bytes(data)
        told = [finding.message for finding in pdfa.validate_written(path, flavour="3b").findings]
        assert [message for message in told if not message.startswith(UNKNOWN_TO_IT)] == [], name
        assert any(message.startswith("pdfaid:conformance") for message in told)  # it did look


@pytest.mark.parametrize("which", ["content", "annexed"])
def test_the_order_of_reading_is_that_of_the_contract(which, signatures, render, tmp_path, request):
    content = request.getfixturevalue(which)
    file = tmp_path / "contract.pdf"
    file.write_bytes(render(content, signatures))
    run = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True, text=True)
    read = " ".join(text.strip() for text in re.findall(r'^ *"(.+)"$', run.stdout, re.MULTILINE))
    made = blocks(
        content,
        signatures,
        fingerprint="3f2a91bc77d0e4185a6b0c9d2e8f7431aa5533cc0099ff12deadbeef01234567",
        check_url="https://kaart.example.nl/controleer",
    )
    expected = " ".join(text for block in made for text in texts(block) if text)
    # The dots before each value are read as well.
    assert read.replace("… ", "") == expected.replace("… ", "")


def test_every_letter_belongs_to_an_element_or_is_decoration(variants):
    for name, data in variants.items():
        with opened(data) as pdf:
            for page in pdf.pages:
                depth = 0
                for operands, operator in pikepdf.parse_content_stream(page):
                    if str(operator) == "BDC":
                        assert depth == 0 or operands[0] == Name.Span, name
                        depth += 1
                    elif str(operator) == "EMC":
                        depth -= 1
                    elif str(operator) in {"Tj", "TJ", "f", "f*", "S", "B", "Do"}:
                        assert depth > 0, name
                assert depth == 0


def test_every_mark_leads_to_an_element_and_back(variants):
    for data in variants.values():
        with opened(data) as pdf:
            tree = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
            assert list(tree) == list(range(pdf.Root.StructTreeRoot.ParentTreeNextKey))
            marks = 0
            for page in pdf.pages:
                used = [
                    operands[1].MCID
                    for operands, operator in pikepdf.parse_content_stream(page)
                    if str(operator) == "BDC" and "/MCID" in operands[1]
                ]
                owners = tree[page.obj.StructParents]
                assert used == list(range(len(owners)))
                assert all(Name.Document != owner.S for owner in owners)
                marks += len(used)
                for annotation in page.obj.get("/Annots", []):
                    assert tree[annotation.StructParent].S in (Name.Link, Name.Form)
            assert marks > 20


def test_the_headings_go_down_by_one_level_at_a_time(variants):
    for data in variants.values():
        with opened(data) as pdf:
            levels = [
                int(str(element.S)[2:]) for element in elements(pdf) if re.match("/H[0-9]", str(element.S))
            ]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_say_what_they_are_and_where(content, signatures, render):
    with opened(render(content, signatures)) as pdf:
        figures = [element for element in elements(pdf) if Name.Figure == element.S]
        assert [str(each.Alt) for each in figures] == [
            "Getekende handtekening van Fatma Yılmaz",
            "Getekende handtekening van Joke van ’t Hof",
            "QR-code met dit adres",
        ]
        for left, bottom, right, top in (each.A.BBox for each in figures):
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842


def test_what_is_drawn_from_right_to_left_is_told_as_it_was_written(in_many_scripts, render):
    with opened(render(*in_many_scripts)) as pdf:
        told = {str(element.ActualText) for element in elements(pdf) if "/ActualText" in element}
    assert {SCRIPTS[0], SCRIPTS[1], "علي بن محمد", "Het plein van Łódź & علي <b>"} <= told


def test_words_on_two_lines_are_not_read_as_one(content, signatures, render, tmp_path):
    content["values"][0]["text"] = "iedereen " * 40
    file = tmp_path / "contract.pdf"
    file.write_bytes(render(content, signatures))
    run = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True, text=True)
    assert ("iedereen " * 40).strip() in run.stdout
    assert "iedereeniedereen" not in run.stdout


def test_the_file_says_what_it_is(content, signatures, render):
    with opened(render(content, signatures)) as pdf:
        root = pdf.Root
        assert str(pdf.docinfo.CreationDate) == "D:20270114133200+00'00'"
        assert str(root.Lang) == "nl"
        assert root.MarkInfo.Marked is True
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert all(page.obj.Tabs == Name.S for page in pdf.pages)
        with pdf.open_metadata() as told:
            assert told["pdfaid:part"] == "3"
            assert told["pdfaid:conformance"] == "A"
            assert told["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert told["dc:title"] == "Het plein van iedereen"
            assert told["xmp:CreateDate"] == "2027-01-14T13:32:00+00:00"
        (intent,) = root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
        assert b"acsp" in intent.DestOutputProfile.read_bytes()[:128]


def test_the_map_goes_with_the_contract_as_it_was_signed(content, signatures, render):
    with opened(render(content, signatures, fingerprint=fingerprint(content))) as pdf:
        file, _record = pdf.Root.AF
        assert file.AFRelationship == Name.Source
        assert str(file.UF) == "kaart.json"
        stored = file.EF.F
        assert stored.Subtype == Name("/application/json")
        data = stored.read_bytes()
        assert data == canonical(content)
        assert sha256(data).hexdigest() == fingerprint(content)
        assert bytes(stored.Params.CheckSum) == md5(data, usedforsecurity=False).digest()
        assert pdf.Root.Names.EmbeddedFiles.Names[1].objgen == file.objgen


def test_the_place_of_the_seal_has_a_name_and_shows_nothing(content, signatures, render):
    with opened(render(content, signatures)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (str(field.T), field.FT, str(field.TU)) == ("Zegel", Name.Sig, "Digitaal zegel van de app")
        assert field.F == 4 + 128  # printed, locked
        assert field.AP.N.read_bytes() == b""
        assert "/V" not in field
    with opened(render(content, signatures, status="frozen")) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_address_can_be_followed(content, signatures, render):
    with opened(render(content, signatures)) as pdf:
        links = [
            each for page in pdf.pages for each in page.obj.get("/Annots", []) if each.Subtype == Name.Link
        ]
        assert [str(each.A.URI) for each in links] == ["https://kaart.example.nl/controleer"]
        assert all(each.F == 4 and str(each.Contents) for each in links)


def test_every_font_says_which_letters_it_draws(variants):
    for data in variants.values():
        with opened(data) as pdf:
            fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
            assert all("/ToUnicode" in font and "/FontFile2" in font.FontDescriptor for font in fonts)
