"""The part of a view about people, and what is one person's alone (rules 5, 8 and 17)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from partnerschap.domain import lenses
from partnerschap.domain.agreement import Frozen
from partnerschap.domain.contract import waiting_for
from partnerschap.domain.gates import present, stances_on, waits_for_own_round
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import OwnEntry, Participant, PartnershipMap
from partnerschap.domain.names import display
from partnerschap.domain.project_gates import is_current, replies
from partnerschap.domain.spread import Counts, Spread


def people(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    """Yield who is there and who left, by the name they are called by, and the spread of the spectrum."""
    for person in state.people.values():
        if not person.removed:
            yield f"person/{person.id}", _person(state, person)
    for step in lenses.lensed_steps(state):
        shown, marked = lenses.shown(state, step), len(lenses.marks(state, step))
        if shown is not None or marked:
            yield f"spectrum/{step}", _spread(step, marked, shown)


def table(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    """Yield, for the facilitator, who has written and chosen, with the side in words.

    Without names nobody is told apart by what they chose once stances of the group are shown: a choice
    that changes would stand beside the words that came with it (rule 5).
    """
    here = {person.id for person in present(state)}
    step, group = state.focus.step, _group_in_focus(state)
    wrote = {e.author for e in state.own.values() if e.place.step == step and e.version == state.version}
    by_name = state.names is Names.FIRST
    waiting = by_name or not any(s.shown for s in stances_on(state, group))
    for person in state.people.values():
        if not person.at_table:
            continue
        stance = next(
            (s for s in state.stances.values() if (s.person, s.group) == (person.id, group)),
            None,
        )
        yield (
            f"table/{person.id}",
            {
                "person": person.id,
                "side": person.side.value if person.side else "",
                "partner": person.partner,
                "present": person.id in here,
                "wrote": person.id in wrote and by_name,
                "chosen": stance is not None if waiting else None,
                "current": stance is not None and is_current(state, stance) if waiting else None,
                "kind": stance.kind.value if stance is not None and stance.shown and by_name else "",
            },
        )


def contract(state: PartnershipMap, frozen: Frozen) -> dict[str, Any]:
    """Return who signed the frozen text, who declined and who is still to answer."""
    answers = state.signatures
    waiting = waiting_for(state)
    return {
        "version": state.version,
        "hash": frozen.hash,
        "status": "final" if state.final else "frozen",
        "signed": [
            {
                "person": p,
                "name": display(state, p),
                "method": s.method.value if s.method else "",
            }
            for p, s in answers.items()
            if s.signed
        ],
        "declined": [{"person": p, "name": display(state, p)} for p, s in answers.items() if not s.signed],
        "waiting": [{"person": p, "name": display(state, p)} for p in waiting],
        "withdrawn": [{"person": w.person, "name": display(state, w.person)} for w in state.withdrawals],
    }


def mine(state: PartnershipMap, person: ParticipantId, theirs: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield what only this person sees: who they are, their private words and their own stances.

    `theirs` are the ids of the open words that came from them.
    """
    me = state.people[person]
    yield (
        "me",
        {
            "id": me.id,
            "name": display(state, me.id),
            "full_name": me.name,
            "facilitator": me.facilitator,
            "partner": me.partner,
            "side": me.side.value if me.side else "",
            "role": me.role,
            "organisation": me.organisation,
            "absent": me.absent,
            "helps": [
                {"id": p.id, "name": display(state, p.id)}
                for p in state.people.values()
                if not p.device and p.at_table
            ],
        },
    )
    for entry in state.own.values():
        if not entry.open and _may_read(me, entry) and not _waits(state, entry):
            yield f"me/own/{entry.id}", _private(entry)
    for stance in state.stances.values():
        if person in {stance.person, stance.hand} and (stance.shown or _on_this_device(me, stance.at)):
            yield (
                f"me/stance/{state.gates[stance.group].steps[0]}/{stance.person}",
                {
                    "id": stance.id,
                    "kind": stance.kind.value,
                    "because": stance.because,
                    "current": is_current(state, stance),
                    "wording": stance.wording,
                    "replies": replies(state, stance),
                },
            )
    yield "me/mine", list(theirs)
    for (marker, step, version), mark in state.spectrum.items():
        if marker == person and version == state.version and me.blank_since is None:
            yield f"me/spectrum/{step}", {"now": mark.now, "wished": mark.wished}


def _may_read(me: Participant, entry: OwnEntry) -> bool:
    return me.id in {entry.author, entry.hand} and _on_this_device(me, entry.at)


def _waits(state: PartnershipMap, entry: OwnEntry) -> bool:
    """Earlier words stay away until the own round on the values is done, one's own too (rule 31)."""
    return entry.version != state.version and waits_for_own_round(state)


def _on_this_device(me: Participant, at: datetime) -> bool:
    """A device that came by a new link starts blank: what was private before it stays unreadable on it."""
    return me.blank_since is None or at > me.blank_since


def _private(entry: OwnEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "person": entry.author,
        "step": entry.place.step,
        "prompt": entry.place.prompt,
        "topic": entry.place.topic,
        "question": entry.place.question,
        "text": entry.text,
        "because": entry.because,
        "meaning": entry.meaning,
        "late": entry.late,
        "at": entry.at.isoformat(),
        "version": entry.version,
    }


def theirs(state: PartnershipMap) -> dict[ParticipantId, tuple[str, ...]]:
    """Return for each person the ids of the open words that came from them, in order."""
    found: defaultdict[ParticipantId, set[str]] = defaultdict(set)
    for own in state.own.values():
        if own.open:
            found[own.author].add(own.id)
    for joint in state.joint.values():
        for person in (joint.people or (joint.by,)) if joint.live else ():
            found[person].add(joint.id)
    for told in state.told.values():
        found[told.by].add(told.id)
    return {person: tuple(sorted(ids)) for person, ids in found.items()}


def _person(state: PartnershipMap, person: Participant) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": display(state, person.id),
        "facilitator": person.facilitator,
        "partner": person.partner,
        "at_table": person.at_table,
        "absent": person.absent,
        "device": person.device,
        "new_device": person.blank_since is not None,
        "withdrawn": person.withdrawn,
    }


def _spread(step: StepKey, marked: int, shown: Spread | None) -> dict[str, Any]:
    """How a step was marked: once shown, all of it is as it was then."""
    if shown is None:
        return {"step": step, "people": marked, "whole": None, "sides": {}}
    return {
        "step": step,
        "people": shown.whole.people,
        "whole": _numbers(shown.whole),
        "sides": {side.value: _numbers(counts) for side, counts in shown.sides.items()},
    }


def _numbers(counts: Counts) -> dict[str, list[int]]:
    return {"now": list(counts.now), "wished": list(counts.wished)}


def _group_in_focus(state: PartnershipMap) -> int:
    return next(index for index, gate in enumerate(state.gates) if state.focus.step in gate.steps)
