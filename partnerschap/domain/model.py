"""The state of one partnership map: frozen values that `evolve` replaces and never changes in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from partnerschap.domain.agreement import Concluded, Frozen, Signature, Terms, Withdrawal
from partnerschap.domain.ids import (
    EntryId,
    MapId,
    ParticipantId,
    StanceId,
    StepKey,
    Wording,
)
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import (
    AnswerKind,
    Form,
    GateStatus,
    Kind,
    Language,
    Names,
    Next,
    Phase,
    Progress,
    Responsible,
    Screen,
    Side,
    StanceKind,
    Status,
    Take,
    ToldKind,
    Verdict,
)
from partnerschap.domain.origin import Origin
from partnerschap.domain.spread import Spread


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who joined once; `at_table` until they leave, `partner` unless they only facilitate.

    `blank_since` is the moment from which a device that was handed a new link may see private text.
    Of somebody who was `erased` only stays that there was someone.
    """

    id: ParticipantId
    name: str
    called: str
    side: Side | None
    partner: bool
    role: str = ""
    organisation: str = ""
    facilitator: bool = False
    device: bool = True
    at_table: bool = True
    absent: bool = False
    removed: bool = False
    withdrawn: bool = False
    order: int = 0
    version: int = 1
    blank_since: datetime | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an own entry; `via` is the joint entry that made it so, if one did."""

    kind: AnswerKind
    because: str
    by: ParticipantId
    via: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What somebody would see happen if this value came true."""

    id: EntryId
    by: ParticipantId
    text: str


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One person's own words under a prompt; until `open` its author sees it, and the hand that wrote it."""

    id: EntryId
    author: ParticipantId
    place: Place
    text: str
    at: datetime
    version: int
    because: str = ""
    meaning: str = ""
    hand: ParticipantId | None = None
    confirmed: bool = False
    open: bool = False
    late: bool = False
    added_later: bool = False
    answer: Answer | None = None
    meanings: tuple[Meaning, ...] = ()
    meaning_asked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a joint wording last, when, and what it said before."""

    by: ParticipantId
    at: datetime
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A wording that could not be joined with a change that somebody else made meanwhile: people choose."""

    text: str
    by: ParticipantId
    at: datetime
    hand: ParticipantId | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What was said of an earlier line when the group looked back."""

    verdict: Verdict
    next: Next
    because: str
    by: ParticipantId


@dataclass(frozen=True, slots=True)
class Feasible:
    """One person's answers about an action: I want it, I can do it, the circumstances are there."""

    want: bool
    can: bool
    circumstances: bool


@dataclass(frozen=True, slots=True)
class Details:
    """What a joint entry may carry beside its words; only some steps use each."""

    role: str = ""
    status: Status | None = None
    owners: tuple[ParticipantId, ...] = ()
    asked_of: str = ""
    due: date | None = None
    backup: str = ""
    serves: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailsChange:
    """Which details to change: None keeps what is there; `clear` names those to empty."""

    role: str | None = None
    status: Status | None = None
    owners: tuple[ParticipantId, ...] | None = None
    asked_of: str | None = None
    due: date | None = None
    backup: str | None = None
    serves: tuple[EntryId, ...] | None = None
    clear: tuple[str, ...] = ()

    def applied_to(self, details: Details) -> Details:
        """Return the details with this change made."""
        empty = {name: getattr(Details(), name) for name in self.clear if hasattr(details, name)}
        given = {f.name: getattr(self, f.name) for f in fields(Details) if getattr(self, f.name) is not None}
        return replace(details, **{**empty, **given})


@dataclass(frozen=True, slots=True)
class JointEntry:
    """A joint wording (one text) or a point of difference (two texts or more).

    `people` are those whose words it came from: the lineage; `since` is the version in which it was made.
    One without texts was removed: `change` says by whom, when, and what it said (rule 11).
    """

    id: EntryId
    place: Place
    texts: tuple[str, ...]
    by: ParticipantId
    at: datetime
    order: int
    since: int
    difference: bool = False
    because: str = ""
    hand: ParticipantId | None = None
    confirmed: bool = False
    sources: tuple[EntryId, ...] = ()
    people: tuple[ParticipantId, ...] = ()
    adopted: bool = False
    details: Details = field(default_factory=Details)
    takes: Mapping[ParticipantId, Take] = field(default_factory=dict)
    respect: tuple[ParticipantId, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    meaning_asked: bool = False
    feasible: Mapping[ParticipantId, Feasible] = field(default_factory=dict)
    change: Change | None = None
    alternatives: tuple[Alternative, ...] = ()
    review: Review | None = None
    other_reviews: tuple[Review, ...] = ()
    """What others said of it before, in this version: the last word decides, and takes away nobody's."""

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Return what each said of it in this version, the last one last."""
        return self.other_reviews if self.review is None else (*self.other_reviews, self.review)

    @property
    def live(self) -> bool:
        """Tell whether it still stands: one that was removed, or dropped in a review, does not."""
        return bool(self.texts) and (self.review is None or self.review.next is not Next.DROP)


@dataclass(frozen=True, slots=True)
class ParkedItem:
    """A measure or task that came up too early; `used` once a joint entry came from it."""

    id: EntryId
    text: str
    by: ParticipantId
    at: datetime
    hand: ParticipantId | None = None
    confirmed: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A short note beside the map, which changes no text of it: what happened, what goes well, an answer.

    `about` is the line that it is about; `outside` is the name that somebody who is not at the table gave.
    """

    id: EntryId
    kind: ToldKind
    text: str
    by: ParticipantId
    at: datetime
    version: int
    about: EntryId | None = None
    progress: Progress | None = None
    outside: str = ""
    hand: ParticipantId | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to an objection or a proviso."""

    by: ParticipantId
    text: str
    hand: ParticipantId | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Where somebody stands on the wording they had before them; one per person and gate group."""

    id: StanceId
    person: ParticipantId
    group: int
    kind: StanceKind
    because: str
    wording: Wording
    at: datetime
    hand: ParticipantId | None = None
    confirmed: bool = False
    shown: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """Why a gate was opened although its conditions did not hold, and which of them failed."""

    reason: str
    failed: tuple[str, ...]
    by: ParticipantId


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate behind a group of steps; in the long form every group is one step."""

    steps: tuple[StepKey, ...]
    status: GateStatus = GateStatus.AHEAD
    reopened_because: str = ""
    reopened_by: ParticipantId | None = None
    """Who gave that reason; None too where a gate is from before this was kept."""
    override: Override | None = None
    stances_open: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """What the projector shows and where the group is; the facilitator leads it."""

    step: StepKey
    phase: Phase = Phase.WRITE
    screen: Screen = Screen.CODE
    spotlight: str = ""
    begin_with: tuple[ParticipantId, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who carries a task, or the whole when `task` is empty."""

    id: EntryId
    task: str
    kind: Responsible


@dataclass(frozen=True, slots=True)
class PersonalLimit:
    """What somebody will do, will not do, and where it stops."""

    will: str
    will_not: str
    until: str


@dataclass(frozen=True, slots=True)
class SpectrumMark:
    """A private mark from 1 (thin) to 8 (thick) on the participation spectrum."""

    now: int
    wished: int


@dataclass(frozen=True, slots=True)
class PartnershipMap:
    """Everything that is true of one map at one moment."""

    id: MapId
    title: str
    subject: str
    situation: str
    kind: Kind
    form: Form
    language: Language
    names: Names
    side_words: Mapping[Side, str]
    focus: Focus
    gates: tuple[Gate, ...]
    version: int = 1
    paused: bool = False
    revealed: frozenset[StepKey] = frozenset()
    people: Mapping[ParticipantId, Participant] = field(default_factory=dict)
    own: Mapping[EntryId, OwnEntry] = field(default_factory=dict)
    joint: Mapping[EntryId, JointEntry] = field(default_factory=dict)
    parked: Mapping[EntryId, ParkedItem] = field(default_factory=dict)
    told: Mapping[EntryId, Told] = field(default_factory=dict)
    stances: Mapping[StanceId, Stance] = field(default_factory=dict)
    responsibilities: Mapping[EntryId, Responsibility] = field(default_factory=dict)
    limits: Mapping[ParticipantId, PersonalLimit] = field(default_factory=dict)
    spectrum: Mapping[tuple[ParticipantId, StepKey, int], SpectrumMark] = field(default_factory=dict)
    spreads: Mapping[tuple[StepKey, int], Spread] = field(default_factory=dict)
    terms: Terms | None = None
    frozen: Frozen | None = None
    final: bool = False
    signatures: Mapping[ParticipantId, Signature] = field(default_factory=dict)
    withdrawals: tuple[Withdrawal, ...] = ()
    concluded: tuple[Concluded, ...] = ()
    origin: Origin | None = None
    keep_months: int | None = None
