"""Maps that were in use lately, kept in memory; whoever asks names the sequence number that must hold."""

import threading
from collections import OrderedDict

from partnerschap.application.ports import Stored
from partnerschap.domain.ids import MapId


class Recent:
    """At most `size` maps, the least used one forgotten first; may be used from any thread."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._maps: OrderedDict[MapId, Stored] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, map_id: MapId, seq: int) -> Stored | None:
        """Return the map as it was after `seq` operations, if that is what is remembered."""
        with self._lock:
            stored = self._maps.get(map_id)
            if stored is None or stored.seq != seq:
                return None
            self._maps.move_to_end(map_id)
            return stored

    def put(self, stored: Stored) -> None:
        """Remember a map as it is on disk; of two that are put at once either may stay, for `get` checks."""
        with self._lock:
            self._maps[stored.state.id] = stored
            self._maps.move_to_end(stored.state.id)
            if len(self._maps) > self._size:
                self._maps.popitem(last=False)

    def forget(self, map_id: MapId) -> None:
        """Drop a map that is there no more."""
        with self._lock:
            self._maps.pop(map_id, None)
