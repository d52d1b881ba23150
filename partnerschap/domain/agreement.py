"""What a group agreed on: the terms, the frozen text, the signatures, and former versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Intent, Method


@dataclass(frozen=True, slots=True)
class Terms:
    """The answers to the questions before signing."""

    non_compliance: str
    guardian: str
    confidentiality: str
    review_on: date
    intent: Intent
    by: ParticipantId
    version: int
    annex: bool = False
    """Whether the contract gets an annex about how the group works together."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The text to sign: the contract's content, its hash, and who was at the table."""

    content: Mapping[str, Any]
    hash: str
    at: datetime
    at_table: tuple[ParticipantId, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody's answer to the frozen text; `strokes` are points in 0..1 of the box."""

    person: ParticipantId
    signed: bool
    at: datetime
    method: Method | None = None
    typed: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    because: str = ""
    hand: ParticipantId | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Somebody withdrew from a final version, which stays as it was."""

    person: ParticipantId
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """A former version: `final` when it was sealed, else not concluded."""

    version: int
    final: bool
    frozen: Frozen
    signatures: Mapping[ParticipantId, Signature]
    withdrawals: tuple[Withdrawal, ...] = ()
    reopened_because: str = ""
    reopened_by: ParticipantId | None = None
    """Who gave that reason; None too where a version is from before this was kept."""
