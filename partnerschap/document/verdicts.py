"""What can be said of a file that claims to be a contract, and why."""

from dataclasses import dataclass
from enum import StrEnum

ATTACHED = "kaart.json"
"""The name of the map that goes with a contract."""
LARGEST = 5_000_000
"""Bytes of a file that is looked at; the longest contract has a tenth of that."""


class Verdict(StrEnum):
    """What a file is, from the best to the worst."""

    EXACT = "EXACT"
    SEALED = "SEALED"
    CHANGED = "CHANGED"
    FOREIGN = "FOREIGN"
    UNSEALED = "UNSEALED"
    UNREADABLE = "UNREADABLE"

    @property
    def is_good(self) -> bool:
        """Tell whether such a file is ours and as it was made."""
        return self in {Verdict.EXACT, Verdict.SEALED}


class Reason(StrEnum):
    """Why; the words for people stand in `reasons.py`."""

    SAME_FILE = "same_file"
    OWN_SEAL = "own_seal"
    DIFFERS = "differs"
    ADDED = "added"
    MORE_SEALS = "more_seals"
    OTHER_KIND = "other_kind"
    OTHER_SEAL = "other_seal"
    NO_SEAL = "no_seal"
    TOO_LARGE = "too_large"
    NO_PDF = "no_pdf"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, its reasons, and the attached map as it stands in the file, if there is one."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    attached: bytes | None = None
