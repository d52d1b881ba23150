"""How the joint map grew: the moments at which its words, gates or version changed, out of what happened.

Of an event only joint words, gates and versions are kept here: own entries, stances, reasons and marks are
passed over, so that nothing of them can be shown. An act that was taken back leaves no moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from partnerschap.domain import events as ev
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import GateStatus
from partnerschap.domain.model import Gate, JointEntry, PartnershipMap
from partnerschap.domain.said import ids


class What(StrEnum):
    """What happened at a moment."""

    BEGAN = "began"
    ERASED = "erased"
    NOTED = "noted"
    DIFFERED = "differed"
    CHANGED = "changed"
    REMOVED = "removed"
    DROPPED = "dropped"
    GATE = "gate"
    STEP_REOPENED = "step_reopened"
    FROZEN = "frozen"
    FINAL = "final"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the journal; `events` is None when its words were erased."""

    seq: int
    at: datetime
    events: tuple[ev.Event, ...] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A joint wording or a point of difference as it stood; without texts its words are shown no more."""

    id: EntryId
    place: Place
    texts: tuple[str, ...]
    difference: bool
    order: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One change of the joint map; `lines` are those that it made, changed or (None) took away.

    `fresh` tells that nothing of before stands any more; `gate` counts from 1.
    """

    at: datetime
    what: What
    version: int
    step: StepKey | None = None
    by: ParticipantId | None = None
    gate: int = 0
    lines: Mapping[EntryId, Shown | None] = field(default_factory=dict)
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """All moments up to operation `seq`, and what stands on the map after them."""

    seq: int = -1
    moments: tuple[Moment, ...] = ()
    lines: Mapping[EntryId, Shown] = field(default_factory=dict)
    gates: tuple[GateStatus, ...] = ()
    version: int = 0


def grown(timeline: Timeline, happened: Iterable[Happened]) -> Timeline:
    """Return the timeline after more lines of the journal, in their order."""
    fold = _Fold(timeline)
    for line in happened:
        fold.add(line)
    return fold.timeline()


def as_it_stood(timeline: Timeline, index: int, known: frozenset[str]) -> tuple[Shown, ...]:
    """Return what stood on the map after a moment, oldest first.

    Words of lines that are not among the `known` ids are left out.
    """
    lines: dict[EntryId, Shown] = {}
    for moment in timeline.moments[: index + 1]:
        if moment.fresh:
            lines = {}
        for key, line in moment.lines.items():
            if line is None:
                lines.pop(key, None)
            else:
                lines[key] = line
    found = sorted(lines.values(), key=lambda line: line.order)
    return tuple(
        line if line.id in known else Shown(line.id, line.place, (), line.difference, line.order)
        for line in found
    )


def known_now(state: PartnershipMap) -> frozenset[str]:
    """Return the ids of the lines whose words can be read today: on the map, or in a version of the contract.

    What was taken away before any version had it is told as a moment, and not with its words.
    """
    frozen = [*(version.frozen for version in state.concluded), *filter(None, [state.frozen])]
    return frozenset(state.joint).union(*(ids(each.content) for each in frozen))


class _Fold:
    """A timeline while it grows."""

    def __init__(self, timeline: Timeline) -> None:
        self.seq = timeline.seq
        self.moments = list(timeline.moments)
        self.lines = dict(timeline.lines)
        self.gates = timeline.gates
        self.version = timeline.version

    def timeline(self) -> Timeline:
        return Timeline(self.seq, tuple(self.moments), self.lines, self.gates, self.version)

    def add(self, line: Happened) -> None:
        self.seq = line.seq
        if line.events is None:
            if not self.moments or self.moments[-1].what is not What.ERASED:
                self.moments.append(Moment(line.at, What.ERASED, self.version, fresh=True))
            self.lines = {}
            return
        for event in line.events:
            self.moments += self._moments(event, line.at)

    def _moments(self, event: ev.Event, at: datetime) -> Iterator[Moment]:
        match event:
            case ev.Began():
                yield self._began(event.map, at)
            case ev.JointWritten():
                yield from self._written(event.entry, at)
            case ev.JointRemoved(entry=key) if key in self.lines:
                step = self.lines.pop(key).place.step
                yield Moment(at, What.REMOVED, self.version, step, event.by, lines={key: None})
            case ev.GateChanged():
                yield from self._gate(event.group, event.gate, at)
            case ev.Undone():
                self._take_back(event)
            case ev.TextFrozen():
                yield Moment(at, What.FROZEN, self.version)
            case ev.MadeFinal():
                yield Moment(at, What.FINAL, self.version)
            case ev.VersionReopened():
                self.version += 1
                self.gates = (GateStatus.OPEN, *[GateStatus.AHEAD] * (len(self.gates) - 1))
                yield Moment(at, What.REOPENED, self.version, by=event.by)

    def _began(self, state: PartnershipMap, at: datetime) -> Moment:
        self.lines = {key: line for key, entry in state.joint.items() if (line := _shown(entry))}
        self.gates, self.version = _statuses(state.gates), state.version
        return Moment(at, What.BEGAN, self.version, lines=dict(self.lines), fresh=True)

    def _written(self, entry: JointEntry, at: datetime) -> Iterator[Moment]:
        was, now = self.lines.get(entry.id), _shown(entry)
        if was == now:
            return
        self._put(entry.id, now)
        what, by = What.CHANGED, entry.change.by if entry.change else entry.by
        if now is None:
            what, by = What.DROPPED, entry.review.by if entry.review else by
        elif was is None:
            what = What.DIFFERED if entry.difference else What.NOTED
        yield Moment(at, what, self.version, entry.place.step, by, lines={entry.id: now})

    def _gate(self, group: int, gate: Gate, at: datetime) -> Iterator[Moment]:
        was = self.gates[group] if group < len(self.gates) else None
        self.gates = tuple(gate.status if index == group else each for index, each in enumerate(self.gates))
        opened, reopened = gate.status is GateStatus.CLOSED, was is GateStatus.CLOSED
        if opened != reopened:
            what = What.GATE if opened else What.STEP_REOPENED
            yield Moment(at, what, self.version, gate.steps[0], gate=group + 1)

    def _take_back(self, event: ev.Undone) -> None:
        """Let the moment that was taken back be as if it never was; later ones have other lines and gates."""
        then = {key: _shown(entry) if entry else None for key, entry in event.joint.items()}
        changed = {key for key, line in then.items() if line != self.lines.get(key)}
        gates = self.gates if event.gates is None else _statuses(event.gates)
        groups = {group + 1 for group, now in enumerate(self.gates) if now is not gates[group]}
        for index in reversed(range(len(self.moments))):
            moment = self.moments[index]
            if changed & moment.lines.keys() or moment.gate in groups:
                del self.moments[index]
                break
        for key in changed:
            self._put(key, then[key])
        self.gates = gates

    def _put(self, key: EntryId, line: Shown | None) -> None:
        if line is None:
            self.lines.pop(key, None)
        else:
            self.lines[key] = line


def _shown(entry: JointEntry) -> Shown | None:
    if not entry.live:
        return None
    return Shown(entry.id, entry.place, entry.texts, entry.difference, entry.order)


def _statuses(gates: tuple[Gate, ...]) -> tuple[GateStatus, ...]:
    return tuple(gate.status for gate in gates)
