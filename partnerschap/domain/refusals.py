"""The ways in which the method says no; each has a stable code that travels to the edge as it is."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The refusal codes of the rules, and no others."""

    NOT_JOINED = "not_joined"
    FACILITATOR_ONLY = "facilitator_only"
    PARTNERS_ONLY = "partners_only"
    NOT_FOUND = "not_found"
    NOT_REVEALED = "not_revealed"
    NOT_REACHED = "not_reached"
    STEP_CLOSED = "step_closed"
    DUPLICATE = "duplicate"
    NOT_YOURS = "not_yours"
    EMPTY_TEXT = "empty_text"
    TOO_LONG = "too_long"
    REASON_REQUIRED = "reason_required"
    INVALID_VALUE = "invalid_value"
    GATE_SHUT = "gate_shut"
    TERMS_MISSING = "terms_missing"
    FROZEN = "frozen"
    NOT_FROZEN = "not_frozen"
    SEALED = "sealed"
    NOT_ANSWERED = "not_answered"
    FIRST_VERSION = "first_version"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused act: nothing changed; `about` names the field or the conditions that failed."""

    code: Code
    about: tuple[str, ...] = ()


def refuse(code: Code, *about: str) -> Refusal:
    """Make a refusal about these fields or conditions."""
    return Refusal(code, about)
