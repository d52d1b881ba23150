"""Erasing one person from a map: their words go, and only that there was someone stays (docs/data-model.md).

A text that was frozen does not change: it is what the others sign or signed, and the proof of it. Joint text
is the group's, and stays without their name; only where people wrote the name itself, it is still there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from partnerschap.domain.agreement import Concluded, Signature, Withdrawal
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.kinds import Language
from partnerschap.domain.model import Gate, JointEntry, OwnEntry, Participant, PartnershipMap, Review, Stance
from partnerschap.domain.names import told_apart

SOMEBODY: Mapping[Language, str] = {Language.NL: "iemand die wegging", Language.EN: "someone who left"}
"""What is shown in the place of a name."""

K = TypeVar("K")
V = TypeVar("V")


def erased(state: PartnershipMap, person: ParticipantId, instrument: Instrument) -> PartnershipMap:
    """Return the map without this person, who must be on it; doing it again changes nothing."""
    if state.people[person].erased:
        return state
    own = {key: _own(entry, person) for key, entry in state.own.items() if entry.author != person}
    parked = {key: item for key, item in state.parked.items() if item.by != person}
    gone = (state.own.keys() | state.parked.keys()) - own.keys() - parked.keys()
    joint = {
        key: _joint(entry, person, gone)
        for key, entry in state.joint.items()
        if not _is_theirs_alone(entry, person, instrument)
    }
    lost = gone | (state.joint.keys() - joint.keys())
    rest = _Rest(person)
    return replace(
        state,
        people={**state.people, person: _nobody(state, person)},
        focus=replace(
            state.focus,
            begin_with=rest.of(state.focus.begin_with),
            spotlight=""
            if state.focus.spotlight in {*lost, *_stances_of(state, person)}
            else state.focus.spotlight,
        ),
        own=own,
        joint={key: _serving(entry, lost) for key, entry in joint.items()},
        parked=parked,
        told={key: each for key, each in state.told.items() if each.by != person},
        stances={key: _stance(each, person) for key, each in state.stances.items() if each.person != person},
        limits={key: limit for key, limit in state.limits.items() if key != person},
        spectrum={key: mark for key, mark in state.spectrum.items() if key[0] != person},
        gates=tuple(_gate(gate, person) for gate in state.gates),
        signatures=_signatures(state.signatures, person, final=state.final),
        withdrawals=_withdrawals(state.withdrawals, person),
        concluded=tuple(_concluded(version, person) for version in state.concluded),
    )


@dataclass(frozen=True, slots=True)
class _Rest:
    """Everybody but one."""

    person: ParticipantId

    def of(self, people: tuple[ParticipantId, ...]) -> tuple[ParticipantId, ...]:
        return tuple(each for each in people if each != self.person)

    def among(self, found: Mapping[ParticipantId, V]) -> Mapping[ParticipantId, V]:
        return {key: value for key, value in found.items() if key != self.person}


def _nobody(state: PartnershipMap, person: ParticipantId) -> Participant:
    """Return who is left: a place in the order, a side, and no name. Nobody waits for their signature."""
    was, name = state.people[person], SOMEBODY[state.language]
    others = [each for key, each in state.people.items() if key != person]
    return Participant(
        id=person,
        name=name,
        called=told_apart(others, name),
        side=was.side,
        partner=was.partner,
        device=was.device,
        at_table=False,
        removed=True,
        withdrawn=True,
        order=was.order,
        version=was.version,
        erased=True,
    )


def _own(entry: OwnEntry, person: ParticipantId) -> OwnEntry:
    """Return somebody else's own entry without what this person said of it."""
    answer = entry.answer
    if answer is not None and answer.by == person:
        answer = replace(answer, because="")
    return replace(entry, answer=answer, meanings=tuple(each for each in entry.meanings if each.by != person))


def _joint(entry: JointEntry, person: ParticipantId, gone: set[EntryId]) -> JointEntry:
    rest = _Rest(person)
    sources = tuple(each for each in entry.sources if each not in gone)
    return replace(
        entry,
        because="" if person in (entry.people if entry.adopted else (entry.by,)) else entry.because,
        sources=sources,
        people=rest.of(entry.people),
        adopted=entry.adopted and sources == entry.sources,
        details=replace(entry.details, owners=rest.of(entry.details.owners)),
        takes=rest.among(entry.takes),
        respect=rest.of(entry.respect),
        meanings=tuple(each for each in entry.meanings if each.by != person),
        feasible=rest.among(entry.feasible),
        alternatives=tuple(each for each in entry.alternatives if each.by != person),
        review=_review(entry.review, person) if entry.review else None,
        other_reviews=tuple(_review(each, person) for each in entry.other_reviews),
    )


def _review(review: Review, person: ParticipantId) -> Review:
    return replace(review, because="") if review.by == person else review


def _is_theirs_alone(entry: JointEntry, person: ParticipantId, instrument: Instrument) -> bool:
    """Tell whether this is an action that somebody took upon themselves: nobody else can change or do it."""
    return instrument.prompt_at(entry.place).owner == "person" and person in (
        entry.details.owners or (entry.by,)
    )


def _serving(entry: JointEntry, lost: set[EntryId]) -> JointEntry:
    return replace(
        entry,
        details=replace(
            entry.details, serves=tuple(each for each in entry.details.serves if each not in lost)
        ),
    )


def _stances_of(state: PartnershipMap, person: ParticipantId) -> set[str]:
    return {key for key, stance in state.stances.items() if stance.person == person}


def _stance(stance: Stance, person: ParticipantId) -> Stance:
    """Return somebody else's stance without what this person replied to it."""
    return replace(stance, replies=tuple(each for each in stance.replies if each.by != person))


def _gate(gate: Gate, person: ParticipantId) -> Gate:
    """Take away why they opened a step again; why a gate was opened all the same is printed, and stays."""
    return replace(gate, reopened_because=_others_reason(gate, person))


def _others_reason(reopened: Gate | Concluded, person: ParticipantId) -> str:
    """Return why something was opened again, if another said so; where nobody knows who, it may be theirs."""
    return "" if reopened.reopened_by in {person, None} else reopened.reopened_because


def _signatures(
    found: Mapping[ParticipantId, Signature], person: ParticipantId, *, final: bool
) -> Mapping[ParticipantId, Signature]:
    """Keep an answer to a text that became final: the contract tells it. Never why somebody declined."""
    if not final:
        return _Rest(person).among(found)
    return {
        key: replace(signature, because="") if key == person else signature
        for key, signature in found.items()
    }


def _withdrawals(found: tuple[Withdrawal, ...], person: ParticipantId) -> tuple[Withdrawal, ...]:
    return tuple(replace(each, because="") if each.person == person else each for each in found)


def _concluded(version: Concluded, person: ParticipantId) -> Concluded:
    return replace(
        version,
        signatures=_signatures(version.signatures, person, final=version.final),
        withdrawals=_withdrawals(version.withdrawals, person),
        reopened_because=_others_reason(version, person),
    )
