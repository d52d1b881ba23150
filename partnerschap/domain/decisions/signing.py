"""Terms, the frozen text, signing, and the final version (RULES.md, rules 23 to 29)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import contract, limits
from partnerschap.domain import events as ev
from partnerschap.domain.agreement import Frozen, Signature, Terms, Withdrawal
from partnerschap.domain.annex import annex
from partnerschap.domain.decisions.context import Context, Decision
from partnerschap.domain.decisions.spectrum import spreads_at_the_freeze
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.gates import stances_hidden
from partnerschap.domain.kinds import GateStatus, Method, Phase, Screen
from partnerschap.domain.model import Focus
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.strokes import problem_with_strokes
from partnerschap.domain.text import (
    clean,
    clean_line,
    problem_with,
    problem_with_optional,
)
from partnerschap.domain.versions import text_to_freeze


def give_terms(context: Context, command: cmd.GiveTerms) -> Decision:
    """Answer the questions before signing; the last answers count (rule 23)."""
    texts = {
        "non_compliance": clean(command.non_compliance),
        "guardian": clean(command.guardian),
        "confidentiality": clean(command.confidentiality),
    }
    refused = problem_with(texts["non_compliance"], "non_compliance")
    for field, text in texts.items():
        refused = refused or problem_with_optional(text, field)
    if refused:
        return refused
    if command.review_on is None:
        return refuse(Code.EMPTY_TEXT, "review_on")
    terms = Terms(
        **texts,
        review_on=command.review_on,
        intent=command.intent,
        by=context.actor.person,
        version=context.state.version,
        annex=command.annex,
    )
    return (ev.TermsGiven(terms),)


def freeze(context: Context, _command: cmd.Freeze) -> Decision:
    """Freeze the text of this version: every gate open and the terms given (rule 24).

    A stance can still be hidden behind a gate that was opened with a reason. What is signed holds every
    proviso (rule 27), and nobody's choice can be swayed any more, so the freeze shows them. It also shows the
    spreads of the spectrum that were not shown yet; the annex, if the group wants one, holds those shown.
    """
    state = context.state
    if state.frozen is not None:
        return refuse(Code.DUPLICATE)
    if any(gate.status is not GateStatus.CLOSED for gate in state.gates):
        return refuse(
            Code.GATE_SHUT,
            *(g.steps[0] for g in state.gates if g.status is not GateStatus.CLOSED),
        )
    if state.terms is None or state.terms.version != state.version:
        return refuse(Code.TERMS_MISSING)
    shown: tuple[ev.Event, ...] = (
        *(ev.StancesShown(g) for g in range(len(state.gates)) if stances_hidden(state, g)),
        *spreads_at_the_freeze(state),
    )
    after = evolve_all(state, shown)
    content = text_to_freeze(after, context.instrument)
    if state.terms.annex:
        content["annex"] = annex(after, context.instrument)
    at_table = tuple(p.id for p in state.people.values() if p.at_table and p.partner)
    frozen = Frozen(content, contract.fingerprint(content), context.now, at_table)
    signing = Focus(state.focus.step, Phase.SIGN, Screen.MAP)
    return (*shown, ev.TextFrozen(frozen), ev.FocusMoved(signing))


def sign(context: Context, command: cmd.Sign) -> Decision:
    """Sign the frozen text, typed or drawn; the hash says which text the signer had before them (rule 25)."""
    frozen = _signable(context)
    if isinstance(frozen, Refusal):
        return frozen
    if command.hash != frozen.hash:
        return refuse(Code.INVALID_VALUE, "hash")
    typed = clean_line(command.typed)
    if command.method is Method.TYPED:
        refused = problem_with(typed, "typed", limit=limits.NAME)
    else:
        refused = problem_with_optional(typed, "typed", limit=limits.NAME) or problem_with_strokes(
            command.strokes
        )
    signature = Signature(
        person=context.actor.person,
        signed=True,
        at=context.now,
        method=command.method,
        typed=typed,
        strokes=command.strokes if command.method is Method.DRAWN else (),
        hand=context.actor.hand,
    )
    return refused or (ev.SignatureGiven(signature),)


def decline(context: Context, command: cmd.Decline) -> Decision:
    """Record, without blame, that somebody does not sign this version."""
    frozen = _signable(context)
    if isinstance(frozen, Refusal):
        return frozen
    because = clean(command.because)
    signature = Signature(
        context.actor.person,
        signed=False,
        at=context.now,
        because=because,
        hand=context.actor.hand,
    )
    return problem_with_optional(because, "because") or (ev.SignatureGiven(signature),)


def take_back(context: Context, _command: cmd.TakeBack) -> Decision:
    """Let somebody be as if they had not chosen yet, until the version is final."""
    frozen = _signable(context)
    if isinstance(frozen, Refusal):
        return frozen
    if context.actor.person not in context.state.signatures:
        return refuse(Code.NOT_FOUND, "person")
    return (ev.SignatureTakenBack(context.actor.person),)


def seal(context: Context, _command: cmd.Seal) -> Decision:
    """Make a version final when every partner who was at the table has signed or declined (rule 26)."""
    state = context.state
    if state.frozen is None:
        return refuse(Code.NOT_FROZEN)
    if state.final:
        return refuse(Code.DUPLICATE)
    waiting = contract.waiting_for(state)
    return refuse(Code.NOT_ANSWERED, *waiting) if waiting else (ev.MadeFinal(context.now),)


def withdraw(context: Context, command: cmd.Withdraw) -> Decision:
    """Record that somebody withdraws from the last final version, which stays as it was (rule 29)."""
    state = context.state
    if not state.final and not any(version.final for version in state.concluded):
        return refuse(Code.NOT_FROZEN)
    recorded = any(withdrawal.person == context.actor.person for withdrawal in state.withdrawals)
    if context.me.withdrawn or (state.final and recorded):
        return refuse(Code.DUPLICATE)
    because = clean(command.because)
    withdrawal = Withdrawal(context.actor.person, context.now, because)
    return problem_with_optional(because, "because") or (ev.PartnerWithdrew(withdrawal),)


def _signable(context: Context) -> Frozen | Refusal:
    """Return the text to answer; whom it does not name is no partner in it, and answers the next one."""
    frozen = context.state.frozen
    if frozen is None:
        return refuse(Code.NOT_FROZEN)
    if context.state.final:
        return refuse(Code.SEALED)
    return frozen if contract.is_party(frozen, context.actor.person) else refuse(Code.PARTNERS_ONLY)
