"""The annex about how a group works together: printed where the content has one, with all that it has."""

import io
import json
import re

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from partnerschap.document.annex import annex
from partnerschap.document.attached import read_attached
from partnerschap.document.blocks import Group, Heading, Tally, plain
from partnerschap.document.compose import blocks
from partnerschap.document.sections import strip
from partnerschap.document.tree import Node
from partnerschap.document.twin import text_twin
from partnerschap.document.words import Words
from partnerschap.domain.contract import canonical


def tallies(content):
    return [block for block in annex(content, Words("nl")) if isinstance(block, Tally)]


def elements(pdf):
    found = [pdf.Root.StructTreeRoot.K[0]]
    for element in found:
        kids = element.get("/K", [])
        found += [
            kid
            for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]
    return found


def test_without_one_a_contract_is_byte_for_byte_what_it_was(content, signatures, render):
    assert "annex" not in content
    assert not list(annex(content, Words("nl")))
    assert "Bijlage" not in text_twin(content, signatures)
    assert read_attached(canonical(content)) is not None


def test_it_stands_at_the_end_on_a_page_of_its_own_and_the_same_bytes_come_again(annexed, signatures, render):
    data = render(annexed, signatures)
    assert data == render(annexed, signatures)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    (first,) = (number for number, page in enumerate(pages) if "Bijlage: hoe we samenwerken" in page)
    assert pages[first].lstrip().startswith("Bijlage")
    assert "Zo controleert u" in pages[first - 1] or "Vingerafdruk" in "".join(pages[:first])
    assert any("Van welke kant de woorden komen" in page for page in pages[first:])


def test_each_picture_is_a_figure_with_words_beside_a_table_of_the_same_numbers(annexed, signatures, render):
    with pikepdf.open(io.BytesIO(render(annexed, signatures))) as pdf:
        found = elements(pdf)
        figures = [each for each in found if Name.Figure == each.S and str(each.Alt).startswith("Tekening")]
        assert len(figures) == len(tallies(annexed)) == 7
        for left, bottom, right, top in (each.A.BBox for each in figures):
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842
        heads = [each for each in found if Name.TH == each.S]
        assert len(heads) == 3 + 5 * 3 + 2 * 2  # the parties, the spreads, the voices
        drawn = sum(
            str(operator) in {"f", "S"}
            for page in list(pdf.pages)[-3:]
            for _operands, operator in pikepdf.parse_content_stream(page)
        )
        assert drawn > 100


def test_there_are_as_many_dots_as_the_numbers_say(annexed):
    made = [block for block in blocks(annexed, []) if isinstance(block, Tally)]
    for block in made:
        (part,) = (each for each in strip([block], Node("Document")) if not each.gap)
        (picture,) = part.columns[1]
        assert len(picture.dots) == sum(sum(numbers) for _label, numbers in block.rows)
        assert all(0 < dot.x < picture.width and 0 < dot.y < picture.height for dot in picture.dots)


def test_a_tally_of_nothing_has_no_picture():
    (part,) = strip([Tally("niets", ("Hoe", "nu"), (("erbij zijn", (0,)),))], Node("Document"))[1:]
    assert part.columns[1] == ()


def test_sides_are_told_only_where_the_content_has_them(annexed):
    titles = [block.title for block in tallies(annexed)]
    assert titles[:5] == [
        "Waarden · iedereen samen, 6 mensen",
        "Waarden · formele kant, 3 mensen",
        "Waarden · informele kant, 3 mensen",
        "Relaties · iedereen samen, 6 mensen",
        "Terugkijken · iedereen samen, 150 mensen",
    ]


def test_trust_refers_to_the_contract_and_repeats_none_of_it(annexed):
    said = {
        plain(block.label): [line.text for line in block.lines]
        for block in annex(annexed, Words("nl"))
        if isinstance(block, Group)
    }
    ours = "spelregels 1 en 2; één actie die is toegezegd; wat we doen als iemand zich er niet aan houdt"
    assert said == {
        "Kunnen we op elkaar rekenen?": [f"In dit contract: {ours}.", "We kwamen elke week."],
        "Wie om ons heen steunt dit?": ["In dit contract: één verzoek aan anderen.", "De kerk helpt."],
        "Wie of wat waakt erover?": ["Hierover staat niets in dit contract."],
    }
    annexed["annex"]["trust"][0]["lines"] = ["g3", "weg", "c1", "c2"]
    (first, *_rest) = (block for block in annex(annexed, Words("nl")) if isinstance(block, Group))
    assert first.lines[0].text.startswith("In dit contract: spelregel 3; 2 condities;")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_voices_that_could_tell_of_one_person_are_not_shown_and_a_team_has_none(annexed, language):
    words = Words(language)
    annexed["annex"]["voices"]["joint"] = None
    assert len(tallies(annexed)) == 6
    annexed["annex"]["voices"] = None
    assert words["voices_none"] in {plain(b.text) for b in annex(annexed, words) if b.kind == "paragraph"}
    annexed["map"]["kind"] = "team"
    annexed["annex"]["participation"] = []
    headings = [block.text for block in annex(annexed, words) if isinstance(block, Heading)]
    assert headings == [words["annex"], words["participation"], words["trust"]]


def test_the_file_opens_with_it_and_not_with_what_no_annex_has(annexed):
    assert read_attached(canonical(annexed)) == annexed
    text = json.dumps(annexed["annex"])
    for was, now in (
        ('"step": "values"', '"step": "values", "persoon": "Ann"'),
        ('"now": [0, 2, 1', '"now": [2, 1'),
        ('"now": [0, 2, 1', '"now": [0, 2000, 1'),
        ('"now": [0, 2, 1', '"now": [0, -2, 1'),
        ('"kind": "networks"', '"kind": "vertrouwen"'),
        ('"together"', '"score"'),
    ):
        assert was in text
        wrong = {**annexed, "annex": json.loads(text.replace(was, now, 1))}
        assert read_attached(json.dumps(wrong).encode()) is None, now


def test_it_names_nobody_and_gives_no_judgement(annexed):
    said = text_twin(annexed, []).split("Bijlage: hoe we samenwerken")[1]
    assert not [party["name"] for party in annexed["parties"] if party["name"] in said]
    assert not re.search(r"%|gemiddeld|score", said)
