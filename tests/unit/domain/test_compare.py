"""Two versions laid beside each other: what stayed, changed, went and came."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.domain.changed_words import Run, changed_words, laid_beside
from partnerschap.domain.compare import WHAT, Comparison, Fate, Line, Party, changes, compare
from partnerschap.domain.said import ids, lines
from tests.domain_kit import STEPS

TEXTS = st.sampled_from(["iedereen telt", "Iedereen telt.", "we koken samen", "", "een twee drie", "x"])
IDS = st.sampled_from([f"e{number}" for number in range(8)])
KINDS = ("values", "ground_rules", "conditions", "actions", "requests", "differences")
NOBODY: dict[str, Any] = {
    "side": "formal",
    "role": "",
    "organisation": "",
    "facilitator": False,
    "left": False,
    "helped": False,
    "limits": None,
}


def line(of: str, key: str, text: str = "iedereen telt", **more: Any) -> dict[str, Any]:
    """A line as a content has it, with all that its kind may carry."""
    step = {"ground_rules": "relations", "conditions": "conditions", "differences": "conduct"}.get(of)
    placed = dict.fromkeys(("prompt", "prompt_text", "topic", "topic_text", "question"), "")
    made: dict[str, Any] = {
        "id": key,
        "text": text,
        "texts": [text, "anders"],
        **placed,
        "meanings": [],
        "because_respect": 0,
        "role": "",
        "status": "",
        "kind": "ours",
        "owners": [],
        "untaken": [],
        "due": "",
        "backup": "",
        "asked_of": "",
    }
    return {**made, **({"step": step} if step else {}), **more}


def content(version: int = 1, **lists: list[dict[str, Any]]) -> dict[str, Any]:
    empty: dict[str, Any] = {kind: [] for kind in (*KINDS, "parties", "responsibilities")}
    return {"version": version, "terms": None, **empty, **lists}


def person(key: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name or key.title(), **NOBODY, **more}


def beside(old: dict[str, Any], new: dict[str, Any], **more: Any) -> Comparison:
    return compare(old, {**new, "version": 2}, STEPS, **more)


def the_line(found: Comparison) -> Line:
    """The only line of both versions."""
    (only,) = (each for column in found.columns for each in column.lines)
    return only


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.lists(IDS, unique=True))
    made: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for key in keys:
        kind = draw(st.sampled_from(KINDS))
        owners = draw(st.lists(st.sampled_from(["Ann", "Ben"]), unique=True))
        made[kind].append(line(kind, key, draw(TEXTS), owners=owners, role=draw(TEXTS)))
    tasks = draw(st.lists(st.sampled_from(["", "koken", "afwas"]), unique=True))
    carried = [{"task": task, "kind": draw(st.sampled_from(["shared", "volunteers"]))} for task in tasks]
    people = [person(each) for each in draw(st.lists(st.sampled_from(["ann", "ben"]), unique=True))]
    return content(**made, responsibilities=carried, parties=people)


@given(contents())
def test_a_version_beside_itself_has_nothing_changed(one: dict[str, Any]) -> None:
    found = beside(one, one)

    assert found.nothing_changed
    assert changes(found) == {
        "since": 1,
        "came": [],
        "changed": [],
        "went": [],
        "responsibilities": False,
        "terms": [],
        "parties": {"came": [], "changed": [], "went": 0},
    }


@given(contents(), contents())
def test_every_line_of_both_versions_stands_in_the_comparison_exactly_once(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    found = beside(old, new)

    told = [each for column in found.columns for each in column.lines]
    before, after = list(lines(old, {})), list(lines(new, {}))
    assert sorted(each.before.id for each in told if each.before) == sorted(each.id for each in before)
    assert sorted(each.after.id for each in told if each.after) == sorted(each.id for each in after)
    assert {(each.before is None, each.after is None) for each in told} <= {
        (False, False),
        (True, False),
        (False, True),
    }
    for each in told:
        assert (each.fate is Fate.STAYED) == (each.before == each.after)
        assert set(each.what) <= set(WHAT)
    for column in found.columns:
        order = [each.after.id for each in column.lines if each.after]
        assert order == [each.id for each in after if each.step == column.step]


@given(contents(), contents())
def test_what_the_contract_keeps_of_a_comparison_has_none_of_the_words(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    kept = json.dumps(changes(beside(old, new)))
    for word in ("telt", "koken", "twee", "afwas", "Ann"):
        assert word not in kept


@given(TEXTS, TEXTS)
def test_the_marked_words_are_both_texts_whole(before: str, after: str) -> None:
    runs = laid_beside(before, after)
    new = " ".join(words.text for words in runs if words.run is not Run.WENT)
    assert new == " ".join(after.split())
    assert sum(len(words.text.split()) for words in runs if words.run is Run.WENT) <= len(before.split())
    assert (before.split() == after.split()) == all(words.run is Run.SAME for words in runs)
    assert "".join(text for text, _ in changed_words(before, after)) == new


def test_changed_words_are_told_as_what_went_and_what_came() -> None:
    old = content(values=[line("values", "v", "de koks het zelf draaien")])
    new = content(values=[line("values", "v", "er altijd twee koks zijn")])
    (runs,) = the_line(beside(old, new)).texts
    assert [(words.run.value, words.text) for words in runs] == [
        ("went", "de"),
        ("came", "er altijd twee"),
        ("same", "koks"),
        ("went", "het zelf draaien"),
        ("came", "zijn"),
    ]


@pytest.mark.parametrize(
    ("kind", "was", "now", "what"),
    [
        ("values", {}, {"text": "iedereen hoort erbij"}, "text"),
        ("values", {}, {"meanings": ["dan zie je buren"]}, "meanings"),
        ("values", {}, {"because_respect": 1}, "respect"),
        ("ground_rules", {}, {"prompt": "share_knowledge"}, "place"),
        ("ground_rules", {}, {"question": "Hoe vieren we?"}, "place"),
        ("ground_rules", {}, {"role": "gastvrouw"}, "role"),
        ("conditions", {"status": "unmet"}, {"status": "agreement"}, "status"),
        ("actions", {"owners": ["Ann"]}, {"owners": ["Ann", "Ben"]}, "owners"),
        ("actions", {}, {"due": "2027-06-10"}, "due"),
        ("actions", {}, {"backup": "Ben"}, "backup"),
        ("actions", {}, {"kind": "mine"}, "place"),
        ("requests", {"asked_of": "de gemeente"}, {"asked_of": "de kerk"}, "asked_of"),
        ("requests", {"due": "2027-06-10"}, {}, "due"),
    ],
)
def test_what_goes_with_a_line_counts_too(
    kind: str, was: dict[str, Any], now: dict[str, Any], what: str
) -> None:
    found = beside(content(**{kind: [line(kind, "e", **was)]}), content(**{kind: [line(kind, "e", **now)]}))
    assert (the_line(found).fate, the_line(found).what) == (Fate.CHANGED, (what,))
    assert changes(found)["changed"] == [{"id": "e", "what": [what]}]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"owners": ["Ann"]}, {"owners": [], "untaken": ["Ann"]}),
        ({"owners": ["Ann", "Ben"]}, {"owners": ["Ben", "Ann"]}),
        ({"helped_by": "Ann"}, {"helped_by": ""}),
        ({"serves": ["v"]}, {"serves": []}),
    ],
)
def test_what_is_no_change_of_the_line_does_not_count(was: dict[str, Any], now: dict[str, Any]) -> None:
    found = beside(
        content(actions=[line("actions", "a", **was)]), content(actions=[line("actions", "a", **now)])
    )
    assert found.nothing_changed


def test_an_owner_is_known_by_who_it_is_and_not_by_the_name_on_screen() -> None:
    old = content(
        actions=[line("actions", "a", owners=["Ann Jansen"])], parties=[person("ann", "Ann Jansen")]
    )
    new = content(actions=[line("actions", "a", owners=["Ann"])], parties=[person("ann", "Ann")])
    assert beside(old, new).nothing_changed


def test_a_difference_that_became_one_wording_is_resolved_and_the_reverse_differs() -> None:
    differing = content(differences=[line("differences", "d", "rust", step="values")])
    joined = content(values=[line("values", "d", "rust en drukte")])
    resolved, differs = beside(differing, joined), beside(joined, differing)
    assert the_line(resolved).what == ("text", "resolved")
    assert the_line(differs).what == ("text", "differs")
    assert [[(w.run.value, w.text) for w in text] for text in the_line(resolved).texts] == [
        [("went", "rust")],
        [("went", "anders")],
        [("came", "rust en drukte")],
    ]


def test_each_wording_of_a_difference_is_laid_beside_what_it_was() -> None:
    old = content(differences=[line("differences", "d", "rust")])
    new = content(differences=[line("differences", "d", "rust en vrede")])
    assert [[w.text for w in text] for text in the_line(beside(old, new)).texts] == [
        ["rust", "en vrede"],
        ["anders"],
    ]


def test_a_line_that_went_stands_last_in_its_column_and_can_be_told_as_done() -> None:
    old = content(actions=[line("actions", "a", "posters ophangen"), line("actions", "b")])
    new = content(actions=[line("actions", "b")])
    found = beside(old, new, done=["a"])
    column = found.columns[-1]
    assert [(each.fate, each.done) for each in column.lines] == [(Fate.STAYED, False), (Fate.WENT, True)]
    assert column.having(Fate.WENT)[0].said.texts == ("posters ophangen",)
    assert changes(found)["went"] == [{"id": "a", "step": "actions", "done": True}]
    assert not found.nothing_changed


def test_who_carries_a_task_is_part_of_the_relations() -> None:
    old = content(responsibilities=[{"task": "koken", "kind": "volunteers"}])
    new = content(responsibilities=[{"task": "koken", "kind": "shared"}])
    found = beside(old, new)
    assert (the_line(found).said.step, the_line(found).what) == ("relations", ("carried_by",))
    assert changes(found)["responsibilities"]
    assert changes(found)["changed"] == []
    assert ids(new) == frozenset()


def test_people_who_came_went_or_got_another_role_or_limit_are_told() -> None:
    limit = {"will": "koken", "will_not": "", "until": ""}
    old = content(parties=[person("ann"), person("ben"), person("cas"), person("dia", limits=limit)])
    new = content(
        parties=[
            person("ann", role="voorzitter", left=True),
            person("ben", limits=limit),
            person("dia", limits={**limit, "until": "mei"}),
            person("eef"),
        ]
    )
    found = beside(old, new)
    assert [(p.told["id"], p.fate.value, p.what) for p in found.parties] == [
        ("ann", "changed", ("role", "left")),
        ("ben", "changed", ("will",)),
        ("dia", "changed", ("until",)),
        ("eef", "came", ()),
        ("cas", "went", ()),
    ]
    assert changes(found)["parties"] == {"came": ["eef"], "changed": ["ann", "ben", "dia"], "went": 1}
    assert not found.nothing_changed


def test_answers_to_the_last_questions_that_changed_are_told_and_none_that_are_not_given_yet() -> None:
    given = {
        "non_compliance": "praten",
        "guardian": "Ilse",
        "confidentiality": "",
        "review_on": "2027-02-25",
        "intent": "moral",
    }
    old = {**content(), "terms": given}
    later = {**content(), "terms": {**given, "review_on": "2027-09-01", "intent": "committed"}}
    assert beside(old, later).terms == {
        "review_on": ("2027-02-25", "2027-09-01"),
        "intent": ("moral", "committed"),
    }
    assert beside(old, content()).terms == {}
    assert beside(content(), old).terms["guardian"] == ("", "Ilse")
    assert not beside(old, later).nothing_changed


def test_a_line_or_somebody_of_neither_version_is_a_fault() -> None:
    with pytest.raises(ValueError, match="before=None"):
        _ = Line(Fate.WENT, None, None).said
    with pytest.raises(ValueError, match="before=None"):
        _ = Party(Fate.WENT, None, None).told
