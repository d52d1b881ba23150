"""Opening a version again and looking back on its lines (RULES.md, rules 28 and 30 to 33)."""

from dataclasses import replace

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.decisions.context import Context, Decision
from partnerschap.domain.decisions.details import MINE, first_takes, owner_kind, with_owner
from partnerschap.domain.gates import gate_of, waits_for_own_round
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.kinds import GateStatus, Next, Verdict
from partnerschap.domain.model import Change, JointEntry, Review
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import (
    clean,
    problem_with,
    problem_with_optional,
    says_something,
)


def reopen(context: Context, command: cmd.Reopen) -> Decision:
    """Begin the next version out of a frozen one; the former never changes (rules 28 and 30)."""
    if context.state.frozen is None:
        return refuse(Code.NOT_FROZEN)
    because = clean(command.because)
    if not says_something(because):
        return refuse(Code.REASON_REQUIRED, "because")
    refused = problem_with_optional(because, "because")
    return refused or (ev.VersionReopened(context.actor.person, because),)


def give_review(context: Context, command: cmd.GiveReview) -> Decision:
    """Say of an earlier line whether it works, and keep, change or drop it (rule 32)."""
    state = context.state
    if state.version == 1:
        return refuse(Code.FIRST_VERSION)
    entry = state.joint.get(command.entry)
    if entry is None or not entry.texts or entry.since == state.version:
        return refuse(Code.NOT_FOUND, "entry")
    if waits_for_own_round(state):
        return refuse(Code.NOT_REVEALED, VALUES)
    because, text = clean(command.because), clean(command.text or "")
    refused = _problem_with(context, entry, command, because, text)
    if refused:
        return refused
    review = Review(command.verdict, command.next, because, context.actor.person)
    others = tuple(each for each in entry.reviews if each.by != context.actor.person)
    reviewed = replace(entry, review=review, other_reviews=others)
    if command.next is Next.CHANGE:
        reviewed = _changed(context, reviewed, text)
    return (ev.JointWritten(reviewed),)


def _problem_with(
    context: Context,
    entry: JointEntry,
    command: cmd.GiveReview,
    because: str,
    text: str,
) -> Refusal | None:
    if command.verdict is Verdict.STUCK and not says_something(because):
        return refuse(Code.REASON_REQUIRED, "because")
    refused = problem_with_optional(because, "because")
    if command.next is Next.CHANGE:
        refused = refused or problem_with(text, "text")
    changes_words = command.next is not Next.KEEP or not entry.live
    if refused or not changes_words:
        return refused
    if gate_of(context.state, entry.place.step).status is GateStatus.CLOSED:
        return refuse(Code.STEP_CLOSED, entry.place.step)
    mine = owner_kind(context, entry.place) == MINE and not entry.difference
    if mine and context.actor.person not in entry.details.owners:
        return refuse(Code.NOT_YOURS, "entry")
    return None


def _changed(context: Context, entry: JointEntry, text: str) -> JointEntry:
    """A changed point of difference is one wording now; a changed 'ours' is taken again by the others."""
    if entry.texts == (text,):
        return entry  # the same words once more, with another reason
    me = context.actor.person
    changed = replace(
        entry,
        texts=(text,),
        difference=False,
        change=Change(me, context.now, entry.texts),
        details=with_owner(context, entry.place, entry.details, me),
    )
    return replace(changed, takes=first_takes(changed.details, me))
