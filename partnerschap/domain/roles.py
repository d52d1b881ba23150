"""Who may ask for what: the one table of permissions (RULES.md, rules 1 to 4 and 24)."""

from enum import Enum, auto

from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Actor, Command
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.domain.refusals import Code, Refusal, refuse


class Role(Enum):
    """What somebody must be to ask for an act."""

    ANYONE = auto()
    """Who is not at the table: a newcomer, or somebody outside who was asked for something."""
    AT_TABLE = auto()
    VOICE = auto()
    """A partner or a facilitator, not who only came to take the facilitating over."""
    PARTNER = auto()
    FACILITATOR = auto()


PERMISSIONS: dict[type, tuple[Role, bool]] = {
    # command: (who may ask, whether it changes the text and is therefore refused from the freeze on)
    cmd.Join: (Role.ANYONE, False),
    cmd.Leave: (Role.AT_TABLE, False),
    cmd.MarkAbsent: (Role.AT_TABLE, False),
    cmd.RemovePerson: (Role.FACILITATOR, False),
    cmd.BringBack: (Role.FACILITATOR, False),
    cmd.HandOver: (Role.FACILITATOR, False),
    cmd.MoveFocus: (Role.FACILITATOR, False),
    cmd.Pause: (Role.FACILITATOR, False),
    cmd.Introduce: (Role.AT_TABLE, True),
    cmd.Keep: (Role.AT_TABLE, False),
    cmd.Write: (Role.PARTNER, True),
    cmd.Reveal: (Role.FACILITATOR, True),
    cmd.Share: (Role.PARTNER, True),
    cmd.Note: (Role.VOICE, True),
    cmd.Adopt: (Role.PARTNER, True),
    cmd.GiveAnswer: (Role.VOICE, True),
    cmd.Respect: (Role.PARTNER, True),
    cmd.Differ: (Role.VOICE, True),
    cmd.Park: (Role.VOICE, True),
    cmd.Edit: (Role.VOICE, True),
    cmd.Remove: (Role.VOICE, True),
    cmd.DropAlternative: (Role.VOICE, True),
    cmd.AskMeaning: (Role.VOICE, True),
    cmd.GiveMeaning: (Role.PARTNER, True),
    cmd.TakeStance: (Role.PARTNER, True),
    cmd.GiveReply: (Role.VOICE, True),
    cmd.ShowStances: (Role.FACILITATOR, True),
    cmd.Close: (Role.FACILITATOR, True),
    cmd.ReopenStep: (Role.AT_TABLE, True),
    cmd.AnswerAction: (Role.PARTNER, True),
    cmd.Confirm: (Role.AT_TABLE, False),
    cmd.ChooseResponsibility: (Role.VOICE, True),
    cmd.StateLimit: (Role.PARTNER, True),
    cmd.MarkFeasible: (Role.PARTNER, True),
    cmd.MarkSpectrum: (Role.AT_TABLE, False),
    cmd.ShowSpread: (Role.FACILITATOR, False),
    cmd.GiveTerms: (Role.VOICE, True),
    cmd.Freeze: (Role.FACILITATOR, False),
    cmd.Sign: (Role.PARTNER, False),
    cmd.Decline: (Role.PARTNER, False),
    cmd.TakeBack: (Role.PARTNER, False),
    cmd.Seal: (Role.FACILITATOR, False),
    cmd.Withdraw: (Role.PARTNER, False),
    cmd.Reopen: (Role.PARTNER, False),
    cmd.GiveReview: (Role.PARTNER, True),
    cmd.Tell: (Role.VOICE, False),
    cmd.Untell: (Role.VOICE, False),
    cmd.AnswerRequest: (Role.ANYONE, False),
    cmd.Undo: (Role.AT_TABLE, True),
}
HANDED_OVER = (cmd.Sign, cmd.Decline, cmd.TakeBack)
"""What somebody with a device of their own may still do on another's: signing on a device that goes round."""


def may(state: PartnershipMap, command: Command, actor: Actor) -> Refusal | None:
    """Refuse who is not at the table, lacks the role, or comes after the freeze."""
    role, changes_text = PERMISSIONS[type(command)]
    if actor.hand is not None and not _at_table(state, actor.hand):
        return refuse(Code.NOT_JOINED)
    person = state.people.get(actor.person)
    if role is not Role.ANYONE:
        if person is None or not person.at_table:
            return refuse(Code.NOT_JOINED)
        refused = _lacks(person, role)
        if refused:
            return refused
    if actor.hand is not None and not _may_help(state.people[actor.hand], person, command):
        return refuse(Code.NOT_YOURS, "by_hand_of")
    if changes_text and state.frozen is not None:
        return refuse(Code.FROZEN)
    return None


def _at_table(state: PartnershipMap, person: ParticipantId) -> Participant | None:
    found = state.people.get(person)
    return found if found is not None and found.at_table else None


def _lacks(person: Participant, role: Role) -> Refusal | None:
    if role is Role.FACILITATOR and not person.facilitator:
        return refuse(Code.FACILITATOR_ONLY)
    lacks_voice = role is Role.VOICE and not (person.partner or person.facilitator)
    if lacks_voice or (role is Role.PARTNER and not person.partner):
        return refuse(Code.PARTNERS_ONLY)
    return None


def _may_help(hand: Participant, person: Participant | None, command: Command) -> bool:
    """Tell whether this hand has a device and the person none (rule 4), or signs on one that goes round."""
    return hand.device and (person is None or not person.device or isinstance(command, HANDED_OVER))
