"""What a review page shows: earlier lines, what can be said of each, and what happened since.

Pure: a viewer's map and the former contract go in, plain dicts and lists come out. What the viewer may not
see is not in their map, so it is not here either.
"""

from collections.abc import Mapping
from typing import Any

from partnerschap.web.map.reading import Reading, Record

WORKS = ("works", "does_not_work")
DIFFERS = ("does_not_work", "works")
"""Of a point of difference it is more common that it still stands."""
PROGRESS = ("done", "busy", "stuck", "withdrawn")
_VERDICTS = {"action": PROGRESS, "request": PROGRESS, "difference": DIFFERS}
_LABELS = {"values": "value", "relations": "rule", "conduct": "rule", "conditions": "condition"}


def sections(read: Reading, former: Mapping[str, Any], whose: str) -> list[Record]:
    """Return the steps that have earlier lines: {step, lines}; `whose` looks back."""
    numbers = {rule["id"]: rule["number"] for rule in former["ground_rules"]}
    found = []
    for step in read.steps:
        entries = [
            entry
            for prompt in step["prompts"]
            for place in prompt["places"]
            for entry in _earlier_at(read, step["key"], place)
        ]
        if entries:
            lines = [_line(read, step, entry, numbers.get(entry["id"], 0), whose) for entry in entries]
            found.append({"step": step, "lines": lines})
    return found


def remarks(read: Reading, kind: str) -> list[Record]:
    """Return the notes of one kind that were told in this version, oldest first."""
    return [
        told for told in read.told if told["kind"] == kind and told["version"] == read.view["map"]["version"]
    ]


def _earlier_at(read: Reading, step: str, place: Record) -> list[Record]:
    here = (step, place["prompt"], place["topic"])
    live = [entry for entry in read.joint_of(*here) if entry["earlier"]]
    dropped = [
        entry
        for entry in _all(read, "removed/")
        if entry["review"] and (entry["step"], entry["prompt"], entry["topic"]) == here
    ]
    return [*live, *dropped]


def _line(read: Reading, step: Record, entry: Record, number: int, whose: str) -> Record:
    label = _label(read, entry)
    owners = entry.get("owners") or []
    mine = read.owner_of(entry) == "person" and entry["kind"] == "wording"
    return {
        "entry": entry,
        "label": label,
        "number": number,
        "verdicts": _VERDICTS.get(label, WORKS),
        "others": [o["name"] for o in owners] if mine and all(o["person"] != whose for o in owners) else [],
        "closed": step["state"] == "closed",
    }


def _label(read: Reading, entry: Record) -> str:
    if entry["kind"] == "difference":
        return "difference"
    if entry["step"] == "actions":
        return "request" if read.is_request(entry) else "action"
    return _LABELS[entry["step"]]


def _all(read: Reading, prefix: str) -> list[Record]:
    return [value for key, value in read.view.items() if key.startswith(prefix)]
