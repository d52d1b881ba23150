"""The filled map on A3: everything on it, in the printed order, readable, as PDF and as SVG."""

import io
import re
import subprocess

import outloud
import pikepdf
import pytest
from lxml import etree

from partnerschap.document.ink import Words
from partnerschap.document.poster import BAND_TOP, HEIGHT, MARGIN, WIDTH, poster
from partnerschap.document.poster_files import poster_pdf, poster_svg
from partnerschap.domain.instrument import standard

SVG = "{http://www.w3.org/2000/svg}"


def texts_of(content):
    found = [
        line["text"] for name in ("values", "ground_rules", "conditions", "actions") for line in content[name]
    ]
    found += [line["text"] for line in content["requests"]]
    return found + [text for point in content["differences"] for text in point["texts"]]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def read(data, tmp_path):
    """The words in the order of reading."""
    (tmp_path / "kaart.pdf").write_bytes(data)
    run = subprocess.run(
        ["pdfinfo", "-struct-text", tmp_path / "kaart.pdf"], capture_output=True, check=True, text=True
    )
    return " ".join(re.findall(r'^ *"(.+)"$', run.stdout, re.MULTILINE))


def test_everything_that_was_agreed_is_on_it(content, tmp_path):
    found = squeezed(read(poster_pdf(content), tmp_path))
    for text in texts_of(content):
        assert squeezed(text) in found, text
    for said in (
        "Het plein van iedereen",
        "over ons jongerenplan",
        "Ingevuld door Fatma Yılmaz",
        "Hier schuurt het",
    ):
        assert squeezed(said) in found


def test_it_is_read_in_the_order_of_the_steps_and_stands_in_the_printed_one(content, tmp_path):
    found = read(poster_pdf(content), tmp_path)
    steps = ["1 Waarden", "2 Relaties", "3 Handelen", "4 Condities", "5 Acties"]
    places = [found.index(step) for step in steps]
    assert places == sorted(places)
    made = poster(content, standard())
    left = {step.key: None for step in standard().steps}
    for placed in made.sheets[0]:
        if isinstance(placed.ink, Words):
            said = "".join(run.text for phrase in placed.ink.line.phrases for run in phrase.runs)
            for step in standard().steps:
                if said == step.label["nl"]:
                    left[step.key] = placed.left
    assert left["values"] > left["relations"] > left["conduct"] > left["conditions"] > left["actions"]
    assert "acties + voorwaarden + samenwerking = succes" in found


def test_a_question_without_an_answer_stays_on_it(empty, tmp_path):
    found = read(poster_pdf(empty), tmp_path)
    for step in standard().steps:
        for prompt in step.prompts:
            assert prompt.text["nl"].replace("{subject}", "de samenwerking") in found


def test_what_is_longest_goes_on_to_a_next_sheet_and_stays_readable(fullest):
    content, _signatures = fullest
    content["values"] = [
        line | {"id": f"v{n}{m}"} for m in range(9) for n, line in enumerate(content["values"])
    ]
    made = poster(content, standard())
    assert len(made.sheets) > 1
    for sheet in made.sheets:
        for placed in sheet:
            if isinstance(placed.ink, Words):
                assert placed.ink.size >= 7.5
                end = placed.left + placed.ink.x + placed.ink.line.width
                assert placed.left + placed.ink.x >= MARGIN - 1
                assert end <= WIDTH - MARGIN + 1
                assert placed.top + placed.ink.y <= HEIGHT - 20


def test_many_names_and_a_long_title_leave_the_band_free(content, tmp_path):
    content["map"].update(title="Het plein van iedereen " * 26, subject="ons plan voor het plein " * 25)
    names = [f"Partner {number} met een lange naam van de Straat op de Hoek" for number in range(25)]
    content["parties"] = [content["parties"][0] | {"id": name, "name": name} for name in names]
    made = poster(content, standard())
    above = [placed for placed in made.sheets[0] if placed.top < BAND_TOP and placed.ink.node is not None]
    assert max(placed.top + placed.ink.y for placed in above) < BAND_TOP
    found = squeezed(read(poster_pdf(content), tmp_path))
    assert squeezed("Ingevuld door 25 partners.") in found
    assert squeezed(content["map"]["title"]) in found
    assert squeezed(content["map"]["subject"]) in found


@pytest.mark.parametrize("which", ["sample", "fullest", "empty"])
def test_a_checker_for_readers_finds_nothing_wrong(request, which, tmp_path):
    made = request.getfixturevalue({"sample": "content"}.get(which, which))
    content = made[0] if isinstance(made, tuple) else made
    path = tmp_path / "kaart.pdf"
    path.write_bytes(poster_pdf(content))
    told = outloud.check(str(path))
    assert [(one.rule, one.message) for one in told.findings if one.severity == "error"] == []
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        assert "/AF" not in pdf.Root
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 1191, 842]


def test_the_same_map_gives_the_same_bytes(content):
    assert poster_pdf(content) == poster_pdf(content)
    assert poster_svg(content) == poster_svg(content)


def test_the_drawing_holds_the_same_words(content):
    content["values"][0]["text"] = '</text><script>alert(1)</script> & "zo"'
    content["values"][1]["text"] = "شارع النخيل هو مكاننا"
    root = etree.fromstring(poster_svg(content))
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Het plein van iedereen"
    assert root.find(f".//{SVG}script") is None
    assert all(each.get("font-family")[0] == "'" for each in root.iter(f"{SVG}text"))
    said = squeezed(" ".join(root.itertext()))
    for text in texts_of(content):
        assert squeezed(text) in said, text
    (arabic,) = [each for each in root.iter(f"{SVG}text") if each.get("direction") == "rtl"]
    assert arabic.text == content["values"][1]["text"]
