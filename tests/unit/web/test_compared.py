"""A comparison in plain words: labels and values for whatever can change."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from partnerschap.domain.compare import TERMS, WHAT, compare
from partnerschap.web.versions.compared import LABELS, told
from tests.domain_kit import STEPS
from tests.unit.domain.test_compare import content, line, person


@pytest.fixture(autouse=True)
def dutch() -> Any:
    app = Flask(__name__)
    Babel(app, default_locale="nl")
    with app.test_request_context():
        yield


def shown(old: dict[str, Any], new: dict[str, Any], **more: Any) -> dict[str, Any]:
    return told(compare(old, {**new, "version": 2}, STEPS, **more), "ons plein")


def facts(found: dict[str, Any], step: int = 5) -> list[dict[str, str]]:
    (only,) = found["columns"][step - 1]["lines"]
    return only["facts"]  # type: ignore[no-any-return]


def test_who_and_when_are_told_by_name_and_in_words() -> None:
    people = [person("ann", "Ann Jansen"), person("ben", "Ben Bakker")]
    old = content(actions=[line("actions", "a", owners=["Ann Jansen"], due="2027-06-10")], parties=people)
    new = content(actions=[line("actions", "a", owners=["Ben Bakker"])], parties=people)
    assert facts(shown(old, new)) == [
        {"label": "Wie", "was": "Ann Jansen", "now": "Ben Bakker"},
        {"label": "Uiterlijk", "was": "10 juni 2027", "now": ""},
    ]


def test_a_status_a_place_and_who_carries_are_told_in_words() -> None:
    old = content(
        conditions=[line("conditions", "c", status="unmet", prompt="people", prompt_text="Wat vragen we?")],
        responsibilities=[{"task": "", "kind": "volunteers"}],
    )
    new = content(
        conditions=[
            line("conditions", "c", status="agreement", prompt="place", prompt_text="Wat is er nodig?")
        ],
        responsibilities=[{"task": "", "kind": "shared"}],
    )
    found = shown(old, new)
    assert facts(found, 4) == [
        {"label": "Plek op de kaart", "was": "Wat vragen we?", "now": "Wat is er nodig?"},
        {"label": "Hoe vast het ligt", "was": "nog niet vervuld", "now": "afspraak"},
    ]
    assert facts(found, 2) == [
        {
            "label": "Verantwoordelijk",
            "was": "Vrijwilligers zijn helemaal verantwoordelijk",
            "now": "Samen en gelijk verantwoordelijk",
        }
    ]
    assert found["columns"][1]["lines"][0]["texts"] == [[("same", "Voor het geheel")]]


def test_an_action_that_became_ours_has_moved() -> None:
    old, new = (content(actions=[line("actions", "a", kind=kind)]) for kind in ("mine", "ours"))
    assert facts(shown(old, new)) == [{"label": "Plek op de kaart", "was": "mijn", "now": "onze"}]


def test_a_word_of_the_group_is_never_taken_for_one_of_ours() -> None:
    old, new = (content(ground_rules=[line("ground_rules", "r", role=role)]) for role in ("shared", "mine"))
    assert facts(shown(old, new), 2) == [{"label": "Rol", "was": "shared", "now": "mine"}]


def test_people_are_told_with_their_roles_and_limits() -> None:
    limit = {"will": "koken", "will_not": "", "until": ""}
    old = content(parties=[person("ann", role="buurvrouw"), person("ben"), person("cas", left=False)])
    new = content(parties=[person("ann", limits=limit), person("cas", left=True), person("dia")])
    found = shown(old, new)
    assert [(each["name"], each["label"]) for each in found["people"]] == [
        ("Ann", "Veranderd"),
        ("Cas", "Veranderd"),
        ("Dia", "Doet nu ook mee"),
        ("Ben", "Doet niet meer mee"),
    ]
    assert found["people"][0]["facts"] == [
        {"label": "Rol", "was": "buurvrouw", "now": ""},
        {"label": "Doet wel", "was": "", "now": "koken"},
    ]
    assert found["people"][1]["facts"] == [{"label": "Weggegaan", "was": "nee", "now": "ja"}]


def test_what_went_and_what_was_done_are_counted_apart() -> None:
    old = content(actions=[line("actions", key) for key in ("a", "b", "c")])
    found = shown(old, content(), done=["a"])
    column = found["columns"][4]
    assert column["went"] == ["1 gedaan", "2 vervallen"]
    assert [each["label"] for each in column["lines"]] == ["Gedaan", "Vervallen", "Vervallen"]
    assert found["summary"] == "3 weg"


def test_a_resolved_difference_says_so_and_the_subject_stands_in_its_question() -> None:
    asked = "Ik vind {subject} geslaagd als …"
    old = content(differences=[line("differences", "d", "rust", step="values", prompt_text=asked)])
    resolved = shown(old, content(values=[line("values", "d", "rust en drukte")]))
    assert resolved["columns"][0]["lines"][0]["note"] == "Dit schuurde, en is nu één tekst."
    again = shown(content(), old)
    assert again["columns"][0]["lines"][0]["asked"] == "Ik vind ons plein geslaagd als …"


def test_all_that_can_change_has_a_label() -> None:
    given = dict.fromkeys(TERMS, "")
    old = {**content(), "terms": given}
    later = {
        **content(),
        "terms": {**given, "review_on": "2027-09-01", "intent": "moral", "guardian": "Ilse"},
    }
    assert [(each["label"], each["now"]) for each in shown(old, later)["terms"]] == [
        ("Wie let op deze afspraak", "Ilse"),
        ("Wanneer we weer kijken", "1 september 2027"),
        ("Hoe we deze afspraak zien", "een morele afspraak"),
    ]
    assert set(WHAT) - {"text", "resolved", "differs"} <= LABELS.keys()
