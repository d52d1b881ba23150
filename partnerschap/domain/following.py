"""What was agreed last, for who follows it up: lines of the last frozen text that still stand.

Words and days are those of the frozen text: what a next version changes counts from its own freeze on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnerschap.domain.agreement import Frozen
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.kinds import Progress, Take
from partnerschap.domain.model import JointEntry, PartnershipMap

_OVER = frozenset({Progress.DONE, Progress.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to others as it was agreed: its words, of whom it is asked, and its day, if one was named."""

    id: EntryId
    text: str
    asked_of: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something of one person, or a request, that was to be done by a day."""

    id: EntryId
    text: str
    on: date
    request: bool = False


def last_frozen(state: PartnershipMap) -> Frozen | None:
    """Return the text that was frozen last; None when nothing was agreed yet."""
    if state.frozen is not None:
        return state.frozen
    return state.concluded[-1].frozen if state.concluded else None


def since_version(state: PartnershipMap) -> int:
    """Return the version of the text that was frozen last; 0 when there is none."""
    return state.version if state.frozen is not None else state.version - 1


def asked(state: PartnershipMap, request: EntryId) -> Asked | None:
    """Return a request as it was agreed, while it still stands; anything else is none."""
    return next((each for each in requests(state) if each.id == request), None)


def requests(state: PartnershipMap) -> tuple[Asked, ...]:
    """Return the requests to others that were agreed and still stand."""
    return tuple(
        Asked(entry.id, line["text"], line["asked_of"], _day(line))
        for line, entry in _standing(state, "requests")
    )


def due_for(state: PartnershipMap, person: ParticipantId) -> tuple[Due, ...]:
    """Return what somebody took on with a day, and did not say to be done with; nothing in a blank round."""
    someone = state.people.get(person)
    if someone is None or someone.withdrawn or waits_for_own_round(state):
        return ()
    return tuple(
        Due(entry.id, line["text"], day)
        for line, entry in _standing(state, "actions")
        if entry.takes.get(person) is Take.TAKEN
        and (day := _day(line)) is not None
        and _progress(state, entry.id, person) not in _OVER
    )


def due_for_others(state: PartnershipMap) -> tuple[Due, ...]:
    """Return the requests to others that have a day; nothing in a blank round."""
    found = () if waits_for_own_round(state) else requests(state)
    return tuple(Due(each.id, each.text, each.due, request=True) for each in found if each.due is not None)


def review_on(state: PartnershipMap) -> date | None:
    """Return the day on which the group looks again, as it was agreed last."""
    frozen = last_frozen(state)
    terms = frozen.content["terms"] if frozen else None
    return date.fromisoformat(terms["review_on"]) if terms else None


def review_is_due(state: PartnershipMap, today: date) -> bool:
    """Tell whether the day has come on which the group wanted to look back on what it signed."""
    day = review_on(state)
    return state.final and day is not None and day <= today


def _standing(state: PartnershipMap, part: str) -> list[tuple[Mapping[str, Any], JointEntry]]:
    frozen = last_frozen(state)
    lines = frozen.content[part] if frozen else ()
    return [
        (line, entry)
        for line in lines
        if (entry := state.joint.get(EntryId(line["id"]))) is not None and entry.live
    ]


def _progress(state: PartnershipMap, line: EntryId, person: ParticipantId) -> Progress | None:
    """Return what somebody said last of how far a line is, by the order in which it was told."""
    said = [t.progress for t in state.told.values() if t.about == line and t.by == person and t.progress]
    return said[-1] if said else None


def _day(line: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(line["due"]) if line["due"] else None
