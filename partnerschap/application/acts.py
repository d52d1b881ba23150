"""From an act on the wire to a command: strict about keys and types, one table for all acts.

An act is a flat mapping with `do` and the fields that the dialogue format names for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.commands import Command
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import Take
from partnerschap.domain.model import Details
from partnerschap.domain.refusals import Code, Refusal, refuse

ENVELOPE = frozenset({"do", "op", "on_behalf"})
"""Keys of every act: what to do, the operation's own id, and for whom it is done by this hand."""
_INNER = {"place": [each.name for each in fields(Place)], "details": [each.name for each in fields(Details)]}
"""Fields of commands that hold a value, of which an act names the fields themselves."""


@dataclass(frozen=True, slots=True)
class _Act:
    """What an act asks for; `keys` has for each of its keys in which field it goes, and by which name."""

    command: type
    fixed: Mapping[str, Any]
    keys: Mapping[str, tuple[str | None, str]]


def _act(
    command: type, fixed: Mapping[str, Any] | None = None, renamed: Mapping[str, str] | None = None
) -> _Act:
    given = fixed or {}
    keys: dict[str, tuple[str | None, str]] = {}
    for field in fields(command):
        if field.name in _INNER:
            keys |= {name: (field.name, name) for name in _INNER[field.name]}
        elif field.name not in given:
            keys[field.name] = (None, field.name)
    return _Act(command, given, keys | {key: (None, name) for key, name in (renamed or {}).items()})


# Missing are bringing somebody back and removing them, which are about devices and links too (`Joining`), and
# the answer of somebody outside, which comes by its own link.
ACTS: Mapping[str, _Act] = {
    "join": _act(cmd.Join, {"facilitator": False}),
    "leave": _act(cmd.Leave),
    "introduce": _act(cmd.Introduce),
    "absent": _act(cmd.MarkAbsent),
    "hand_over": _act(cmd.HandOver),
    "focus": _act(cmd.MoveFocus),
    "pause": _act(cmd.Pause),
    "keep": _act(cmd.Keep),
    "write": _act(cmd.Write),
    "reveal": _act(cmd.Reveal),
    "share": _act(cmd.Share),
    "note": _act(cmd.Note, renamed={"from": "sources"}),
    "adopt": _act(cmd.Adopt),
    "answer": _act(cmd.GiveAnswer),
    "respect": _act(cmd.Respect),
    "differ": _act(cmd.Differ),
    "park": _act(cmd.Park),
    "edit": _act(cmd.Edit),
    "set_status": _act(cmd.Edit),
    "remove": _act(cmd.Remove),
    "drop_alternative": _act(cmd.DropAlternative),
    "ask_meaning": _act(cmd.AskMeaning),
    "meaning": _act(cmd.GiveMeaning),
    "stance": _act(cmd.TakeStance),
    "reply": _act(cmd.GiveReply),
    "show_stances": _act(cmd.ShowStances),
    "close": _act(cmd.Close),
    "reopen_step": _act(cmd.ReopenStep),
    "take": _act(cmd.AnswerAction, {"answer": Take.TAKEN}),
    "refuse": _act(cmd.AnswerAction, {"answer": Take.REFUSED}),
    "confirm": _act(cmd.Confirm),
    "responsibility": _act(cmd.ChooseResponsibility),
    "limit": _act(cmd.StateLimit),
    "will_can": _act(cmd.MarkFeasible),
    "spectrum": _act(cmd.MarkSpectrum),
    "show_spread": _act(cmd.ShowSpread),
    "terms": _act(cmd.GiveTerms),
    "freeze": _act(cmd.Freeze),
    "sign": _act(cmd.Sign),
    "decline": _act(cmd.Decline),
    "take_back": _act(cmd.TakeBack),
    "seal": _act(cmd.Seal),
    "withdraw": _act(cmd.Withdraw),
    "reopen": _act(cmd.Reopen),
    "review": _act(cmd.GiveReview),
    "tell": _act(cmd.Tell, renamed={"about_what": "kind", "entry": "about"}),
    "untell": _act(cmd.Untell, renamed={"entry": "told"}),
    "undo": _act(cmd.Undo),
}


def read_act(raw: Mapping[str, Any], *, lax: bool = False) -> Command | Refusal:
    """Return the command that an act asks for, or a refusal that names the key which is wrong.

    `lax` takes numbers and yes-or-no as text, as forms send them.
    """
    act = ACTS.get(raw["do"]) if isinstance(raw.get("do"), str) else None
    if act is None:
        return refuse(Code.INVALID_VALUE, "do")
    data: dict[str, Any] = dict(act.fixed)
    for key, value in raw.items():
        if key in ENVELOPE:
            continue
        if key not in act.keys:
            return refuse(Code.INVALID_VALUE, ascii(key)[1:-1][: limits.NAME])
        inside, name = act.keys[key]
        if inside is None:
            data[name] = value
        elif inside == "details":
            _add_detail(data.setdefault(inside, {}), name, value, changes=act.command is cmd.Edit)
        else:
            data.setdefault(inside, {})[name] = value
    return _converted(act.command, data, lax=lax)


def _converted(command: type, data: dict[str, Any], *, lax: bool) -> Command | Refusal:
    try:
        converted: Command = msgspec.convert(data, command, strict=not lax)
    except (msgspec.ValidationError, RecursionError) as problem:
        return refuse(Code.INVALID_VALUE, _field_in(str(problem), data))
    return converted


def _add_detail(details: dict[str, Any], name: str, value: object, *, changes: bool) -> None:
    """An empty date or status is none at all; in a change it takes the earlier one away."""
    if value != "" or name not in {"due", "status"}:
        details[name] = value
    elif changes:
        details.setdefault("clear", []).append(name)


def _field_in(problem: str, data: Mapping[str, Any]) -> str:
    """Name the field that msgspec found wrong: the last part of its message between back quotes."""
    quoted = problem.split("`")
    last = quoted[-2] if len(quoted) > 2 else ""  # noqa: PLR2004 - text, quoted part, rest
    name = last.replace("$.", "").split(".")[-1].split("[")[0]
    return name if name.isidentifier() else next(iter(data), "")
