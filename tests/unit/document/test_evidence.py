"""The record of the signatures in the file: a chain that shows every change."""

import io
import json
from copy import deepcopy
from hashlib import sha256

import pikepdf
import pytest

from partnerschap.document import law
from partnerschap.document.evidence import NAME, evidence
from partnerschap.domain.contract import canonical

TEXT = "ab" * 32


def is_whole(told):
    previous = told["text"]
    for entry in told["entries"]:
        rest = {key: value for key, value in entry.items() if key != "hash"}
        if rest["previous"] != previous or sha256(canonical(rest)).hexdigest() != entry["hash"]:
            return False
        previous = entry["hash"]
    return True


@pytest.fixture
def told(signatures):
    return json.loads(evidence(signatures, TEXT, "nl"))


def test_every_answer_is_in_it_with_what_was_agreed_to(told, signatures):
    assert [entry["name"] for entry in told["entries"]] == [record["name"] for record in signatures]
    first = told["entries"][0]
    assert first["previous"] == first["text"] == told["text"] == TEXT
    assert first["at"] == "2027-01-14T13:32:00+00:00"
    assert first["consent"] == {"version": law.VERSION, "text": law.DUTCH["consent"]}
    assert len(first["strokes"]) == 64
    declined = next(entry for entry in told["entries"] if entry["answer"] == "declined")
    assert (declined["consent"], declined["at"], declined["strokes"]) == (None, "", "")
    assert is_whole(told)


def test_who_has_not_answered_is_not_in_it(signatures):
    signatures[0]["answer"] = "waiting"
    assert len(json.loads(evidence(signatures, TEXT, "nl"))["entries"]) == len(signatures) - 1


@pytest.mark.parametrize("how", ["changed", "left out", "put in", "another order", "another text"])
def test_no_entry_can_be_touched_alone(told, how):
    entries = told["entries"]
    if how == "changed":
        entries[1]["name"] = "Iemand Anders"
    elif how == "left out":
        del entries[1]
    elif how == "put in":
        entries.insert(1, deepcopy(entries[0]))
    elif how == "another order":
        entries[0], entries[1] = entries[1], entries[0]
    else:
        told["text"] = "cd" * 32
    assert not is_whole(told)


def test_nothing_is_kept_of_devices_and_places(told):
    kept = {key for entry in told["entries"] for key in entry}
    assert kept == {
        *("number", "person", "name", "answer", "method", "typed", "strokes", "helped_by", "device_of"),
        *("at", "consent", "text", "previous", "hash"),
    }


def test_it_goes_with_a_final_contract_alone(content, signatures, render):
    def attached(status):
        with pikepdf.open(io.BytesIO(render(content, signatures, status=status))) as pdf:
            return {str(file.UF): (str(file.AFRelationship), file.EF.F.read_bytes()) for file in pdf.Root.AF}

    final = attached("final")
    assert {name: relation for name, (relation, _data) in final.items()} == {
        "kaart.json": "/Source",
        NAME: "/Supplement",
    }
    assert is_whole(json.loads(final[NAME][1]))
    assert list(attached("frozen")) == ["kaart.json"]
