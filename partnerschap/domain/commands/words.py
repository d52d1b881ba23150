"""What somebody can ask about words on the map."""

from dataclasses import dataclass, field

from partnerschap.domain.ids import EntryId, OperationId, StepKey
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import AnswerKind, Responsible, Take
from partnerschap.domain.model import Details, DetailsChange


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
class ShowSpread:
    step: StepKey


@dataclass(frozen=True, slots=True)
class AnswerAction:
    entry: EntryId
    answer: Take


@dataclass(frozen=True, slots=True)
class Confirm:
    entry: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back one's own last act: that of the operation `of`."""

    of: OperationId
