"""Joining, leaving, being absent, and the facilitator's role (RULES.md, rules 1 to 4)."""

from dataclasses import replace

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.brought_people import is_waiting
from partnerschap.domain.contract import is_party
from partnerschap.domain.decisions.context import Context, Decision
from partnerschap.domain.ids import is_fit
from partnerschap.domain.kinds import Kind, Side
from partnerschap.domain.model import Focus, Participant, PartnershipMap
from partnerschap.domain.names import called_after, is_taken, told_apart
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import (
    clean_line,
    folded,
    problem_with,
    problem_with_optional,
    says_something,
)


def join(context: Context, command: cmd.Join) -> Decision:
    """Seat somebody, or seat them again after they left; their earlier stances and words are still theirs."""
    known = context.state.people.get(command.id)
    if known is not None and is_waiting(context.state, known):
        return _come_in(context, command, known)
    if known is not None:
        return _seat_again(context.state, known)
    if not is_fit(command.id):
        return refuse(Code.INVALID_VALUE, "id")
    name = clean_line(command.name)
    called = clean_line(command.called)
    refused = _problem_with_labels(command, name, called) or _problem_with_seat(context, command, name)
    if refused:
        return refused
    person = Participant(
        id=command.id,
        name=name,
        called=told_apart(
            context.state.people.values(), called if says_something(called) else called_after(name)
        ),
        side=command.side,
        partner=_is_partner(command),
        role=clean_line(command.role),
        organisation=clean_line(command.organisation),
        facilitator=command.facilitator,
        device=command.device,
        order=len(context.state.people),
        version=context.state.version,
    )
    return (ev.PersonChanged(person),)


def _come_in(context: Context, command: cmd.Join, known: Participant) -> Decision:
    """Seat somebody who came along in a contract: what they say of themselves now holds."""
    name = clean_line(command.name)
    refused = _problem_with_labels(command, name, "") or _problem_with_seat(context, command, name)
    if refused:
        return refused
    here = replace(
        known,
        side=command.side,
        partner=_is_partner(command),
        role=clean_line(command.role),
        organisation=clean_line(command.organisation),
        facilitator=command.facilitator,
        device=command.device,
        at_table=True,
        version=context.state.version,
    )
    return (ev.PersonChanged(here),)


def introduce(context: Context, command: cmd.Introduce) -> Decision:
    """Say anew who one is: a new role, another organisation, a name that was misspelled (METHOD.md, 5)."""
    me, name = context.me, clean_line(command.name)
    refused = _problem_with_labels(command, name, "") or _problem_with_side(
        context.state, command.side, partner=me.partner
    )
    if refused:
        return refused
    others = [person for person in context.state.people.values() if person.id != me.id]
    if any(person.at_table and folded(person.name) == folded(name) for person in others):
        return refuse(Code.DUPLICATE, "name")
    called = me.called if folded(name) == folded(me.name) else told_apart(others, called_after(name))
    known = replace(
        me,
        name=name,
        called=called,
        side=command.side,
        role=clean_line(command.role),
        organisation=clean_line(command.organisation),
    )
    return (ev.PersonChanged(known),)


def leave(context: Context, _command: cmd.Leave) -> Decision:
    """Let somebody leave the table; what they said and chose stands."""
    return (ev.PersonChanged(replace(context.me, at_table=False, absent=False)),)


def mark_absent(context: Context, command: cmd.MarkAbsent) -> Decision:
    """Mark somebody absent, visibly; everyone may say of themselves that they are back."""
    says_own_return = command.person == context.actor.person and not command.absent
    if not context.me.facilitator and not says_own_return:
        return refuse(Code.FACILITATOR_ONLY)
    person = _seated(context.state, command.person)
    if person is None:
        return refuse(Code.NOT_FOUND, "person")
    return (ev.PersonChanged(replace(person, absent=command.absent)),)


def remove_person(context: Context, command: cmd.RemovePerson) -> Decision:
    """Take a stranger or a double off the map, not somebody whom the frozen text names (rules 24 and 26)."""
    person = context.state.people.get(command.person)
    if person is None or person.removed:
        return refuse(Code.NOT_FOUND, "person")
    if person.id == context.actor.person:
        return refuse(Code.INVALID_VALUE, "person")
    if context.state.frozen is not None and is_party(context.state.frozen, person.id):
        return refuse(Code.FROZEN, "person")
    return (ev.PersonRemoved(person.id),)


def bring_back(context: Context, command: cmd.BringBack) -> Decision:
    """Let somebody go on by a new link, which opens blank: earlier private text stays unreadable."""
    person = context.state.people.get(command.person)
    if person is None or person.removed or not person.device:
        return refuse(Code.NOT_FOUND, "person")
    back = replace(
        person,
        at_table=True,
        absent=False,
        blank_since=context.now,
        withdrawn=person.withdrawn and person.at_table,
        version=context.state.version,
    )
    return (ev.PersonChanged(back),)


def hand_over(context: Context, command: cmd.HandOver) -> Decision:
    """Give the role of facilitator, or lay down one's own when another holds it too."""
    person = _seated(context.state, command.person)
    if person is None:
        return refuse(Code.NOT_FOUND, "person")
    if not person.device:
        return refuse(Code.INVALID_VALUE, "person")
    others = [p for p in context.state.people.values() if p.facilitator and p.at_table and p.id != person.id]
    if not command.gives and (person.id != context.actor.person or not others):
        return refuse(Code.INVALID_VALUE, "person")
    return (ev.PersonChanged(replace(person, facilitator=command.gives)),)


def move_focus(context: Context, command: cmd.MoveFocus) -> Decision:
    """Move what the projector shows; the phases guide and forbid nothing."""
    if context.instrument.step(command.step) is None:
        return refuse(Code.INVALID_VALUE, "step")
    if any(p not in context.state.people for p in command.begin_with):
        return refuse(Code.NOT_FOUND, "begin_with")
    known: set[str] = {*context.state.stances}
    known.update(e.id for e in context.state.joint.values() if e.live)
    known.update(e.id for e in context.state.own.values() if e.open)
    if command.spotlight and command.spotlight not in known:
        return refuse(Code.NOT_FOUND, "spotlight")
    focus = Focus(
        command.step,
        command.phase,
        command.screen,
        command.spotlight,
        tuple(dict.fromkeys(command.begin_with)),
    )
    return (ev.FocusMoved(focus),)


def pause(_context: Context, command: cmd.Pause) -> Decision:
    """Say that the group pauses or goes on; it forbids nothing."""
    return (ev.PauseSet(command.paused),)


def keep(context: Context, command: cmd.Keep) -> Decision:
    """Let the term begin anew; its length is the facilitator's to choose, and the operator bounds it."""
    if command.months is None:
        return ()
    if not context.me.facilitator:
        return refuse(Code.FACILITATOR_ONLY)
    if not 1 <= command.months <= limits.KEEP_MONTHS:
        return refuse(Code.INVALID_VALUE, "months")
    return (ev.TermChosen(command.months),)


def _seat_again(state: PartnershipMap, known: Participant) -> Decision:
    if known.at_table:
        return refuse(Code.DUPLICATE, "id")
    if known.removed:
        return refuse(Code.NOT_JOINED)
    back = replace(known, at_table=True, absent=False, withdrawn=False, version=state.version)
    return (ev.PersonChanged(back),)


def _is_partner(command: cmd.Join) -> bool:
    """A facilitator without a side is no partner (rule 2)."""
    return command.takes_part and not (command.facilitator and command.side is None)


def _problem_with_labels(command: cmd.Join | cmd.Introduce, name: str, called: str) -> Refusal | None:
    return (
        problem_with(name, "name", limit=limits.NAME)
        or problem_with_optional(called, "called", limit=limits.NAME)
        or problem_with_optional(clean_line(command.role), "role")
        or problem_with_optional(clean_line(command.organisation), "organisation")
    )


def _problem_with_seat(context: Context, command: cmd.Join, name: str) -> Refusal | None:
    state = context.state
    if refused := _problem_with_side(state, command.side, partner=_is_partner(command)):
        return refused
    if command.device != (context.actor.hand is None):
        return refuse(Code.INVALID_VALUE, "device")
    if is_taken(state, name):
        return refuse(Code.DUPLICATE, "name")
    if sum(not person.removed for person in state.people.values()) >= limits.PARTICIPANTS:
        return refuse(Code.TOO_LONG, "people")
    return None


def _problem_with_side(state: PartnershipMap, side: Side | None, *, partner: bool) -> Refusal | None:
    lacks_side = state.kind is Kind.PARTNERSHIP and partner and side is None
    return refuse(Code.INVALID_VALUE, "side") if lacks_side or (not partner and side is not None) else None


def _seated(state: PartnershipMap, person: str) -> Participant | None:
    return next((p for p in state.people.values() if p.id == person and p.at_table), None)
