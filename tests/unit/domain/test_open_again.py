"""A contract opens again as a map: the same lines under the same ids, for the same people, unsigned."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.brought_people import is_waiting, waiting_by_name
from partnerschap.domain.commands import Actor
from partnerschap.domain.contract import content as content_of
from partnerschap.domain.contract import fingerprint, status_of
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import GateStatus, Side, Take
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.open_again import MOST_VERSIONS, open_again
from partnerschap.domain.origin import Origin
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.versions import last_agreed

SAMPLE = Path(__file__).parents[2] / "data" / "document" / "youth_square.json"
NOW = datetime(2027, 6, 10, 19, tzinfo=UTC)
NEW, NORA = MapId("new"), ParticipantId("nora")
LISTS = ("values", "ground_rules", "conditions", "actions", "requests", "differences", "responsibilities")


NAMES = {"Fatma": "Fatma Yılmaz", "Joke": "Joke van ’t Hof", "Ruud": "Ruud Đorđević"}


def in_full(value):
    """The sample with whole names, as a map gives them."""
    if isinstance(value, dict):
        return {key: inner if key == "parties" else in_full(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_full(each) for each in value]
    return NAMES.get(value, value) if isinstance(value, str) else value


@pytest.fixture
def content():
    found = in_full(json.loads(SAMPLE.read_text(encoding="utf-8"))["content"])
    for line in found["actions"]:
        line["owners"] = [name for name in line["owners"] if name not in line["untaken"]]
    return found


def in_order(lines):
    """The lines without what follows from their order, which the sample writes as it likes."""
    told = [{"helped_by": "", **line, "number": 0} for line in lines]
    for line in told:
        if "texts" in line:
            line.pop("text", None)
    return sorted(told, key=lambda line: (line.get("id", ""), line.get("task", "")))


def opened(content, version=None):
    number = content["version"] if version is None else version
    origin = Origin("elsewhere", number, "ab" * 32, NOW)
    return open_again(content, NEW, NORA, "Nora Willemsen", origin, standard())


def all_come_in(state: PartnershipMap, content) -> PartnershipMap:
    for party in content["parties"]:
        person = ParticipantId(party["id"])
        here = cmd.Join(
            id=person,
            name=party["name"],
            side=Side(party["side"]),
            role=party["role"],
            organisation=party["organisation"],
            device=not party["helped"],
        )
        hand = ParticipantId("f") if party["helped"] else None
        decision = decide(state, here, Actor(person, hand), NOW)
        assert not isinstance(decision, Refusal), decision
        state = evolve_all(state, decision)
    return state


def test_what_a_contract_says_is_said_again(content):
    state = opened(content)
    assert isinstance(state, PartnershipMap)
    again = content_of(all_come_in(state, content), standard())
    for name in LISTS:
        assert in_order(again[name]) == in_order(content[name]), name
    assert again["parties"] == content["parties"]
    for name in ("title", "subject", "situation", "kind", "form", "language", "names"):
        assert again["map"][name] == content["map"][name]
    assert again["side_words"] == content["side_words"]
    assert again["version"] == content["version"] + 1


def test_nothing_of_the_former_version_holds_and_all_of_it_can_be_read(content):
    state = opened(content)
    assert (state.signatures, state.stances, state.frozen, state.final) == ({}, {}, None, False)
    assert [gate.status for gate in state.gates] == [GateStatus.OPEN, *[GateStatus.AHEAD] * 4]
    (former,) = state.concluded
    assert (former.version, former.final, former.signatures) == (content["version"], False, {})
    assert former.frozen.content == content
    assert former.frozen.hash == fingerprint(content)
    assert state.origin.map == "elsewhere"
    assert status_of(state, former) == "brought"
    assert state.terms.version == content["version"]
    assert state.terms.review_on.isoformat() == content["terms"]["review_on"]
    assert not any(person.at_table for person in state.people.values())
    assert {entry.since for entry in state.joint.values()} == {content["version"]}


def test_who_is_named_comes_in_by_that_name_and_what_they_took_is_theirs(content):
    state = opened(content)
    action = next(entry for entry in state.joint.values() if entry.details.owners)
    (joke,) = action.takes
    assert action.takes[joke] is Take.TAKEN
    name = state.people[joke].name
    assert waiting_by_name(state, f" {name.upper()} ") == joke
    assert waiting_by_name(state, "Iemand Anders") is None
    here = cmd.Join(joke, name, side=Side.FORMAL, role="opbouwwerker in rust")
    after = evolve_all(state, decide(state, here, Actor(joke), NOW))
    assert after.people[joke].at_table
    assert after.people[joke].role == "opbouwwerker in rust"
    assert not is_waiting(after, after.people[joke])
    assert waiting_by_name(after, name) is None


def test_who_is_named_is_judged_like_anybody_who_comes_in(content):
    state = opened(content)
    joke = waiting_by_name(state, "Joke van ’t Hof")
    sideless = decide(state, cmd.Join(joke, "Joke van ’t Hof"), Actor(joke), NOW)
    assert isinstance(sideless, Refusal)
    assert sideless.about == ("side",)


def test_without_names_respect_still_counts_and_names_nobody(content):
    content["map"]["names"] = "none"
    for value in content["values"]:
        value.update({"from": [], "respect": [], "because_respect": 2, "helped_by": ""})
    for line in content["ground_rules"]:
        line["helped_by"] = ""
    state = opened(content)
    again = content_of(all_come_in(state, content), standard())
    assert in_order(again["values"]) == in_order(content["values"])
    assert [person.name for person in state.people.values() if person.removed] == ["–", "–"]


def test_a_contract_without_terms_and_limits_opens_too(content):
    content["terms"] = None
    for party in content["parties"]:
        party["limits"] = None
    state = opened(content)
    assert state.terms is None
    assert state.limits == {}


def test_a_team_has_no_sides(content):
    content["map"]["kind"] = "team"
    for party in content["parties"]:
        party["side"] = ""
    assert opened(content).people[ParticipantId("f")].side is None


def test_two_of_one_name_are_two_and_what_stands_under_it_is_of_who_stayed(content):
    former = content["parties"][2] | {"id": "j0", "left": True}
    content["parties"] = [former, *content["parties"]]
    for parties in (content["parties"], content["parties"][::-1]):
        state = opened({**content, "parties": parties})
        named = [person.id for person in state.people.values() if person.name == "Joke van ’t Hof"]
        assert sorted(named) == ["j", "j0"]
        (owner,) = next(entry for entry in state.joint.values() if entry.details.owners).takes
        assert owner == "j"


def change(path, value):
    """Return what puts a value at a path like `values.0.text` of the content."""

    def changed(content):
        *way, last = path.split(".")
        inner = content
        for name in way:
            inner = inner[int(name) if name.isdigit() else name]
        inner[last] = value
        return content

    return changed


def twice(name):
    def changed(content):
        content[name].append(content[name][0])
        return content

    return changed


def looks_back(**told):
    """The content with changes since the version before, of which these are told."""
    nothing = {"came": [], "changed": [], "went": [], "responsibilities": False, "terms": []}
    nobody = {"came": [], "changed": [], "went": 0}
    changes = {"since": 1, **nothing, "parties": nobody, **told}
    return lambda content: {**content, "version": 2, "changes": changes}


CHANGES_REFUSED = {
    "since a version of later": looks_back(since=2),
    "since no version": looks_back(since=0),
    "a line without a fit id": looks_back(came=["a/b"]),
    "somebody without a fit id": looks_back(parties={"came": ["a/b"], "changed": [], "went": 0}),
    "more people than there can be": looks_back(parties={"came": [], "changed": [], "went": 9_999}),
    "a step that is not there": looks_back(went=[{"id": "a", "step": "weather", "done": False}]),
    "a change of no kind": looks_back(changed=[{"id": "a", "what": ["colour"]}]),
    "a question that nobody asks": looks_back(terms=["weather"]),
}
REFUSED = {
    **{f"changes: {what}": (how, "invalid_value", "changes") for what, how in CHANGES_REFUSED.items()},
    "another kind of file": (change("schema", "iets-anders/1"), "invalid_value", "schema"),
    "another instrument": (change("instrument", {"key": "x", "version": "2"}), "invalid_value", "instrument"),
    "no version": (change("version", 0), "invalid_value", "version"),
    "too many versions": (change("version", MOST_VERSIONS + 1), "invalid_value", "version"),
    "another form": (change("map.form", "x"), "invalid_value", "form"),
    "no title": (change("map.title", "\u200b"), "empty_text", "title"),
    "a long title": (change("map.title", "x" * 601), "too_long", "text"),
    "a long situation": (change("map.situation", "x" * 601), "too_long", "text"),
    "a long question that is only printed": (
        change("ground_rules.0.prompt_text", "x" * 601),
        "too_long",
        "text",
    ),
    "what hides in a text": (change("overrides.0.reason", "a\0b"), "invalid_value", "text"),
    "too many of anything": (change("facilitators", ["x"] * 2_001), "too_long", "map"),
    "too much of everything": (
        lambda content: change("values", [content["values"][0] | {"meanings": ["x"] * 2_000}] * 40)(content),
        "too_long",
        "map",
    ),
    "a step that was never passed": (change("overrides.0.steps", ["weather"]), "invalid_value", "step"),
    "more gates than there are": (
        lambda content: change("overrides", content["overrides"] * 6)(content),
        "invalid_value",
        "step",
    ),
    "a week for a date": (change("terms.review_on", "2027-W05-1"), "invalid_value", "review_on"),
    "a partner without a side": (change("parties.0.side", ""), "invalid_value", "side"),
    "another side": (change("parties.0.side", "middle"), "invalid_value", "side"),
    "a long name": (change("parties.0.name", "x" * 81), "too_long", "name"),
    "an id with a slash": (change("parties.0.id", "a/b"), "invalid_value", "id"),
    "one person twice": (twice("parties"), "duplicate", "id"),
    "one line twice": (twice("values"), "duplicate", "id"),
    "no name at all": (change("values.0.from", [""]), "empty_text", "name"),
    "a step that is not there": (change("ground_rules.0.step", "weather"), "invalid_value", "step"),
    "a prompt that is not there": (change("ground_rules.0.prompt", "x"), "invalid_value", "prompt"),
    "an empty line": (change("values.0.text", ""), "empty_text", "text"),
    "another status": (change("conditions.0.status", "x"), "invalid_value", "status"),
    "another kind of action": (change("actions.0.kind", "x"), "invalid_value", "kind"),
    "no date": (change("actions.0.due", "morgen"), "invalid_value", "due"),
    "what it serves is not there": (change("actions.0.serves", ["x"]), "not_found", "serves"),
    "one text that differs": (change("differences.0.texts", ["alleen"]), "invalid_value", "texts"),
    "too much respect": (
        lambda content: change("values.0.respect", [])(change("values.0.because_respect", 9_999)(content)),
        "invalid_value",
        "because_respect",
    ),
    "another responsibility": (change("responsibilities.0.kind", "x"), "invalid_value", "kind"),
    "another intent": (change("terms.intent", "x"), "invalid_value", "intent"),
    "no review date": (change("terms.review_on", ""), "invalid_value", "review_on"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_map_could_say_is_refused(content, what):
    how, code, about = REFUSED[what]
    refused = opened(how(content))
    assert isinstance(refused, Refusal)
    assert (refused.code.value, refused.about) == (code, (about,))


def test_a_contract_that_looks_back_opens_and_its_next_version_looks_back_on_it(content):
    told = looks_back(
        came=["v1"],
        changed=[{"id": "v2", "what": ["text", "place"]}],
        went=[{"id": "gone", "step": "actions", "done": True}],
        terms=["guardian"],
    )(content)
    state = opened(told)
    assert isinstance(state, PartnershipMap)
    assert state.concluded[0].frozen.content == told
    assert last_agreed(state) is state.concluded[0]


def test_the_version_is_the_one_that_the_origin_names(content):
    assert opened(content, version=7).about == ("version",)


def test_a_map_of_which_the_id_is_none_is_refused(content):
    origin = Origin("a/b", content["version"], "", NOW)
    assert open_again(content, NEW, NORA, "Nora", origin, standard()).about == ("id",)


def test_too_many_people_and_too_many_lines_are_refused(content):
    party = content["parties"][0]
    content["parties"] += [party | {"id": f"p{n}", "name": f"Naam {n}"} for n in range(200)]
    assert opened(content).about == ("people",)
    del content["parties"][4:]
    value = content["values"][0]
    content["values"] += [value | {"id": f"v{n}0"} for n in range(1_900)]
    line = content["conditions"][0]
    content["conditions"] += [line | {"id": f"c{n}0"} for n in range(200)]
    assert opened(content).about == ("map",)


@pytest.mark.parametrize("wanted", [True, False])
def test_an_annex_is_wanted_again_where_there_was_one_and_begins_no_spread(content, wanted):
    if wanted:
        six = {"now": [0, 3, 0, 0, 0, 0, 0, 3], "wished": [0] * 7 + [6]}
        part = {"participation": [{"step": "values", "whole": six, "sides": {}}], "trust": [], "voices": None}
        content["annex"] = part
    state = opened(content)
    assert state.terms.annex is wanted
    assert state.spreads == {}
    assert ("annex" in state.concluded[0].frozen.content) is wanted


def test_an_annex_says_nothing_longer_than_people_can_write(content):
    trust = [{"kind": "networks", "lines": [], "terms": [], "notes": ["x" * 601]}]
    content["annex"] = {"participation": [], "trust": trust, "voices": None}
    assert isinstance(opened(content), Refusal)
