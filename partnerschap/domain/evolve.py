"""Folding events into the state; nothing is judged here."""

from collections.abc import Mapping, Sequence
from functools import reduce, singledispatch
from typing import TypeVar

from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.agreement import Concluded
from partnerschap.domain.copies import replace
from partnerschap.domain.gates import is_open
from partnerschap.domain.ids import EntryId, StanceId
from partnerschap.domain.kinds import GateStatus, Phase, Screen
from partnerschap.domain.model import Change, Focus, Gate, JointEntry, OwnEntry, PartnershipMap, Stance

K = TypeVar("K")
V = TypeVar("V")


def evolve(state: PartnershipMap, event: ev.Event) -> PartnershipMap:
    """Return the state after one more event; raises TypeError for what is no event of a begun map."""
    return _apply(event, state)


def evolve_all(state: PartnershipMap, happened: Sequence[ev.Event]) -> PartnershipMap:
    """Return the state after these events, in order."""
    return reduce(evolve, happened, state)


def with_item(mapping: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """Return a copy of the mapping in which this key has this value."""
    return {**mapping, key: value}


def without(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """Return a copy of the mapping that lacks this key."""
    return {k: v for k, v in mapping.items() if k != key}


@singledispatch
def _apply(event: object, _state: PartnershipMap) -> PartnershipMap:
    raise TypeError(type(event).__name__)


@_apply.register
def _(event: ev.PersonChanged, state: PartnershipMap) -> PartnershipMap:
    return replace(state, people=with_item(state.people, event.person.id, event.person))


@_apply.register
def _(event: ev.PersonRemoved, state: PartnershipMap) -> PartnershipMap:
    gone = event.person
    person = replace(state.people[gone], at_table=False, removed=True, facilitator=False)
    return replace(
        state,
        people=with_item(state.people, gone, person),
        stances={k: s for k, s in state.stances.items() if s.person != gone or is_open(s)},
        own={k: e for k, e in state.own.items() if e.open or e.author != gone},
    )


@_apply.register
def _(event: ev.FocusMoved, state: PartnershipMap) -> PartnershipMap:
    return replace(state, focus=event.focus)


@_apply.register
def _(event: ev.PauseSet, state: PartnershipMap) -> PartnershipMap:
    return replace(state, paused=event.paused)


@_apply.register
def _(event: ev.TermChosen, state: PartnershipMap) -> PartnershipMap:
    return replace(state, keep_months=event.months)


@_apply.register
def _(event: ev.OwnWritten, state: PartnershipMap) -> PartnershipMap:
    return replace(state, own=with_item(state.own, event.entry.id, event.entry))


@_apply.register
def _(event: ev.OwnRemoved, state: PartnershipMap) -> PartnershipMap:
    return replace(state, own=without(state.own, event.entry))


@_apply.register
def _(event: ev.Revealed, state: PartnershipMap) -> PartnershipMap:
    def opened(entry: OwnEntry) -> OwnEntry:
        concerned = entry.place.step == event.step and entry.version == state.version
        return replace(entry, open=True) if concerned and not entry.open else entry

    return replace(
        state,
        revealed=state.revealed | {event.step},
        own={key: opened(entry) for key, entry in state.own.items()},
    )


@_apply.register
def _(event: ev.JointWritten, state: PartnershipMap) -> PartnershipMap:
    return replace(state, joint=with_item(state.joint, event.entry.id, event.entry))


@_apply.register
def _(event: ev.JointRemoved, state: PartnershipMap) -> PartnershipMap:
    def unanswered(entry: OwnEntry) -> OwnEntry:
        made_so = entry.answer is not None and entry.answer.via == event.entry
        return replace(entry, answer=None) if made_so else entry

    removed = state.joint[event.entry]
    notice = replace(removed, texts=(), change=Change(event.by, event.at, removed.texts))
    joint = _without_oldest_notices({**without(state.joint, event.entry), event.entry: notice})
    needed = {source for entry in joint.values() if entry.live for source in entry.sources}
    return replace(
        state,
        joint=joint,
        own={key: unanswered(entry) for key, entry in state.own.items()},
        parked={
            key: replace(item, used=key in needed) if key in removed.sources else item
            for key, item in state.parked.items()
        },
    )


@_apply.register
def _(event: ev.Undone, state: PartnershipMap) -> PartnershipMap:
    def again(now: Mapping[K, V], then: Mapping[K, V | None]) -> Mapping[K, V]:
        return {key: value for key, value in {**now, **then}.items() if value is not None} if then else now

    return replace(
        state,
        own=again(state.own, event.own),
        joint=again(state.joint, event.joint),
        parked=again(state.parked, event.parked),
        stances=again(state.stances, event.stances),
        responsibilities=again(state.responsibilities, event.responsibilities),
        limits=again(state.limits, event.limits),
        gates=state.gates if event.gates is None else event.gates,
    )


def _without_oldest_notices(joint: dict[EntryId, JointEntry]) -> dict[EntryId, JointEntry]:
    """Keep of what was removed the latest, enough to see who took what away, and what waits for a choice."""
    notices = [entry.id for entry in joint.values() if not entry.texts and not entry.alternatives]
    gone = set(notices[: -limits.REMOVED_SHOWN])
    return {key: entry for key, entry in joint.items() if key not in gone}


@_apply.register
def _(event: ev.ItemParked, state: PartnershipMap) -> PartnershipMap:
    return replace(state, parked=with_item(state.parked, event.item.id, event.item))


@_apply.register
def _(event: ev.ItemUnparked, state: PartnershipMap) -> PartnershipMap:
    return replace(state, parked=without(state.parked, event.item))


@_apply.register
def _(event: ev.NoteTold, state: PartnershipMap) -> PartnershipMap:
    return replace(state, told=with_item(state.told, event.told.id, event.told))


@_apply.register
def _(event: ev.NoteUntold, state: PartnershipMap) -> PartnershipMap:
    return replace(state, told=without(state.told, event.told))


@_apply.register
def _(event: ev.StanceTaken, state: PartnershipMap) -> PartnershipMap:
    taken = event.stance
    others: dict[StanceId, Stance] = {
        key: stance
        for key, stance in state.stances.items()
        if (stance.person, stance.group) != (taken.person, taken.group)
    }
    return replace(state, stances={**others, taken.id: taken})


@_apply.register
def _(event: ev.StancesShown, state: PartnershipMap) -> PartnershipMap:
    return replace(
        state,
        stances={
            key: replace(stance, shown=True) if stance.group == event.group and not stance.shown else stance
            for key, stance in state.stances.items()
        },
    )


@_apply.register
def _(event: ev.StanceAnswered, state: PartnershipMap) -> PartnershipMap:
    return replace(state, stances=with_item(state.stances, event.stance.id, event.stance))


@_apply.register
def _(event: ev.GateChanged, state: PartnershipMap) -> PartnershipMap:
    gates = tuple(event.gate if index == event.group else gate for index, gate in enumerate(state.gates))
    return replace(state, gates=gates)


@_apply.register
def _(event: ev.ActionAnswered, state: PartnershipMap) -> PartnershipMap:
    entry = state.joint[event.entry]
    answered = replace(entry, takes=with_item(entry.takes, event.person, event.answer))
    return replace(state, joint=with_item(state.joint, entry.id, answered))


@_apply.register
def _(event: ev.ResponsibilityChosen, state: PartnershipMap) -> PartnershipMap:
    chosen = event.responsibility
    return replace(state, responsibilities=with_item(state.responsibilities, chosen.id, chosen))


@_apply.register
def _(event: ev.ResponsibilityDropped, state: PartnershipMap) -> PartnershipMap:
    return replace(state, responsibilities=without(state.responsibilities, event.responsibility))


@_apply.register
def _(event: ev.LimitStated, state: PartnershipMap) -> PartnershipMap:
    return replace(state, limits=with_item(state.limits, event.person, event.limit))


@_apply.register
def _(event: ev.SpectrumMarked, state: PartnershipMap) -> PartnershipMap:
    return replace(
        state,
        spectrum=with_item(state.spectrum, (event.person, event.step, state.version), event.mark),
    )


@_apply.register
def _(event: ev.SpreadShown, state: PartnershipMap) -> PartnershipMap:
    return replace(state, spreads=with_item(state.spreads, (event.step, state.version), event.spread))


@_apply.register
def _(event: ev.TermsGiven, state: PartnershipMap) -> PartnershipMap:
    return replace(state, terms=event.terms)


@_apply.register
def _(event: ev.TextFrozen, state: PartnershipMap) -> PartnershipMap:
    return replace(state, frozen=event.frozen, signatures={})


@_apply.register
def _(event: ev.SignatureGiven, state: PartnershipMap) -> PartnershipMap:
    given = event.signature
    return replace(state, signatures=with_item(state.signatures, given.person, given))


@_apply.register
def _(event: ev.SignatureTakenBack, state: PartnershipMap) -> PartnershipMap:
    rest = {person: given for person, given in state.signatures.items() if person != event.person}
    return replace(state, signatures=rest)


@_apply.register
def _(_event: ev.MadeFinal, state: PartnershipMap) -> PartnershipMap:
    return replace(state, final=True)


@_apply.register
def _(event: ev.PartnerWithdrew, state: PartnershipMap) -> PartnershipMap:
    gone = event.withdrawal.person
    person = replace(state.people[gone], withdrawn=True)
    people = with_item(state.people, gone, person)
    if state.final:
        return replace(state, people=people, withdrawals=(*state.withdrawals, event.withdrawal))
    people = with_item(people, gone, replace(person, at_table=False))
    return replace(state, people=people, concluded=_withdrawn_from_last_final(state, event))


def _withdrawn_from_last_final(state: PartnershipMap, event: ev.PartnerWithdrew) -> tuple[Concluded, ...]:
    last = max(version.version for version in state.concluded if version.final)
    return tuple(
        replace(version, withdrawals=(*version.withdrawals, event.withdrawal))
        if version.version == last
        else version
        for version in state.concluded
    )


@_apply.register
def _(event: ev.VersionReopened, state: PartnershipMap) -> PartnershipMap:
    if state.frozen is None:
        raise ValueError(event)
    former = Concluded(
        version=state.version,
        final=state.final,
        frozen=state.frozen,
        signatures=state.signatures,
        withdrawals=state.withdrawals,
        reopened_because=event.because,
        reopened_by=event.by,
    )
    gates = tuple(
        Gate(gate.steps, GateStatus.OPEN if index == 0 else GateStatus.AHEAD)
        for index, gate in enumerate(state.gates)
    )
    version = state.version + 1
    people = {
        key: replace(person, at_table=False)
        if person.withdrawn
        else replace(person, version=version if person.at_table else person.version)
        for key, person in state.people.items()
    }
    return replace(
        state,
        version=version,
        gates=gates,
        focus=Focus(step=gates[0].steps[0], phase=Phase.WRITE, screen=Screen.MAP),
        paused=False,
        revealed=frozenset(),
        people=people,
        joint={
            key: replace(entry, review=None, other_reviews=())
            for key, entry in state.joint.items()
            if entry.live
        },
        stances={},
        frozen=None,
        final=False,
        signatures={},
        withdrawals=(),
        concluded=(*state.concluded, former),
    )
