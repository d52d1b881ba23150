"""The one way in which the method judges: a command and the state give events, or a refusal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.commands import Actor, Command
from partnerschap.domain.decisions import (
    carrying,
    changes,
    gate,
    joint,
    own,
    people,
    review,
    rewording,
    signing,
    spectrum,
    stances,
    telling,
    undo,
)
from partnerschap.domain.decisions.context import Context, Decision, Done
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.gates import everyone_has_chosen, stances_on
from partnerschap.domain.instrument import Instrument, standard
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.roles import may

_HANDLERS: Mapping[type, Callable[[Context, Any], Decision]] = {
    cmd.Join: people.join,
    cmd.Leave: people.leave,
    cmd.Introduce: people.introduce,
    cmd.MarkAbsent: people.mark_absent,
    cmd.RemovePerson: people.remove_person,
    cmd.BringBack: people.bring_back,
    cmd.HandOver: people.hand_over,
    cmd.MoveFocus: people.move_focus,
    cmd.Pause: people.pause,
    cmd.Keep: people.keep,
    cmd.Write: own.write,
    cmd.Reveal: own.reveal,
    cmd.Share: own.share,
    cmd.GiveAnswer: own.answer,
    cmd.Note: joint.note,
    cmd.Adopt: joint.adopt,
    cmd.Differ: joint.differ,
    cmd.Park: joint.park,
    cmd.Edit: changes.edit,
    cmd.Remove: changes.remove,
    cmd.DropAlternative: rewording.drop_alternative,
    cmd.Respect: changes.respect,
    cmd.AskMeaning: changes.ask_meaning,
    cmd.GiveMeaning: changes.give_meaning,
    cmd.AnswerAction: changes.answer_action,
    cmd.Confirm: changes.confirm,
    cmd.TakeStance: stances.take_stance,
    cmd.GiveReply: stances.give_reply,
    cmd.ShowStances: stances.show_stances,
    cmd.Close: gate.close,
    cmd.ReopenStep: gate.reopen_step,
    cmd.ChooseResponsibility: carrying.choose_responsibility,
    cmd.StateLimit: carrying.state_limit,
    cmd.MarkFeasible: carrying.mark_feasible,
    cmd.MarkSpectrum: spectrum.mark_spectrum,
    cmd.ShowSpread: spectrum.show_spread,
    cmd.GiveTerms: signing.give_terms,
    cmd.Freeze: signing.freeze,
    cmd.Sign: signing.sign,
    cmd.Decline: signing.decline,
    cmd.TakeBack: signing.take_back,
    cmd.Seal: signing.seal,
    cmd.Withdraw: signing.withdraw,
    cmd.Reopen: review.reopen,
    cmd.Undo: undo.undo,
    cmd.GiveReview: review.give_review,
    cmd.Tell: telling.tell,
    cmd.Untell: telling.untell,
    cmd.AnswerRequest: telling.answer_request,
}


def decide(
    state: PartnershipMap,
    command: Command,
    actor: Actor,
    now: datetime,
    instrument: Instrument | None = None,
    *,
    last: Done | None = None,
) -> Decision:
    """Return what happens when this actor asks for this, or why not; a refused act changes nothing.

    `last` is the actor's last act, when that is what they want to take back.
    """
    refused = may(state, command, actor)
    if refused:
        return refused
    context = Context(state, actor, now, instrument or standard(), last)
    decision = _HANDLERS[type(command)](context, command)
    if isinstance(decision, Refusal):
        return decision
    if not state.stances and ev.StanceTaken not in map(type, decision):
        return decision
    return (*decision, *stances_to_show(evolve_all(state, decision)))


def stances_to_show(state: PartnershipMap) -> tuple[ev.Event, ...]:
    """Stances are shown once everyone present took one, or from when the facilitator shows them (rule 17)."""
    return tuple(
        ev.StancesShown(group)
        for group, its_gate in enumerate(state.gates)
        if any(not stance.shown for stance in stances_on(state, group))
        and (its_gate.stances_open or everyone_has_chosen(state, group))
    )
