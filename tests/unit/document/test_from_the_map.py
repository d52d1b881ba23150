"""What the domain hands over is what the document prints, for whole and half-filled maps."""

import io
import json
from hashlib import sha256

import pikepdf
import pytest

from partnerschap.document.compose import title
from partnerschap.document.twin import text_twin
from partnerschap.document.versions import records, versions
from partnerschap.domain import commands as cmd
from partnerschap.domain.erasure import erased
from partnerschap.domain.ids import StepKey
from partnerschap.domain.instrument import standard
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


def test_what_stays_among_the_people_is_in_no_attachment(render):
    table = Table()
    secret = {
        name: f"kanarie{number}"
        for number, name in enumerate(("own", "objection", "answer", "parked", "decline"))
    }
    own = table.write("ann", text=secret["own"])
    table.reveal()
    table.do("ben", table.answer_act(own, "not_adopted", secret["answer"]))
    table.park("ben", secret["parked"])
    table.note("ann", text="samen eten")
    table.do("ann", cmd.MarkSpectrum(StepKey("values"), 2, 7))
    objection = table.stance("ben", kind="object", because=secret["objection"])
    table.reply("ann", objection, "dat regelen we")
    table.stance("ann")
    table.stance("ben")
    table.freeze()
    table.do("ann", table.sign_act())
    table.do("ben", cmd.Decline(secret["decline"]))
    table.do("fac", cmd.Seal())
    (version,) = versions(table.state)
    data = render(version.content, records(table.state, version), fingerprint=version.frozen.hash)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = {str(file.UF): file.EF.F.read_bytes().decode() for file in pdf.Root.AF}
    assert sha256(told["kaart.json"].encode()).hexdigest() == version.frozen.hash
    assert "Ann Jansen" in told["ondertekening.json"]
    for name, word in secret.items():
        assert not [file for file, text in told.items() if word in text], name
    assert "spectrum" not in "".join(told.values())
    assert secret["own"] in repr(table.state)  # it is a word that is there


def test_who_was_erased_is_named_in_a_contract_as_it_was_signed():
    table = Table(people="fac ann ben cas").freeze()
    for who, name in (("ann", "Ann Jansen"), ("ben", "Ben Bakker"), ("cas", "Cas Claes")):
        table.do(who, table.sign_act(name), hand="ann" if who == "ben" else None)
    table.do("fac", cmd.Seal())
    before = records(table.state, versions(table.state)[0])
    for who in ("ann", "ben"):
        table.state = erased(table.state, who, standard())
    assert records(table.state, versions(table.state)[0]) == before
    assert [each["device_of"] for each in before] == ["", "Ann Jansen", ""]
