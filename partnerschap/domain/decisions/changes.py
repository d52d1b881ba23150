"""Changing and removing words, and what is said about them (RULES.md, rules 6, 8, 11, 12 and 14)."""

from dataclasses import replace
from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.decisions import own
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    check_workable,
    visible_own,
)
from partnerschap.domain.decisions.details import (
    MINE,
    check_details,
    fitting,
    is_value_or_condition,
    owner_kind,
    tidied,
    with_owner,
)
from partnerschap.domain.decisions.joint import problem_with_wordings
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import EntryId, ParticipantId, StanceId, is_fit
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.kinds import Take
from partnerschap.domain.model import (
    Change,
    Details,
    DetailsChange,
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
            return refuse(Code.NOT_FOUND, "entry")
        case OwnEntry():
            return own.edit(context, entry, command)
        case ParkedItem():
            return _edit_parked(context, entry, command)
        case _:
            return _edit_joint(context, entry, command)


def remove(context: Context, command: cmd.Remove) -> Decision:
    """Take away an own entry before its reveal, joint words while their step is open, or a parked item."""
    entry = _entry(context, command.entry)
    match entry:
        case None:
            return refuse(Code.NOT_FOUND, "entry")
        case OwnEntry():
            return own.remove(context, entry)
        case ParkedItem():
            return _check_own_proposal(context, entry.by) or (ev.ItemUnparked(entry.id),)
        case _:
            refused = _check_changeable(context, entry)
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


def _check_own_proposal(context: Context, by: ParticipantId) -> Refusal | None:
    if not context.me.partner and by != context.actor.person:
        return refuse(Code.NOT_YOURS, "entry")
    return None


def _check_changeable(context: Context, entry: JointEntry) -> Refusal | None:
    refused = check_workable(context, entry.place.step) or _check_own_proposal(context, entry.by)
    if refused:
        return refused
    if entry.place.step == VALUES and waits_for_own_round(context.state):
        return refuse(Code.NOT_REVEALED, VALUES)
    mine = owner_kind(context, entry.place) == MINE
    if mine and not entry.difference and context.actor.person not in entry.details.owners:
        return refuse(Code.NOT_YOURS, "entry")
    return None


def _edit_parked(context: Context, item: ParkedItem, command: cmd.Edit) -> Decision:
    text = clean(command.text or "")
    refused = _check_own_proposal(context, item.by) or problem_with(text, "text")
    changed = replace(item, text=text, **_by_this_hand(context, item.by))
    return refused or (ev.ItemParked(changed),)


def _edit_joint(context: Context, entry: JointEntry, command: cmd.Edit) -> Decision:
    refused = _check_changeable(context, entry)
    if refused:
        return refused
    texts = _new_texts(entry, command)
    if isinstance(texts, Refusal):
        return texts
    changed = replace(entry, texts=texts)
    if command.details is not None:
        if entry.difference:
            return refuse(Code.INVALID_VALUE, "details")
        details = _new_details(context, entry, command.details)
        if isinstance(details, Refusal):
            return details
        changed = replace(changed, details=details, takes=_takes(context, entry, details))
    if changed == entry:
        return ()
    change = Change(context.actor.person, context.now, entry.texts)
    return (ev.JointWritten(replace(changed, change=change, **_by_this_hand(context, entry.by))),)


def _by_this_hand(context: Context, by: ParticipantId) -> dict[str, Any]:
    """Words that somebody writes anew are by the hand of this act, and are to be confirmed again (rule 4)."""
    mine = by == context.actor.person
    return {"hand": context.actor.hand, "confirmed": False} if mine else {}


def _new_details(context: Context, entry: JointEntry, change: DetailsChange) -> Details | Refusal:
    """Return the changed details; what an untouched part names and is gone meanwhile goes silently."""
    joint, people = context.state.joint, context.state.people
    kept = replace(
        entry.details,
        serves=tuple(e for e in entry.details.serves if e in joint and is_value_or_condition(joint[e])),
        owners=tuple(p for p in entry.details.owners if not people[p].removed),
    )
    me = context.actor.person
    details = with_owner(context, entry.place, tidied(change.applied_to(kept)), me)
    return check_details(context, entry.place, details, me) or fitting(context, entry.place, details)


def _new_texts(entry: JointEntry, command: cmd.Edit) -> tuple[str, ...] | Refusal:
    if command.text is not None and command.texts is not None:
        return refuse(Code.INVALID_VALUE, "text")
    if command.texts is not None:
        texts = tuple(map(clean, command.texts))
        return (
            refuse(Code.INVALID_VALUE, "texts")
            if not entry.difference
            else problem_with_wordings(texts) or texts
        )
    if command.text is not None:
        text = clean(command.text)
        return (
            refuse(Code.INVALID_VALUE, "text") if entry.difference else problem_with(text, "text") or (text,)
        )
    return entry.texts


def _takes(context: Context, entry: JointEntry, details: Details) -> dict[ParticipantId, Take]:
    """Who names themselves has taken it; who was named and has not answered yet still has to (rule 14)."""
    takes = {person: take for person, take in entry.takes.items() if person in details.owners}
    me = context.actor.person
    if me in details.owners and me not in entry.details.owners:
        takes[me] = Take.TAKEN
    return takes
