"""The rules as people live them: scripts whose expectations come from the rules, not from the code."""

from pathlib import Path

import pytest

from partnerschap.play.player import Player
from partnerschap.play.reading import read_script

SCRIPTS = sorted((Path(__file__).parents[2] / "dialogues").glob("*.toml"))


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_the_rules_hold_in_every_script(file, room):
    script = read_script(file)

    assert Player(script, room).play() == len(script.acts)


def test_the_scripts_ask_for_every_kind_of_act_and_expectation():
    acts = [act for file in SCRIPTS for act in read_script(file).acts]
    refused = {act.refused for act in acts}
    looked_at = {key for act in acts if act.do == "expect" for key in act.fields}

    assert {
        "not_joined",
        "facilitator_only",
        "partners_only",
        "not_found",
        "not_revealed",
        "step_closed",
        "duplicate",
        "not_reached",
        "not_yours",
        "empty_text",
        "too_long",
        "reason_required",
        "invalid_value",
        "gate_shut",
        "terms_missing",
        "frozen",
        "not_frozen",
        "sealed",
        "not_answered",
        "first_version",
    } <= refused
    assert looked_at == {
        "sees",
        "gate",
        "stale",
        "entry",
        "side_gap",
        "unserved",
        "contract",
        "same_everywhere",
    }
