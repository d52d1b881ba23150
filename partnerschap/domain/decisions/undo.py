"""Taking back one's own last act, as long as nobody has built on it (docs/decisions.md).

What comes back is what stood there before, exactly; what others did since stays as they left it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.commands import Actor
from partnerschap.domain.decisions.context import Context, Decision, Done, check_workable
from partnerschap.domain.evolve import evolve
from partnerschap.domain.gates import wordings
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.instrument import CONDUCT, RELATIONS
from partnerschap.domain.kinds import GateStatus
from partnerschap.domain.model import OwnEntry, PartnershipMap, Stance
from partnerschap.domain.refusals import Code, Refusal, refuse

FOR_A_GATE = timedelta(seconds=10)
"""So long the opening of a gate can be taken back without a reason."""
UNDOABLE = (
    cmd.Write,
    cmd.Note,
    cmd.Adopt,
    cmd.Differ,
    cmd.Park,
    cmd.Edit,
    cmd.Remove,
    cmd.DropAlternative,
    cmd.GiveAnswer,
    cmd.Respect,
    cmd.AskMeaning,
    cmd.GiveMeaning,
    cmd.TakeStance,
    cmd.GiveReply,
    cmd.AnswerAction,
    cmd.ChooseResponsibility,
    cmd.StateLimit,
    cmd.MarkFeasible,
    cmd.Close,
)
"""Acts that can be taken back. What was revealed or shown has been seen; signing has rules of its own."""
_THINGS = ("own", "joint", "parked", "stances", "responsibilities", "limits")
_ABOUT = "undo"

Things = Mapping[Any, Any]


def undo(context: Context, _command: cmd.Undo) -> Decision:
    """Put back what one's last act changed, or say why that cannot be any more."""
    done = context.last
    if done is None or not _by(context.actor, done) or done.after.version != context.state.version:
        return refuse(Code.NOT_FOUND, _ABOUT)
    if _nobodies(context.state) != _nobodies(done.after):  # what came back could hold words that were erased
        return refuse(Code.NOT_FOUND, _ABOUT)
    touched = {name: _touched(done, name) for name in _THINGS}
    refused = (
        _check_unseen(done)
        or _check_untouched(context.state, done, touched)
        or _check_open(context, done)
        or _check_gate(context, done)
    )
    if refused:
        return refused
    before = {
        name: {key: getattr(done.before, name).get(key) for key in keys} for name, keys in touched.items()
    }
    gates = None if done.before.gates is done.after.gates else done.before.gates
    back = ev.Undone(
        own=before["own"],
        joint=before["joint"],
        parked=before["parked"],
        stances=before["stances"],
        responsibilities=before["responsibilities"],
        limits=before["limits"],
        gates=gates,
    )
    if refused := _check_agreed(context.state, done, back):
        return refused
    return (back,) if gates is None else (back, ev.FocusMoved(done.before.focus))


def opened(done: Done) -> StepKey | None:
    """Return the step behind which this act opened the gate, if it did."""
    pairs = zip(done.before.gates, done.after.gates, strict=True)
    return next((now.steps[0] for was, now in pairs if now != was and now.status is GateStatus.CLOSED), None)


def _nobodies(state: PartnershipMap) -> set[ParticipantId]:
    return {person.id for person in state.people.values() if person.erased}


def _by(actor: Actor, done: Done) -> bool:
    """Tell whether it was this actor's act; what one did for somebody, one also takes back as oneself."""
    return done.actor == actor or (actor.hand is None and done.actor.hand == actor.person)


def _touched(done: Done, name: str) -> list[Any]:
    """Return the keys of what the act made, changed or took away."""
    before: Things = getattr(done.before, name)
    after: Things = getattr(done.after, name)
    if before is after:
        return []
    return [key for key in {**before, **after} if before.get(key) is not after.get(key)]


def _check_unseen(done: Done) -> Refusal | None:
    """Refuse when the act opened to others what had been closed: what was seen cannot be unseen."""
    opened = any(
        _is_open(done.after.own.get(key)) and not _is_open(done.before.own.get(key))
        for key in _touched(done, "own")
    )
    shown = any(
        _is_shown(done.after.stances.get(key)) and not _is_shown(done.before.stances.get(key))
        for key in _touched(done, "stances")
    )
    return refuse(Code.NOT_FOUND, _ABOUT) if opened or shown else None


def _check_untouched(state: PartnershipMap, done: Done, touched: Mapping[str, list[Any]]) -> Refusal | None:
    """Refuse when somebody went on with what the act left."""
    for name, keys in touched.items():
        now: Things = getattr(state, name)
        after: Things = getattr(done.after, name)
        if any(now.get(key) != after.get(key) for key in keys):
            return refuse(Code.NOT_YOURS, _ABOUT)
    made = {key for name, keys in touched.items() for key in keys if key not in getattr(done.before, name)}
    used = {key for entry in state.joint.values() for key in (*entry.sources, *entry.details.serves)}
    return refuse(Code.NOT_YOURS, _ABOUT) if made & used else None


def _check_open(context: Context, done: Done) -> Refusal | None:
    """Refuse to change words in a step that was closed meanwhile."""
    places = {
        entry.place.step
        for state in (done.before, done.after)
        for name in ("own", "joint")
        for key in _touched(done, name)
        if (entry := getattr(state, name).get(key)) is not None
    }
    return next((no for step in sorted(places) if (no := check_workable(context, step))), None)


def _check_agreed(state: PartnershipMap, done: Done, back: ev.Undone) -> Refusal | None:
    """Refuse to change words about which somebody has shown since where they stand."""
    now, then = wordings(state), wordings(evolve(state, back))
    agreed = any(
        stance.shown
        and stance.person != done.actor.person
        and stance.wording == now[stance.group] != then[stance.group]
        and stance != done.after.stances.get(key)
        for key, stance in state.stances.items()
    )
    return refuse(Code.NOT_YOURS, _ABOUT) if agreed else None


def _check_gate(context: Context, done: Done) -> Refusal | None:
    """Refuse to shut a gate again after ten seconds, or when somebody is at work behind it."""
    if done.before.gates is done.after.gates:
        return None
    if context.now - done.at > FOR_A_GATE:
        return refuse(Code.STEP_CLOSED, _ABOUT)
    if context.state.gates != done.after.gates:
        return refuse(Code.NOT_YOURS, _ABOUT)
    began = [
        group
        for group, (was, now) in enumerate(zip(done.before.gates, done.after.gates, strict=True))
        if was != now and was.status is GateStatus.AHEAD
    ]
    at_work = any(_work(context.state, group) != _work(done.after, group) for group in began)
    return refuse(Code.NOT_YOURS, _ABOUT) if at_work else None


def _work(state: PartnershipMap, group: int) -> tuple[Any, ...]:
    """Return all that people did in the steps of one group."""
    steps = state.gates[group].steps
    return (
        state.revealed.intersection(steps),
        {key: entry for key, entry in state.own.items() if entry.place.step in steps},
        {key: entry for key, entry in state.joint.items() if entry.place.step in steps},
        {key: stance for key, stance in state.stances.items() if stance.group == group},
        {key: mark for key, mark in state.spectrum.items() if key[1] in steps},
        state.responsibilities if RELATIONS in steps else None,
        state.limits if CONDUCT in steps else None,
    )


def _is_open(entry: OwnEntry | None) -> bool:
    return entry is not None and entry.open


def _is_shown(stance: Stance | None) -> bool:
    return stance is not None and stance.shown
