"""Failed look-ups of join codes: limited for the server as a whole and per address, of which no word is kept.

A code that exists is always answered, so nobody locks others out of their map by guessing; wrong ones wait.
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
    """Counts failed look-ups of the last ten minutes; it knows addresses by a hash under a key of its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._all: deque[datetime] = deque()
        self._by_address: OrderedDict[bytes, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def failed(self, address: str, now: datetime) -> float:
        """Count a failed look-up; returns 0.0, or the seconds to wait when there were too many."""
        hashed = hmac.digest(self._key, address.encode(), hashlib.sha256)
        with self._lock:
            own = self._by_address.setdefault(hashed, deque())
            self._by_address.move_to_end(hashed)
            self._forget(now)
            waits = [_wait(own, PER_ADDRESS, now), _wait(self._all, PER_SERVER, now)]
            if max(waits) == 0.0:
                own.append(now)
                self._all.append(now)
            return max(waits)

    def _forget(self, now: datetime) -> None:
        """Addresses stand in the order of their last failure, so that the oldest are the first to go."""
        _expire(self._all, now)
        for failures in (
            *islice(self._by_address.values(), _LOOKED_AT),
            next(reversed(self._by_address.values())),
        ):
            _expire(failures, now)
        empty = [h for h, failures in islice(self._by_address.items(), _LOOKED_AT) if not failures]
        for hashed in empty:
            if hashed != next(reversed(self._by_address)):
                del self._by_address[hashed]
        while len(self._by_address) > ADDRESSES:
            self._by_address.popitem(last=False)


def _expire(failures: deque[datetime], now: datetime) -> None:
    while failures and failures[0] <= now - REMEMBERED:
        failures.popleft()


def _wait(failures: deque[datetime], limit: int, now: datetime) -> float:
    return (failures[0] + REMEMBERED - now).total_seconds() if len(failures) >= limit else 0.0
