"""The parts of a map's state that have a table of their own, and how the state is put together again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter, is_not, ne
from typing import Any

import sqlalchemy as sa

from partnerschap.domain.agreement import Concluded, Frozen, Signature, Terms, Withdrawal
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import (
    Gate,
    JointEntry,
    OwnEntry,
    ParkedItem,
    Participant,
    PartnershipMap,
    PersonalLimit,
    Responsibility,
    SpectrumMark,
    Stance,
    Told,
)
from partnerschap.domain.spread import Spread
from partnerschap.store import tables
from partnerschap.store.shapes import leaves, value_of

Key = tuple[Any, ...]
Items = Mapping[Any, Any]
"""What the rows are made of; a key that is one column may stand without its tuple."""


@dataclass(frozen=True, slots=True)
class Version:
    """The text of one version that was frozen, and what became of it."""

    frozen: Frozen
    final: bool
    reopened_because: str
    reopened_by: ParticipantId | None


@dataclass(frozen=True, slots=True)
class Part:
    """One table of state: `key` are the columns that, with the map, name a row.

    `sources` names the fields of the map that the rows come from: while these are the same objects, no row
    has changed.
    """

    table: sa.Table
    kind: type
    key: tuple[str, ...]
    sources: tuple[str, ...]
    items: Callable[[PartnershipMap], Items]
    differ: Callable[[Any, Any], bool] = is_not

    def named(self, key: Any) -> dict[str, Any]:
        """Return the columns that name a row of a map."""
        return dict(zip(self.key, key if isinstance(key, tuple) else (key,), strict=True))


def _mapping(field: str, table: sa.Table, kind: type, *key: str) -> Part:
    return Part(table, kind, key or ("id",), (field,), attrgetter(field))


def _gates(state: PartnershipMap) -> Items:
    return dict(enumerate(state.gates))


def _terms(state: PartnershipMap) -> Items:
    return {} if state.terms is None else {(): state.terms}


def _versions(state: PartnershipMap) -> Items:
    found = {
        c.version: Version(c.frozen, c.final, c.reopened_because, c.reopened_by) for c in state.concluded
    }
    if state.frozen is not None:
        found[state.version] = Version(state.frozen, state.final, "", None)
    return found


def _signatures(state: PartnershipMap) -> Items:
    former = {(c.version, person): s for c in state.concluded for person, s in c.signatures.items()}
    return former | {(state.version, person): s for person, s in state.signatures.items()}


def _withdrawals(state: PartnershipMap) -> Items:
    former = {(c.version, n): each for c in state.concluded for n, each in enumerate(c.withdrawals)}
    return former | {(state.version, n): each for n, each in enumerate(state.withdrawals)}


_NOW = ("version", "concluded")

PARTS: tuple[Part, ...] = (
    Part(tables.gates, Gate, ("number",), ("gates",), _gates),
    _mapping("people", tables.participants, Participant),
    _mapping("own", tables.own_entries, OwnEntry),
    _mapping("joint", tables.joint_entries, JointEntry),
    _mapping("parked", tables.parked, ParkedItem),
    _mapping("told", tables.told, Told),
    _mapping("stances", tables.stances, Stance),
    _mapping("responsibilities", tables.responsibilities, Responsibility),
    _mapping("limits", tables.personal_limits, PersonalLimit, "person"),
    _mapping("spectrum", tables.spectrum_marks, SpectrumMark, "person", "step", "version"),
    _mapping("spreads", tables.spreads, Spread, "step", "version"),
    Part(tables.terms, Terms, (), ("terms",), _terms),
    Part(tables.versions, Version, ("version",), ("frozen", "final", *_NOW), _versions, ne),
    Part(tables.signatures, Signature, ("version", "person"), ("signatures", *_NOW), _signatures),
    Part(tables.withdrawals, Withdrawal, ("version", "number"), ("withdrawals", *_NOW), _withdrawals),
)

SCALARS = frozenset(tables.maps.c.keys()) - {"seq", "created_at", "touched_at"}
"""The columns of a map's own row that hold fields of its state."""
OF_ITS_OWN_ROW = frozenset(leaf.path[0] for leaf in leaves(PartnershipMap) if leaf.column in SCALARS)
"""The fields of the map that stand in its own row."""


def assemble(
    row: Mapping[str, Any], rows_of: Callable[[Part], Iterable[Mapping[str, Any]]]
) -> PartnershipMap:
    """Put a map together out of its own row and, for each part, its rows in order."""
    found: dict[str, dict[Key, Any]] = {}
    for part in PARTS:
        rows = rows_of(part)
        found[part.table.name] = {tuple(r[c] for c in part.key): value_of(part.kind, r) for r in rows}
    now: int = row["version"]
    versions: dict[Key, Version] = found["versions"]
    current = versions.get((now,))
    return value_of(
        PartnershipMap,
        row,
        gates=tuple(found["gates"].values()),
        people=_by_id(found["participants"]),
        own=_by_id(found["own_entries"]),
        joint=_by_id(found["joint_entries"]),
        parked=_by_id(found["parked"]),
        told=_by_id(found["told"]),
        stances=_by_id(found["stances"]),
        responsibilities=_by_id(found["responsibilities"]),
        limits=_by_id(found["personal_limits"]),
        spectrum=found["spectrum_marks"],
        spreads=found["spreads"],
        terms=found["terms"].get(()),
        frozen=current.frozen if current else None,
        signatures=_of_version(found["signatures"], now),
        withdrawals=tuple(_of_version(found["withdrawals"], now).values()),
        concluded=tuple(
            Concluded(
                version=number,
                final=each.final,
                frozen=each.frozen,
                signatures=_of_version(found["signatures"], number),
                withdrawals=tuple(_of_version(found["withdrawals"], number).values()),
                reopened_because=each.reopened_because,
                reopened_by=each.reopened_by,
            )
            for (number,), each in versions.items()
            if number != now
        ),
    )


def _by_id(items: Items) -> dict[Any, Any]:
    return {key: value for (key,), value in items.items()}


def _of_version(items: Items, version: int) -> dict[Any, Any]:
    return {key: value for (number, key), value in items.items() if number == version}
