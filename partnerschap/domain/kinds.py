"""The kinds of things that a map knows, by the words that go over the wire."""

from enum import StrEnum


class Kind(StrEnum):
    """Whether the map has a formal and an informal side, or is of one team."""

    PARTNERSHIP = "partnership"
    TEAM = "team"


class Form(StrEnum):
    """Every step apart, or values first and then the rest together."""

    LONG = "long"
    SHORT = "short"


class Names(StrEnum):
    """What stands at the words in a step: first names, or no names."""

    FIRST = "first"
    NONE = "none"


class Language(StrEnum):
    """The language of the map and its contract."""

    NL = "nl"
    EN = "en"


class Side(StrEnum):
    """The side that a partner comes from."""

    FORMAL = "formal"
    INFORMAL = "informal"


class Phase(StrEnum):
    """What the group is doing; it guides and forbids nothing."""

    WRITE = "write"
    REVEAL = "reveal"
    TALK = "talk"
    NOTE = "note"
    CONSENT = "consent"
    TERMS = "terms"
    SIGN = "sign"


class Screen(StrEnum):
    """What the projector shows."""

    MAP = "map"
    CODE = "code"
    COMPARE = "compare"
    """What changed since an earlier version; the map while there is none."""


class GateStatus(StrEnum):
    """How far a group of steps is."""

    AHEAD = "ahead"
    OPEN = "open"
    """The steps of the group can be worked on; the gate behind them is shut."""
    CLOSED = "closed"
    """The group is done: the gate behind it stands open."""


class StanceKind(StrEnum):
    """The stances that somebody can take."""

    AGREE = "agree"
    ACCEPT = "accept"
    OBJECT = "object"
    PROVISO = "proviso"


class AnswerKind(StrEnum):
    """What became of an own entry."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    NOT_ADOPTED = "not_adopted"


class Status(StrEnum):
    """How firm a condition is."""

    FRAME = "frame"
    AGREEMENT = "agreement"
    UNMET = "unmet"


class Take(StrEnum):
    """What somebody says of an action that names them."""

    TAKEN = "taken"
    REFUSED = "refused"


class Intent(StrEnum):
    """What the group wants the contract to be."""

    MORAL = "moral"
    COMMITTED = "committed"


class Method(StrEnum):
    """How somebody signed."""

    TYPED = "typed"
    DRAWN = "drawn"


class Verdict(StrEnum):
    """What is said of an earlier line, or of an action."""

    WORKS = "works"
    DOES_NOT_WORK = "does_not_work"
    DONE = "done"
    BUSY = "busy"
    STUCK = "stuck"
    WITHDRAWN = "withdrawn"


class Next(StrEnum):
    """What follows from a review."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


class ToldKind(StrEnum):
    """What a note beside the map is about."""

    HAPPENED = "happened"
    WELL = "well"
    ATTENTION = "attention"
    ANSWER = "answer"
    """What somebody outside answered to a request."""
    RELIABILITY = "reliability"
    NETWORKS = "networks"
    INSTITUTIONS = "institutions"


class Progress(StrEnum):
    """How far an action or a request is; the last three are answers from outside."""

    DONE = "done"
    BUSY = "busy"
    STUCK = "stuck"
    WITHDRAWN = "withdrawn"
    YES = "yes"
    NO = "no"
    LATER = "later"


class Responsible(StrEnum):
    """Who carries a task."""

    VOLUNTEERS = "volunteers"
    SHARED = "shared"
    PROFESSIONALS = "professionals"
