"""The shapes of what comes in: the contract's content (hashed elsewhere) and the signatures beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, NotRequired, TypedDict

from msgspec import Meta

from partnerschap.domain import limits

Status = Literal["draft", "frozen", "final", "not_concluded", "brought"]


class MapPart(TypedDict):
    """The map's own fields; `language` chooses the contract's words."""

    id: str
    title: str
    subject: str
    situation: str
    kind: str
    form: str
    language: str
    names: str


class Limits(TypedDict):
    """What a partner will do, will not do, and where it stops; each may be empty."""

    will: str
    will_not: str
    until: str


class Party(TypedDict):
    """A partner; `side` is formal, informal or empty (a team)."""

    id: str
    name: str
    side: str
    role: str
    organisation: str
    facilitator: bool
    left: bool
    helped: bool
    limits: Limits | None


class Responsibility(TypedDict):
    """Who carries a task, or the whole where `task` is empty: volunteers, shared or professionals."""

    task: str
    kind: str


# In the functional form, because `from` is a keyword. With names off `respect` and `from` are empty, while
# `because_respect` still counts.
Value = TypedDict(
    "Value",
    {
        "id": str,
        "text": str,
        "because_respect": int,
        "respect": list[str],
        "from": list[str],
        "meanings": list[str],
        "helped_by": str,
    },
)


class GroundRule(TypedDict):
    """A line of relations or conduct, numbered through."""

    number: int
    id: str
    step: str
    prompt: str
    prompt_text: str
    topic: str
    topic_text: str
    question: str
    text: str
    role: str
    helped_by: str


class Condition(TypedDict):
    """A line of conditions; status frame, agreement, unmet or empty."""

    id: str
    step: str
    prompt: str
    prompt_text: str
    topic: str
    topic_text: str
    question: str
    text: str
    status: str
    helped_by: NotRequired[str]


class Action(TypedDict):
    """An action; `untaken` have not answered, `former_owners` took it and do not take part any more."""

    id: str
    kind: str
    text: str
    owners: list[str]
    untaken: list[str]
    former_owners: NotRequired[list[str]]
    due: str
    backup: str
    serves: list[str]
    helped_by: NotRequired[str]


class Request(TypedDict):
    """Something asked of a third party."""

    id: str
    text: str
    asked_of: str
    due: str
    serves: list[str]
    helped_by: NotRequired[str]


class Proviso(TypedDict):
    """A consent with a condition, and what was answered."""

    steps: list[str]
    by: str
    text: str
    answers: list[str]
    helped_by: NotRequired[str]


class Difference(TypedDict):
    """A point on which the wordings stand beside each other."""

    id: str
    step: str
    prompt: str
    prompt_text: str
    topic: str
    topic_text: str
    question: str
    texts: list[str]
    helped_by: NotRequired[str]


class Override(TypedDict):
    """A gate opened with a reason; `failed` are the codes of what did not hold."""

    steps: list[str]
    reason: str
    failed: list[str]
    by: str


class Terms(TypedDict):
    """The answers before signing; `intent` is moral or committed, `review_on` an ISO date."""

    non_compliance: str
    guardian: str
    confidentiality: str
    review_on: str
    intent: str


class ChangedLine(TypedDict):
    """A line that is not what it was; `what` are codes (`domain.compare.WHAT`)."""

    id: str
    what: list[str]


class WentLine(TypedDict):
    """A line that is there no more, without its words; `done` when it went because it was done."""

    id: str
    step: str
    done: bool


class ChangedParties(TypedDict):
    """Who came, whose role or limits changed (their ids), and how many are no partner in this version."""

    came: list[str]
    changed: list[str]
    went: int


class Changes(TypedDict):
    """What is different from version `since`: ids of lines and people, and codes; nobody's words."""

    since: int
    came: list[str]
    changed: list[ChangedLine]
    went: list[WentLine]
    responsibilities: bool
    terms: list[str]
    parties: ChangedParties


_People = Annotated[int, Meta(ge=0, le=limits.PARTICIPANTS)]
_Texts = Annotated[int, Meta(ge=0, le=limits.MAP_ENTRIES)]
Rungs = Annotated[list[_People], Meta(min_length=8, max_length=8)]
"""How many people chose each rung of the participation spectrum, from thin to thick."""


class Counts(TypedDict):
    """How many placed 'now' and 'wished' on each rung."""

    now: Rungs
    wished: Rungs


class Participation(TypedDict):
    """A step, or the review; `sides` is empty where a side could be told from the whole."""

    step: str
    whole: Counts
    sides: dict[Literal["formal", "informal"], Counts]


class TrustForm(TypedDict):
    """One form of trust: the lines and terms of this contract that speak of it, and what people said."""

    kind: Literal["reliability", "networks", "institutions"]
    lines: list[str]
    terms: list[Literal["non_compliance", "guardian", "confidentiality", "review_on"]]
    notes: list[str]


class VoicesPart(TypedDict):
    """How own entries and, with names, joint wordings are spread over the sides."""

    own: dict[Literal["formal", "informal"], _Texts]
    joint: dict[Literal["formal", "informal", "both", "together"], _Texts] | None


class AnnexPart(TypedDict):
    """How the group works together; `voices` is null where it would tell of one person."""

    participation: Annotated[list[Participation], Meta(max_length=6)]
    trust: Annotated[list[TrustForm], Meta(max_length=3)]
    voices: VoicesPart | None


class Content(TypedDict):
    """Everything that is signed; without terms only before the freeze.

    `changes` are in a text that was frozen after another one that people agreed on.
    """

    schema: str
    map: MapPart
    version: int
    instrument: dict[str, str]
    side_words: dict[str, str]
    parties: list[Party]
    facilitators: list[str]
    responsibilities: list[Responsibility]
    values: list[Value]
    ground_rules: list[GroundRule]
    conditions: list[Condition]
    actions: list[Action]
    requests: list[Request]
    provisos: list[Proviso]
    differences: list[Difference]
    overrides: list[Override]
    terms: Terms | None
    changes: NotRequired[Changes]
    annex: NotRequired[AnnexPart]


class SignatureRecord(TypedDict):
    """One person's answer: signed, declined or waiting; `at` is aware, strokes lie in 0..1 of a 3:1 box."""

    person: str
    name: str
    role: str
    organisation: str
    answer: str
    method: str
    typed: str
    strokes: Sequence[Sequence[Sequence[float]]]
    helped_by: str
    device_of: str
    at: datetime | None
