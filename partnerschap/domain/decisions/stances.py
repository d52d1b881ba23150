"""Stances and replies (RULES.md, rules 16 to 18)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.copies import replace
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    check_revealed,
    check_workable,
)
from partnerschap.domain.events import Event
from partnerschap.domain.gates import group_of
from partnerschap.domain.ids import is_fit
from partnerschap.domain.kinds import Phase, StanceKind
from partnerschap.domain.model import Reply, Stance
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, problem_with_optional, says_something

NEEDS_REASON = frozenset({StanceKind.OBJECT, StanceKind.PROVISO})
_WORDING_LENGTH = 64


def take_stance(context: Context, command: cmd.TakeStance) -> Decision:
    """Record where somebody stands on the words they had before them; it replaces their earlier stance."""
    because = clean(command.because)
    refused = _problem_with(context, command, because)
    if refused:
        return refused
    group = group_of(context.state, command.step)
    stance = Stance(
        id=command.id,
        person=context.actor.person,
        group=group,
        kind=command.stance,
        because=because,
        wording=command.wording,
        at=context.now,
        hand=context.actor.hand,
    )
    return (ev.StanceTaken(stance), *_phase(context, group))


def give_reply(context: Context, command: cmd.GiveReply) -> Decision:
    """Answer somebody else's objection or proviso; an answered proviso counts as consent (rule 18)."""
    stance = context.state.stances.get(command.to)
    if stance is None:
        return refuse(Code.NOT_FOUND, "to")
    if stance.person == context.actor.person:
        return refuse(Code.NOT_YOURS, "to")
    if stance.kind not in NEEDS_REASON:
        return refuse(Code.INVALID_VALUE, "to")
    text = clean(command.text)
    if not says_something(text):
        return refuse(Code.REASON_REQUIRED, "text")
    if len(stance.replies) >= limits.REPLIES:
        return refuse(Code.TOO_LONG, "to")
    reply = Reply(context.actor.person, text, context.actor.hand)
    answered = ev.StanceAnswered(replace(stance, replies=(*stance.replies, reply)))
    return problem_with_optional(text, "text") or (answered,)


def show_stances(context: Context, command: cmd.ShowStances) -> Decision:
    """Let the facilitator show the stances of a step before everyone has taken one (rule 17)."""
    refused = check_workable(context, command.step)
    if refused:
        return refused
    group = group_of(context.state, command.step)
    shown = replace(context.state.gates[group], stances_open=True)
    return (ev.GateChanged(group, shown),)


def _problem_with(context: Context, command: cmd.TakeStance, because: str) -> Refusal | None:
    refused = check_workable(context, command.step)
    if refused:
        return refused
    if not is_fit(command.id):
        return refuse(Code.INVALID_VALUE, "id")
    if command.id in context.state.stances:
        return refuse(Code.DUPLICATE, "id")
    if command.stance in NEEDS_REASON and not says_something(because):
        return refuse(Code.REASON_REQUIRED, "because")
    if not (0 < len(command.wording) <= _WORDING_LENGTH and command.wording.isascii()):
        return refuse(Code.INVALID_VALUE, "wording")
    steps = context.state.gates[group_of(context.state, command.step)].steps
    return problem_with_optional(because, "because") or check_revealed(context, *steps)


def _phase(context: Context, group: int) -> tuple[Event, ...]:
    focus = context.state.focus
    if focus.step not in context.state.gates[group].steps or focus.phase is not Phase.NOTE:
        return ()
    return (ev.FocusMoved(replace(focus, phase=Phase.CONSENT)),)
