"""What a contract tells of the version before it: which lines are new or changed, and how many went."""

import json

import jsonschema
import pytest

from partnerschap.document.attached import read_attached
from partnerschap.document.blocks import Group, Heading, plain
from partnerschap.document.compose import blocks
from partnerschap.document.twin import text_twin
from partnerschap.domain import commands as cmd
from partnerschap.domain.compare import TERMS, WHAT
from partnerschap.domain.contract import canonical
from partnerschap.domain.kinds import Responsible, Side
from tests.domain_kit import STEPS, Table
from tools import schema

HEADING = "Wat is er veranderd sinds versie 1"


@pytest.fixture
def second():
    """The text of a second version, as it comes back from where it is kept."""
    table = Table(people="fac ann ben cas")
    changed = table.note("ann", text="we koken samen, elke donderdag in de grote zaal")
    table.finish(*STEPS[:4])
    done = table.note("ben", "mine", "posters ophangen in de flat")
    dropped = table.note("ben", "mine", "elke dag bellen")
    table.seal()
    table.leave("cas")
    table.next_version()
    table.do("ann", table.review_act(changed, "does_not_work", "change", text="we koken om de week"))
    table.note("ben", text="er is een tweede kok")
    table.consent()
    table.close()
    table.do("ben", cmd.ChooseResponsibility(table.new_id("resp"), Responsible.SHARED))
    for step in STEPS[1:4]:
        table.consent(step)
        table.close(step)
    table.do("ben", table.review_act(done, "done", "drop"))
    table.do("ben", table.review_act(dropped, "withdrawn", "drop"))
    table.note("ann", "mine", "een tweede kok zoeken")
    table.join("dia", name="Dia Dekker", side=Side.INFORMAL)
    table.freeze()
    return json.loads(json.dumps(table.frozen_text()))


def groups(content):
    made = blocks(content, [])
    start = next(n for n, b in enumerate(made) if isinstance(b, Heading) and b.text == HEADING)
    found = {}
    for block in made[start + 2 :]:
        if not isinstance(block, Group):
            break
        found[plain(block.label)] = [(line.status, line.text) for line in block.lines]
    return found


def test_a_first_version_tells_nothing_of_it(content):
    assert "Wat is er veranderd" not in text_twin(content, [])


def test_what_is_new_or_changed_is_named_and_what_went_is_counted(second):
    assert groups(second) == {
        "Wie meedoen": [
            ("Doet nu ook mee", "Dia Dekker"),
            ("", "1 partner doet niet meer mee."),
        ],
        "Waarden": [("Veranderd", "we koken om de week"), ("Nieuw", "er is een tweede kok")],
        "Relaties": [("Veranderd", "Wie is verantwoordelijk")],
        "Acties": [
            ("Nieuw", "een tweede kok zoeken"),
            ("Nieuw", "regel van actions"),
            ("", "Gedaan en afgerond: 1"),
            ("", "Vervallen: 1"),
        ],
    }
    text = text_twin(second, [])
    assert "De rest bleef zoals het was." in text
    for gone in ("posters", "elke dag bellen", "donderdag", "Cas"):
        assert gone not in text


def test_nothing_changed_is_said(second):
    nobody = {"came": [], "changed": [], "went": 0}
    second["changes"] = {
        **second["changes"],
        "came": [],
        "changed": [],
        "went": [],
        "responsibilities": False,
        "parties": nobody,
    }
    assert groups(second) == {}
    assert "Er is niets veranderd." in text_twin(second, [])


def test_every_thing_that_can_change_has_its_word(content):
    lines = [line["id"] for line in content["actions"]]
    content["changes"] = {
        "since": 1,
        "came": [],
        "changed": [{"id": lines[0], "what": list(WHAT)}, {"id": "of another text", "what": []}],
        "went": [],
        "responsibilities": False,
        "terms": list(TERMS),
        "parties": {"came": [], "changed": [content["parties"][0]["id"]], "went": 2},
    }
    text = text_twin(content, [])
    for said in (
        "wie het doet, wanneer",
        "hier schuurt het nu",
        "Rol of grens veranderd",
        "2 partners doen niet meer mee.",
        "Wanneer we weer kijken",
    ):
        assert said in text
    content["map"]["language"] = "en"
    assert "who does it, when" in text_twin(content, [])


def test_it_is_printed_and_the_same_content_gives_the_same_bytes(second, render):
    first = render(second, [])
    assert first.startswith(b"%PDF-")
    assert first == render(second, [])


def test_files_with_it_and_without_it_are_of_the_published_shape(second, content):
    for each in (second, content):
        jsonschema.validate(each, schema.schema())
        assert read_attached(canonical(each)) is not None
    more = {**second, "changes": {**second["changes"], "words": ["posters"]}}
    assert read_attached(canonical(more)) is None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(more, schema.schema())
