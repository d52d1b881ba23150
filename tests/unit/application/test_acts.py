"""Reading acts: strict about keys and types, and never a crash on what strangers send."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.application.acts import ACTS, read_act
from partnerschap.domain import commands as cmd
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import Status, Take
from partnerschap.domain.model import Details, DetailsChange
from partnerschap.domain.refusals import Code, Refusal
from partnerschap.domain.roles import PERMISSIONS

NOTE = {"do": "note", "op": "o", "id": "e", "step": "actions", "prompt": "mine", "text": "Ik bel."}


def test_every_command_has_an_act_but_for_those_about_devices_and_that_of_somebody_outside() -> None:
    other_doors = {cmd.BringBack, cmd.RemovePerson, cmd.AnswerRequest}
    assert {act.command for act in ACTS.values()} == set(PERMISSIONS) - other_doors
    assert read_act({"do": "remove_person", "op": "o", "person": "p"}) == Refusal(Code.INVALID_VALUE, ("do",))


def test_a_note_is_read_with_its_place_sources_and_details() -> None:
    act = {**NOTE, "from": ["w1"], "owners": ["fatma"], "due": "2027-03-01", "serves": ["v1"]}
    assert read_act(act) == cmd.Note(
        id="e",  # type: ignore[arg-type]
        place=Place("actions", "mine"),  # type: ignore[arg-type]
        text="Ik bel.",
        sources=("w1",),  # type: ignore[arg-type]
        details=Details(owners=("fatma",), due=date(2027, 3, 1), serves=("v1",)),  # type: ignore[arg-type]
    )


def test_an_empty_date_or_status_is_none_at_all() -> None:
    read = read_act({**NOTE, "due": "", "status": ""})
    assert isinstance(read, cmd.Note)
    assert read.details == Details()


def test_in_a_change_an_empty_date_takes_the_earlier_one_away_and_the_rest_stays() -> None:
    read = read_act({"do": "edit", "op": "o", "entry": "e", "due": "", "status": ""})
    assert isinstance(read, cmd.Edit)
    assert read.details == DetailsChange(clear=("due", "status"))
    before = Details(role="kok", due=date(2027, 3, 1), status=Status.UNMET)
    assert read.details is not None
    assert read.details.applied_to(before) == Details(role="kok")


def test_a_status_alone_is_a_change_of_details() -> None:
    read = read_act({"do": "set_status", "op": "o", "entry": "e", "status": "unmet"})
    assert isinstance(read, cmd.Edit)
    assert read.details == DetailsChange(status=Status.UNMET)


def test_take_and_refuse_fix_their_answer() -> None:
    taken, refused = (read_act({"do": do, "op": "o", "entry": "e"}) for do in ("take", "refuse"))
    assert isinstance(taken, cmd.AnswerAction)
    assert isinstance(refused, cmd.AnswerAction)
    assert (taken.answer, refused.answer) == (Take.TAKEN, Take.REFUSED)


@pytest.mark.parametrize(
    ("act", "about"),
    [
        ({}, "do"),
        ({"do": "fly"}, "do"),
        ({"do": ["write"]}, "do"),
        ({"do": "leave", "text": "dag"}, "text"),
        ({"do": "join", "id": "x", "name": "X", "facilitator": True}, "facilitator"),
        ({"do": "take", "entry": "e", "answer": "refused"}, "answer"),
        ({**NOTE, "text": 7}, "text"),
        ({**NOTE, "prompt": None}, "prompt"),
        ({**NOTE, "due": "2027-13-01"}, "due"),
        ({**NOTE, "place": {}}, "place"),
        ({**NOTE, "owners": "fatma"}, "owners"),
        ({"do": "stance", "id": "s", "step": "values", "stance": "maybe", "wording": "w"}, "stance"),
        ({"do": "spectrum", "step": "values", "now": True, "wished": 3}, "now"),
        ({"do": "sign", "method": "drawn", "hash": "h", "strokes": [[["a", 1]]]}, "strokes"),
    ],
)
def test_a_wrong_key_or_type_is_refused_and_named(act: dict[str, Any], about: str) -> None:
    assert read_act(act) == Refusal(Code.INVALID_VALUE, (about,))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    ["id", "step", "prompt", "text", "entry", "owners", "due", "strokes", "now", "to", "status"]
)


@given(st.sampled_from(sorted(ACTS)), st.dictionaries(keys | st.text(max_size=8), json_values, max_size=6))
def test_whatever_is_sent_becomes_a_command_or_a_refusal(do: str, more: dict[str, Any]) -> None:
    read = read_act({**more, "do": do, "op": "o"})
    assert isinstance(read, (Refusal, *PERMISSIONS))
