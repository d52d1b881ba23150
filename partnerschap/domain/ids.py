"""Names for the identifiers of the domain, so that one kind cannot be passed for another."""

from typing import NewType

from partnerschap.domain import limits

MapId = NewType("MapId", str)
ParticipantId = NewType("ParticipantId", str)
OUTSIDE = ParticipantId("/outside")
"""Who answers a request from outside; no participant can have it, because `is_fit` refuses it."""
EntryId = NewType("EntryId", str)
"""An own entry, a joint entry, a parked item or a responsibility; they share one space of ids."""
StanceId = NewType("StanceId", str)
OperationId = NewType("OperationId", str)
StepKey = NewType("StepKey", str)
Wording = NewType("Wording", str)
"""The fingerprint of the joint texts and points of difference of one gate group."""


def is_fit(proposed: str) -> bool:
    """Tell whether an id from outside may be kept: short, in plain characters that fit in a view's key."""
    plain = proposed.isascii() and proposed.isprintable() and "/" not in proposed
    return plain and 0 < len(proposed) <= limits.ID
