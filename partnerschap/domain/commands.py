"""Every change that somebody can ask for, as one value each; who asks stands in `Actor`."""

from dataclasses import dataclass, field
from datetime import date

from partnerschap.domain.ids import EntryId, OperationId, ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import (
    AnswerKind,
    Intent,
    Method,
    Next,
    Phase,
    Responsible,
    Screen,
    Side,
    StanceKind,
    Take,
    Verdict,
)
from partnerschap.domain.model import Details, DetailsChange


@dataclass(frozen=True, slots=True)
class Actor:
    """Whose act it is, and by whose hand it was done when that person has no device (rule 4)."""

    person: ParticipantId
    hand: ParticipantId | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Take a place at the table, for the first time or again; `facilitator` comes from the door.

    Who does not take part comes to facilitate or to help with it, has no side and is no partner.
    """

    id: ParticipantId
    name: str
    called: str = ""
    side: Side | None = None
    role: str = ""
    organisation: str = ""
    device: bool = True
    facilitator: bool = False
    takes_part: bool = True


@dataclass(frozen=True, slots=True)
class Leave:
    pass


@dataclass(frozen=True, slots=True)
class MarkAbsent:
    person: ParticipantId
    absent: bool = True


@dataclass(frozen=True, slots=True)
class RemovePerson:
    person: ParticipantId


@dataclass(frozen=True, slots=True)
class BringBack:
    """Let somebody go on with a new link; the device that uses it starts blank."""

    person: ParticipantId


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the facilitator's role to someone, or (`gives` false) lay down one's own."""

    person: ParticipantId
    gives: bool = True


@dataclass(frozen=True, slots=True)
class MoveFocus:
    step: StepKey
    phase: Phase
    screen: Screen = Screen.MAP
    spotlight: str = ""
    begin_with: tuple[ParticipantId, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    paused: bool = True


@dataclass(frozen=True, slots=True)
class Write:
    """An own entry; `private` tells that the writer's screen promised that nobody else would see it yet."""

    id: EntryId
    place: Place
    text: str
    because: str = ""
    meaning: str = ""
    private: bool = True


@dataclass(frozen=True, slots=True)
class Reveal:
    step: StepKey


@dataclass(frozen=True, slots=True)
class Share:
    entry: EntryId


@dataclass(frozen=True, slots=True)
class Note:
    id: EntryId
    place: Place
    text: str
    because: str = ""
    sources: tuple[EntryId, ...] = ()
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, slots=True)
class Adopt:
    id: EntryId
    entry: EntryId


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    entry: EntryId
    answer: AnswerKind
    because: str = ""


@dataclass(frozen=True, slots=True)
class Respect:
    entry: EntryId


@dataclass(frozen=True, slots=True)
class Differ:
    id: EntryId
    place: Place
    texts: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Park:
    id: EntryId
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Change an own entry, a joint wording (`text`), a point of difference (`texts`) or a parked item.

    `base` is what the words said when somebody began to change them; without it the last change counts.
    """

    entry: EntryId
    text: str | None = None
    texts: tuple[str, ...] | None = None
    base: tuple[str, ...] | None = None
    meaning: str | None = None
    details: DetailsChange | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    entry: EntryId


@dataclass(frozen=True, slots=True)
class DropAlternative:
    """Let go of a wording that stands beside a joint text; taking it instead is an `Edit`."""

    entry: EntryId
    text: str


@dataclass(frozen=True, slots=True)
class AskMeaning:
    entry: EntryId


@dataclass(frozen=True, slots=True)
class GiveMeaning:
    id: EntryId
    entry: EntryId
    text: str


@dataclass(frozen=True, slots=True)
class TakeStance:
    id: StanceId
    step: StepKey
    stance: StanceKind
    wording: Wording
    because: str = ""


@dataclass(frozen=True, slots=True)
class GiveReply:
    to: StanceId
    text: str


@dataclass(frozen=True, slots=True)
class ShowStances:
    step: StepKey


@dataclass(frozen=True, slots=True)
class Close:
    """Open the gate behind a step; `override` is the reason to do so although the conditions fail.

    `wording`, if given, is what the facilitator had on screen.
    """

    step: StepKey
    override: str | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class ReopenStep:
    step: StepKey
    because: str


@dataclass(frozen=True, slots=True)
class AnswerAction:
    entry: EntryId
    answer: Take


@dataclass(frozen=True, slots=True)
class Confirm:
    entry: str


@dataclass(frozen=True, slots=True)
class ChooseResponsibility:
    """Say who carries a task (empty: the whole); `kind` None takes the line away."""

    id: EntryId
    kind: Responsible | None
    task: str = ""


@dataclass(frozen=True, slots=True)
class StateLimit:
    will: str = ""
    will_not: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class MarkFeasible:
    entry: EntryId
    want: bool
    can: bool
    circumstances: bool


@dataclass(frozen=True, slots=True)
class MarkSpectrum:
    step: StepKey
    now: int
    wished: int


@dataclass(frozen=True, slots=True)
class GiveTerms:
    non_compliance: str
    review_on: date | None
    guardian: str = ""
    confidentiality: str = ""
    intent: Intent = Intent.MORAL


@dataclass(frozen=True, slots=True)
class Freeze:
    pass


@dataclass(frozen=True, slots=True)
class Sign:
    method: Method
    hash: str
    typed: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Decline:
    because: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    pass


@dataclass(frozen=True, slots=True)
class Seal:
    pass


@dataclass(frozen=True, slots=True)
class Withdraw:
    because: str = ""


@dataclass(frozen=True, slots=True)
class Reopen:
    because: str


@dataclass(frozen=True, slots=True)
class GiveReview:
    entry: EntryId
    verdict: Verdict
    next: Next = Next.KEEP
    because: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back one's own last act: that of the operation `of`."""

    of: OperationId


Command = (
    Join
    | Leave
    | MarkAbsent
    | RemovePerson
    | BringBack
    | HandOver
    | MoveFocus
    | Pause
    | Write
    | Reveal
    | Share
    | Note
    | Adopt
    | GiveAnswer
    | Respect
    | Differ
    | Park
    | Edit
    | Remove
    | DropAlternative
    | AskMeaning
    | GiveMeaning
    | TakeStance
    | GiveReply
    | ShowStances
    | Close
    | ReopenStep
    | AnswerAction
    | Confirm
    | ChooseResponsibility
    | StateLimit
    | MarkFeasible
    | MarkSpectrum
    | GiveTerms
    | Freeze
    | Sign
    | Decline
    | TakeBack
    | Seal
    | Withdraw
    | Reopen
    | GiveReview
    | Undo
)
