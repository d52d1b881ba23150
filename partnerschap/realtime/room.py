"""One map that is looked at here: who looks, and what they were shown last."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import RLock

from partnerschap.application.ports import Seat, SeatKind, Stored
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.projection import Audience, View
from partnerschap.realtime.difference import Parts
from partnerschap.realtime.presence import Presence, Said


@dataclass(slots=True)
class Viewer:
    """One connection: what it may be, of which device, and the personal part of what it was sent last.

    A participant's device can show the wall too: then `seat` is one of a projector that has a person, and it
    ends when that person goes.
    """

    sid: str
    seat: Seat
    device: str
    audience: Audience = Audience.PROJECTOR
    own: View = field(default_factory=dict)

    @property
    def is_wall(self) -> bool:
        """Tell whether it shows the wall, and so is nobody's own screen."""
        return self.seat.kind is SeatKind.PROJECTOR

    def still_has(self, seat: Seat | None) -> bool:
        """Tell whether its device's seat, as it stands in the store, is still the one that let it in.

        A participant's device that shows the wall has a participant's seat, so only whose it is counts.
        """
        return seat is not None and seat.person == self.seat.person


@dataclass(slots=True)
class Room:
    """The viewers of one map, and the state that they were shown last.

    `wall` is what stands outside that state, `said` what other workers were told last of who is here.
    """

    shown: Stored
    wall: View = field(default_factory=dict)
    parts: dict[Audience, Parts] = field(default_factory=dict)
    """What all of an audience were shown last; the last part of who sees the wall's door is `wall`."""
    pieces: Pieces = field(default_factory=Pieces)
    persons: object = None
    groups: dict[Audience, list[str]] | None = None
    """All viewers by what they see, since `persons` was shown; None when somebody came or went."""
    viewers: dict[str, Viewer] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)
    presence_changed: bool = False
    said: Said | None = None
    lock: RLock = field(default_factory=RLock)

    def everyone(self) -> list[Viewer]:
        """Return the viewers as they are now: sending to one may end it, and so change the room."""
        return list(self.viewers.values())

    def online(self) -> set[ParticipantId]:
        """Return who looks at the map here on a screen of their own."""
        return {v.seat.person for v in self.everyone() if v.seat.person is not None and not v.is_wall}


def by_audience(viewers: Iterable[Viewer]) -> dict[Audience, list[str]]:
    """Return the connections of each audience."""
    found: defaultdict[Audience, list[str]] = defaultdict(list)
    for viewer in viewers:
        found[viewer.audience].append(viewer.sid)
    return dict(found)
