"""Secret links that open one thing and give no seat: somebody's calendar, and the answer to a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from partnerschap.application.joining import hashed
from partnerschap.application.ports import Chance, Clock, Doors, Maps, Outcome, Pass, PassKind
from partnerschap.application.submit import Submit
from partnerschap.domain.commands import Actor, AnswerRequest
from partnerschap.domain.following import Asked, asked
from partnerschap.domain.ids import OUTSIDE, EntryId, MapId, OperationId, ParticipantId, is_fit
from partnerschap.domain.kinds import Progress
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.domain.refusals import Code, Refusal, refuse


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody outside was asked; `asked` is None when the group asks it no more."""

    map: PartnershipMap
    request: EntryId
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose calendar a link opens, on which map."""

    map: PartnershipMap
    person: Participant


class Passes:
    """Makes passes, takes them away, and opens what they are for; only their hashes are kept."""

    def __init__(self, maps: Maps, doors: Doors, submit: Submit, clock: Clock, chance: Chance) -> None:
        self._maps = maps
        self._doors = doors
        self._submit = submit
        self._clock = clock
        self._chance = chance

    def for_calendar(self, map_id: MapId, person: ParticipantId) -> str:
        """Make a new link for somebody's calendar; the earlier one stops working."""
        return self._new(Pass(map_id, PassKind.CALENDAR, person))

    def for_request(self, state: PartnershipMap, request: EntryId) -> str | Refusal:
        """Make a new link by which a request can be answered; the earlier one stops working."""
        if asked(state, request) is None:
            return refuse(Code.NOT_FOUND, "request")
        return self._new(Pass(state.id, PassKind.REQUEST, request))

    def given_on(self, map_id: MapId) -> Mapping[Pass, datetime]:
        """Return the passes of a map, and when each was made."""
        return self._doors.passes_on(map_id)

    def stop(self, given: Pass) -> None:
        """Let a pass stop working."""
        self._doors.take_pass(given)

    def calendar(self, secret: str) -> Calendar | None:
        """Return whose calendar a link opens; None when nobody at the table has it any more."""
        found = self._state(secret, PassKind.CALENDAR)
        if found is None:
            return None
        given, state = found
        person = state.people.get(ParticipantId(given.about))
        return Calendar(state, person) if person is not None and person.at_table else None

    def question(self, secret: str) -> Question | None:
        """Return what a link asks; None when it works no more."""
        found = self._state(secret, PassKind.REQUEST)
        if found is None:
            return None
        given, state = found
        request = EntryId(given.about)
        return Question(state, request, asked(state, request))

    def answer(self, question: Question, op: str, said: Progress, text: str = "", name: str = "") -> Outcome:
        """Give the answer of somebody outside; the same operation sent again gets its first outcome.

        Raises Busy, and then nothing has changed.
        """
        op = op if is_fit(op) else self._chance.id()
        command = AnswerRequest(EntryId(op), question.request, said, text, name)
        return self._submit.carry_out(question.map.id, OperationId(op), command, Actor(OUTSIDE))

    def _new(self, given: Pass) -> str:
        secret = self._chance.secret()
        self._doors.give_pass(hashed(secret), given, self._clock.now())
        return secret

    def _state(self, secret: str, kind: PassKind) -> tuple[Pass, PartnershipMap] | None:
        given = self._doors.pass_of(hashed(secret))
        stored = self._maps.read(given.map) if given is not None and given.kind is kind else None
        return (given, stored.state) if given is not None and stored is not None else None
