"""Looking back on the former version: which lines it had, and what was said of them (rules 30 to 33)."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from partnerschap.domain.gates import live_joint
from partnerschap.domain.ids import EntryId, StepKey
from partnerschap.domain.instrument import ACTIONS, CONDITIONS, VALUES
from partnerschap.domain.model import JointEntry, PartnershipMap

_PARTS: Mapping[str, StepKey | None] = {
    "values": VALUES,
    "ground_rules": None,
    "conditions": CONDITIONS,
    "actions": ACTIONS,
    "requests": ACTIONS,
    "differences": None,
}
"""The parts of a contract that hold lines of the map, and their step; None where each line names its own."""


class Line(NamedTuple):
    """What one line of a contract says; a point of difference has more than one text."""

    step: StepKey
    texts: tuple[str, ...]


def lines_of(content: Mapping[str, Any]) -> dict[EntryId, Line]:
    """Return the lines of a contract by the id of their entry."""
    return {
        EntryId(line["id"]): Line(
            StepKey(step or line["step"]), tuple(line["texts"]) if "texts" in line else (line["text"],)
        )
        for part, step in _PARTS.items()
        for line in content[part]
    }


def earlier_lines(state: PartnershipMap) -> Iterator[JointEntry]:
    """Yield what stood in the former version and was not removed since, dropped lines too, oldest first."""
    for entry in sorted(state.joint.values(), key=lambda entry: entry.order):
        if entry.texts and entry.since < state.version:
            yield entry


def undiscussed(state: PartnershipMap) -> tuple[JointEntry, ...]:
    """Return the earlier lines of which nobody said anything in this version (rule 33)."""
    return tuple(entry for entry in earlier_lines(state) if entry.review is None)


def is_unchanged(state: PartnershipMap, group: int) -> bool:
    """Tell whether a group says what it said in the former version, so that one tap is enough (rule 30)."""
    if not state.concluded:
        return False
    steps = state.gates[group].steps
    former = lines_of(state.concluded[-1].frozen.content)
    now = {entry.id: Line(entry.place.step, entry.texts) for entry in live_joint(state, *steps)}
    return now == {key: line for key, line in former.items() if line.step in steps}
