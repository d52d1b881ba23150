"""When the gate behind a group of steps may open, and what keeps it shut (RULES.md, rules 16 to 21)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from partnerschap.domain.ids import EntryId, ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.instrument import ACTIONS, VALUES
from partnerschap.domain.kinds import GateStatus, Kind, Side, StanceKind
from partnerschap.domain.model import Gate, JointEntry, Participant, PartnershipMap, Stance

PRIVATE = "private"
EARLIER_OPEN = "earlier_open"
EVERYONE = "everyone"
SIDES = "sides"
OBJECTION = "objection"
PROVISO = "proviso"
UNTAKEN = "untaken"
NEVER_OVERRIDDEN = frozenset({PRIVATE, EARLIER_OPEN})
TOLD_BY_STANCES = frozenset({SIDES, OBJECTION, PROVISO})


@dataclass(frozen=True, slots=True)
class Shut:
    """One reason why a gate is shut, and whom it concerns; `sides` are the sides that do not consent."""

    code: str
    people: tuple[ParticipantId, ...] = ()
    sides: tuple[Side, ...] = ()


def group_of(state: PartnershipMap, step: StepKey) -> int:
    """Return the index of the gate group that a step of the instrument belongs to."""
    return [step in gate.steps for gate in state.gates].index(True)


def gate_of(state: PartnershipMap, step: StepKey) -> Gate:
    """Return the gate behind a step."""
    return state.gates[group_of(state, step)]


def live_joint(state: PartnershipMap, *steps: StepKey) -> Iterator[JointEntry]:
    """Yield the joint entries that stand in these steps (in all, when none is named), oldest first."""
    for entry in sorted(state.joint.values(), key=lambda entry: entry.order):
        if entry.live and (not steps or entry.place.step in steps):
            yield entry


def standing(state: PartnershipMap, ids: Iterable[EntryId]) -> tuple[EntryId, ...]:
    """Return those of these joint entries that still stand."""
    return tuple([each for each in ids if each in state.joint and state.joint[each].live])


class _Same:
    """The joint words and the gates as themselves: equal only to the very same ones."""

    __slots__ = ("gates", "joint")

    def __init__(self, state: PartnershipMap) -> None:
        self.joint: Mapping[EntryId, JointEntry] = state.joint
        self.gates: tuple[Gate, ...] = state.gates

    def __hash__(self) -> int:
        return hash((id(self.joint), id(self.gates)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.joint is other.joint and self.gates is other.gates


@lru_cache(maxsize=256)
def _fingerprints(same: _Same) -> tuple[Wording, ...]:
    """A view asks for the same wording dozens of times; it is computed once for each state of the words."""
    group_of_step = {step: group for group, gate in enumerate(same.gates) for step in gate.steps}
    lines: list[list[list[str]]] = [[] for _ in same.gates]
    for entry in same.joint.values():
        if entry.live:
            place = entry.place
            line = [place.step, place.prompt, place.topic, place.question, *entry.texts]
            lines[group_of_step[place.step]].append(line)
    return tuple(_fingerprint(each) for each in lines)


def _fingerprint(lines: list[list[str]]) -> Wording:
    return _hashed(json.dumps(sorted(lines), ensure_ascii=False)) if lines else _NO_WORDS


def _hashed(written: str) -> Wording:
    return Wording(hashlib.sha256(written.encode()).hexdigest()[:32])


_NO_WORDS = _hashed("[]")


def wordings(state: PartnershipMap) -> tuple[Wording, ...]:
    """Return the fingerprints of the joint texts and points of difference of each group, in any order."""
    return _fingerprints(_Same(state))


def wording(state: PartnershipMap, group: int) -> Wording:
    """Return the fingerprint of one group."""
    return wordings(state)[group]


def current_stances(state: PartnershipMap) -> tuple[StanceId, ...]:
    """Return which stances are about the present wording (rule 16)."""
    if not state.stances:  # then nobody needs to know the wording
        return ()
    now = wordings(state)
    return tuple(stance.id for stance in state.stances.values() if stance.wording == now[stance.group])


def present(state: PartnershipMap) -> tuple[Participant, ...]:
    """Return the partners who are at the table and not marked absent (rule 2)."""
    return tuple(p for p in state.people.values() if p.partner and p.at_table and not p.absent)


def is_of_version(state: PartnershipMap, person: ParticipantId) -> bool:
    """Tell whether somebody takes or took part in this version; who left before it began does not."""
    someone = state.people[person]
    return someone.version == state.version and not someone.removed


def stances_on(state: PartnershipMap, group: int) -> tuple[Stance, ...]:
    """Return the stances on a group, of those who left too (rule 18)."""
    return tuple(stance for stance in state.stances.values() if stance.group == group)


def has_private(state: PartnershipMap, *steps: StepKey) -> bool:
    """Tell whether own entries in these steps wait for a reveal; late ones shut nothing (rules 7 and 8)."""
    return any(
        entry.place.step in steps and entry.version == state.version and not entry.open and not entry.late
        for entry in state.own.values()
    )


def waits_for_own_round(state: PartnershipMap) -> bool:
    """Tell whether a later version still waits for its own round on the values (rule 31)."""
    return state.version > 1 and VALUES not in state.revealed


def is_open(stance: Stance) -> bool:
    """Tell whether a stance still asks for something: an objection, a proviso without a reply (rule 18)."""
    return stance.kind is StanceKind.OBJECT or (stance.kind is StanceKind.PROVISO and not stance.replies)


def consents(stance: Stance, present_wording: Wording) -> bool:
    """Tell whether a stance is consent to the present wording (rule 19)."""
    return stance.wording == present_wording and stance.kind is not StanceKind.OBJECT and not is_open(stance)


def missing_sides(state: PartnershipMap, group: int) -> tuple[Side, ...] | None:
    """Return the sides that do not consent, None when nobody of a team does (rules 4 and 19)."""
    consenting = [s for s in stances_on(state, group) if consents(s, wording(state, group))]
    if state.kind is Kind.TEAM:
        return () if consenting else None
    return tuple(
        side
        for side in Side
        if not any(
            state.people[s.person].side is side and not _by_the_other_side(state, s) for s in consenting
        )
    )


def untaken(state: PartnershipMap) -> tuple[ParticipantId, ...]:
    """Return whoever is named in an action of this version and has not taken or refused it (rule 19)."""
    waiting = {
        owner: None
        for entry in live_joint(state, ACTIONS)
        for owner in entry.details.owners
        if owner not in entry.takes and is_of_version(state, owner)
    }
    return tuple(waiting)


def shut_by(state: PartnershipMap, group: int) -> tuple[Shut, ...]:
    """Return everything that keeps a gate shut; empty when it may open. Nothing else shuts it (rule 19)."""
    return tuple(_reasons(state, group))


def stances_hidden(state: PartnershipMap, group: int) -> bool:
    """Tell whether a stance on this group was taken that others may not see yet (rule 17)."""
    return any(not stance.shown for stance in stances_on(state, group))


def may_be_told(state: PartnershipMap, group: int, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the reasons without those that would tell which stance a hidden one is (rule 17)."""
    hidden = stances_hidden(state, group)
    return tuple(code for code in codes if not (hidden and code in TOLD_BY_STANCES))


def everyone_has_chosen(state: PartnershipMap, group: int) -> bool:
    """Tell whether each present partner took a stance on this group, on whatever wording (rule 17)."""
    chosen = {stance.person for stance in stances_on(state, group)}
    here = present(state)
    return bool(here) and all(person.id in chosen for person in here)


def _reasons(state: PartnershipMap, group: int) -> Iterator[Shut]:
    now = wording(state, group)
    stances = stances_on(state, group)
    steps = state.gates[group].steps
    # An own round that nobody revealed yet is private too, also when nobody wrote: it cannot be passed over.
    if has_private(state, *steps) or (VALUES in steps and waits_for_own_round(state)):
        yield Shut(PRIVATE)
    if any(gate.status is GateStatus.OPEN for gate in state.gates[:group]):
        yield Shut(EARLIER_OPEN)
    current = {stance.person for stance in stances if stance.wording == now}
    if waiting := tuple(p.id for p in present(state) if p.id not in current):
        yield Shut(EVERYONE, waiting)
    sides = missing_sides(state, group)
    if sides is None or sides:
        yield Shut(SIDES, sides=sides or ())
    if objecting := tuple(s.person for s in stances if s.kind is StanceKind.OBJECT):
        yield Shut(OBJECTION, objecting)
    if conditional := tuple(s.person for s in stances if s.kind is StanceKind.PROVISO and is_open(s)):
        yield Shut(PROVISO, conditional)
    if ACTIONS in steps and (named := untaken(state)):
        yield Shut(UNTAKEN, named)


def _by_the_other_side(state: PartnershipMap, stance: Stance) -> bool:
    if stance.hand is None:
        return False
    hand = state.people[stance.hand].side
    return hand is not None and hand is not state.people[stance.person].side
