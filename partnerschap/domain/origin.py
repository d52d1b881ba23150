"""Where a map came from, when it was opened from a contract."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """The contract that a map was opened from: of which map and version, the hash of its text, and when.

    `sealed` tells whether the file carried a seal of this installation, unbroken.
    """

    map: str
    version: int
    hash: str
    at: datetime
    sealed: bool = False
