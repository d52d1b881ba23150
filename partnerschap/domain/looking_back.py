"""Looking back on the former version: which lines it had, and what was said of them (rules 30 to 33)."""

from collections.abc import Iterator

from partnerschap.domain.gates import live_joint
from partnerschap.domain.model import JointEntry, PartnershipMap
from partnerschap.domain.said import RESPONSIBILITY, lines


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
    former = lines(state.concluded[-1].frozen.content, {})
    before = {
        line.id: (line.step, line.texts)
        for line in former
        if line.step in steps and line.kind != RESPONSIBILITY
    }
    return before == {entry.id: (entry.place.step, entry.texts) for entry in live_joint(state, *steps)}
