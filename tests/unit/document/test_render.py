"""The PDF read back: what must be in it, in which order, how it was made, and what it survives."""

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdf
import pytest

from partnerschap.document import style
from partnerschap.document.compose import blocks
from partnerschap.document.ink import Words
from partnerschap.document.sections import strip
from partnerschap.document.tree import Node
from partnerschap.document.twin import texts

ROOT = Path(__file__).parents[3]
AGAIN = """
import hashlib, json, sys
from datetime import datetime
from pathlib import Path
from partnerschap.document.render import render_contract
sample = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
for record in sample["signatures"]:
    record["at"] = datetime.fromisoformat(record["at"])
told = {"fingerprint": "ab" * 32, "status": "final", "check_url": ""}
data = render_contract(sample["content"], sample["signatures"], **told)
print(hashlib.sha256(data).hexdigest())
"""


def pages(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def printed(data, title="Het plein van iedereen"):
    """All text in the order of the file, without white space and without the footers."""
    footer = re.escape(squeezed(title)) + r"(…)?·versie\d+(·[a-z]+)*bladzijde\d+van\d+"
    return "".join(re.sub(footer, "", squeezed(page)) for page in pages(data))


def words_of(data, tmp_path):
    """Every word with its place: page width and height, then left, top, right, bottom in points."""
    (tmp_path / "c.pdf").write_bytes(data)
    run = subprocess.run(["pdftotext", "-bbox", "c.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    found = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', run.stdout.decode())
    return [tuple(map(float, place)) for place in found]


def test_the_same_contract_gives_the_same_bytes(content, signatures, render):
    assert render(content, signatures) == render(content, signatures)


def test_another_process_gives_the_same_bytes():
    sample = ROOT / "tests/data/document/youth_square.json"
    seen = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", AGAIN, str(sample)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"},
            capture_output=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1


def test_many_at_a_time_give_the_same_bytes_as_one_alone(content, signatures, render):
    alone = render(content, signatures)
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: render(content, signatures), range(18)))
    assert all(data == alone for data in made)


def test_another_word_gives_other_bytes(content, signatures, render):
    before = render(content, signatures)
    content["values"][0]["text"] += "!"
    assert render(content, signatures) != before


def test_the_pdf_prints_every_text_in_the_order_of_reading(content, signatures, render):
    found = printed(render(content, signatures))
    at = 0
    made = blocks(content, signatures, fingerprint="", status="final", check_url="")
    for block in made:
        for text in filter(None, texts(block)):
            if block.kind == "heading" and text == getattr(block, "aside", None):
                assert squeezed(text) in found
                continue
            here = found.find(squeezed(text), at)
            assert here >= 0, text
            at = here


def test_the_youth_square_is_told_in_full(content, signatures, render):
    found = " ".join(" ".join(pages(render(content, signatures))).split())
    for text in (
        "Samenwerkingscontract · versie 1",
        "Wij vinden ons jongerenplan geslaagd als …",
        "Overgenomen uit respect door Fatma",
        "Kader: dit ligt vast",
        "Nog niet vervuld",
        "Uiterlijk 15 april 2027",
        "Nog niet toegezegd door Younes.",
        "De jongeren beslissen over het plein.",
        "De buren en de jongeren beslissen samen over het plein.",
        "10 juni 2027",
        "We willen ons hieraan houden.",
        "Het is geen plan van aanpak en geen cliëntdossier.",
        "Ondertekend op 14 januari 2027 om 14.32 uur",
        "heeft niet ondertekend",
        "Met hulp van Fatma Yılmaz",
        "3f2a91bc",
        "bladzijde 1 van 4",
    ):
        assert text in found
    assert "concept" not in found
    assert "niet af" not in found


@pytest.mark.parametrize(("status", "said"), [("draft", "Dit is een concept"), ("frozen", "Nog niet af")])
def test_a_copy_that_is_not_final_says_so_on_every_page(content, signatures, render, status, said):
    found = pages(render(content, signatures, status=status))
    assert said in found[0]
    assert all(said.lower() in page for page in found)


def test_a_frozen_copy_says_whether_someone_still_has_to_choose(content, signatures, render):
    assert "iedereen heeft gekozen" in pages(render(content, signatures, status="frozen"))[0]
    signatures[1].update(answer="waiting", at=None)
    found = pages(render(content, signatures, status="frozen"))
    assert "Nog niet iedereen heeft gekozen" in found[0]
    assert "nog niet" in found[-1].split("Younes")[0]


def test_without_a_fingerprint_there_is_no_panel_to_check_with(content, signatures, render):
    found = "".join(pages(render(content, signatures, status="draft", fingerprint="", check_url="")))
    assert "Vingerafdruk" not in found


def test_markup_is_printed_as_it_was_written(content, signatures, render):
    content["map"]["title"] = "</para> &amp; <b>vet</b> {subject} %s"
    content["values"][0]["text"] = '<font color="red">rood</font> <!-- &lt; --> \\n (1) <<>>'
    found = printed(render(content, signatures), content["map"]["title"])
    assert "</para>&amp;<b>vet</b>{subject}%s" in found
    assert '<fontcolor="red">rood</font><!--&lt;-->\\n(1)<<>>' in found


def test_there_are_no_pictures_and_every_font_is_embedded(content, signatures, render):
    with pikepdf.open(io.BytesIO(render(content, signatures))) as pdf:
        used = 0
        for page in pdf.pages:
            assert not page.get_images()
            for font in page.resources.Font.values():
                used += 1
                assert "/FontFile2" in font.FontDescriptor
                assert "/ToUnicode" in font
    assert used > 0


def test_the_file_is_sound(content, signatures, render):
    with pikepdf.open(io.BytesIO(render(content, signatures))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.Lang == "nl"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "Het plein van iedereen"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][:3] == ["Wie meedoen", "1 Waarden", "2 Relaties"]


def test_drawn_signatures_are_curves(content, signatures, render):
    drawn = [record for record in signatures if record["method"] == "drawn"]
    assert len(drawn) == 2
    assert curves_in(render(content, signatures)) > curves_in(render(content, [])) + 150
    assert curves_in(render(content, drawn[:1])) > curves_in(render(content, [])) + 75


def test_a_stroke_of_one_point_is_a_dot(content, signatures, render):
    dotted = [signatures[0] | {"strokes": [[[0.5, 0.5]], [[0.1, 0.5], [0.9, 0.5]]]}]
    lined = [signatures[0] | {"strokes": [[[0.1, 0.5], [0.9, 0.5]]]}]
    assert curves_in(render(content, dotted)) == curves_in(render(content, lined))
    assert render(content, dotted) != render(content, lined)


def test_a_decomposed_letter_keeps_its_mark(content, signatures, render):
    content["values"][0]["text"] = "q\u0303 en x\u0302y"
    found = printed(render(content, signatures))
    assert "q" in found
    assert "\u0303" in found
    assert "\u0302" in found


def curves_in(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(
            str(part.operator) == "c" for page in pdf.pages for part in pikepdf.parse_content_stream(page)
        )


def test_a_typed_signature_is_text_in_a_hand(content, signatures, render):
    typed = [record for record in signatures if record["method"] == "typed"]
    data = render(content, [typed[0] | {"typed": "Younes de Eerste"}])
    assert "Younes de Eerste" in pages(data)[-1]
    assert any("Caveat" in name for name in fonts_in(data))
    assert not any("Caveat" in name for name in fonts_in(render(content, [])))


def fonts_in(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}


def test_an_empty_contract_is_printed(empty, render):
    found = " ".join(" ".join(pages(render(empty, [], status="draft"))).split())
    assert "Onze samenwerking" in found
    assert found.count("Hierover staat niets in deze versie.") == 5
    assert found.count("Hierover is niets afgesproken.") == 5


@pytest.mark.parametrize("count", [1, 2, 13, 25])
def test_any_number_of_partners_fits(content, signatures, render, count):
    party, record = content["parties"][1], signatures[1]
    names = [f"Partner {chr(65 + number)} van de {number + 1}e straat" for number in range(count)]
    content["parties"] = [party | {"id": name, "name": name} for name in names]
    records = [record | {"person": name, "name": name, "typed": name} for name in names]
    found = printed(render(content, records))
    for name in names:
        assert found.count(squeezed(name)) >= 3  # as a party, typed, and under the line
    assert (f"{count}partners" in found) == (count > 6)


def test_what_is_longest_stays_within_the_margins(fullest, render, tmp_path):
    content, signatures = fullest
    data = render(content, signatures, status="frozen")
    places = words_of(data, tmp_path)
    assert len(pages(data)) > 10
    assert min(left for left, *_ in places) >= style.MARGIN_LEFT - 1
    assert max(right for _, _, right, _ in places) <= style.PAGE_WIDTH - style.MARGIN_RIGHT + 1
    assert max(bottom for *_, bottom in places) <= style.PAGE_HEIGHT - 15


def test_a_title_of_any_length_has_its_place_at_the_foot(content, signatures, render):
    for name in ("x", "Het plein " * 60, "W" * 600):
        content["map"]["title"] = name.strip()
        for page in pages(render(content, signatures)):
            foot = [line for line in page.splitlines() if "bladzijde" in line or "· versie 1" in line]
            assert any("· versie 1" in line for line in foot)
            assert ("…" in "".join(foot)) == (len(name) > 10)


def test_a_copy_without_a_seal_does_not_promise_that_it_can_be_checked(content, signatures, render):
    for status in ("draft", "frozen", "not_concluded", "brought"):
        found = " ".join(pages(render(content, signatures, status=status)))
        assert "controleer" not in found.replace("Zo controleer je", "")
        assert "zegel" not in found


def test_no_text_is_smaller_than_readers_need(fullest):
    content, signatures = fullest
    made = blocks(content, signatures, fingerprint="ab" * 32, check_url="https://example.nl")
    sizes = {
        ink.size
        for part in strip(made, Node("Document"))
        for column in part.columns
        for ink in column
        if isinstance(ink, Words)
    }
    assert min(sizes) >= 9


def test_a_word_without_spaces_is_printed_whole(content, signatures, render):
    word = "Hottentottententententoonstellingsbouwer" * 15
    content["actions"][0]["text"] = word
    content["parties"][0]["name"] = word[:80]
    found = printed(render(content, signatures))
    assert word in found
    assert word[:80] in found


def test_english_words_for_an_english_map(content, signatures, render):
    content["map"]["language"] = "en"
    found = " ".join(pages(render(content, signatures)))
    assert "Collaboration contract · version 1" in found
    assert "Signed on 14 January 2027 at 14:32" in found
    assert "Ondertekend" not in found
