"""Changing and removing words, and what is said about them (RULES.md, rules 6, 8, 11, 12 and 14)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.copies import replace
from partnerschap.domain.decisions import own
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    visible_own,
)
from partnerschap.domain.decisions.rewording import (
    by_this_hand,
    check_changeable,
    check_own_proposal,
    edit_joint,
    edit_removed,
)
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import EntryId, ParticipantId, StanceId, is_fit
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.model import (
    JointEntry,
    Meaning,
    OwnEntry,
    ParkedItem,
)
from partnerschap.domain.names import writing
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, problem_with


def edit(context: Context, command: cmd.Edit) -> Decision:
    """Change an own entry before its reveal, joint words while their step is open, or a parked item."""
    entry = _entry(context, command.entry)
    match entry:
        case None:
            removed = context.state.joint.get(command.entry)
            return edit_removed(context, removed, command) if removed else refuse(Code.NOT_FOUND, "entry")
        case OwnEntry():
            return own.edit(context, entry, command)
        case ParkedItem():
            return _edit_parked(context, entry, command)
        case _:
            return edit_joint(context, entry, command)


def remove(context: Context, command: cmd.Remove) -> Decision:
    """Take away an own entry before its reveal, joint words while their step is open, or a parked item."""
    entry = _entry(context, command.entry)
    match entry:
        case None:
            return refuse(Code.NOT_FOUND, "entry")
        case OwnEntry():
            return own.remove(context, entry)
        case ParkedItem():
            return check_own_proposal(context, entry.by) or (ev.ItemUnparked(entry.id),)
        case _:
            refused = check_changeable(context, entry)
            return refused or (ev.JointRemoved(entry.id, context.actor.person, context.now),)


def respect(context: Context, command: cmd.Respect) -> Decision:
    """Accept a joint value that is not one's own; a second time changes nothing (rule 12)."""
    entry = _joint(context, command.entry)
    if entry is None:
        return refuse(Code.NOT_FOUND, "entry")
    if entry.place.step != VALUES or entry.difference:
        return refuse(Code.INVALID_VALUE, "entry")
    me = context.actor.person
    if me in (entry.people or (entry.by,)):
        return refuse(Code.NOT_YOURS, "entry")
    if me in entry.respect:
        return ()
    return (ev.JointWritten(replace(entry, respect=(*entry.respect, me))),)


def ask_meaning(context: Context, command: cmd.AskMeaning) -> Decision:
    """Ask of a value what one would see happen."""
    entry = _value(context, command.entry)
    if isinstance(entry, Refusal):
        return entry
    return (_rewritten(replace(entry, meaning_asked=True)),)


def give_meaning(context: Context, command: cmd.GiveMeaning) -> Decision:
    """Say what one would see happen if a value came true; each person's meaning stands beside the others'."""
    entry = _value(context, command.entry)
    if isinstance(entry, Refusal):
        return entry
    if not is_fit(command.id):
        return refuse(Code.INVALID_VALUE, "id")
    text = clean(command.text)
    others = tuple(meaning for meaning in entry.meanings if meaning.by != context.actor.person)
    meaning = Meaning(command.id, context.actor.person, text)
    return problem_with(text, "text") or (_rewritten(replace(entry, meanings=(*others, meaning))),)


def answer_action(context: Context, command: cmd.AnswerAction) -> Decision:
    """Take or refuse an action that names one; the last answer counts (rule 14)."""
    entry = _joint(context, command.entry)
    if entry is None:
        return refuse(Code.NOT_FOUND, "entry")
    if context.actor.person not in entry.details.owners:
        return refuse(Code.NOT_YOURS, "entry")
    return (ev.ActionAnswered(entry.id, context.actor.person, command.answer),)


def confirm(context: Context, command: cmd.Confirm) -> Decision:
    """Say that words written for one by another hand are one's own (rule 4)."""
    told = context.state.told.get(EntryId(command.entry))
    if told is not None and not waits_for_own_round(context.state):
        return _confirmed(context, told.by, ev.NoteTold(replace(told, confirmed=True)))
    stance = context.state.stances.get(StanceId(command.entry))
    if stance is not None and (stance.shown or stance.person == context.actor.person):
        confirmed = ev.StanceAnswered(replace(stance, confirmed=True))
        return _confirmed(context, stance.person, confirmed)
    entry = _entry(context, EntryId(command.entry))
    match entry:
        case None:
            return refuse(Code.NOT_FOUND, "entry")
        case OwnEntry():
            return _confirmed(context, entry.author, ev.OwnWritten(replace(entry, confirmed=True)))
        case ParkedItem():
            return _confirmed(context, entry.by, ev.ItemParked(replace(entry, confirmed=True)))
        case _:
            return _confirm_joint(context, entry)


def _confirm_joint(context: Context, entry: JointEntry) -> Decision:
    """Words that were adopted as they stand are confirmed where they were written, by who wrote them."""
    written = writing(context.state, entry)
    confirmed = replace(written, confirmed=True)
    if isinstance(written, OwnEntry):
        return _confirmed(context, written.author, _rewritten(confirmed))
    return _confirmed(context, entry.by, _rewritten(confirmed))


def _entry(context: Context, entry: EntryId) -> OwnEntry | ParkedItem | JointEntry | None:
    return visible_own(context, entry) or context.state.parked.get(entry) or _joint(context, entry)


def _joint(context: Context, entry: EntryId) -> JointEntry | None:
    found = context.state.joint.get(entry)
    return found if found is not None and found.live else None


def _value(context: Context, entry: EntryId) -> OwnEntry | JointEntry | Refusal:
    found = visible_own(context, entry) or _joint(context, entry)
    if found is None:
        return refuse(Code.NOT_FOUND, "entry")
    if isinstance(found, OwnEntry) and not found.open:
        return refuse(Code.NOT_REVEALED, found.place.step)
    if found.place.step != VALUES:
        return refuse(Code.INVALID_VALUE, "entry")
    return found


def _rewritten(entry: OwnEntry | JointEntry) -> ev.OwnWritten | ev.JointWritten:
    return ev.OwnWritten(entry) if isinstance(entry, OwnEntry) else ev.JointWritten(entry)


def _confirmed(context: Context, whose: ParticipantId, event: ev.Event) -> Decision:
    return (event,) if whose == context.actor.person else refuse(Code.NOT_YOURS, "entry")


def _edit_parked(context: Context, item: ParkedItem, command: cmd.Edit) -> Decision:
    text = clean(command.text or "")
    refused = check_own_proposal(context, item.by) or problem_with(text, "text")
    changed = replace(item, text=text, **by_this_hand(context, item.by))
    return refused or (ev.ItemParked(changed),)
