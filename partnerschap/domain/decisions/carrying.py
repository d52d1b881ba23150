"""Who carries what, what somebody will not do, and what an action asks (METHOD.md, section 4)."""

from dataclasses import replace

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    check_new,
    check_workable,
)
from partnerschap.domain.evolve import with_item
from partnerschap.domain.instrument import ACTIONS, CONDUCT, RELATIONS
from partnerschap.domain.model import Feasible, PersonalLimit, Responsibility
from partnerschap.domain.refusals import Code, refuse
from partnerschap.domain.text import clean, clean_line, problem_with_optional


def choose_responsibility(context: Context, command: cmd.ChooseResponsibility) -> Decision:
    """Say together who carries a task, or take such a line away."""
    known = context.state.responsibilities.get(command.id)
    refused = check_workable(context, RELATIONS)
    if refused:
        return refused
    if command.kind is None:
        return (ev.ResponsibilityDropped(command.id),) if known else refuse(Code.NOT_FOUND, "id")
    task = clean_line(command.task)
    if known is None:
        refused = check_new(context, command.id)
        if any(r.task == task for r in context.state.responsibilities.values()):
            refused = refuse(Code.DUPLICATE, "task")
        if len(context.state.responsibilities) >= limits.LINKS:
            refused = refuse(Code.TOO_LONG, "map")
    chosen = Responsibility(command.id, task, command.kind)
    return refused or problem_with_optional(task, "task") or (ev.ResponsibilityChosen(chosen),)


def state_limit(context: Context, command: cmd.StateLimit) -> Decision:
    """Say what one will do, will not do, and where it stops."""
    limit = PersonalLimit(clean(command.will), clean(command.will_not), clean(command.until))
    return (
        check_workable(context, CONDUCT)
        or problem_with_optional(limit.will, "will")
        or problem_with_optional(limit.will_not, "will_not")
        or problem_with_optional(limit.until, "until")
        or (ev.LimitStated(context.actor.person, limit),)
    )


def mark_feasible(context: Context, command: cmd.MarkFeasible) -> Decision:
    """Answer the three questions about an action: I want it, I can do it, the circumstances are there."""
    entry = context.state.joint.get(command.entry)
    if entry is None or not entry.live:
        return refuse(Code.NOT_FOUND, "entry")
    if entry.place.step != ACTIONS or entry.difference:
        return refuse(Code.INVALID_VALUE, "entry")
    answer = Feasible(command.want, command.can, command.circumstances)
    marked = replace(entry, feasible=with_item(entry.feasible, context.actor.person, answer))
    return (ev.JointWritten(marked),)
