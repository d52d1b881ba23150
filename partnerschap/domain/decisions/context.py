"""What every decision needs at hand, and the checks that many of them share."""

from datetime import datetime
from typing import NamedTuple

from partnerschap.domain import limits
from partnerschap.domain.commands import Actor
from partnerschap.domain.events import Event
from partnerschap.domain.gates import gate_of, has_private, waits_for_own_round
from partnerschap.domain.ids import EntryId, StepKey, is_fit
from partnerschap.domain.instrument import VALUES, Instrument, Place, asks_own_question, check_place
from partnerschap.domain.kinds import GateStatus
from partnerschap.domain.model import OwnEntry, Participant, PartnershipMap
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean_line

Decision = tuple[Event, ...] | Refusal


class Done(NamedTuple):
    """Somebody's last act: whose it was, when, and the map before and after it."""

    actor: Actor
    at: datetime
    before: PartnershipMap
    after: PartnershipMap


class Context(NamedTuple):
    """The state before the act, whose act it is, the moment, the instrument, and their last act if asked."""

    state: PartnershipMap
    actor: Actor
    now: datetime
    instrument: Instrument
    last: Done | None = None

    @property
    def me(self) -> Participant:
        """Return the participant whose act it is."""
        return self.state.people[self.actor.person]


def cleaned(context: Context, place: Place) -> Place:
    """Return the place with its own question as it will be kept; where none is asked there is none."""
    asked = asks_own_question(context.instrument, place)
    return Place(place.step, place.prompt, place.topic, clean_line(place.question) if asked else "")


def check_workable(context: Context, step: StepKey) -> Refusal | None:
    """Refuse a step that is not reached or whose gate is open (rule 10)."""
    if context.instrument.step(step) is None:
        return refuse(Code.INVALID_VALUE, "step")
    status = gate_of(context.state, step).status
    if status is GateStatus.AHEAD:
        return refuse(Code.NOT_REACHED, step)
    if status is GateStatus.CLOSED:
        return refuse(Code.STEP_CLOSED, step)
    return None


def check_revealed(context: Context, *steps: StepKey) -> Refusal | None:
    """Refuse while own entries of these steps are private, or a review's own round is (rules 7 and 31)."""
    if has_private(context.state, *steps) or (VALUES in steps and waits_for_own_round(context.state)):
        return refuse(Code.NOT_REVEALED, *steps)
    return None


def check_spot(context: Context, place: Place) -> Refusal | None:
    """Refuse words at a place that the map lacks, or in a step that cannot be worked on."""
    refused = check_place(context.instrument, place)
    if refused is None and len(place.question) > limits.TEXT:
        refused = refuse(Code.TOO_LONG, "question")
    return refused or check_workable(context, place.step)


def check_new(context: Context, new_id: EntryId) -> Refusal | None:
    """Refuse an id that is in use, and one entry more than a map holds (rule 15)."""
    state = context.state
    if not is_fit(new_id):
        return refuse(Code.INVALID_VALUE, "id")
    if any(new_id in things for things in (state.own, state.joint, state.parked, state.told)):
        return refuse(Code.DUPLICATE, "id")
    standing = sum(bool(entry.texts) for entry in state.joint.values())  # not the notices of what was removed
    if len(state.own) + standing + len(state.parked) + len(state.told) >= limits.MAP_ENTRIES:
        return refuse(Code.TOO_LONG, "map")
    return None


def visible_own(context: Context, entry: EntryId) -> OwnEntry | None:
    """Return an own entry that this actor may refer to: a revealed one, or one's own (rule 6)."""
    found = context.state.own.get(entry)
    if found is None or not (found.open or found.author == context.actor.person):
        return None
    return found
