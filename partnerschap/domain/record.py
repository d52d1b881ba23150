"""Everything that a map holds about one person, for that person alone; of others nothing is in it.

Who came by a new link does not get what was private before it: that link may be in a wrong hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from partnerschap.domain import agreement
from partnerschap.domain import events as ev
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import (
    JointEntry,
    OwnEntry,
    ParkedItem,
    Participant,
    PartnershipMap,
    Stance,
    Told,
)
from partnerschap.domain.record_shapes import SCHEMA, Answer, Done, Joined, Mark, Named, Record, Said, Who


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal that is theirs; without events where the words were erased."""

    seq: int
    act: str
    at: datetime
    events: tuple[ev.Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Traces:
    """What stands beside the state: the journal's lines of theirs, and when a device or a link was given."""

    lines: tuple[Line, ...] = ()
    seats: tuple[datetime, ...] = ()
    links: tuple[datetime, ...] = ()


def record(state: PartnershipMap, person: ParticipantId, now: datetime, traces: Traces) -> Record:
    """Return all that the map holds about somebody on it, as far as this person's device may show it."""
    me = state.people[person]
    own = [entry for entry in state.own.values() if entry.author == person]
    stances = [stance for stance in state.stances.values() if stance.person == person]
    shown = [entry for entry in own if entry.open or _on_this_device(me, entry.at)]
    told = [stance for stance in stances if stance.shown or _on_this_device(me, stance.at)]
    marks = [
        Mark(step, version, mark.now, mark.wished)
        for (who, step, version), mark in state.spectrum.items()
        if who == person
    ]
    kept_marks = marks if me.blank_since is None else []
    limit = state.limits.get(person)
    limits = (limit.will, limit.will_not, limit.until) if limit else None
    words = (
        *map(_own, shown),
        *(_stance(state, each) for each in told),
        *_of_others(state, person),
        *_beside(state, person),
    )
    joint = tuple(_joined(state, person))
    known = {(said.kind, said.text) for said in words} | {
        ("joint", text) for each in joint for text in each.texts
    }
    known |= {("limit", text) for text in limits or ()}
    return Record(
        schema=SCHEMA,
        map=state.id,
        title=state.title,
        subject=state.subject,
        made_at=now.isoformat(),
        person=_who(me),
        words=words,
        joint=joint,
        limits=limits,
        spectrum=tuple(kept_marks),
        earlier=tuple(
            said
            for said in dict.fromkeys(_earlier(traces.lines, me, state))
            if said.text and (said.kind, said.text) not in known
        ),
        answers=tuple(_answers(state, person)),
        named_in=tuple(_named_in(state, person)),
        acts=tuple(Done(line.seq, line.act, line.at.isoformat()) for line in traces.lines),
        seats=tuple(each.isoformat() for each in traces.seats),
        links=tuple(each.isoformat() for each in traces.links),
        left_out=len(own) + len(stances) + len(marks) - len(shown) - len(told) - len(kept_marks),
    )


def _on_this_device(me: Participant, at: datetime) -> bool:
    return me.blank_since is None or at > me.blank_since


def _who(me: Participant) -> Who:
    return Who(
        id=me.id,
        name=me.name,
        called=me.called,
        side=me.side.value if me.side else "",
        role=me.role,
        organisation=me.organisation,
        facilitator=me.facilitator,
        partner=me.partner,
        device=me.device,
        at_table=me.at_table,
        absent=me.absent,
        withdrawn=me.withdrawn,
    )


def _own(entry: OwnEntry) -> Said:
    return Said(
        kind="own",
        text=entry.text,
        because=entry.because,
        meaning=entry.meaning,
        step=entry.place.step,
        prompt=entry.place.prompt,
        at=entry.at.isoformat(),
        version=entry.version,
        open=entry.open,
        helped=entry.hand is not None,
    )


def _stance(state: PartnershipMap, stance: Stance) -> Said:
    return Said(
        kind=f"stance:{stance.kind.value}",
        text=stance.because,
        step=state.gates[stance.group].steps[0],
        at=stance.at.isoformat(),
        version=state.version,
        open=stance.shown,
        helped=stance.hand is not None,
    )


def _of_others(state: PartnershipMap, person: ParticipantId) -> Iterable[Said]:
    """Yield what they said of entries, and beside them."""
    for own in state.own.values():
        if own.answer is not None and own.answer.by == person:
            yield Said(f"answer:{own.answer.kind.value}", own.answer.because, about=own.id)
        yield from _meanings(own, person)
    for joint in state.joint.values():
        yield from _meanings(joint, person)
        for each in joint.alternatives:
            if each.by == person:
                yield Said("alternative", each.text, about=joint.id, at=each.at.isoformat())
        for review in joint.reviews:
            if review.by == person:
                kind = f"review:{review.verdict.value}:{review.next.value}"
                yield Said(kind, review.because, about=joint.id, version=state.version)


def _meanings(entry: OwnEntry | JointEntry, person: ParticipantId) -> Iterable[Said]:
    return (Said("meaning", each.text, about=entry.id) for each in entry.meanings if each.by == person)


def _beside(state: PartnershipMap, person: ParticipantId) -> Iterable[Said]:
    """Yield what they said that stands at no entry."""
    yield from (_parked(item) for item in state.parked.values() if item.by == person)
    yield from (_told(told) for told in state.told.values() if told.by == person)
    for stance in state.stances.values():
        yield from (Said("reply", each.text, about=stance.id) for each in stance.replies if each.by == person)
    for gate in state.gates:
        if gate.override is not None and gate.override.by == person:
            yield Said("override", gate.override.reason, step=gate.steps[0])
    yield from _reopened(state, person)
    if state.terms is not None and state.terms.by == person:
        for text in filter(
            None, (state.terms.non_compliance, state.terms.guardian, state.terms.confidentiality)
        ):
            yield Said("terms", text, version=state.terms.version)


def _reopened(state: PartnershipMap, person: ParticipantId) -> Iterable[Said]:
    """Yield why they opened a version or a step again."""
    for former in state.concluded:
        if former.reopened_by == person:
            yield Said("reopened", former.reopened_because, version=former.version)
    for gate in state.gates:
        if gate.reopened_by == person:
            yield Said("reopened", gate.reopened_because, step=gate.steps[0], version=state.version)


def _parked(item: ParkedItem) -> Said:
    return Said("parked", item.text, at=item.at.isoformat(), helped=item.hand is not None)


def _told(told: Told) -> Said:
    about, at = told.about or "", told.at.isoformat()
    return Said(f"told:{told.kind.value}", told.text, about=about, at=at, version=told.version)


def _earlier(lines: Iterable[Line], me: Participant, state: PartnershipMap) -> Iterable[Said]:
    """Yield what they wrote in acts of before, as the journal has it."""
    for line in lines:
        if _on_this_device(me, line.at):
            for event in line.events:
                yield from _wrote(event, line.at.isoformat(), me, state)


def _wrote(event: ev.Event, at: str, me: Participant, state: PartnershipMap) -> Iterable[Said]:
    match event:
        case ev.OwnWritten(entry) if entry.author == me.id:
            yield _own(entry)
        case ev.StanceTaken(stance) if stance.person == me.id:
            yield _stance(state, stance)
        case ev.ItemParked(item) if item.by == me.id:
            yield _parked(item)
        case ev.NoteTold(told) if told.by == me.id:
            yield _told(told)
        case ev.LimitStated(person, limit) if person == me.id:
            yield from (Said("limit", text, at=at) for text in (limit.will, limit.will_not, limit.until))
        case ev.JointWritten(joint) if joint.by == me.id:
            yield from (Said("joint", text, joint.because, about=joint.id, at=at) for text in joint.texts)


def _joined(state: PartnershipMap, person: ParticipantId) -> Iterable[Joined]:
    for entry in state.joint.values():
        if ties := tuple(_ties(entry, person)):
            because = entry.because if entry.by == person else ""
            texts = entry.texts or (entry.change.before if entry.change else ())
            yield Joined(entry.id, texts, entry.place.step, entry.place.prompt, ties, because)


def _ties(entry: JointEntry, person: ParticipantId) -> Iterable[str]:
    tied: Mapping[str, bool] = {
        "wrote": entry.by == person,
        "source": person in entry.people,
        "respects": person in entry.respect,
        "owner": person in entry.details.owners,
        "changed": entry.change is not None and entry.change.by == person,
        "feasible": person in entry.feasible,
    }
    yield from (tie for tie, holds in tied.items() if holds)
    if person in entry.takes:
        yield entry.takes[person].value


def _versions(state: PartnershipMap) -> Iterable[agreement.Concluded]:
    yield from state.concluded
    if state.frozen is not None:
        yield agreement.Concluded(
            state.version, state.final, state.frozen, state.signatures, state.withdrawals
        )


def _answers(state: PartnershipMap, person: ParticipantId) -> Iterable[Answer]:
    for version in _versions(state):
        signature = version.signatures.get(person)
        if signature is not None:
            yield Answer(
                version=version.version,
                answer="signed" if signature.signed else "declined",
                at=signature.at.isoformat(),
                method=signature.method.value if signature.method else "",
                typed=signature.typed,
                strokes=signature.strokes,
                because=signature.because,
            )
        for each in version.withdrawals:
            if each.person == person:
                yield Answer(version.version, "withdrew", each.at.isoformat(), because=each.because)


def _named_in(state: PartnershipMap, person: ParticipantId) -> Iterable[Named]:
    for version in _versions(state):
        for party in version.frozen.content["parties"]:
            if party["id"] == person:
                limits = party["limits"] or {"will": "", "will_not": "", "until": ""}
                yield Named(
                    version=version.version,
                    final=version.final,
                    hash=version.frozen.hash,
                    role=party["role"],
                    organisation=party["organisation"],
                    **limits,
                )
