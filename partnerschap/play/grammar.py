"""What each act of a script takes: its keys, which of them it needs, and what a value must look like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from partnerschap.domain.instrument import standard
from partnerschap.domain.refusals import Code

CODES = frozenset(code.value for code in Code)
"""The refusal codes that a script may name."""
PROJECTOR = "projector"
"""Who looks at the wall; not a person, and no person's key."""
STEPS = frozenset(step.key for step in standard().steps)

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "stance": ("agree", "accept", "object", "proviso"),
    "answer": ("adapted", "not_adopted"),
    "method": ("typed", "drawn"),
    "verdict": ("works", "does_not_work", "done", "busy", "stuck", "withdrawn"),
    "next": ("keep", "change", "drop"),
    "intent": ("moral", "committed"),
    "kind": ("volunteers", "shared", "professionals"),
    "phase": ("write", "reveal", "talk", "note", "consent", "terms", "sign"),
    "screen": ("map", "code"),
    "side": ("formal", "informal"),
    "about_what": ("happened", "well", "attention", "reliability", "networks", "institutions"),
    "says": ("yes", "no", "later"),
    "progress": ("done", "busy", "stuck", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What an act needs and what it may carry besides `do`, `by`, `refused` and `by_hand_of`."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


def _shape(needs: str = "", may: str = "") -> Shape:
    return Shape(frozenset(needs.split()), frozenset(may.split()))


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "join": _shape(),
        "leave": _shape(),
        "offline": _shape(),
        "online": _shape(),
        "write": _shape("step prompt text", "as topic question because meaning"),
        "reveal": _shape("step"),
        "note": _shape(
            "step prompt text",
            "as from topic question because role status owners asked_of due backup serves",
        ),
        "adopt": _shape("entry", "as"),
        "answer": _shape("entry answer", "because"),
        "respect": _shape("entry"),
        "differ": _shape("step prompt texts", "as topic question because"),
        "park": _shape("text", "as"),
        "edit": _shape("entry", "text texts meaning role status owners asked_of due backup serves"),
        "remove": _shape("entry"),
        "stance": _shape("step stance", "because as"),
        "reply": _shape("to text"),
        "close": _shape("step", "override"),
        "reopen_step": _shape("step", "because"),
        "take": _shape("entry"),
        "refuse": _shape("entry"),
        "confirm": _shape("entry"),
        "terms": _shape("", "non_compliance guardian confidentiality review_on intent annex"),
        "freeze": _shape(),
        "sign": _shape("method"),
        "decline": _shape("", "because"),
        "seal": _shape(),
        "withdraw": _shape("", "because"),
        "reopen": _shape("", "because"),
        "review": _shape("entry verdict", "next because text"),
        "spectrum": _shape("step now wished"),
        # Acts of our own, described in docs/dialogues.md.
        "responsibility": _shape("kind", "task as"),
        "limit": _shape("", "will will_not until"),
        "will_can": _shape("entry want can circumstances"),
        "meaning": _shape("entry text", "as"),
        "ask_meaning": _shape("entry"),
        "set_status": _shape("entry status"),
        "hand_over": _shape("person", "gives"),
        "absent": _shape("person", "absent"),
        "show_stances": _shape("step"),
        "show_spread": _shape("step"),
        "share": _shape("entry"),
        "focus": _shape("step phase", "screen spotlight begin_with"),
        "pause": _shape("", "paused"),
        "introduce": _shape("name", "side role organisation"),
        "tell": _shape("about_what", "text entry progress as"),
        "untell": _shape("entry"),
        "answer_from_outside": _shape("entry says", "text name"),
        "undo": _shape(),
    }
)
EXPECT = "expect"
HANDED_OVER = frozenset({"sign", "decline"})
"""Acts that a person with a device may do on another's all the same."""
OF_A_DEVICE = frozenset({"offline", "online"})
"""What happens to a device, and is done by nobody."""

EXPECTATIONS: Mapping[str, Shape] = MappingProxyType(
    {
        "sees": _shape("who text", "is"),
        "gate": _shape("step", "open"),
        "stale": _shape("step who"),
        "entry": _shape("label text"),
        "side_gap": _shape("step side"),
        "contract": _shape("", "contains lacks version signed declined"),
    }
)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _day(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, date) and not isinstance(value, datetime))


_TEXT, _LIST, _NUMBER, _YES_NO = "een tekst", "een lijst van teksten", "een geheel getal", "true of false"
_KINDS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(("due", "review_on"), (_day, "een datum of een tekst")),
    **dict.fromkeys(("now", "wished", "version"), (_number, _NUMBER)),
    **dict.fromkeys(
        (
            *("want", "can", "circumstances", "gives", "absent", "paused", "annex", "is", "open"),
            *("facilitator", "device", "joins_later"),
        ),
        (_yes_or_no, _YES_NO),
    ),
    **dict.fromkeys(
        ("texts", "from", "owners", "serves", "begin_with", "contains", "lacks", "signed", "declined"),
        (_texts, _LIST),
    ),
}


def problem_with(key: str, value: Any) -> str | None:
    """Return what is wrong with the value of a key, or None."""
    fits, wanted = _KINDS.get(key, (_text, _TEXT))
    if not fits(value):
        return f"hier hoort {wanted}"
    choices = _CHOICES.get(key)
    if choices and value not in choices:
        return f"'{value}' kan hier niet; kies uit: {', '.join(choices)}"
    return None


LABELS = frozenset({"entry", "to", "spotlight"})
"""Keys whose value is a label."""
LISTS_OF_LABELS = frozenset({"from", "serves"})
PEOPLE = frozenset({"person"})
"""Keys whose value is a person's key."""
LISTS_OF_PEOPLE = frozenset({"owners", "begin_with"})
