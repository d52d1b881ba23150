"""The script informs: it shows where the session is, and nothing in it shuts or hurries."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from partnerschap.domain.ids import StepKey
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Phase
from partnerschap.domain.model import Focus
from partnerschap.web.map import script

BEGIN = datetime(2027, 1, 14, 18, 0, tzinfo=UTC)
VALUES = Focus(StepKey("values"))


@pytest.fixture(autouse=True)
def dutch() -> object:
    app = Flask(__name__)
    Babel(app, default_locale="nl", default_timezone="Europe/Amsterdam")
    with app.test_request_context():
        yield


def test_the_plan_says_where_the_group_is_and_when_each_part_begins() -> None:
    rows = script.plan(Form.LONG, replace(VALUES, step=StepKey("relations")), BEGIN)
    assert [row["state"] for row in rows] == ["done", "done", "now", *["later"] * 5]
    assert [row["time"] for row in rows][:3] == ["19.00", "19.10", "19.50"]
    assert rows[2]["title"] == "2 Relaties"
    assert rows[2]["note"] == "30 minuten"
    assert rows[2]["number"] == 2


def test_without_a_begin_there_are_no_times_and_no_remark() -> None:
    assert {row["time"] for row in script.plan(Form.SHORT, VALUES, None)} == {""}
    assert script.remark(Form.SHORT, VALUES, None, BEGIN) == ""
    assert script.remark(Form.SHORT, VALUES, BEGIN, BEGIN - timedelta(hours=1)) == ""


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("step", [step.key for step in standard().steps])
def test_every_phase_of_every_step_has_a_part_and_words(form: Form, phase: Phase, step: StepKey) -> None:
    focus = replace(VALUES, step=step, phase=phase)
    rows = script.plan(form, focus, BEGIN)
    assert sum(row["state"] == "now" for row in rows) == 1
    assert script.say(focus)
    assert script.about(step)
    late = script.remark(form, focus, BEGIN, BEGIN + timedelta(hours=9))
    assert "Dat mag" in late
    soon = script.remark(form, focus, BEGIN, BEGIN)
    assert "nog ongeveer" in soon


def test_a_plan_is_as_long_as_the_begin_form_says() -> None:
    assert sum(part.minutes for part in script.PLANS[Form.LONG]) == 180
    assert sum(part.minutes for part in script.PLANS[Form.SHORT]) == 90


@pytest.mark.parametrize("phase", Phase)
def test_in_a_review_the_facilitator_has_other_words_where_the_texts_are_there_already(phase: Phase) -> None:
    focus = replace(VALUES, phase=phase)
    other = script.say(focus, review=True) != script.say(focus)
    assert other == (phase in {Phase.WRITE, Phase.NOTE, Phase.CONSENT})
    assert script.say(focus, review=True)
