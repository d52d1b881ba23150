"""The part of a view about steps, gates and stances; who chose what stays hidden for a while (rule 17)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from partnerschap.domain.gates import (
    EVERYONE,
    OBJECTION,
    PROVISO,
    SIDES,
    TOLD_BY_STANCES,
    Shut,
    is_open,
    may_be_told,
    present,
    shut_by,
    stances_hidden,
    stances_on,
    waits_for_own_round,
    wording,
    wordings,
)
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.kinds import GateStatus, Names
from partnerschap.domain.looking_back import unchanged
from partnerschap.domain.model import Gate, PartnershipMap, Stance
from partnerschap.domain.names import at_entries, at_entry, display
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.sources import beside_words, choices


def steps_and_gates(state: PartnershipMap, pieces: Pieces) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the keys `step/…`, and the keys `gate/…`."""
    around = pieces.of("around gates", (*choices(state), state.revealed), object)
    words = (around, state.joint, state.concluded)
    return (
        pieces.of("steps", words, lambda: dict(_steps(state, pieces, around))),
        pieces.of("gates", (around, beside_words(state, pieces)), lambda: dict(_gates(state))),
    )


def _gates(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    for group, gate in enumerate(state.gates):
        yield f"gate/{gate.steps[0]}", _gate(state, gate, group)


def _steps(state: PartnershipMap, pieces: Pieces, around: object) -> Iterator[tuple[str, Any]]:
    """A step says the wording of its group, and whether that is as it was in the former version."""
    blank = waits_for_own_round(state)
    for group, (words, same) in enumerate(zip(wordings(state), unchanged(state), strict=True)):
        as_before = same and not blank
        for step in state.gates[group].steps:
            make = partial(_step, state, step, group, as_before=as_before)
            yield f"step/{step}", pieces.of(("step", step), (around, words, as_before), make)


def stances(state: PartnershipMap, *, on_wall: bool) -> Iterator[tuple[str, Any]]:
    """Yield the stances that may be seen; on the wall only the one that the facilitator put there."""
    for stance in state.stances.values():
        if stance.shown and (not on_wall or state.focus.spotlight == stance.id):
            yield f"stance/{stance.id}", _stance(state, stance)


def replies(state: PartnershipMap, stance: Stance) -> list[dict[str, Any]]:
    """Return the replies to a stance."""
    return [
        {
            "text": reply.text,
            "by": at_entry(state, reply.by),
            "helped_by": at_entry(state, reply.hand),
        }
        for reply in stance.replies
    ]


def is_current(state: PartnershipMap, stance: Stance) -> bool:
    """Tell whether a stance is about the present wording (rule 16)."""
    return stance.wording == wording(state, stance.group)


def _step(state: PartnershipMap, step: StepKey, group: int, *, as_before: bool) -> dict[str, Any]:
    gate = state.gates[group]
    mine = [e for e in state.own.values() if e.place.step == step and e.version == state.version]
    waiting: set[ParticipantId] = {e.author for e in mine if not e.open and not e.late}
    override = gate.override
    return {
        "key": step,
        "number": _number(state, step),
        "state": gate.status.value,
        "reopened": gate.status is GateStatus.OPEN and bool(gate.reopened_because or gate.reopened_by),
        "unchanged": as_before,
        "reopened_because": gate.reopened_because if gate.status is GateStatus.OPEN else "",
        "revealed": step in state.revealed,
        "private": len(waiting),
        "wrote": at_entries(state, {e.author for e in mine if not e.late}),
        "wording": wording(state, group),
        "group": list(gate.steps),
        "override": {
            "reason": override.reason,
            "failed": list(may_be_told(state, group, override.failed)),
            "by": at_entry(state, override.by),
        }
        if override
        else None,
    }


def _number(state: PartnershipMap, step: StepKey) -> int:
    return [key for gate in state.gates for key in gate.steps].index(step) + 1


def _gate(state: PartnershipMap, gate: Gate, group: int) -> dict[str, Any]:
    reasons = shut_by(state, group)
    taken = stances_on(state, group)
    hidden = stances_hidden(state, group)
    failed = {shut.code for shut in reasons}
    here = {person.id for person in present(state)}
    return {
        "steps": list(gate.steps),
        "open": gate.status is GateStatus.CLOSED,
        "shown": bool(taken) and not hidden,
        "planks": {
            "sides": "unknown" if hidden else _yes(holds=SIDES not in failed),
            "everyone": _yes(holds=EVERYONE not in failed),
            "nothing_open": "unknown" if hidden else _yes(holds=not failed & {OBJECTION, PROVISO}),
        },
        "shut_by": []
        if gate.status is GateStatus.CLOSED
        else [_reason(state, shut) for shut in reasons if not (hidden and shut.code in TOLD_BY_STANCES)],
        "chosen": _chosen(state, taken),
        "missing": sum(1 for person in here if person not in {s.person for s in taken}),
    }


def _chosen(state: PartnershipMap, taken: tuple[Stance, ...]) -> list[dict[str, Any]]:
    """Who took a stance; without names only how many did, or the moment would tie a reason to its giver."""
    by_name = state.names is Names.FIRST
    chosen = [
        {
            "person": stance.person if by_name else None,
            "name": at_entry(state, stance.person),
            "current": is_current(state, stance),
        }
        for stance in taken
    ]
    return sorted(chosen, key=lambda each: (str(each["name"]).casefold(), each["current"]))


def _reason(state: PartnershipMap, shut: Shut) -> dict[str, Any]:
    told_by_stances = TOLD_BY_STANCES | {EVERYONE}
    named = state.names is Names.FIRST or shut.code not in told_by_stances
    people = sorted((display(state, p) for p in shut.people), key=str.casefold)
    return {
        "code": shut.code,
        "people": people if named else [],
        "count": len(shut.people),
        "sides": [side.value for side in shut.sides],
    }


def _stance(state: PartnershipMap, stance: Stance) -> dict[str, Any]:
    by_name = state.names is Names.FIRST
    return {
        "id": stance.id,
        "gate": state.gates[stance.group].steps[0],
        "person": stance.person if by_name else None,
        "name": at_entry(state, stance.person),
        "kind": stance.kind.value,
        "because": stance.because,
        "current": is_current(state, stance),
        "open": is_open(stance),
        "helped_by": at_entry(state, stance.hand),
        "unconfirmed": by_name and stance.hand is not None and not stance.confirmed,
        "replies": replies(state, stance),
    }


def _yes(*, holds: bool) -> str:
    return "yes" if holds else "no"
