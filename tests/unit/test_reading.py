"""What the templates read out of a view."""

from __future__ import annotations

from typing import Any

import pytest

from partnerschap.domain.changed_words import changed_words
from partnerschap.web.map import wall
from partnerschap.web.map.reading import PLANKS, Reading
from partnerschap.web.map.texts import in_language, soft

INSTRUMENT: dict[str, Any] = {
    "title": {"nl": "Kaart", "en": "Map"},
    "steps": [
        {
            "key": "values",
            "number": 1,
            "label": {"nl": "Waarden", "en": "Values"},
            "prompts": [
                {"key": "success", "slots": 5, "sentence": True, "text": {"nl": "Ik vind", "en": "I find"}}
            ],
        },
        {
            "key": "relations",
            "number": 2,
            "label": {"nl": "Relaties", "en": "Relations"},
            "prompts": [
                {"key": f"p{n}", "slots": 2, "text": {"nl": f"Hoe {n}?", "en": f"How {n}?"}} for n in range(5)
            ],
        },
        {
            "key": "conditions",
            "number": 4,
            "label": {"nl": "Condities", "en": "Conditions"},
            "prompts": [
                {
                    "key": "people",
                    "text": {"nl": "Wat?", "en": "What?"},
                    "topics": [{"key": "time", "slots": 1, "text": {"nl": "aan tijd?", "en": "in time?"}}],
                }
            ],
        },
    ],
}
NL = in_language(INSTRUMENT, "nl")


def joint(ident: str, step: str = "values", prompt: str = "success", **more: object) -> dict[str, Any]:
    entry = {
        "id": ident,
        "kind": "wording",
        "step": step,
        "prompt": prompt,
        "topic": "",
        "texts": ["een tekst"],
    }
    return {**entry, "order": 0, "sources": [], **more}


def view_of(*joints: dict[str, Any], **more: Any) -> dict[str, Any]:
    view: dict[str, Any] = {
        "focus": {"step": "values", "phase": "note"},
        "step/values": {"key": "values", "state": "open", "revealed": True, "group": ["values"]},
    }
    return {**view, **{f"joint/{entry['id']}": entry for entry in joints}, **more}


def test_texts_come_in_the_language_and_in_dutch_where_it_is_missing() -> None:
    assert in_language(INSTRUMENT, "en")["steps"][0]["prompts"][0]["text"] == "I find"
    assert in_language(INSTRUMENT, "fr")["title"] == "Kaart"


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("iedereen zich veilig voelt", "iedereen, jong en oud, zich veilig voelt", ["jong en oud,"]),
        ("Een tekst.", "een tekst", []),
        ("a b c", "a c", []),
        ("", "nieuw", ["nieuw"]),
    ],
)
def test_only_changed_words_are_marked(before: str, after: str, changed: list[str]) -> None:
    runs = changed_words(before, after)
    assert "".join(text for text, _ in runs) == after
    assert [text for text, is_new in runs if is_new] == changed


def test_a_step_without_a_state_lies_under_water() -> None:
    read = Reading(view_of(), NL)
    assert [step["ground"] for step in read.steps] == ["live", "sunk", "sunk"]


def test_an_unknown_step_on_screen_falls_back_to_where_we_are() -> None:
    assert Reading(view_of(), NL, "nonsense").at_key == "values"
    assert Reading(view_of(), NL, "relations").phase == "ahead"


def test_an_open_step_out_of_focus_is_written_in_until_it_is_revealed() -> None:
    view = view_of(
        **{
            "step/relations": {"state": "open", "revealed": False},
            "step/conditions": {"state": "open", "revealed": True},
        }
    )
    read = Reading(view, NL)
    assert (read.phase_of("relations"), read.phase_of("conditions")) == ("write", "note")


def test_the_phase_row_has_one_now() -> None:
    assert [phase["state"] for phase in Reading(view_of(), NL).phases] == [
        "done",
        "done",
        "done",
        "now",
        "later",
    ]
    signing = Reading(view_of(focus={"step": "values", "phase": "sign"}), NL)
    assert {phase["state"] for phase in signing.phases} == {"done"}


def test_joint_texts_stand_in_the_order_in_which_they_were_made() -> None:
    read = Reading(
        view_of(joint("b", order=2), joint("a", order=1), joint("c", "relations", "p1", order=0)), NL
    )
    assert [entry["id"] for entry in read.joint_of("values", "success")] == ["a", "b"]
    assert [entry["id"] for entry in read.joint_of("relations")] == ["c"]


def test_a_topic_is_a_place_of_its_own() -> None:
    read = Reading(view_of(joint("t", "conditions", "people", topic="time")), NL)
    assert [place["topic"] for place in read.step("conditions")["prompts"][0]["places"]] == ["time"]
    assert [entry["id"] for entry in read.joint_of("conditions", "people", "time")] == ["t"]
    assert read.joint_of("conditions", "people") == []


def test_an_own_entry_that_became_a_source_counts_as_adapted() -> None:
    own = {"id": "o1", "step": "values", "prompt": "success", "topic": "", "answer": None}
    answered = {**own, "id": "o2", "answer": {"kind": "not_adopted", "because": "x", "by": None}}
    read = Reading(view_of(joint("a", sources=["o1"]), **{"own/o1": own, "own/o2": answered}), NL)
    fate = read.fate(own)
    assert fate is not None
    assert fate["kind"] == "adapted"
    assert read.fate({**own, "id": "o3"}) is None
    assert read.fate(answered) == answered["answer"]


def test_a_gate_opened_with_a_reason_has_all_its_planks_laid() -> None:
    gate = {"open": True, "planks": {"sides": "yes", "everyone": "no", "nothing_open": "no"}, "shut_by": []}
    planks = Reading(view_of(**{"gate/values": gate}), NL).gate("values")["list"]
    assert [plank["key"] for plank in planks] == list(PLANKS)
    assert all(plank["laid"] for plank in planks)
    assert planks[1]["state"] == "no"


def test_each_reason_stands_at_its_own_plank() -> None:
    shut: list[dict[str, Any]] = [
        {"code": code, "people": [], "count": 1} for code in ("proviso", "everyone", "sides", "untaken")
    ]
    gate = {"open": False, "planks": {}, "shut_by": shut}
    planks = Reading(view_of(**{"gate/values": gate}), NL).gate("values")["list"]
    assert [[reason["code"] for reason in plank["shut_by"]] for plank in planks] == [
        ["sides"],
        ["everyone"],
        ["proviso", "untaken"],
    ]


def test_only_current_and_answered_stances_consent() -> None:
    kinds = [
        ("agree", True, False),
        ("accept", False, False),
        ("proviso", True, True),
        ("proviso", True, False),
        ("object", True, True),
    ]
    stances = {
        f"stance/{n}": {
            "id": str(n),
            "gate": "values",
            "name": f"N{n}",
            "kind": kind,
            "current": current,
            "open": is_open,
        }
        for n, (kind, current, is_open) in enumerate(kinds)
    }
    assert [stance["id"] for stance in Reading(view_of(**stances), NL).consenting("values")] == ["0", "3"]


def test_people_stand_in_alphabetical_order_and_who_left_is_not_there() -> None:
    people = {
        f"person/{n}": {"id": n, "name": n, "partner": True, "at_table": n != "Cas"}
        for n in ("bo", "Ada", "Cas")
    }
    assert [person["name"] for person in Reading(view_of(**people), NL).people] == ["Ada", "bo"]


def test_long_printed_words_may_break() -> None:
    assert soft("aan procesvaardigheid?").replace("\u00ad", "") == "aan procesvaardigheid?"
    assert "\u00ad" in soft("aan procesvaardigheid?")


def test_lines_are_counted_by_whole_words() -> None:
    assert wall.lines("een twee drie", 1000) == 1
    assert wall.lines("een twee drie", 40, 28) == 3
    assert wall.lines("a\nb", 1000) == 2


def test_what_does_not_fit_on_the_wall_is_counted() -> None:
    text = "Wij spreken elkaar eerst zelf aan, en pas daarna bellen wij de wijkagent of de gemeente. " * 3
    many = [joint(f"j{n}", texts=[text], order=n) for n in range(9)]
    read = Reading(view_of(*many), NL)
    (group,) = wall.by_prompt(read, read.step("values"))
    (row,) = group.rows
    assert row.tiles[-1]["id"] == "j8"
    assert row.rest == 9 - len(row.tiles) > 0
    assert group.height(wall.LIVE_WIDTH[1], live=True) <= wall.ROOM


def test_a_short_text_leaves_room_for_empty_places() -> None:
    read = Reading(view_of(joint("a")), NL)
    (group,) = wall.by_prompt(read, read.step("values"))
    assert (group.rows[0].rest, group.rows[0].places) == (0, 4)


def test_a_finished_step_folds_to_what_was_agreed() -> None:
    view = view_of(joint("r", "relations", "p2"), focus={"step": "conditions", "phase": "note"})
    view["step/relations"] = {"state": "closed", "revealed": True}
    read = Reading(view, NL)
    assert [group.prompt["key"] for group in wall.by_prompt(read, read.step("relations"))] == ["p2"]


def slips(*lengths: int) -> dict[str, Any]:
    return {
        f"own/o{n:02d}": {
            "id": f"o{n:02d}",
            "step": "values",
            "prompt": "success",
            "topic": "",
            "text": "x" * length,
        }
        for n, length in enumerate(lengths)
    }


@pytest.mark.parametrize(
    ("lengths", "pages"),
    [
        ((20,) * 11, [9, 2]),
        ((50,) * 8, [6, 2]),
        ((80,) * 5, [4, 1]),
        ((20, 20, 20, 20, 600, 20), [4, 1, 1]),
        ((), [0]),
    ],
)
def test_slips_come_in_pages_on_which_sentences_stand_whole(
    lengths: tuple[int, ...], pages: list[int]
) -> None:
    read = Reading(view_of(**slips(*lengths)), NL)
    assert [len(page) for page in wall.reveal_pages(read)] == pages
    assert [slip for page in wall.reveal_pages(read) for slip in page] == read.own_of("values")


def test_names_that_do_not_fit_in_the_line_of_the_wall_are_counted() -> None:
    def shown(count: int) -> int:
        people = {f"person/{n}": {"id": str(n), "name": f"Fatma {n:02d}"} for n in range(count)}
        return len(wall.people_within(Reading(view_of(**people), NL), 820))

    assert [shown(count) for count in (0, 3, 4, 30)] == [0, 3, 4, 3]
    one = {"person/a": {"id": "a", "name": "x" * 80}}
    assert len(wall.people_within(Reading(view_of(**one), NL), 820)) == 1


def test_at_an_empty_table_no_plank_is_laid() -> None:
    gate = {"open": False, "planks": {"sides": "no", "everyone": "yes", "nothing_open": "yes"}, "shut_by": []}
    planks = Reading(view_of(**{"gate/values": gate}), NL).gate("values")["list"]
    assert not any(plank["laid"] for plank in planks)
    assert {plank["state"] for plank in planks} == {"unknown"}


def test_of_two_answers_from_outside_the_one_that_came_last_counts_whatever_the_clock_said() -> None:
    first = {"kind": "answer", "about": "lamp", "at": "2027-04-18T12:00:00+00:00", "order": 3}
    last = {"kind": "answer", "about": "lamp", "at": "2027-04-17T12:00:00+00:00", "order": 4}
    other = {"kind": "happened", "about": "lamp", "at": "2027-05-01T12:00:00+00:00", "order": 5}
    read = Reading({"told/z": first, "told/a": last, "told/b": other}, INSTRUMENT)
    assert read.answer_to({"id": "lamp"}) == last
    assert read.answer_to({"id": "bank"}) is None
