"""Whether what a script expects is so; each check returns what is wrong, or nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from partnerschap.domain.text import clean, clean_line
from partnerschap.play.received import one_line, plain, words_of
from partnerschap.play.table import Contract, View
from partnerschap.play.world import World

_JOINT_MAP = ("joint/", "own/", "parked/", "step/", "gate/", "responsibility/", "limit/")
_SHOWN_KEYS = 4
"""So many keys of a difference are named in a message."""


class Expectations:
    """Checks what a script expects of the app at this moment."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._checks: Mapping[str, Callable[[Any], str]] = {
            "sees": self._sees,
            "gate": self._gate,
            "stale": self._stale,
            "entry": self._entry,
            "side_gap": self._side_gap,
            "unserved": self._unserved,
            "contract": self._contract,
            "same_everywhere": self._same_everywhere,
        }

    def problem(self, expected: Mapping[str, Any]) -> str:
        """Return the first thing that is not as expected, in words; empty when all is as expected."""
        for kind, value in expected.items():
            problem = self._checks[kind](value)
            if problem:
                return f"{kind}: {problem}"
        return ""

    def _sees(self, expected: Mapping[str, Any]) -> str:
        who, text, is_so = expected["who"], clean(expected["text"]), expected.get("is", True)
        device = self._world.wall if who == "projector" else self._world.devices[who]
        if device.has_received(text) == is_so:
            return ""
        return f"{who} heeft '{text}' {'nog niet gekregen' if is_so else 'al gekregen'}"

    def _gate(self, expected: Mapping[str, Any]) -> str:
        wanted = expected.get("open", True)
        gate = self._world.gate_of(expected["step"])
        if gate["open"] == wanted:
            return ""
        reasons = ", ".join(shut["code"] for shut in gate["shut_by"])
        return f"de poort na {expected['step']} is {'dicht' if wanted else 'open'} {reasons}".rstrip()

    def _stale(self, expected: Mapping[str, Any]) -> str:
        step, wanted = expected["step"], set(expected["who"])
        now = self._world.wording(step)
        gate = self._world.gate_key(step)
        known = {chosen.person for chosen in self._world.stances.on(gate) if chosen.wording != now}
        shown = {
            self._world.key_of(chosen["person"])
            for chosen in self._world.gate_of(step)["chosen"]
            if not chosen["current"]
        }
        if self._world.script.map.names == "none":
            shown = known  # without names the screen tells how many, and not who
        if known != shown:
            return f"op het scherm is verouderd: {_list(shown)}, en zo is het: {_list(known)}"
        return "" if shown == wanted else f"verouderd is: {_list(shown)}"

    def _entry(self, expected: Mapping[str, Any]) -> str:
        label, text = expected["label"], clean(expected["text"])
        texts = [plain(each) for each in self._texts_of(self._world.names.label(label))]
        if text in texts:
            return ""
        return f"bij '{label}' staat: {_list(texts)}" if texts else f"'{label}' is er niet (meer)"

    def _texts_of(self, entry: str) -> list[str]:
        for _, device in reversed(list(self._world.connected())):
            view = device.view
            if f"joint/{entry}" in view:
                return [*view[f"joint/{entry}"]["texts"]]
            for key in (f"own/{entry}", f"parked/{entry}", f"me/own/{entry}"):
                if key in view:
                    return [view[key]["text"]]
        return []

    def _side_gap(self, expected: Mapping[str, Any]) -> str:
        step, side = expected["step"], expected["side"]
        if self._world.gate_of(step)["open"]:
            return f"de poort na {step} is open"
        gate, wording = self._world.gate_key(step), self._world.wording(step)
        if self._world.stances.consent_of(side, gate, wording):
            return f"van de kant {side} is er al iemand akkoord"
        return ""

    def _unserved(self, expected: list[str]) -> str:
        wanted = {self._world.names.label(label): label for label in expected}
        found = without_action(self._world.wall.view)
        if found.keys() == wanted.keys():
            return ""
        return f"zonder actie is: {_list(found.values())}"

    def _contract(self, expected: Mapping[str, Any]) -> str:
        latest = self._world.wall.view["map"]["version"]
        asked = [expected["version"]] if "version" in expected else range(latest, 0, -1)
        contract = next((c for v in asked if (c := self._world.room.contract(v)) is not None), None)
        if contract is None:
            return f"versie {expected.get('version', latest)} heeft geen contract"
        return _problem_with_text(expected, contract) or self._problem_with_answers(expected, contract)

    def _problem_with_answers(self, expected: Mapping[str, Any], contract: Contract) -> str:
        for answer in ("signed", "declined"):
            found = {self._world.key_of(p) for p, given in contract.answers.items() if given == answer}
            if answer in expected and found != set(expected[answer]):
                return f"{answer} is: {_list(found)}"
        return ""

    def _same_everywhere(self, _expected: Any) -> str:
        world = self._world
        first = joint_map(world.wall.fresh_view())
        for who, device in world.connected():
            if problem := _difference(joint_map(device.view), first):
                return f"het scherm van {who} is anders dan de kaart: {problem}"
            if problem := _difference(joint_map(device.fresh_view()), first):
                return f"{who} krijgt van de server een andere kaart: {problem}"
        return ""


def joint_map(view: View) -> dict[str, Any]:
    """Return the part of a view that is the same for everyone."""
    return {key: value for key, value in view.items() if key.startswith(_JOINT_MAP) or key == "terms"}


def without_action(view: View) -> dict[str, str]:
    """Return the values that no action serves, id -> text (rule 13)."""
    joint = [entry for key, entry in view.items() if key.startswith("joint/") and entry["kind"] == "wording"]
    served = {
        each
        for entry in joint
        if entry["step"] == "actions" and not _refused_by_all(entry["owners"])
        for each in entry["serves"]
    }
    return {
        entry["id"]: entry["texts"][0]
        for entry in joint
        if entry["step"] == "values" and entry["id"] not in served
    }


def _refused_by_all(owners: list[Mapping[str, str]]) -> bool:
    return bool(owners) and all(owner["answer"] == "refused" for owner in owners)


def _problem_with_text(expected: Mapping[str, Any], contract: Contract) -> str:
    text = one_line(contract.text)
    for part in expected.get("contains", ()):
        if clean_line(part) not in text:
            return f"'{part}' staat niet in het contract"
    everything = [text, *map(one_line, words_of(contract.content))]
    for part in expected.get("lacks", ()):
        if any(clean_line(part) in each for each in everything):
            return f"'{part}' staat in het contract"
    return ""


def _difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    keys = sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
    return ", ".join(keys[:_SHOWN_KEYS])


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "niemand of niets"
