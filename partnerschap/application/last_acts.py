"""What each person did last, for as long as the process remembers: enough to take it back."""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from partnerschap.domain.decisions.context import Done
from partnerschap.domain.ids import MapId, OperationId, ParticipantId

REMEMBERED = 5_000
"""People; who did not act for longest is forgotten first, and can no longer take an act back."""
REMEMBERED_FOR = timedelta(hours=1)
"""What somebody took away, or kept to themselves, does not stay in memory for as long as the process runs."""


class LastActs:
    """The last act of each sender on each map; for any thread.

    It holds the state before and after, which share all that did not change. It may also hold an act whose
    commit failed: taking that back is refused, because the map is not as it would have left it.
    """

    def __init__(self) -> None:
        self._done: OrderedDict[tuple[MapId, ParticipantId], tuple[OperationId, Done]] = OrderedDict()
        self._lock = Lock()

    def keep(self, map_id: MapId, sender: ParticipantId, operation: OperationId, done: Done | None) -> None:
        """Remember an act; None forgets the one before it, because this one cannot be taken back."""
        with self._lock:
            self._done.pop((map_id, sender), None)
            if done is None:
                return
            self._done[map_id, sender] = (operation, done)
            long_ago = done.at - REMEMBERED_FOR
            while len(self._done) > REMEMBERED or next(iter(self._done.values()))[1].at < long_ago:
                self._done.popitem(last=False)

    def forget(self, map_id: MapId) -> None:
        """Forget everybody's last act on a map: what was there before could hold words that were erased."""
        with self._lock:
            for key in [key for key in self._done if key[0] == map_id]:
                del self._done[key]

    def find(self, map_id: MapId, sender: ParticipantId, operation: OperationId) -> Done | None:
        """Return the act with this operation's id, if it is the last one of this sender."""
        with self._lock:
            known = self._done.get((map_id, sender))
        return known[1] if known is not None and known[0] == operation else None
