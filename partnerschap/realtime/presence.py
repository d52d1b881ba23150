"""Who is there and who is writing, never what; kept in memory and never in the journal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import display

Spot = tuple[str, str]
"""The step and prompt at which somebody writes."""


FORGOTTEN_AFTER = 40.0
"""Seconds: a worker that says nothing for so long is gone, and its people with it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one worker tells the others of a map; the timer and the turns of the highest `version` count."""

    online: tuple[ParticipantId, ...] = ()
    writing: Mapping[ParticipantId, Spot] = field(default_factory=dict)
    timer: datetime | None = None
    turned: int = 0
    version: int = 0


class Presence:
    """What the people at one map are doing at this moment, here and at other workers."""

    def __init__(self) -> None:
        self._writing: dict[ParticipantId, Spot] = {}
        self._timer: datetime | None = None
        self._turned = 0
        self._version = 0
        self._elsewhere: dict[str, tuple[Said, float]] = {}

    def write(self, person: ParticipantId, spot: Spot) -> bool:
        """Note where somebody writes; tells whether that is news."""
        news = self._writing.get(person) != spot
        self._writing[person] = spot
        return news

    def stop_writing(self, person: ParticipantId) -> bool:
        """Note that somebody stopped writing; tells whether that is news."""
        return self._writing.pop(person, None) is not None

    def set_timer(self, ends_at: datetime | None) -> bool:
        """Set or stop the timer, which only informs."""
        self._timer = ends_at
        self._version += 1
        return True

    def turn(self, by: int) -> bool:
        """Note that the facilitator turned the pages of the wall; it shows slips, and decides nothing."""
        self._turned += by
        self._version += 1
        return True

    def said(self, online: Collection[ParticipantId]) -> Said:
        """Return what other workers are told, of whom is here."""
        return Said(tuple(sorted(online)), dict(self._writing), self._timer, self._turned, self._version)

    def hear(self, worker: str, said: Said, now: float) -> bool:
        """Take what another worker says at this moment; tells whether it is one that was not heard before."""
        is_new = worker not in self._elsewhere
        self._elsewhere[worker] = (said, now)
        if said.version > self._version:
            self._timer, self._turned, self._version = said.timer, said.turned, said.version
        return is_new

    def forget_silent(self, now: float) -> None:
        """Drop the workers that were silent for too long."""
        heard = self._elsewhere.items()
        self._elsewhere = {worker: each for worker, each in heard if now - each[1] <= FORGOTTEN_AFTER}

    def message(self, state: PartnershipMap, online: Collection[ParticipantId]) -> dict[str, Any]:
        """Return what everyone is told; without names, that somebody writes, and not who or where."""
        named = state.names is Names.FIRST
        everyone, writing = set(online), dict(self._writing)
        for said, _ in self._elsewhere.values():
            everyone.update(said.online)
            writing.update(said.writing)
        return {
            "online": sorted(everyone),
            "writing": [
                {
                    "person": person if named else None,
                    "name": display(state, person) if named else None,
                    "step": spot[0],
                    "prompt": spot[1] if named else "",
                }
                for person, spot in sorted(writing.items())
                if person in state.people
            ],
            "timer": {"ends_at": self._timer.isoformat() if self._timer else None},
            "turned": self._turned,
        }
