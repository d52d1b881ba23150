"""How fast somebody may act: per participant and per map, never per address; generous for people."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from threading import Lock

from partnerschap.application.ports import Clock

PERSON_PER_SECOND = 30.0
PERSON_BURST = 120.0
MAP_PER_SECOND = 300.0
MAP_BURST = 1_200.0
REMEMBERED = 20_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Pace:
    """Token buckets in memory; the least recently used are forgotten.

    `factor` says how many times as fast as people somebody may act: a benchmark is no person.
    """

    def __init__(self, clock: Clock, factor: float = 1.0) -> None:
        self._clock = clock
        self._factor = factor
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()
        self._lock = Lock()

    def wait(self, map_id: str, person: str) -> float:
        """Return 0.0 when somebody may act now, else the seconds to wait first."""
        return self.waits([(map_id, person)])[0]

    def waits(self, acts: Iterable[tuple[str, str]]) -> list[float]:
        """Return the same for acts that came together, each by its map and person, in their order."""
        with self._lock:
            now = self._clock.now().timestamp() * self._factor
            return [self._wait(map_id, person, now) for map_id, person in acts]

    def __len__(self) -> int:
        """Return how many people and maps are remembered."""
        return len(self._buckets)

    def _wait(self, map_id: str, person: str, now: float) -> float:
        mine = self._bucket((map_id, person), now, PERSON_PER_SECOND, PERSON_BURST)
        everyone = self._bucket(map_id, now, MAP_PER_SECOND, MAP_BURST)
        if mine.tokens >= 1 and everyone.tokens >= 1:
            mine.tokens -= 1
            everyone.tokens -= 1
            return 0.0
        lacking = max((1 - mine.tokens) / PERSON_PER_SECOND, (1 - everyone.tokens) / MAP_PER_SECOND)
        return lacking / self._factor

    def _bucket(self, key: Hashable, now: float, rate: float, burst: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(burst, now)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        bucket.tokens = min(burst, bucket.tokens + max(0.0, now - bucket.at) * rate)
        bucket.at = now
        return bucket
