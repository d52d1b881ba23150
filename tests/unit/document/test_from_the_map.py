"""What the domain hands over is what the document prints, for whole and half-filled maps."""

import json

import pytest

from partnerschap.document.compose import title
from partnerschap.document.twin import text_twin
from partnerschap.domain.kinds import Form, Kind, Names
from tests.domain_kit import Table


def as_stored(data):
    """The content as it comes back from where it is kept."""
    return json.loads(json.dumps(data))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("names", list(Names))
def test_a_contract_of_any_kind_of_map_is_printed(render, kind, form, names):
    table = Table(kind=kind, form=form, names=names, people="fac ann ben eef")
    table.note("ann", "values", "iedereen telt", hand=None)
    table.differ("ben", "values", "liever stil", "liever druk")
    table.freeze()
    content = as_stored(table.frozen_text())
    text = text_twin(content, [])
    for said in (
        "iedereen telt",
        "liever stil",
        "liever druk",
        "Ann Jansen",
        "Mevrouw Eefting",
        "we praten erover",
    ):
        assert said in text
    assert "10 juni 2027" in text
    assert "{" not in text
    assert render(content, []).startswith(b"%PDF-")
    assert title(content) == "Samen eten"


def test_a_proviso_its_answer_and_an_opened_gate_are_printed(render):
    table = Table()
    table.note("ann")
    table.stance("ann")
    asked = table.stance("ben", kind="proviso", because="als het op dinsdag is")
    table.reply("ann", asked, "dinsdag is goed")
    table.close()
    table.note("ben", "relations", "we delen alles")
    table.stance("ann", "relations")
    table.close("relations", override="Ben moest naar huis")
    text = text_twin(as_stored(table.contract()), [], status="draft")
    assert "als het op dinsdag is" in text
    assert "Antwoord: dinsdag is goed" in text
    assert "Ben moest naar huis" in text
    assert "nog niet iedereen had gekozen" in text
    assert text.count("Hierover is niets afgesproken.") == 5
    assert render(as_stored(table.contract()), [], status="draft").startswith(b"%PDF-")


def test_a_map_on_which_nothing_stands_yet_is_printed(render):
    content = as_stored(Table(people="fac").contract())
    assert "Er doet nog niemand mee als partner." in text_twin(content, [], status="draft")
    assert render(content, [], status="draft", fingerprint="", check_url="").startswith(b"%PDF-")
