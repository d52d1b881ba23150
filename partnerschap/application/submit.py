"""The one path of every change: lock the map, seen before?, judge, save state and journal, tell."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from partnerschap.application.acts import ACTS, read_act
from partnerschap.application.last_acts import LastActs
from partnerschap.application.ports import Clock, Maps, MapWork, Operation, Outcome, Viewers
from partnerschap.domain.commands import Actor, Command, Join, Undo
from partnerschap.domain.decide import decide
from partnerschap.domain.decisions.context import Decision, Done
from partnerschap.domain.decisions.undo import UNDOABLE
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, OperationId, ParticipantId, is_fit
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Code, Refusal, refuse

ACT_BYTES = 200_000
"""The largest act: a drawn signature with all its points stays below it."""


class Request(NamedTuple):
    """One act as it came in at a door, and the participant whose device sent it."""

    map: MapId
    sender: ParticipantId
    act: Mapping[str, Any]
    lax: bool = False


class _Job(NamedTuple):
    """An operation with the command that it asks for, or why it asks for none."""

    operation: Operation
    command: Command | Refusal
    actor: Actor


MadeFinal = Callable[[PartnershipMap], None]
Answered = Callable[[Sequence[tuple[int, Outcome]]], None]
"""Takes the outcomes of one map, each with its place among what was asked."""


class Submit:
    """Takes acts and answers with their outcome, the same one for the same operation (rule 36).

    `made_final` hears of every map whose version has just become final; it may not wait for anything.
    """

    def __init__(
        self, maps: Maps, viewers: Viewers, clock: Clock, made_final: MadeFinal = lambda _state: None
    ) -> None:
        self._maps = maps
        self._viewers = viewers
        self._clock = clock
        self._made_final = made_final
        self._last = LastActs()

    def last_act(self, map_id: MapId, sender: ParticipantId, operation: OperationId) -> Done | None:
        """Return this act, if it is the last one of its sender, and of a kind that can be taken back."""
        return self._last.find(map_id, sender, operation)

    def forget_last_acts(self, map_id: MapId) -> None:
        """Forget what can be taken back on a map from which words were erased."""
        self._last.forget(map_id)

    def __call__(self, request: Request) -> Outcome:
        """Carry out an act; raises Busy when the store cannot take it now, and then nothing has changed."""
        found: dict[int, Outcome] = {}
        self.all([request], found.update)
        return found[0]

    def all(self, requests: Sequence[Request], answered: Answered) -> None:
        """Carry out acts in order, in one transaction; raises Busy, and then nothing has changed.

        Each is judged on the map as the ones before it left it, and answered as if it had come alone.
        `answered` is called once for each map, when all is committed and who looks at that map was told: no
        group waits for another. It may not raise.
        """
        now = self._clock.now()
        jobs, unfit = [], []
        for number, request in enumerate(requests):
            job = _job(request, now)
            if isinstance(job, _Job):
                jobs.append((number, job))
            else:
                unfit.append((number, Outcome(0, job)))
        if unfit:
            answered(unfit)
        self._carry_out(jobs, answered)

    def carry_out(self, map_id: MapId, op: OperationId, command: Command, actor: Actor) -> Outcome:
        """Carry out a command that a door made itself, such as joining; raises Busy as above."""
        digest = _digest(msgspec.to_builtins(command))
        act = type(command).__name__
        operation = Operation(op, map_id, actor.person, actor.hand, act, digest, self._clock.now())
        found: dict[int, Outcome] = {}
        self._carry_out([(0, _Job(operation, command, actor))], found.update)
        return found[0]

    def _carry_out(self, jobs: Sequence[tuple[int, _Job]], answered: Answered) -> None:
        outcomes: defaultdict[MapId, list[tuple[int, Outcome]]] = defaultdict(list)
        with self._maps.work_on_all([job.operation for _, job in jobs]) as works:
            for number, job in jobs:
                map_id = job.operation.map
                outcomes[map_id].append((number, self._outcome(works.get(map_id), job)))
        for map_id, those in outcomes.items():
            if map_id in works:
                self._tell(works[map_id])
            answered(those)

    def _tell(self, work: MapWork) -> None:
        if work.stored.seq > work.before.seq:
            self._viewers.changed(work.before, work.stored)
            if work.stored.state.final and not work.before.state.final:
                self._made_final(work.stored.state)

    def _outcome(self, work: MapWork | None, job: _Job) -> Outcome:
        if work is None:
            return Outcome(0, refuse(Code.NOT_FOUND, "map"))
        operation, now = job.operation, work.stored
        known = work.earlier(operation.person, operation.id)
        if known is not None:
            digest, outcome = known
            same = digest == operation.digest
            return outcome if same else Outcome(now.seq, refuse(Code.DUPLICATE, "op"))
        decision = self._decision(now.state, job)
        if isinstance(decision, Refusal):
            if operation.person in now.state.people:
                work.refuse(operation, decision)
            return Outcome(now.seq, decision)
        after = work.accept(operation, decision, evolve_all(now.state, decision))
        can_undo = isinstance(job.command, UNDOABLE)
        done = Done(job.actor, operation.at, now.state, after.state) if can_undo else None
        self._last.keep(operation.map, operation.person, operation.id, done)
        return Outcome(after.seq)

    def _decision(self, state: PartnershipMap, job: _Job) -> Decision:
        operation, command = job.operation, job.command
        if isinstance(command, Refusal):
            return command
        last = None
        if isinstance(command, Undo):
            last = self._last.find(operation.map, operation.person, command.of)
        return decide(state, command, job.actor, operation.at, last=last)


def _job(request: Request, now: datetime) -> _Job | Refusal:
    op = request.act.get("op")
    if not isinstance(op, str) or not is_fit(op):
        return refuse(Code.INVALID_VALUE, "op")
    on_behalf = request.act.get("on_behalf") or ""
    if not isinstance(on_behalf, str):
        return refuse(Code.INVALID_VALUE, "on_behalf")
    try:
        digest = _digest(request.act)
    except RecursionError:
        return refuse(Code.INVALID_VALUE)
    command = read_act(request.act, lax=request.lax)
    actor = _actor(request.sender, on_behalf, command)
    operation = Operation(
        id=OperationId(op),
        map=request.map,
        person=request.sender,
        hand=actor.hand,
        act=_name_of(request.act),
        digest=digest,
        at=now,
    )
    return _Job(operation, command, actor)


def _name_of(act: Mapping[str, Any]) -> str:
    """The journal names acts that exist; what strangers call an act is not kept."""
    do = act.get("do")
    return do if isinstance(do, str) and do in ACTS else ""


def _actor(sender: ParticipantId, on_behalf: str, command: Command | Refusal) -> Actor:
    if isinstance(command, Join) and command.id != sender:
        return Actor(command.id, hand=sender)
    if on_behalf and on_behalf != sender:
        return Actor(ParticipantId(on_behalf), hand=sender)
    return Actor(sender)


def _digest(act: Mapping[str, Any]) -> str:
    try:
        written = msgspec.json.encode(act, order="sorted")
    except (TypeError, UnicodeEncodeError):  # half a character, or what no JSON knows: it is refused later on
        written = json.dumps(act, sort_keys=True, default=str).encode()
    return hashlib.sha256(written).hexdigest()
