"""The timelines of maps that somebody looks at: read once, and from then on only what came since."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from partnerschap.application.ports import Clock, Journal
from partnerschap.domain.events import Began
from partnerschap.domain.ids import MapId
from partnerschap.domain.timeline import Happened, Timeline, grown

PASSED_OVER = frozenset(
    {
        "join",
        "introduce",
        "leave",
        "absent",
        "hand_over",
        "keep",
        "focus",
        "pause",
        "write",
        "reveal",
        "share",
        "answer",
        "respect",
        "ask_meaning",
        "meaning",
        "confirm",
        "take",
        "refuse",
        "will_can",
        "park",
        "stance",
        "reply",
        "show_stances",
        "responsibility",
        "limit",
        "spectrum",
        "terms",
        "sign",
        "decline",
        "take_back",
        "withdraw",
        "tell",
        "untell",
    }
)
"""Acts that never change joint words, a gate or the version: most lines of a journal, and what is private."""
REMEMBERED = 20
"""Maps; of the one that nobody looked at for longest the timeline is read anew."""
REMEMBERED_FOR = timedelta(minutes=5)
"""What was erased on disk does not stay here for longer."""


class Timelines:
    """Gives the timeline of a map, for any thread."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._known: OrderedDict[MapId, tuple[datetime, Timeline]] = OrderedDict()
        self._lock = Lock()

    def of(self, map_id: MapId) -> Timeline:
        """Return the timeline of a map as it is on disk; raises Busy."""
        now = self._clock.now()
        with self._lock:
            since, known = self._known.get(map_id, (now, Timeline()))
        if now - since >= REMEMBERED_FOR:
            since, known = now, Timeline()
        newer = self._lines(map_id, known.seq)
        if known.seq >= 0 and any(_begins(line) for line in newer):
            # The journal begins anew: what lies before was erased.
            since, known, newer = now, Timeline(), self._lines(map_id, -1)
        made = grown(known, newer) if newer else known
        with self._lock:
            self._known[map_id] = (since, made)
            self._known.move_to_end(map_id)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return made

    def _lines(self, map_id: MapId, after: int) -> list[Happened]:
        return list(self._journal.lines(map_id, after=after, without=PASSED_OVER))


def _begins(line: Happened) -> bool:
    return any(isinstance(event, Began) for event in line.events or ())
