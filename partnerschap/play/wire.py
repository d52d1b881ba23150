"""From an act of a script to an act on the wire: labels become ids, and what is on screen goes with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from partnerschap.play import grammar
from partnerschap.play.script import Act, Person, Script
from partnerschap.play.table import View

NO_TEXT_SEEN = "0" * 64
"""What stands for the fingerprint of a text that was not on screen."""
_MADE_HERE = frozenset(
    {"write", "note", "adopt", "differ", "park", "stance", "meaning", "responsibility", "tell"}
)
_CURVE = ((0.08, 0.62), (0.16, 0.30), (0.24, 0.66), (0.33, 0.35), (0.45, 0.58), (0.60, 0.40), (0.85, 0.52))


class Names:
    """The ids behind the labels and people's keys of a script."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._people = {person.key: str(uuid4()) for person in script.people}
        self._labels: dict[str, str] = {}
        self._done: dict[str, str] = {}

    def person(self, key: str) -> str:
        """Return somebody's id; of who never joined, one that stands for nobody."""
        return self._people[key]

    def seat(self, key: str, person_id: str) -> None:
        """Remember the id that somebody was given at the door."""
        self._people[key] = person_id

    def people(self) -> Mapping[str, str]:
        """Return every key with its id."""
        return self._people

    def make(self, label: str) -> str:
        """Return a new id, known by this label when there is one."""
        new = str(uuid4())
        if label:
            self._labels[label] = new
        return new

    def make_in_vain(self, label: str) -> str:
        """Return a new id for what must be refused; the label goes on to stand for what it stood for."""
        new = str(uuid4())
        if label:
            self._labels.setdefault(label, new)
        return new

    def label(self, label: str) -> str:
        """Return the id of what was last made under a label; one that stands for nothing when nothing was."""
        return self._labels.get(label) or str(uuid4())

    def did(self, device: str, operation: str) -> None:
        """Remember what was done last on somebody's device."""
        self._done[device] = operation

    def last_done(self, device: str) -> str:
        """Return the operation that was done last on a device; one that never was when there is none."""
        return self._done.get(device) or str(uuid4())

    def full_name(self, text: str) -> str:
        """Return the name of the person with this key, or the text itself when it is nobody's key."""
        return next((person.name for person in self._script.people if person.key == text), text)


def wire_act(act: Act, names: Names, view: View, script: Script) -> dict[str, Any]:
    """Return what the device of this act sends; `view` is what its screen shows at this moment."""
    message: dict[str, Any] = {"do": act.do, "op": str(uuid4())}
    for key, value in act.fields.items():
        message[key] = _value(key, value, names)
    if act.do in _MADE_HERE:
        message["id"] = names.make(act.label) if act.refused is None else names.make_in_vain(act.label)
    message.update(_seen(act, view, names, script))
    if act.hand:
        message["on_behalf"] = names.person(act.by)
    if act.do == "undo":
        message["of"] = names.last_done(act.on_device_of)
    elif act.refused is None:
        names.did(act.on_device_of, message["op"])
    return message


def join_act(person: Person, person_id: str) -> dict[str, Any]:
    """Return the act with which somebody without a device is seated, or anybody again who left."""
    message: dict[str, Any] = {"do": "join", "op": str(uuid4()), "id": person_id, "name": person.name}
    message.update(called=person.called, role=person.role, organisation=person.organisation)
    if person.side:
        message["side"] = person.side
    return {**message, "device": person.device}


def _value(key: str, value: Any, names: Names) -> Any:
    if key in grammar.LABELS:
        return names.label(value)
    if key in grammar.LISTS_OF_LABELS:
        return [names.label(label) for label in value]
    if key in grammar.PEOPLE:
        return names.person(value)
    if key in grammar.LISTS_OF_PEOPLE:
        return [names.person(person) for person in value]
    if isinstance(value, date):
        return value.isoformat()
    return names.full_name(value) if key == "backup" else value


def _seen(act: Act, view: View, names: Names, script: Script) -> dict[str, Any]:
    """What goes along because of what is on screen, and what the wire needs where a script may be silent."""
    match act.do:
        case "write":
            return {"private": not _step(view, act)["revealed"]}
        case "stance":
            return {"wording": _step(view, act)["wording"]}
        case "reopen" | "reopen_step":
            return {"because": act.fields.get("because", "")}
        case "terms":
            return {
                "non_compliance": act.fields.get("non_compliance", ""),
                "review_on": _value("review_on", act.fields.get("review_on"), names) or None,
            }
        case "sign":
            return _signature(act, view, script)
    return {}


def _step(view: View, act: Act) -> Mapping[str, Any]:
    return view.get(f"step/{act.fields['step']}") or {"revealed": False, "wording": NO_TEXT_SEEN}


def _signature(act: Act, view: View, script: Script) -> dict[str, Any]:
    contract = view.get("contract") or {"hash": NO_TEXT_SEEN}
    signature = {"hash": contract["hash"], "typed": script.person(act.by).name}
    return signature if act.fields["method"] == "typed" else {**signature, "strokes": drawn_by(act.by)}


def drawn_by(key: str) -> list[list[list[float]]]:
    """Return a drawn signature, always the same for the same person, in fractions of the box."""
    lift = sum(map(ord, key)) % 17 / 100
    return [
        [[x, round(y + lift * (1 if i % 2 else -1), 3)] for i, (x, y) in enumerate(_CURVE)],
        [[0.30, round(0.80 - lift / 4, 3)], [0.70, 0.78]],
    ]
