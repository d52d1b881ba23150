"""The shape of what somebody gets about themselves; `static/schema/mijn-gegevens-1.json` is made from it."""

from dataclasses import dataclass

SCHEMA = "partnerschap-mijn-gegevens/1"


@dataclass(frozen=True, slots=True)
class Who:
    """How somebody stands on the map."""

    id: str
    name: str
    called: str
    side: str
    role: str
    organisation: str
    facilitator: bool
    partner: bool
    device: bool
    at_table: bool
    absent: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Words of theirs: `kind` tells what they are, `about` the id of what they are about, if of something.

    `at` is empty where the map does not keep the moment; `open` tells whether the others see them.
    """

    kind: str
    text: str
    because: str = ""
    meaning: str = ""
    step: str = ""
    prompt: str = ""
    about: str = ""
    at: str = ""
    version: int = 0
    open: bool = True
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A text of the group and what this person has to do with it.

    `ties` are of: wrote, source, respects, owner, took, refused, changed, feasible.
    """

    id: str
    texts: tuple[str, ...]
    step: str
    prompt: str
    ties: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where they saw the partnership on the participation spectrum."""

    step: str
    version: int
    now: int
    wished: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Their answer to a version, or their withdrawal from it: signed, declined or withdrew."""

    version: int
    answer: str
    at: str
    method: str = ""
    typed: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A text that was frozen and names them: it does not change any more."""

    version: int
    final: bool
    hash: str
    role: str
    organisation: str
    will: str
    will_not: str
    until: str


@dataclass(frozen=True, slots=True)
class Done:
    """One act of theirs, as the journal tells it."""

    number: int
    act: str
    at: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that a map holds about a person; `left_out` counts what a new link does not show.

    `earlier` are words that the journal still has, and that were changed or taken away since.
    """

    schema: str
    map: str
    title: str
    subject: str
    made_at: str
    person: Who
    words: tuple[Said, ...]
    joint: tuple[Joined, ...]
    limits: tuple[str, str, str] | None
    spectrum: tuple[Mark, ...]
    earlier: tuple[Said, ...]
    answers: tuple[Answer, ...]
    named_in: tuple[Named, ...]
    acts: tuple[Done, ...]
    seats: tuple[str, ...]
    links: tuple[str, ...]
    left_out: int
