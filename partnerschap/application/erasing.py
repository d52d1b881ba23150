"""Erasing one person from a map, by themselves or by the operator: words, doors, and what is in memory."""

import hashlib
from collections.abc import Callable

from partnerschap.application.ports import Chance, Clock, Maps, Operation, Stored
from partnerschap.domain.decide import stances_to_show
from partnerschap.domain.erasure import erased
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.refusals import Code, Refusal, refuse

BY_THEMSELVES, BY_OPERATOR = "erase", "erase_by_operator"
"""How the journal names the act."""

Tell = Callable[[Stored, Stored, ParticipantId], None]


class Erasing:
    """Takes a person's words out of the state and the whole journal, under the map's lock.

    `tell` hears of it after the commit: whoever has the map on screen, and whatever remembers words.
    """

    def __init__(
        self, maps: Maps, clock: Clock, chance: Chance, tell: Tell = lambda _before, _after, _person: None
    ) -> None:
        self._maps = maps
        self._clock = clock
        self._chance = chance
        self._tell = tell

    def __call__(self, map_id: MapId, person: ParticipantId, act: str = BY_THEMSELVES) -> Refusal | None:
        """Erase somebody; once more changes nothing. Raises Busy, and then nothing has changed."""
        operation = Operation(
            id=OperationId(self._chance.id()),
            map=map_id,
            person=person,
            hand=None,
            act=act,
            digest=hashlib.sha256(act.encode()).hexdigest(),
            at=self._clock.now(),
        )
        with self._maps.work_on_all([operation]) as works:
            work = works.get(map_id)
            if work is None:
                return refuse(Code.NOT_FOUND, "map")
            state = work.stored.state
            if person not in state.people:
                return refuse(Code.NOT_FOUND, "person")
            after = erased(state, person, standard())
            if after is not state:
                after = evolve_all(after, stances_to_show(after))
                work.erase(operation, person, after)
        if after is not state:
            self._tell(work.before, work.stored, person)
        return None
