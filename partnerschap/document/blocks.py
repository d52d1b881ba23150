"""What a contract consists of, by meaning and in reading order; nothing here knows about paper or screens.

Every block has a `kind`, so that a template can choose by name. Texts are already in the map's language and
cleaned (`text.clean`). `Rich` is a sentence in pieces: pieces that people wrote or that are names are `own`,
which keeps their writing direction apart from the sentence around them.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

Point: TypeAlias = tuple[float, float]
Stroke: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence; `own` marks people's own words and names, `strong` a piece that stands out."""

    text: str
    own: bool = False
    strong: bool = False


Rich: TypeAlias = tuple[Span, ...]


def plain(rich: Rich) -> str:
    """The sentence as text alone."""
    return "".join(span.text for span in rich)


def own(text: str) -> Rich:
    """People's own words as a sentence of one piece; empty text gives an empty sentence."""
    return (Span(text, own=True),) if text else ()


def fixed(text: str) -> Rich:
    """The contract's own words as a sentence of one piece."""
    return (Span(text),)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The top of the first page: what this is, the collaboration's name, and one human sentence."""

    kind: ClassVar[str] = "masthead"
    eyebrow: str
    title: str
    sentence: Rich
    situation: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Says that this copy is not final, and why; absent in a final contract."""

    kind: ClassVar[str] = "notice"
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 2 opens a part of the contract, level 3 a group in it.

    `number` is the step's stone, `aside` a small remark at the line's end; one that is `fresh` begins a page.
    """

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2
    number: int | None = None
    aside: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences; tone is 'body', 'soft' (a remark) or 'lead' (the value sentence)."""

    kind: ClassVar[str] = "paragraph"
    text: Rich
    tone: str = "body"


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One partner: side in the map's own words, remarks (left, helped), and the limits they stated."""

    name: str
    side: str
    role: str
    remarks: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PartyTable:
    """The partners, the contract's only real table; `columns` are the three column names."""

    kind: ClassVar[str] = "parties"
    columns: tuple[str, str, str]
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing agreed: people's own text, its number (ground rules), its status in words and remarks."""

    text: str
    number: int | None = None
    status: str = ""
    notes: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """The values: each completes the sentence of the `Paragraph` before it."""

    kind: ClassVar[str] = "values"
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one label.

    `about` says what they are: responsibilities, rules, conditions, actions, requests, provisos, overrides,
    terms, changes or trust.
    """

    kind: ClassVar[str] = "group"
    about: str
    label: Rich
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each: a table of labels and numbers, with as many dots beside each number.

    `columns` heads the labels and then each number of a row; `described` says what the dots are.
    """

    kind: ClassVar[str] = "tally"
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    described: str = ""

    @property
    def most(self) -> int:
        """Return the largest number, by which the dots of all rows are spaced."""
        return max((number for _label, numbers in self.rows for number in numbers), default=0)


@dataclass(frozen=True, slots=True)
class Wordings:
    """A point of difference: the wordings stand under one label, with equal weight."""

    kind: ClassVar[str] = "wordings"
    label: Rich
    texts: tuple[str, ...]
    notes: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's answer: 'signed', 'declined', 'waiting', or 'lapsed' in a version not concluded.

    `strokes` (points in 0..1 of a 3:1 box) or `typed` shows the signature, and `described` says what strokes
    are; `statement` says in words when it was signed, or that it was not.
    """

    name: str
    detail: str
    answer: str
    typed: str
    strokes: tuple[Stroke, ...]
    described: str
    statement: str
    helped: Rich


@dataclass(frozen=True, slots=True)
class Signatures:
    """All answers, in the order given."""

    kind: ClassVar[str] = "signatures"
    items: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class CheckPanel:
    """How a reader checks this copy: address (also as a QR code) and fingerprint in groups of eight.

    `described` says what the code is, and `seal` what the seal of the app is, where there is one.
    """

    kind: ClassVar[str] = "check"
    title: str
    text: str
    address: str
    described: str
    label: str
    fingerprint: tuple[str, ...]
    seal: str


Block: TypeAlias = (
    Masthead
    | Notice
    | Heading
    | Paragraph
    | PartyTable
    | Values
    | Group
    | Tally
    | Wordings
    | Signatures
    | CheckPanel
)
