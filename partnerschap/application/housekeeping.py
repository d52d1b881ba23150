"""Deleting the maps whose term has passed, one by one, so that nobody who writes waits for it."""

from dataclasses import dataclass
from datetime import datetime

from partnerschap.application.ports import Aged, Busy, Clock, Keeping
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.record import record
from partnerschap.domain.record_shapes import Record
from partnerschap.domain.retention import Bounds, Term, certainly_kept_after, months_before, term


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Which maps were deleted (or would be), and which were in use just then and wait for the next time."""

    deleted: tuple[MapId, ...]
    busy: tuple[MapId, ...] = ()


class Housekeeping:
    """Knows the terms of maps, and what to do when they are over.

    `bounds` are the operator's, `backup_months` is how long backups are kept: what was erased is remembered
    for as long.
    """

    def __init__(self, keeping: Keeping, clock: Clock, bounds: Bounds, backup_months: int) -> None:
        self._keeping = keeping
        self._clock = clock
        self.bounds = bounds
        self._backup_months = backup_months

    def term_of(self, state: PartnershipMap) -> Term | None:
        """Return the term of a map; None when it is gone."""
        touched = self._keeping.touched(state.id)
        return None if touched is None else term(touched, state.keep_months, self.bounds)

    def is_near(self, found: Term) -> bool:
        """Tell whether a map must warn who opens it."""
        return found.is_near(self._clock.now())

    def record_of(self, state: PartnershipMap, person: ParticipantId) -> Record:
        """Return all that is kept of somebody on a map, for that person."""
        return record(state, person, self._clock.now(), self._keeping.traces(state.id, person))

    def was_deleted(self, map_id: MapId) -> bool:
        """Tell whether this was a map here, which was deleted."""
        return self._keeping.was_deleted(map_id)

    def clean(self, *, dry_run: bool = False) -> Cleaned:
        """Delete every map whose term is over; doing it again, or twice at once, does no more."""
        now = self._clock.now()
        due = [
            each
            for each in self._keeping.untouched_since(certainly_kept_after(now))
            if self._is_due(each, now)
        ]
        if dry_run:
            return Cleaned(tuple(each.map for each in due))
        deleted, busy = [], []
        for each in due:
            try:
                # Somebody may have gone on with it since it was found: the store asks again under the lock.
                if self._keeping.delete(each.map, now, lambda found: self._is_due(found, now)):
                    deleted.append(each.map)
            except Busy:
                busy.append(each.map)
        self._keeping.forget_erased_before(months_before(now, self._backup_months))
        return Cleaned(tuple(deleted), tuple(busy))

    def _is_due(self, found: Aged, now: datetime) -> bool:
        return term(found.touched, found.keep_months, self.bounds).is_over(now)
