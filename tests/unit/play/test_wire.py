from dataclasses import replace
from datetime import date

import pytest

from partnerschap.application.acts import read_act
from partnerschap.domain import strokes
from partnerschap.domain.refusals import Refusal
from partnerschap.play.grammar import SHAPES
from partnerschap.play.reading import parse_script
from partnerschap.play.script import Act
from partnerschap.play.wire import Names, drawn_by, wire_act

VIEW = {"step/values": {"revealed": True, "wording": "w" * 32}, "contract": {"hash": "c" * 64}}
EXAMPLES = {
    "about_what": "happened",
    "name": "Ben Bakker",
    "step": "values",
    "prompt": "success",
    "text": "een",
    "texts": ["een", "twee"],
    "entry": "e",
    "to": "e",
    "answer": "adapted",
    "stance": "agree",
    "method": "drawn",
    "verdict": "works",
    "now": 1,
    "wished": 2,
    "kind": "shared",
    "want": True,
    "can": True,
    "circumstances": False,
    "status": "unmet",
    "person": "cas",
    "phase": "talk",
}


@pytest.fixture
def script(table):
    return parse_script(table, "proef.toml")


@pytest.fixture
def names(script):
    names = Names(script)
    names.make("e")
    return names


@pytest.mark.parametrize("do", sorted(set(SHAPES) - {"offline", "online", "join", "answer_from_outside"}))
def test_every_act_is_understood_by_the_application(do, script, names):
    fields = {key: EXAMPLES[key] for key in SHAPES[do].needs}
    more = {"non_compliance": "bellen", "review_on": date(2027, 6, 10)} if do == "terms" else {}
    message = wire_act(Act(1, do, "bo", fields={**fields, **more}), names, VIEW, script)

    assert not isinstance(read_act(message), Refusal)


def test_labels_and_keys_of_people_become_ids(script, names):
    fields = {
        "step": "actions",
        "prompt": "ours",
        "text": "x",
        "from": ["e"],
        "serves": ["e"],
        "owners": ["bo", "cas"],
        "backup": "bo",
        "due": date(2027, 3, 1),
    }
    message = wire_act(Act(1, "note", "bo", label="n", fields=fields), names, VIEW, script)

    assert message["from"] == message["serves"] == [names.label("e")]
    assert message["owners"] == [names.person("bo"), names.person("cas")]
    assert (message["backup"], message["due"], message["id"]) == ("Bo Boer", "2027-03-01", names.label("n"))


def test_a_backup_who_is_nobody_at_the_table_keeps_their_name(script, names):
    fields = {"step": "actions", "prompt": "mine", "text": "x", "backup": "de buurman"}

    assert wire_act(Act(1, "note", "bo", fields=fields), names, VIEW, script)["backup"] == "de buurman"


def test_what_is_on_screen_goes_along(script, names):
    stance = Act(1, "stance", "bo", fields={"step": "values", "stance": "agree"})
    write = Act(1, "write", "bo", fields={"step": "values", "prompt": "success", "text": "x"})
    sign = Act(1, "sign", "bo", fields={"method": "typed"})

    assert wire_act(stance, names, VIEW, script)["wording"] == "w" * 32
    assert wire_act(write, names, VIEW, script)["private"] is False
    assert wire_act(write, names, {}, script)["private"] is True
    assert wire_act(sign, names, VIEW, script)["hash"] == "c" * 64
    assert wire_act(sign, names, {}, script)["hash"] == "0" * 64


def test_another_hand_acts_on_behalf_of_somebody(script, names):
    message = wire_act(Act(1, "leave", "dirk", "bo"), names, VIEW, script)

    assert message["on_behalf"] == names.person("dirk")


def test_an_empty_review_date_is_none_at_all(script, names):
    act = Act(1, "terms", "bo", fields={"review_on": ""})

    assert wire_act(act, names, VIEW, script)["review_on"] is None
    assert wire_act(replace(act, fields={}), names, VIEW, script)["review_on"] is None


@pytest.mark.parametrize("key", ["a", "fatma", "ዘውዲቱ", "x" * 99])
def test_everybody_draws_a_signature_that_counts(key):
    drawn = tuple(tuple(map(tuple, stroke)) for stroke in drawn_by(key))

    assert strokes.problem_with_strokes(drawn) is None
