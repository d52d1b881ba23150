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
    return unchanged(state)[group]


def unchanged(state: PartnershipMap) -> tuple[bool, ...]:
    """Tell of each group whether it says what it said in the former version; in the first none does."""
    if not state.concluded:
        return (False,) * len(state.gates)
    former = lines(state.concluded[-1].frozen.content, {})
    before = {line.id: (line.step, line.texts) for line in former if line.kind != RESPONSIBILITY}
    now = {str(entry.id): (entry.place.step, entry.texts) for entry in live_joint(state)}
    changed = {step for _, (step, _) in before.items() ^ now.items()}
    return tuple(changed.isdisjoint(gate.steps) for gate in state.gates)
