"""One whole contract to print: the youth square, with everything in it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from partnerschap.document.render import render_contract

SAMPLE = Path(__file__).parents[2] / "data" / "document" / "youth_square.json"
FINGERPRINT = "3f2a91bc77d0e4185a6b0c9d2e8f7431aa5533cc0099ff12deadbeef01234567"
ADDRESS = "https://kaart.example.nl/controleer"
LISTS = [
    "parties",
    "facilitators",
    "responsibilities",
    "values",
    "ground_rules",
    "conditions",
    "actions",
    "requests",
    "provisos",
    "differences",
    "overrides",
]


def sample():
    """The content and the signatures of the youth square."""
    told = json.loads(SAMPLE.read_text(encoding="utf-8"))
    signed = [record | {"at": datetime.fromisoformat(record["at"])} for record in told["signatures"]]
    return told["content"], signed


@pytest.fixture
def content():
    return sample()[0]


@pytest.fixture
def signatures():
    return sample()[1]


@pytest.fixture(scope="session")
def youth_square():
    """The sample as a file, made once for who looks at a finished one."""
    return render_contract(*sample(), fingerprint=FINGERPRINT, status="final", check_url=ADDRESS)


@pytest.fixture
def empty(content):
    """The same map with nothing filled in."""
    content.update({key: [] for key in LISTS})
    content["map"].update(title="", subject="", situation="")
    content["terms"] = dict.fromkeys(content["terms"], "")
    return content


@pytest.fixture
def render():
    def make(content, signatures, status="final", fingerprint=FINGERPRINT, check_url=ADDRESS):
        return render_contract(
            content, signatures, fingerprint=fingerprint, status=status, check_url=check_url
        )

    return make


@pytest.fixture
def fullest(content, signatures):
    """Everything at its maximum length: texts of 600 characters, names of 80, words without a space."""
    text = ("Samen zorgen we dat iedereen zich thuis voelt en mee kan doen in de buurt. " * 9)[:600]
    word = "W" * 600
    name = ("Maximiliaan-Alexander Christoffel van der Heijden-Oudenaarden tot Wilgenstein " + "I" * 80)[:80]
    content["map"].update(title=name, subject=text[:200], situation=text)
    content["side_words"] = {"formal": name, "informal": name}
    for party in content["parties"]:
        limits = {"will": text, "will_not": word, "until": text}
        party.update(
            name=name, role=name, organisation="N" * 80, limits=limits, helped=True, facilitator=True
        )
    for value in content["values"]:
        value.update(
            {"text": word, "respect": [name] * 4, "from": [name], "meanings": [text], "helped_by": name}
        )
    for line in content["ground_rules"] + content["conditions"]:
        line.update(text=text, question=text, role=name, helped_by=name)
    for action in content["actions"] + content["requests"]:
        action.update(text=word, owners=[name] * 8, backup=text, asked_of=text, serves=["v1", "c1"])
    for proviso in content["provisos"]:
        proviso.update(text=text, by=name, answers=[text, word])
    content["differences"][0].update(texts=[text, word, text], question=text)
    content["overrides"][0].update(reason=text, by=name)
    content["terms"].update(non_compliance=text, guardian=name, confidentiality=word)
    named = [
        record
        | {"name": name, "role": name, "typed": name, "method": "typed", "helped_by": name, "device_of": ""}
        for record in signatures
    ]
    return content, named


@pytest.fixture
def annexed(content):
    """The same contract with an annex in which everything can be shown."""

    def counts(now, wished):
        return {"now": now, "wished": wished}

    six = counts([0, 2, 1, 0, 0, 2, 1, 0], [0, 0, 0, 0, 1, 0, 3, 2])
    formal = counts([0, 0, 0, 0, 0, 2, 1, 0], [0, 0, 0, 0, 1, 0, 1, 1])
    informal = counts([0, 2, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 2, 1])
    crowd = counts([0, 40, 60, 10, 0, 20, 20, 0], [0, 0, 0, 0, 10, 0, 80, 60])
    annex = {
        "participation": [
            {"step": "values", "whole": six, "sides": {"formal": formal, "informal": informal}},
            {"step": "relations", "whole": six, "sides": {}},
            {"step": "review", "whole": crowd, "sides": {}},
        ],
        "trust": [
            {
                "kind": "reliability",
                "lines": ["g1", "g2", "a1"],
                "terms": ["non_compliance"],
                "notes": ["We kwamen elke week."],
            },
            {"kind": "networks", "lines": ["q1"], "terms": [], "notes": ["De kerk helpt."]},
            {"kind": "institutions", "lines": [], "terms": [], "notes": []},
        ],
        "voices": {
            "own": {"formal": 9, "informal": 14},
            "joint": {"formal": 2, "informal": 4, "both": 5, "together": 0},
        },
    }
    return {**content, "annex": annex}
