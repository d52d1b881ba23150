"""What happened to a map: the facts that the journal keeps and `evolve` folds into the state.

An event that makes or changes a thing carries the whole thing, so that folding needs no rule of the method.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from partnerschap.domain.agreement import Frozen, Signature, Terms, Withdrawal
from partnerschap.domain.ids import EntryId, ParticipantId, StanceId, StepKey
from partnerschap.domain.kinds import Take
from partnerschap.domain.model import (
    Focus,
    JointEntry,
    OwnEntry,
    ParkedItem,
    Participant,
    PartnershipMap,
    PersonalLimit,
    Responsibility,
    SpectrumMark,
    Stance,
    Told,
)
from partnerschap.domain.model import Gate as GateState
from partnerschap.domain.spread import Spread


@dataclass(frozen=True, slots=True)
class Began:
    map: PartnershipMap


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Somebody joined, left, came back, was marked absent, removed, or got another role."""

    person: Participant


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """A stranger or a double is away from the table; their consent and private words count no more.

    An objection of theirs stays open all the same: nobody makes one disappear but its author (rule 18).
    """

    person: ParticipantId


@dataclass(frozen=True, slots=True)
class FocusMoved:
    focus: Focus


@dataclass(frozen=True, slots=True)
class PauseSet:
    paused: bool


@dataclass(frozen=True, slots=True)
class TermChosen:
    """The map is kept for so many months after its last change."""

    months: int


@dataclass(frozen=True, slots=True)
class OwnWritten:
    entry: OwnEntry


@dataclass(frozen=True, slots=True)
class OwnRemoved:
    entry: EntryId


@dataclass(frozen=True, slots=True)
class Revealed:
    step: StepKey


@dataclass(frozen=True, slots=True)
class JointWritten:
    """A joint entry was made, changed, respected, answered for, confirmed or reviewed."""

    entry: JointEntry


@dataclass(frozen=True, slots=True)
class JointRemoved:
    entry: EntryId
    by: ParticipantId
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemParked:
    item: ParkedItem


@dataclass(frozen=True, slots=True)
class ItemUnparked:
    item: EntryId


@dataclass(frozen=True, slots=True)
class NoteTold:
    """A note beside the map was told, or confirmed by the one it was written for."""

    told: Told


@dataclass(frozen=True, slots=True)
class NoteUntold:
    told: EntryId


@dataclass(frozen=True, slots=True)
class StanceTaken:
    stance: Stance


@dataclass(frozen=True, slots=True)
class StancesShown:
    group: int


@dataclass(frozen=True, slots=True)
class StanceAnswered:
    """A reply was given, or the stance was confirmed by the one it was written for."""

    stance: Stance


@dataclass(frozen=True, slots=True)
class GateChanged:
    group: int
    gate: GateState


@dataclass(frozen=True, slots=True)
class ActionAnswered:
    entry: EntryId
    person: ParticipantId
    answer: Take


@dataclass(frozen=True, slots=True)
class ResponsibilityChosen:
    responsibility: Responsibility


@dataclass(frozen=True, slots=True)
class ResponsibilityDropped:
    responsibility: EntryId


@dataclass(frozen=True, slots=True)
class LimitStated:
    person: ParticipantId
    limit: PersonalLimit


@dataclass(frozen=True, slots=True)
class SpectrumMarked:
    person: ParticipantId
    step: StepKey
    mark: SpectrumMark


@dataclass(frozen=True, slots=True)
class SpreadShown:
    step: StepKey
    spread: Spread


@dataclass(frozen=True, slots=True)
class TermsGiven:
    terms: Terms


@dataclass(frozen=True, slots=True)
class TextFrozen:
    frozen: Frozen


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    signature: Signature


@dataclass(frozen=True, slots=True)
class SignatureTakenBack:
    person: ParticipantId


@dataclass(frozen=True, slots=True)
class MadeFinal:
    at: datetime


@dataclass(frozen=True, slots=True)
class PartnerWithdrew:
    withdrawal: Withdrawal


@dataclass(frozen=True, slots=True)
class VersionReopened:
    by: ParticipantId
    because: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Somebody took back their last act: these things are as they were before it, None what was not there."""

    own: Mapping[EntryId, OwnEntry | None]
    joint: Mapping[EntryId, JointEntry | None]
    parked: Mapping[EntryId, ParkedItem | None]
    stances: Mapping[StanceId, Stance | None]
    responsibilities: Mapping[EntryId, Responsibility | None]
    limits: Mapping[ParticipantId, PersonalLimit | None]
    gates: tuple[GateState, ...] | None = None


Event = (
    Began
    | PersonChanged
    | PersonRemoved
    | FocusMoved
    | PauseSet
    | TermChosen
    | OwnWritten
    | OwnRemoved
    | Revealed
    | JointWritten
    | JointRemoved
    | ItemParked
    | ItemUnparked
    | NoteTold
    | NoteUntold
    | StanceTaken
    | StancesShown
    | StanceAnswered
    | GateChanged
    | ActionAnswered
    | ResponsibilityChosen
    | ResponsibilityDropped
    | LimitStated
    | SpectrumMarked
    | SpreadShown
    | TermsGiven
    | TextFrozen
    | SignatureGiven
    | SignatureTakenBack
    | MadeFinal
    | PartnerWithdrew
    | VersionReopened
    | Undone
)
