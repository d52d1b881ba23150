"""What is different between two versions: the contents of two contracts, line by line. Pure.

An entry keeps its id from version to version, so a line is the same line as long as its id is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from partnerschap.domain.changed_words import Run, Words, laid_beside
from partnerschap.domain.said import DIFFERENCE, RESPONSIBILITY, Content, Said, lines, names

TERMS = ("non_compliance", "guardian", "confidentiality", "review_on", "intent")
WHAT = (
    "text",
    "place",
    "resolved",
    "differs",
    "carried_by",
    "meanings",
    "respect",
    "role",
    "status",
    "owners",
    "due",
    "backup",
    "asked_of",
)
_ROLES = ("side", "role", "organisation", "facilitator", "left")
_LIMITS = ("will", "will_not", "until")


class Fate(StrEnum):
    """What became of a line, or of somebody, between two versions."""

    STAYED = "stayed"
    CHANGED = "changed"
    WENT = "went"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one version or of both; `what` names what changed of it (`WHAT`).

    `resolved`: a point of difference became one wording; `differs`: the reverse. `done` tells of a line that
    went that it was done.
    """

    fate: Fate
    before: Said | None
    after: Said | None
    what: tuple[str, ...] = ()
    done: bool = False

    @property
    def said(self) -> Said:
        """Return the line as it was said last."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self)
        return found

    @property
    def texts(self) -> tuple[tuple[Words, ...], ...]:
        """Return its texts with their words marked, the former ones first where their number changed."""
        old = self.before.texts if self.before else ()
        new = self.after.texts if self.after else ()
        if len(old) == len(new):
            return tuple(laid_beside(*pair) for pair in zip(old, new, strict=True))
        return tuple(chain(((Words(Run.WENT, t),) for t in old), ((Words(Run.CAME, t),) for t in new)))


@dataclass(frozen=True, slots=True)
class Column:
    """One step: its lines in the order of the later version, and then those that went."""

    step: str
    lines: tuple[Line, ...]

    def having(self, *fates: Fate) -> tuple[Line, ...]:
        """Return the lines of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)


@dataclass(frozen=True, slots=True)
class Party:
    """A partner of one version or of both; `what` names what changed of them."""

    fate: Fate
    before: Content | None
    after: Content | None
    what: tuple[str, ...] = ()

    @property
    def told(self) -> Content:
        """Return what the last version with them says of them."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self)
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; of the terms only those that changed, as (former, later) answer."""

    former: int
    later: int
    columns: tuple[Column, ...]
    parties: tuple[Party, ...]
    terms: Mapping[str, tuple[str, str]]

    @property
    def nothing_changed(self) -> bool:
        """Tell whether both say the same."""
        rest = chain((p.fate for p in self.parties), (x.fate for c in self.columns for x in c.lines))
        return not self.terms and all(fate is Fate.STAYED for fate in rest)


def compare(former: Content, later: Content, steps: Iterable[str], done: Iterable[str] = ()) -> Comparison:
    """Return what is different, by these steps; `done` are the ids of lines that were done when they went.

    A content of which the terms are not given yet says nothing about them.
    """
    found = tuple(_lines(former, later, frozenset(done)))
    return Comparison(
        former["version"],
        later["version"],
        tuple(Column(step, tuple(line for line in found if line.said.step == step)) for step in steps),
        tuple(_parties(former, later)),
        _terms(former["terms"] or {}, later["terms"] or {}),
    )


def changes(found: Comparison) -> dict[str, Any]:
    """Return a comparison as the later content holds it: ids and codes, and nobody's words a second time."""
    said = tuple(line for column in found.columns for line in column.lines)
    listed = [line for line in said if line.said.kind != RESPONSIBILITY]
    return {
        "since": found.former,
        "came": [line.said.id for line in listed if line.fate is Fate.CAME],
        "changed": [
            {"id": line.said.id, "what": list(line.what)} for line in listed if line.fate is Fate.CHANGED
        ],
        "went": [
            {"id": line.said.id, "step": line.said.step, "done": line.done}
            for line in listed
            if line.fate is Fate.WENT
        ],
        "responsibilities": any(line.fate is not Fate.STAYED for line in said if line not in listed),
        "terms": list(found.terms),
        "parties": {
            "came": [party.told["id"] for party in found.parties if party.fate is Fate.CAME],
            "changed": [party.told["id"] for party in found.parties if party.fate is Fate.CHANGED],
            "went": sum(party.fate is Fate.WENT for party in found.parties),
        },
    }


def _lines(former: Content, later: Content, done: frozenset[str]) -> Iterator[Line]:
    named = {**names(former), **names(later)}
    before = {line.id: line for line in lines(former, named)}
    after = {line.id: line for line in lines(later, named)}
    for key, line in after.items():
        if key not in before:
            yield Line(Fate.CAME, None, line)
        else:
            what = tuple(_what(before[key], line))
            yield Line(Fate.CHANGED if what else Fate.STAYED, before[key], line, what)
    for key, line in before.items():
        if key not in after:
            yield Line(Fate.WENT, line, None, done=key in done)


def _what(old: Said, new: Said) -> Iterator[str]:
    if old.texts != new.texts:
        yield "text"
    if old.kind != new.kind and DIFFERENCE in {old.kind, new.kind}:
        # What goes with the words of another kind of line is not the same thing changed.
        yield "resolved" if old.kind == DIFFERENCE else "differs"
        return
    if old.place != new.place:
        yield "place"
    for name in dict.fromkeys((*old.details, *new.details)):
        if old.details.get(name, ()) != new.details.get(name, ()):
            yield name


def _parties(former: Content, later: Content) -> Iterator[Party]:
    before = {party["id"]: party for party in former["parties"]}
    after = {party["id"]: party for party in later["parties"]}
    for key, party in after.items():
        if key not in before:
            yield Party(Fate.CAME, None, party)
        else:
            what = tuple(_what_of_party(before[key], party))
            yield Party(Fate.CHANGED if what else Fate.STAYED, before[key], party, what)
    for key, party in before.items():
        if key not in after:
            yield Party(Fate.WENT, party, None)


def _what_of_party(old: Content, new: Content) -> Iterator[str]:
    yield from (name for name in _ROLES if old[name] != new[name])
    old_limits, new_limits = old["limits"] or {}, new["limits"] or {}
    yield from (name for name in _LIMITS if old_limits.get(name, "") != new_limits.get(name, ""))


def _terms(former: Content, later: Content) -> dict[str, tuple[str, str]]:
    if not later:
        return {}
    return {
        name: (former.get(name, ""), later[name]) for name in TERMS if former.get(name, "") != later[name]
    }
