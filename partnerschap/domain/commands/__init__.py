"""Every change that somebody can ask for, as one value each; who asks stands in `Actor`."""

from dataclasses import dataclass

from partnerschap.domain.commands.agreeing import (
    AnswerRequest,
    Close,
    Decline,
    Freeze,
    GiveReply,
    GiveReview,
    GiveTerms,
    Reopen,
    ReopenStep,
    Seal,
    ShowStances,
    Sign,
    TakeBack,
    TakeStance,
    Tell,
    Untell,
    Withdraw,
)
from partnerschap.domain.commands.table import (
    BringBack,
    HandOver,
    Introduce,
    Join,
    Keep,
    Leave,
    MarkAbsent,
    MoveFocus,
    Pause,
    RemovePerson,
)
from partnerschap.domain.commands.words import (
    Adopt,
    AnswerAction,
    AskMeaning,
    ChooseResponsibility,
    Confirm,
    Differ,
    DropAlternative,
    Edit,
    GiveAnswer,
    GiveMeaning,
    MarkFeasible,
    MarkSpectrum,
    Note,
    Park,
    Remove,
    Respect,
    Reveal,
    Share,
    ShowSpread,
    StateLimit,
    Undo,
    Write,
)
from partnerschap.domain.ids import ParticipantId


@dataclass(frozen=True, slots=True)
class Actor:
    """Whose act it is, and by whose hand it was done when that person has no device (rule 4)."""

    person: ParticipantId
    hand: ParticipantId | None = None


Command = (
    Join
    | Leave
    | MarkAbsent
    | RemovePerson
    | BringBack
    | HandOver
    | Introduce
    | MoveFocus
    | Pause
    | Keep
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
    | ShowSpread
    | GiveTerms
    | Freeze
    | Sign
    | Decline
    | TakeBack
    | Seal
    | Withdraw
    | Reopen
    | GiveReview
    | Tell
    | Untell
    | AnswerRequest
    | Undo
)

__all__ = [
    "Actor",
    "Adopt",
    "AnswerAction",
    "AnswerRequest",
    "AskMeaning",
    "BringBack",
    "ChooseResponsibility",
    "Close",
    "Command",
    "Confirm",
    "Decline",
    "Differ",
    "DropAlternative",
    "Edit",
    "Freeze",
    "GiveAnswer",
    "GiveMeaning",
    "GiveReply",
    "GiveReview",
    "GiveTerms",
    "HandOver",
    "Introduce",
    "Join",
    "Keep",
    "Leave",
    "MarkAbsent",
    "MarkFeasible",
    "MarkSpectrum",
    "MoveFocus",
    "Note",
    "Park",
    "Pause",
    "Remove",
    "RemovePerson",
    "Reopen",
    "ReopenStep",
    "Respect",
    "Reveal",
    "Seal",
    "Share",
    "ShowSpread",
    "ShowStances",
    "Sign",
    "StateLimit",
    "TakeBack",
    "TakeStance",
    "Tell",
    "Undo",
    "Untell",
    "Withdraw",
    "Write",
]
