"""What the pieces of a view are made of: so much of the state that nothing is missed, and no more.

Most changes are of the words of a joint entry, and most of a view is about other things.
"""

from dataclasses import fields
from operator import attrgetter

from partnerschap.domain.gates import current_stances
from partnerschap.domain.model import JointEntry, PartnershipMap
from partnerschap.domain.pieces import Pieces

_ALL_BUT_JOINT = attrgetter(*(field.name for field in fields(PartnershipMap) if field.name != "joint"))
_WORDS = frozenset({"texts", "because", "at", "hand", "confirmed", "change"})
"""What differs of a joint entry when somebody only says it otherwise."""
_BESIDE_WORDS = attrgetter("live", *(field.name for field in fields(JointEntry) if field.name not in _WORDS))


def all_but_joint(state: PartnershipMap) -> tuple[object, ...]:
    """Return all that is true of a map beside the joint entries."""
    found: tuple[object, ...] = _ALL_BUT_JOINT(state)
    return found


def beside_words(state: PartnershipMap, pieces: Pieces) -> object:
    """Return the same object for as long as joint entries differ from what they were in their words alone."""
    return pieces.of("beside words", (state.joint,), lambda: _beside_words(state, pieces))


def _beside_words(state: PartnershipMap, pieces: Pieces) -> object:
    found = tuple(pieces.each("beside each's words", (), state.joint.values(), _BESIDE_WORDS))
    return pieces.of("beside all words", (found,), object)


def choices(state: PartnershipMap) -> tuple[object, ...]:
    """Return all that what people chose, and who may know of it, depends on."""
    return (
        state.gates,
        state.stances,
        state.own,
        state.people,
        state.names,
        state.kind,
        state.version,
        current_stances(state),
    )
