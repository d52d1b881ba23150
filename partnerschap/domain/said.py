"""The lines of a contract's content (`contract.content`) in one shape, to compare two versions of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerschap.domain.instrument import ACTIONS, CONDITIONS, RELATIONS, VALUES

Content = Mapping[str, Any]

DIFFERENCE, RESPONSIBILITY = "difference", "responsibility"


@dataclass(frozen=True, slots=True)
class Said:
    """One line as a version has it: a point of difference has several texts, all else one.

    `place` is where it stands, `asked` the same in words; `details` is what goes with the words, by kind.
    """

    id: str
    step: str
    kind: str
    texts: tuple[str, ...]
    place: tuple[str, ...] = ()
    asked: str = ""
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def names(content: Content) -> dict[str, str]:
    """Return the ids of the parties by their names in this content."""
    return {party["name"]: party["id"] for party in content["parties"]}


def lines(content: Content, named: Mapping[str, str]) -> Iterator[Said]:
    """Yield all lines of a content: of each step first what holds, then requests, and at last differences.

    Owners are told by their ids, as far as `named` knows them: before step 4 people have another name on
    screen than in the contract.
    """
    yield from _responsibilities(content)
    yield from _agreed(content)
    yield from _actions(content, named)
    for line in content["differences"]:
        yield _placed(DIFFERENCE, line, line["texts"])


def ids(content: Content) -> frozenset[str]:
    """Return the ids of the entries of the map that a content has."""
    return frozenset(line.id for line in lines(content, {}) if line.kind != RESPONSIBILITY)


def _responsibilities(content: Content) -> Iterator[Said]:
    """Who carries what; a task is known by its words, for it has no id in a content."""
    for part in content["responsibilities"]:
        details = {"carried_by": (part["kind"],)}
        yield Said(
            f"{RESPONSIBILITY}/{part['task']}", RELATIONS, RESPONSIBILITY, (part["task"],), details=details
        )


def _agreed(content: Content) -> Iterator[Said]:
    for line in content["values"]:
        details = {"meanings": tuple(line["meanings"]), "respect": _told(line["because_respect"])}
        yield Said(line["id"], VALUES, "value", (line["text"],), details=details)
    for line in content["ground_rules"]:
        yield _placed("rule", line, [line["text"]], role=_told(line["role"]))
    for line in content["conditions"]:
        yield _placed("condition", {"step": CONDITIONS, **line}, [line["text"]], status=_told(line["status"]))


def _actions(content: Content, named: Mapping[str, str]) -> Iterator[Said]:
    for line in content["actions"]:
        owners = tuple(sorted(named.get(name, name) for name in (*line["owners"], *line["untaken"])))
        details = {"owners": owners, "due": _told(line["due"]), "backup": _told(line["backup"])}
        yield Said(line["id"], ACTIONS, "action", (line["text"],), (line["kind"],), details=details)
    for line in content["requests"]:
        details = {"asked_of": _told(line["asked_of"]), "due": _told(line["due"])}
        yield Said(line["id"], ACTIONS, "request", (line["text"],), ("others",), details=details)


def _placed(kind: str, line: Content, texts: Iterable[str], **details: tuple[str, ...]) -> Said:
    place = (line["step"], line["prompt"], line["topic"], line["question"])
    asked = line["question"] or f"{line['prompt_text']} {line['topic_text']}".strip()
    return Said(line["id"], line["step"], kind, tuple(texts), place, asked, details)


def _told(value: str | int) -> tuple[str, ...]:
    return (str(value),) if value else ()
