"""What may not be done without end: limited for the server as a whole and for each who does it.

Wrong join codes are counted per address, of which no word is kept; a code that exists is always answered, so
nobody locks others out of their map by guessing. Answers from outside are counted per link, mails per map.
"""

import hashlib
import hmac
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock

REMEMBERED = timedelta(minutes=10)
PER_ADDRESS = 20
PER_SERVER = 1_000
ADDRESSES = 10_000
_LOOKED_AT = 50
"""So many of the oldest addresses are looked at each time: more than come in, so that all go in the end."""


class Guard:
    """Counts what was done within a time; it knows who did it by a hash under a key of its own."""

    def __init__(
        self,
        key: bytes,
        *,
        each: int = PER_ADDRESS,
        everybody: int = PER_SERVER,
        within: timedelta = REMEMBERED,
    ) -> None:
        self._key = key
        self._each = each
        self._everybody = everybody
        self._within = within
        self._all: deque[datetime] = deque()
        self._by_address: OrderedDict[bytes, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def count(self, who: str, now: datetime) -> float:
        """Count it once more; returns 0.0, or the seconds to wait when there was too much of it."""
        hashed = hmac.digest(self._key, who.encode(), hashlib.sha256)
        with self._lock:
            own = self._by_address.setdefault(hashed, deque())
            self._by_address.move_to_end(hashed)
            self._forget(now)
            waits = [self._wait(own, self._each, now), self._wait(self._all, self._everybody, now)]
            if max(waits) == 0.0:
                own.append(now)
                self._all.append(now)
            return max(waits)

    def _forget(self, now: datetime) -> None:
        """They stand in the order of their last time, so that the oldest are the first to go."""
        self._expire(self._all, now)
        for failures in (
            *islice(self._by_address.values(), _LOOKED_AT),
            next(reversed(self._by_address.values())),
        ):
            self._expire(failures, now)
        empty = [h for h, failures in islice(self._by_address.items(), _LOOKED_AT) if not failures]
        for hashed in empty:
            if hashed != next(reversed(self._by_address)):
                del self._by_address[hashed]
        while len(self._by_address) > ADDRESSES:
            self._by_address.popitem(last=False)

    def _expire(self, done: deque[datetime], now: datetime) -> None:
        """Forget what is too old, and what a clock that was put back says is still to come."""
        while done and not now - self._within < done[0] <= now:
            done.popleft()

    def _wait(self, done: deque[datetime], limit: int, now: datetime) -> float:
        return (done[0] + self._within - now).total_seconds() if len(done) >= limit else 0.0
