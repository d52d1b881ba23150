"""Who is there and who is writing, never what; kept in memory and never in the journal."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import display

Spot = tuple[str, str]
"""The step and prompt at which somebody writes."""


class Presence:
    """What the people at one map are doing at this moment."""

    def __init__(self) -> None:
        self._writing: dict[ParticipantId, Spot] = {}
        self._timer: datetime | None = None
        self._turned = 0

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
        return True

    def turn(self, by: int) -> bool:
        """Note that the facilitator turned the pages of the wall; it shows slips, and decides nothing."""
        self._turned += by
        return True

    def message(self, state: PartnershipMap, online: Collection[ParticipantId]) -> dict[str, Any]:
        """Return what everyone is told; without names, that somebody writes, and not who or where."""
        named = state.names is Names.FIRST
        return {
            "online": sorted(online),
            "writing": [
                {
                    "person": person if named else None,
                    "name": display(state, person) if named else None,
                    "step": spot[0],
                    "prompt": spot[1] if named else "",
                }
                for person, spot in sorted(self._writing.items())
                if person in state.people
            ],
            "timer": {"ends_at": self._timer.isoformat() if self._timer else None},
            "turned": self._turned,
        }
