"""Open points: what a group may still look at. They are shown and shut nothing (RULES.md, rule 19)."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerschap.domain.gates import gate_of, is_of_version, live_joint, present, standing
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.instrument import (
    ACTIONS,
    CONDITIONS,
    CONDUCT,
    RELATIONS,
    VALUES,
    Instrument,
)
from partnerschap.domain.kinds import GateStatus, Kind, Status, Take
from partnerschap.domain.looking_back import undiscussed
from partnerschap.domain.model import JointEntry, PartnershipMap

_CARRIES_ALL_FROM = 3
"""One side carries all is worth a kind word from this many owned actions on."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something open in a step; `ids` are the entries or people it is about."""

    code: str
    step: StepKey
    ids: tuple[str, ...] = ()


def open_points(state: PartnershipMap, instrument: Instrument) -> tuple[Point, ...]:
    """Return the open points of all steps that are reached."""
    reached = {step for gate in state.gates if gate.status is not GateStatus.AHEAD for step in gate.steps}
    return tuple(point for point in _points(state, instrument) if point.step in reached)


def unserved(state: PartnershipMap) -> tuple[str, ...]:
    """Return the values that no action or request serves (rule 13)."""
    served = {each for entry in live_joint(state, ACTIONS) if _serves(entry) for each in entry.details.serves}
    return tuple(e.id for e in live_joint(state, VALUES) if not e.difference and e.id not in served)


def _points(state: PartnershipMap, instrument: Instrument) -> Iterator[Point]:
    left = undiscussed(state)
    for step in instrument.steps:
        if waiting := tuple(
            entry.id
            for entry in state.own.values()
            if entry.open
            and entry.answer is None
            and entry.version == state.version
            and entry.place.step == step.key
        ):
            yield Point("own_unanswered", step.key, waiting)
        if two := tuple(e.id for e in state.joint.values() if e.alternatives and e.place.step == step.key):
            yield Point("two_wordings", step.key, two)
        yield from _not_discussed(left, step.key)
    yield from _knowledge(state)
    if bare := tuple(
        e.id
        for e in live_joint(state, CONDUCT)
        if not e.difference and instrument.prompt_at(e.place).role and not e.details.role
    ):
        yield Point("role_without_person", CONDUCT, bare)
    if unmet := tuple(e.id for e in live_joint(state, CONDITIONS) if e.details.status is Status.UNMET):
        yield Point("condition_unmet", CONDITIONS, unmet)
    if gate_of(state, ACTIONS).status is not GateStatus.AHEAD:
        yield from _actions(state, instrument)


def _not_discussed(undiscussed_lines: tuple[JointEntry, ...], step: StepKey) -> Iterator[Point]:
    """What nobody looked back on is kept and shown; points of difference are named apart (rule 33)."""
    left = [entry for entry in undiscussed_lines if entry.place.step == step]
    if differences := tuple(e.id for e in left if e.difference):
        yield Point("difference_not_discussed", step, differences)
    if lines := tuple(e.id for e in left if not e.difference):
        yield Point("line_not_discussed", step, lines)


def _knowledge(state: PartnershipMap) -> Iterator[Point]:
    """'Hoe gaan we kennis delen?' asks for at least a line from each side (METHOD.md, section 4)."""
    lines = [e for e in live_joint(state, RELATIONS) if e.place.prompt == "share_knowledge"]
    sides = {state.people[p].side for e in lines for p in (e.people or (e.by,))}
    if state.kind is Kind.PARTNERSHIP and lines and len(sides - {None}) == 1:
        yield Point("knowledge_needs_side", RELATIONS, tuple(e.id for e in lines))


def _actions(state: PartnershipMap, instrument: Instrument) -> Iterator[Point]:
    actions = [e for e in live_joint(state, ACTIONS) if not e.difference]
    if values := unserved(state):
        yield Point("value_without_action", ACTIONS, values)
    if loose := tuple(e.id for e in actions if not standing(state, e.details.serves)):
        yield Point("action_without_value", ACTIONS, loose)
    owned = [e for e in actions if not instrument.prompt_at(e.place).is_request]
    if nobody := tuple(e.id for e in owned if not _takers(state, e)):
        yield Point("action_without_owner", ACTIONS, nobody)
    carriers = {p for e in owned for p in _takers(state, e)}
    if idle := tuple(p.id for p in present(state) if p.id not in carriers):
        yield Point("no_own_action", ACTIONS, idle)
    sides = {state.people[p].side for p in carriers}
    if state.kind is Kind.PARTNERSHIP and len(owned) >= _CARRIES_ALL_FROM and len(sides) == 1:
        yield Point("one_side_carries", ACTIONS)


def _takers(state: PartnershipMap, entry: JointEntry) -> tuple[ParticipantId, ...]:
    return tuple(
        p for p in entry.details.owners if entry.takes.get(p) is Take.TAKEN and is_of_version(state, p)
    )


def _serves(entry: JointEntry) -> bool:
    """An action or request serves its values unless everyone it names refused it."""
    owners = entry.details.owners
    return not entry.difference and not (owners and all(entry.takes.get(p) is Take.REFUSED for p in owners))
