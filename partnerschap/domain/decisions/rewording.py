"""Changing joint words: who may, and what becomes of words that somebody else changed meanwhile."""

from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.copies import replace
from partnerschap.domain.decisions.context import Context, Decision, check_workable
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
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.kinds import Take
from partnerschap.domain.merge import merge
from partnerschap.domain.model import Alternative, Change, Details, DetailsChange, JointEntry
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, problem_with


def edit_joint(context: Context, entry: JointEntry, command: cmd.Edit) -> Decision:
    """Change a joint wording; what cannot be joined with a change made meanwhile stands beside it."""
    texts = check_changeable(context, entry) or _new_texts(entry, command)
    changed = texts if isinstance(texts, Refusal) else _joined(context, entry, texts, command.base)
    if not isinstance(changed, Refusal) and command.details is not None:
        changed = _with_details(context, entry, changed, command.details)
    if isinstance(changed, Refusal):
        return changed
    as_it_was = changed.change is entry.change and changed == entry
    return () if as_it_was else (ev.JointWritten(changed),)


def edit_removed(context: Context, entry: JointEntry, command: cmd.Edit) -> Decision:
    """Keep the words of who was changing what somebody else took away; taken, they bring the entry back."""
    if entry.texts or command.text is None or command.base is None:
        return refuse(Code.NOT_FOUND, "entry")
    text = clean(command.text)
    refused = check_changeable(context, entry) or problem_with(text, "text")
    if refused:
        return refused
    if command.base:
        kept = _with_alternatives(context, entry, (text,))
        return kept if isinstance(kept, Refusal) else (ev.JointWritten(kept),)
    if all(text != each.text for each in entry.alternatives):
        return refuse(Code.NOT_FOUND, "entry")
    change = Change(context.actor.person, context.now, ())
    return (ev.JointWritten(replace(_without(entry, (text,)), texts=(text,), change=change)),)


def drop_alternative(context: Context, command: cmd.DropAlternative) -> Decision:
    """Let go of a wording that stands beside a joint text."""
    entry = context.state.joint.get(command.entry)
    if entry is None or all(command.text != each.text for each in entry.alternatives):
        return refuse(Code.NOT_FOUND, "entry")
    refused = check_changeable(context, entry)
    return refused or (ev.JointWritten(_without(entry, (command.text,))),)


def _joined(
    context: Context, entry: JointEntry, texts: tuple[str, ...], base: tuple[str, ...] | None
) -> JointEntry | Refusal:
    """Return the entry with these texts and what others changed since `base`, or with them beside it."""
    if base is None or base == entry.texts:
        joined: list[str | None] = list(texts)
    elif len(base) == len(texts) == len(entry.texts):
        merged = [merge(*three) for three in zip(base, texts, entry.texts, strict=True)]
        joined = [None if text is None or problem_with(text, "text") else text for text in merged]
    else:
        joined = [None] * len(texts)
    if None in joined:
        return _with_alternatives(context, entry, texts)
    now = tuple([text for text in joined if text is not None])
    if now == entry.texts:
        return _without(entry, now)
    return _without(replace(entry, texts=now, **_said_anew(context, entry)), now)


def _said_anew(context: Context, entry: JointEntry) -> dict[str, Any]:
    change = Change(context.actor.person, context.now, entry.texts)
    return {"change": change, **by_this_hand(context, entry.by)}


def _without(entry: JointEntry, texts: tuple[str, ...]) -> JointEntry:
    if not entry.alternatives:
        return entry
    return replace(entry, alternatives=tuple(a for a in entry.alternatives if a.text not in texts))


def _with_alternatives(context: Context, entry: JointEntry, texts: tuple[str, ...]) -> JointEntry | Refusal:
    standing = {*entry.texts, *(each.text for each in entry.alternatives)}
    me, hand = context.actor.person, context.actor.hand
    added = tuple(Alternative(text, me, context.now, hand) for text in texts if text not in standing)
    if len(entry.alternatives) + len(added) > limits.ALTERNATIVES:
        return refuse(Code.TOO_LONG, "entry")
    return replace(entry, alternatives=(*entry.alternatives, *added))


def check_changeable(context: Context, entry: JointEntry) -> Refusal | None:
    """Refuse who may not change or remove these words now (rules 10, 11 and 31)."""
    refused = check_workable(context, entry.place.step) or check_own_proposal(context, entry.by)
    if refused:
        return refused
    if entry.place.step == VALUES and waits_for_own_round(context.state):
        return refuse(Code.NOT_REVEALED, VALUES)
    mine = owner_kind(context, entry.place) == MINE
    if mine and not entry.difference and context.actor.person not in entry.details.owners:
        return refuse(Code.NOT_YOURS, "entry")
    return None


def check_own_proposal(context: Context, by: ParticipantId) -> Refusal | None:
    """Refuse a facilitator who is no partner and did not propose this (rule 11)."""
    if not context.me.partner and by != context.actor.person:
        return refuse(Code.NOT_YOURS, "entry")
    return None


def by_this_hand(context: Context, by: ParticipantId) -> dict[str, Any]:
    """Words that somebody writes anew are by the hand of this act, and are to be confirmed again (rule 4)."""
    mine = by == context.actor.person
    return {"hand": context.actor.hand, "confirmed": False} if mine else {}


def _with_details(
    context: Context, entry: JointEntry, changed: JointEntry, change: DetailsChange
) -> JointEntry | Refusal:
    if entry.difference:
        return refuse(Code.INVALID_VALUE, "details")
    details = _new_details(context, entry, change)
    if isinstance(details, Refusal):
        return details
    anew = {} if details == entry.details else _said_anew(context, entry)
    return replace(changed, details=details, takes=_takes(context, entry, details), **anew)


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
