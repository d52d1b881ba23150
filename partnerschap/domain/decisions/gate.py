"""Opening a gate and opening a closed step again (RULES.md, rules 19 to 21)."""

from dataclasses import replace

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.decisions.context import Context, Decision, check_workable
from partnerschap.domain.events import Event
from partnerschap.domain.gates import (
    NEVER_OVERRIDDEN,
    gate_of,
    group_of,
    may_be_told,
    shut_by,
    wording,
)
from partnerschap.domain.kinds import GateStatus, Phase, Screen
from partnerschap.domain.looking_back import is_unchanged
from partnerschap.domain.model import Focus, Override
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, problem_with_optional, says_something


def close(context: Context, command: cmd.Close) -> Decision:
    """Open the gate behind a step when its conditions hold, or with a reason when they may be passed over."""
    reason = None if command.override is None else clean(command.override)
    refused = check_workable(context, command.step)
    if refused:
        return refused
    group = group_of(context.state, command.step)
    if command.wording and command.wording != wording(context.state, group):
        return refuse(Code.GATE_SHUT, "wording")
    failed = tuple(shut.code for shut in shut_by(context.state, group))
    if NEVER_OVERRIDDEN.intersection(failed) or (failed and reason is None):
        return refuse(Code.GATE_SHUT, *may_be_told(context.state, group, failed))
    override = None
    if failed and reason is not None:
        refused = _problem_with_reason(reason, "override")
        if refused:
            return refused
        override = Override(reason, failed, context.actor.person)
    closed = replace(
        context.state.gates[group],
        status=GateStatus.CLOSED,
        override=override,
        reopened_because="",
        reopened_by=None,
        stances_open=False,
    )
    return (ev.GateChanged(group, closed), *_go_on(context, group))


def reopen_step(context: Context, command: cmd.ReopenStep) -> Decision:
    """Open a closed step again with a reason; only its own gate shuts (rule 21)."""
    if context.instrument.step(command.step) is None:
        return refuse(Code.INVALID_VALUE, "step")
    gate = gate_of(context.state, command.step)
    if gate.status is GateStatus.AHEAD:
        return refuse(Code.NOT_REACHED, command.step)
    if gate.status is GateStatus.OPEN:
        return refuse(Code.DUPLICATE, command.step)
    reason = clean(command.because)
    refused = _problem_with_reason(reason, "because")
    reopened = replace(
        gate, status=GateStatus.OPEN, reopened_because=reason, reopened_by=context.actor.person
    )
    return refused or (
        ev.GateChanged(group_of(context.state, command.step), reopened),
        ev.FocusMoved(Focus(command.step, Phase.NOTE, Screen.MAP)),
    )


def _go_on(context: Context, closed: int) -> tuple[Event, ...]:
    gates = context.state.gates
    following: tuple[Event, ...] = ()
    if closed + 1 < len(gates) and gates[closed + 1].status is GateStatus.AHEAD:
        following = (ev.GateChanged(closed + 1, replace(gates[closed + 1], status=GateStatus.OPEN)),)
    still_open = [
        index
        for index, gate in enumerate(gates)
        if index != closed and (gate.status is GateStatus.OPEN or (following and index == closed + 1))
    ]
    if not still_open:
        return (
            *following,
            ev.FocusMoved(Focus(gates[-1].steps[-1], Phase.TERMS, Screen.MAP)),
        )
    return (
        *following,
        ev.FocusMoved(Focus(gates[still_open[0]].steps[0], _begins_with(context, still_open[0]), Screen.MAP)),
    )


def _begins_with(context: Context, group: int) -> Phase:
    """In a review the words of a step are there already: to talk about, or only to agree to again."""
    if context.state.version == 1:
        return Phase.WRITE
    return Phase.CONSENT if is_unchanged(context.state, group) else Phase.NOTE


def _problem_with_reason(reason: str, field: str) -> Refusal | None:
    if not says_something(reason):
        return refuse(Code.REASON_REQUIRED, field)
    return problem_with_optional(reason, field)
