"""What somebody can ask about agreeing: stances, gates, the contract, and looking back on it."""

from dataclasses import dataclass
from datetime import date

from partnerschap.domain.ids import EntryId, StanceId, StepKey, Wording
from partnerschap.domain.kinds import Intent, Method, Next, Progress, StanceKind, ToldKind, Verdict


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
class GiveTerms:
    non_compliance: str
    review_on: date | None
    guardian: str = ""
    confidentiality: str = ""
    intent: Intent = Intent.MORAL
    annex: bool = False


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
class Tell:
    """A short note beside the map; with `progress` it says how far a line is."""

    id: EntryId
    kind: ToldKind
    text: str = ""
    about: EntryId | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Untell:
    told: EntryId


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What somebody who is not at the table answers to a request; it comes by its own link alone."""

    id: EntryId
    request: EntryId
    answer: Progress
    text: str = ""
    name: str = ""
