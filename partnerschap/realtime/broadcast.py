"""Who looks at which map, and what each of them is sent when it changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Protocol

from partnerschap.application.ports import Maps, Seat, Stored
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.projection import Audience, View, personal, shared
from partnerschap.realtime.presence import Presence


class Wire(Protocol):
    """The two things that the broadcaster asks of Socket.IO."""

    def send(self, sid: str, event: str, data: object) -> None:
        """Send an event to one connection, without waiting for it."""
        ...

    def hang_up(self, sid: str) -> None:
        """End a connection."""
        ...


@dataclass(slots=True)
class Viewer:
    """One connection: whose it is (None: the wall), and the personal part of what it was sent last."""

    sid: str
    person: ParticipantId | None
    audience: Audience = Audience.PROJECTOR
    own: View = field(default_factory=dict)


@dataclass(slots=True)
class _Room:
    """The viewers of one map, and the state that they were shown last."""

    shown: Stored
    views: dict[Audience, View] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)
    lock: RLock = field(default_factory=RLock)


class Broadcaster:
    """Sends each viewer the difference between what they were shown and what they may see now.

    Always from the state shown last to the newest: changes that are committed at the same time cannot
    arrive out of order, and a change that was overtaken is contained in the next.
    """

    def __init__(self, maps: Maps, wire: Wire, instrument: Instrument, wall: Callable[[MapId], View]) -> None:
        self._maps = maps
        self._wire = wire
        self._instrument = instrument
        self._wall = wall
        self._rooms: dict[MapId, _Room] = {}
        self._lock = RLock()

    def changed(self, before: Stored, after: Stored) -> None:
        """Tell everyone who looks at this map what changed for them."""
        room = self._rooms.get(before.state.id)
        if room is not None:
            with room.lock:
                self._show(room, after)

    def dismiss(self, map_id: MapId, person: ParticipantId) -> None:
        """End the connections of somebody whose devices lost their seat."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                for viewer in [v for v in room.viewers.values() if v.person == person]:
                    self._goodbye(room, viewer)

    def enter(self, sid: str, seat: Seat) -> bool:
        """Add a connection and send it all that it may see; False when that is nothing."""
        while (room := self._room(seat.map)) is not None:
            with room.lock:
                if self._rooms.get(seat.map) is not room:
                    continue  # it was given up between finding and locking it
                stored = self._maps.read(seat.map)
                if stored is not None:
                    self._show(room, stored)
                viewer = Viewer(sid, seat.person)
                if not self._may_look(room, viewer):
                    self._give_up_when_empty(room)
                    return False
                room.viewers[sid] = viewer
                view = self._whole(room, viewer)
                self._wire.send(sid, "snapshot", {"seq": room.shown.seq, "view": view})
                self._tell_presence(room)
                return True
        return False

    def leave(self, sid: str, map_id: MapId) -> None:
        """Forget a connection that ended; an empty room is given up."""
        room = self._rooms.get(map_id)
        if room is None:
            return
        with room.lock:
            viewer = room.viewers.pop(sid, None)
            if viewer is not None and viewer.person is not None:
                room.presence.stop_writing(viewer.person)
            self._tell_presence(room)
            self._give_up_when_empty(room)

    def snapshot(self, sid: str, map_id: MapId, since: int) -> dict[str, Any]:
        """Return the whole view of a connection again, or None for it when nothing is newer than `since`."""
        room = self._rooms[map_id]
        with room.lock:
            viewer = room.viewers[sid]
            seq = room.shown.seq
            return {"seq": seq, "view": None if since == seq else self._whole(room, viewer)}

    def wall_changed(self, map_id: MapId) -> None:
        """Tell the walls of a map that the join code or its being open changed."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                for viewer in room.viewers.values():
                    if viewer.audience is not Audience.TABLE:
                        changes = {
                            "seq": room.shown.seq,
                            "since": room.shown.seq,
                            "set": self._wall(map_id),
                            "del": [],
                        }
                        self._wire.send(viewer.sid, "change", changes)

    def with_presence(self, map_id: MapId, change: Callable[[Presence], bool]) -> None:
        """Change who is writing or the timer, and tell everyone if that made a difference."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                if change(room.presence):
                    self._tell_presence(room)

    def beat(self) -> None:
        """Send every connection the sequence number it should have, so that it notices silence.

        The number comes from the store: a change whose commit nobody heard back from is shown here at last.
        """
        with self._lock:
            rooms = list(self._rooms.values())
        for room in rooms:
            stored = self._maps.read(room.shown.state.id)
            with room.lock:
                if stored is not None:
                    self._show(room, stored)
                for sid in room.viewers:
                    self._wire.send(sid, "beat", {"seq": room.shown.seq})

    def _room(self, map_id: MapId) -> _Room | None:
        with self._lock:
            room = self._rooms.get(map_id)
            if room is None:
                stored = self._maps.read(map_id)
                if stored is None:
                    return None
                room = self._rooms[map_id] = _Room(stored)
            return room

    def _give_up_when_empty(self, room: _Room) -> None:
        if not room.viewers:
            self._rooms.pop(room.shown.state.id, None)

    def _show(self, room: _Room, after: Stored) -> None:
        if after.seq <= room.shown.seq:
            return
        since = room.shown.seq
        room.shown = after
        before, room.views = room.views, {}
        for viewer in list(room.viewers.values()):
            old_shared, old_own = before.get(viewer.audience, {}), viewer.own
            if not self._may_look(room, viewer):
                self._goodbye(room, viewer)
                continue
            new_shared = self._shared(room, viewer)
            changes = difference({**old_shared, **old_own}, {**new_shared, **viewer.own})
            self._wire.send(viewer.sid, "change", {"seq": after.seq, "since": since, **changes})

    def _may_look(self, room: _Room, viewer: Viewer) -> bool:
        """Set the audience and the personal part that a viewer has now; False when they may see nothing."""
        state = room.shown.state
        if viewer.person is None:
            return True
        person = state.people.get(viewer.person)
        if person is None or not person.at_table:
            return False
        viewer.audience = Audience.FACILITATOR if person.facilitator else Audience.TABLE
        viewer.own = personal(state, person.id)
        return True

    def _shared(self, room: _Room, viewer: Viewer) -> View:
        audience = viewer.audience
        if audience not in room.views:
            view = shared(room.shown.state, audience, self._instrument)
            room.views[audience] = (
                view if audience is Audience.TABLE else {**view, **self._wall(room.shown.state.id)}
            )
        return room.views[audience]

    def _whole(self, room: _Room, viewer: Viewer) -> View:
        return {**self._shared(room, viewer), **viewer.own}

    def _goodbye(self, room: _Room, viewer: Viewer) -> None:
        room.viewers.pop(viewer.sid, None)
        self._wire.send(viewer.sid, "bye", {"code": "not_joined"})
        self._wire.hang_up(viewer.sid)

    def _tell_presence(self, room: _Room) -> None:
        online = {viewer.person for viewer in room.viewers.values() if viewer.person is not None}
        message = room.presence.message(room.shown.state, online)
        for sid in room.viewers:
            self._wire.send(sid, "presence", message)


def difference(before: View, after: View) -> dict[str, Any]:
    """Return what to set and what to delete to make one view the other."""
    return {
        "set": {key: value for key, value in after.items() if key not in before or before[key] != value},
        "del": [key for key in before if key not in after],
    }
