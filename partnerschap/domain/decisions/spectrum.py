"""Private marks on the participation spectrum, and when their spread is shown (METHOD.md, section 6)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import lenses
from partnerschap.domain.decisions.context import Context, Decision
from partnerschap.domain.evolve import evolve
from partnerschap.domain.gates import gate_of, waits_for_own_round
from partnerschap.domain.ids import StepKey
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.kinds import GateStatus
from partnerschap.domain.model import PartnershipMap, SpectrumMark
from partnerschap.domain.refusals import Code, Refusal, refuse


def mark_spectrum(context: Context, command: cmd.MarkSpectrum) -> Decision:
    """Mark, for oneself, where participation stands and where one wishes it (rule 34).

    When everyone present has marked, the spread is shown.
    """
    refused = _check_reached(context, command.step)
    if refused:
        return refused
    for value, field in ((command.now, "now"), (command.wished, "wished")):
        if value not in lenses.RUNGS:
            return refuse(Code.INVALID_VALUE, field)
    marked = ev.SpectrumMarked(context.actor.person, command.step, SpectrumMark(command.now, command.wished))
    after = evolve(context.state, marked)
    complete = lenses.may_be_shown(after, command.step) and lenses.everyone_marked(after, command.step)
    return (marked, _shown(after, command.step)) if complete else (marked,)


def show_spread(context: Context, command: cmd.ShowSpread) -> Decision:
    """Show how the marks of a step are spread, though not everyone marked; it is shown once."""
    refused = _check_reached(context, command.step)
    if refused:
        return refused
    if lenses.shown(context.state, command.step) is not None:
        return refuse(Code.DUPLICATE, "step")
    if not lenses.may_be_shown(context.state, command.step):
        return refuse(Code.NOT_ANSWERED, "step")
    return (_shown(context.state, command.step),)


def spreads_at_the_freeze(state: PartnershipMap) -> tuple[ev.SpreadShown, ...]:
    """Return what is shown at last when the text is laid down: the steps that enough people marked."""
    steps = lenses.lensed_steps(state)
    return tuple(_shown(state, step) for step in steps if lenses.may_be_shown(state, step))


def _shown(state: PartnershipMap, step: StepKey) -> ev.SpreadShown:
    return ev.SpreadShown(step, lenses.spread(state, step))


def _check_reached(context: Context, step: StepKey) -> Refusal | None:
    state = context.state
    if step == lenses.REVIEW:
        if state.version == 1:
            return refuse(Code.FIRST_VERSION)
        return refuse(Code.NOT_REVEALED, VALUES) if waits_for_own_round(state) else None
    if context.instrument.step(step) is None:
        return refuse(Code.INVALID_VALUE, "step")
    ahead = gate_of(state, step).status is GateStatus.AHEAD
    return refuse(Code.NOT_REACHED, step) if ahead else None
