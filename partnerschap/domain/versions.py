"""The versions of a map beside each other: what may be compared now, and what it looks like to people now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from partnerschap.domain import contract
from partnerschap.domain.agreement import Concluded
from partnerschap.domain.compare import Comparison, changes, compare
from partnerschap.domain.gates import gate_of, waits_for_own_round
from partnerschap.domain.instrument import CONDITIONS, Instrument
from partnerschap.domain.kinds import GateStatus, Next, Verdict
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import called_after
from partnerschap.domain.said import Content


def text_to_freeze(state: PartnershipMap, instrument: Instrument) -> dict[str, Any]:
    """Return the content that people sign; from the second version on it tells what is different.

    It looks back on the last version that people agreed on: signed here, or brought in a contract.
    """
    content = contract.content(state, instrument)
    former = last_agreed(state)
    if former is None:
        return content
    steps = [step.key for step in instrument.steps]
    found = compare(former.frozen.content, content, steps, _done(state))
    return {**content, "changes": changes(found)}


def last_agreed(state: PartnershipMap) -> Concluded | None:
    """Return the last former version that was final, or was brought in a contract."""
    agreed = [v for v in state.concluded if contract.status_of(state, v) in {"final", "brought"}]
    return agreed[-1] if agreed else None


def present_text(state: PartnershipMap, instrument: Instrument) -> Content:
    """Return what the map says now: the frozen text, or what stands there, told as rule 5 has it."""
    if state.frozen is not None:
        return state.frozen.content
    return contract.content(_by_first_names(state) if _without_roles(state) else state, instrument)


def comparable(state: PartnershipMap) -> tuple[int, ...]:
    """Return the versions that can be compared; none while earlier words stay away (rule 31)."""
    if waits_for_own_round(state):
        return ()
    return (*(version.version for version in state.concluded), state.version)


def comparison(state: PartnershipMap, former: int, later: int, instrument: Instrument) -> Comparison | None:
    """Return what is different between two versions; None when they may not, or cannot, be compared."""
    known = comparable(state)
    if former not in known or later not in known or former >= later:
        return None
    pair = (_content(state, number, instrument) for number in (former, later))
    old, new = (_called(state, content) if _without_roles(state) else content for content in pair)
    return compare(old, new, [step.key for step in instrument.steps], _done(state))


def _content(state: PartnershipMap, number: int, instrument: Instrument) -> Content:
    if number == state.version:
        return present_text(state, instrument)
    return next(version.frozen.content for version in state.concluded if version.version == number)


def _done(state: PartnershipMap) -> Iterable[str]:
    """Yield the lines that went because they were done, in this version or in an earlier one."""
    for entry in state.joint.values():
        review = entry.review
        if review is not None and (review.verdict, review.next) == (Verdict.DONE, Next.DROP):
            yield entry.id
    for version in state.concluded:
        told = version.frozen.content.get("changes")
        yield from (line["id"] for line in (told["went"] if told else ()) if line["done"])


def _without_roles(state: PartnershipMap) -> bool:
    """Tell whether the group is still in the steps in which nobody has a role (rule 5)."""
    return gate_of(state, CONDITIONS).status is GateStatus.AHEAD


def _by_first_names(state: PartnershipMap) -> PartnershipMap:
    people = {
        key: replace(person, name=person.called, role="", organisation="")
        for key, person in state.people.items()
    }
    return replace(state, people=people)


def _called(state: PartnershipMap, content: Content) -> Content:
    """Return a content in which people are called as on screen, without roles and organisations."""
    called = {person.name: person.called for person in state.people.values()}
    for party in content["parties"]:
        known = state.people.get(party["id"])
        called[party["name"]] = known.called if known else called_after(party["name"])

    def named(names: Iterable[str]) -> list[str]:
        return [called.get(name, name) for name in names]

    return {
        **content,
        "parties": [
            {**party, "name": called[party["name"]], "role": "", "organisation": ""}
            for party in content["parties"]
        ],
        "actions": [
            {**line, "owners": named(line["owners"]), "untaken": named(line["untaken"])}
            for line in content["actions"]
        ],
    }
