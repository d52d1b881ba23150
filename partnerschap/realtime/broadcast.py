"""Who looks at which map, and what each of them is sent when it changes."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any, Protocol

from partnerschap.application.ports import Maps, Seat, Stored
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.projection import Audience, View, joined, personal, persons, shared_parts
from partnerschap.realtime.difference import Moved, Parts, difference, moved_parts
from partnerschap.realtime.presence import Presence, Said
from partnerschap.realtime.room import Room, Viewer, by_audience

SCREENS_PER_DEVICE = 12
"""So many tabs of one device may be open on one map."""

log = logging.getLogger(__name__)


class Wire(Protocol):
    """The two things that the broadcaster asks of Socket.IO."""

    def send(self, sids: Iterable[str], event: str, data: object) -> None:
        """Send an event to these connections, without waiting for them."""
        ...

    def hang_up(self, sid: str) -> None:
        """End a connection, soon: what was sent to it, and the answer to its last act, still arrive."""
        ...


class Broadcaster:
    """Sends each viewer the difference between what they were shown and what they may see now.

    Always from the state shown last to the newest: changes that are committed at the same time cannot
    arrive out of order, and a change that was overtaken is contained in the next.
    """

    def __init__(
        self,
        maps: Maps,
        wire: Wire,
        instrument: Instrument,
        wall: Callable[[MapId], View],
        seats: Callable[[MapId], Mapping[str, Seat]],
    ) -> None:
        self._maps = maps
        self._wire = wire
        self._instrument = instrument
        self._wall = wall
        self._seats_on = seats
        self._rooms: dict[MapId, Room] = {}
        self._seats: dict[str, Seat] = {}
        self._left: set[MapId] = set()
        self._lock = RLock()

    def changed(self, before: Stored, after: Stored) -> None:
        """Tell everyone who looks at this map what changed for them.

        What was committed stays so: when telling fails, the next heartbeat tells it.
        """
        room = self._rooms.get(before.state.id)
        if room is not None:
            with room.lock, _no_harm():
                self._show(room, after)

    def dismiss(self, map_id: MapId, person: ParticipantId) -> None:
        """End the connections of somebody whose devices lost their seat."""
        self._dismiss(map_id, lambda viewer: viewer.seat.person == person)

    def dismiss_device(self, map_id: MapId, device: str) -> None:
        """End the connections of a device that gave up its seat, or got another."""
        self._dismiss(map_id, lambda viewer: viewer.device == device)

    def dismiss_walls(self, map_id: MapId) -> None:
        """End the walls that were opened by a link which works no more."""
        self._dismiss(map_id, lambda viewer: viewer.is_wall and viewer.seat.person is None)

    def enter(self, sid: str, seat: Seat, device: str) -> bool:
        """Add a connection and send it all that it may see; False when that is nothing."""
        while (room := self._room(seat.map)) is not None:
            with room.lock:
                if self._rooms.get(seat.map) is not room:
                    continue  # it was given up between finding and locking it
                stored = self._maps.read(seat.map)
                if stored is None:
                    self._end(room)
                    return False
                self._show(room, stored)
                if not room.viewers:  # read now that the room can be found: whoever changes it finds it too
                    room.wall = self._wall(seat.map)
                viewer = Viewer(sid, seat, device)
                crowded = sum(each.device == device for each in room.everyone()) >= SCREENS_PER_DEVICE
                if crowded or not self._may_look(room, viewer):
                    self._give_up_when_empty(room)
                    return False
                room.viewers[sid] = viewer
                room.groups = None
                self._seats[sid] = seat
                view = self._whole(room, viewer)
                self._wire.send([sid], "snapshot", {"seq": room.shown.seq, "view": view})
                self._wire.send([sid], "presence", self._presence_of(room))
                room.presence_changed = True
                return True
        return False

    def seat_of(self, sid: str) -> Seat | None:
        """Return what a connection may do; None from the moment that it was said goodbye."""
        return self._seats.get(sid)

    def leave(self, sid: str) -> None:
        """Forget a connection that ended; an empty room is given up."""
        seat = self._seats.pop(sid, None)
        room = self._rooms.get(seat.map) if seat else None
        if room is None:
            return
        with room.lock:
            viewer = room.viewers.pop(sid, None)
            room.groups = None
            if viewer is not None and viewer.seat.person is not None and not viewer.is_wall:
                room.presence.stop_writing(viewer.seat.person)
            room.presence_changed = True
            self._give_up_when_empty(room)

    def snapshot(self, sid: str, since: int) -> dict[str, Any] | None:
        """Return the whole view of a connection again, or None for it when nothing is newer than `since`."""
        seat = self.seat_of(sid)
        room = self._rooms.get(seat.map) if seat else None
        if room is None:
            return None
        with room.lock:
            viewer = room.viewers.get(sid)
            if viewer is None:
                return None
            seq = room.shown.seq
            return {"seq": seq, "view": None if since == seq else self._whole(room, viewer)}

    def wall_changed(self, map_id: MapId) -> None:
        """Tell the walls of a map that the join code or its being open changed."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                self._show_wall(room)

    def with_presence(self, map_id: MapId, change: Callable[[Presence], bool]) -> None:
        """Change who is writing or the timer; everyone is told at the next tick."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                room.presence_changed = change(room.presence) or room.presence_changed

    def tick(self) -> dict[MapId, Said]:
        """Tell who is there and who is writing, where that changed: once for all that happened meanwhile.

        Returns what changed, for other workers; a map that nobody looks at here any more has nobody.
        """
        with self._lock:
            changed, self._left = {map_id: Said() for map_id in self._left}, set()
        for room in self._all_rooms():
            with room.lock, _no_harm():
                if room.presence_changed:
                    room.presence_changed = False
                    self._wire.send(list(room.viewers), "presence", self._presence_of(room))
                    said = room.presence.said(room.online())
                    if said != room.said:  # and not only what was heard from others
                        changed[room.shown.state.id] = room.said = said
        return changed

    def refresh(self, map_id: MapId, seq: int) -> None:
        """Show a map as it is in the store now, where it was shown older than this."""
        room = self._rooms.get(map_id)
        if room is None or room.shown.seq >= seq:
            return
        stored = self._maps.read(map_id)
        if stored is not None:
            with room.lock, _no_harm():
                self._show(room, stored)

    def hear(self, map_id: MapId, worker: str, said: Said) -> None:
        """Take who is there at another worker; one that is new hears who is here, at the next tick."""
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                if room.presence.hear(worker, said, time.monotonic()):
                    room.said = None
                room.presence_changed = True

    def beat(self) -> None:
        """Send every connection the sequence number it should have, so that it notices silence.

        The number comes from the store: a change whose commit nobody heard back from is shown here at last.
        So do the seats and the wall's door: another worker's word of those may have been lost.
        What goes wrong in one room is no reason to pass over the others.
        """
        for room in self._all_rooms():
            with _no_harm():
                stored = self._maps.read(room.shown.state.id)
                with room.lock:
                    if stored is None:
                        self._end(room)
                        continue
                    self._show(room, stored)
                    room.presence.forget_silent(time.monotonic())
                    room.said, room.presence_changed = None, True
                    self._wire.send(list(room.viewers), "beat", {"seq": room.shown.seq})
                    self._give_up_when_empty(room)
                self._look_at_doors(room)

    def _all_rooms(self) -> list[Room]:
        with self._lock:
            return list(self._rooms.values())

    def _room(self, map_id: MapId) -> Room | None:
        with self._lock:
            room = self._rooms.get(map_id)
            if room is None:
                stored = self._maps.read(map_id)
                if stored is None:
                    return None
                room = self._rooms[map_id] = Room(stored)
            return room

    def _give_up_when_empty(self, room: Room) -> None:
        if not room.viewers:
            self._rooms.pop(room.shown.state.id, None)
            with self._lock:
                self._left.add(room.shown.state.id)

    def _dismiss(self, map_id: MapId, whose: Callable[[Viewer], bool]) -> None:
        room = self._rooms.get(map_id)
        if room is not None:
            with room.lock:
                for viewer in filter(whose, room.everyone()):
                    self._goodbye(room, viewer)

    def _look_at_doors(self, room: Room) -> None:
        """Hang up on whose seat is gone or is somebody else's now, and show a door that changed unheard."""
        seen = room.everyone()  # who comes in after this may have a seat that was not there yet to be read
        if not seen:
            return
        seats = self._seats_on(room.shown.state.id)
        with room.lock:
            for viewer in seen:
                if viewer.sid in room.viewers and not viewer.still_has(seats.get(viewer.device)):
                    self._goodbye(room, viewer)
            self._show_wall(room)

    def _show_wall(self, room: Room) -> None:
        """Tell who sees it what the wall's door says now, if that is news."""
        wall = self._wall(room.shown.state.id)
        if wall == room.wall:
            return
        room.wall = wall
        seq = room.shown.seq
        for audience in (Audience.PROJECTOR, Audience.FACILITATOR):
            if audience in room.parts:
                room.parts[audience] = (*room.parts[audience][:-1], wall)
        told = [viewer.sid for viewer in room.everyone() if viewer.audience is not Audience.TABLE]
        self._wire.send(told, "change", {"seq": seq, "since": seq, "set": wall, "del": []})

    def _show(self, room: Room, after: Stored) -> None:
        if after.seq <= room.shown.seq:
            return
        since = room.shown.seq
        room.shown = after
        before, room.parts = room.parts, {}
        now = persons(after.state, room.pieces)
        alike = room.groups if now is room.persons else None
        if alike is None or not alike.keys() <= before.keys():
            alike = self._show_apart(room, since, before)
            room.persons, room.groups = now, by_audience(room.everyone())
        # What differs for nobody in particular is put together and sent once for all of them.
        told: dict[tuple[int, ...], tuple[list[Moved], list[str]]] = {}
        for audience, sids in alike.items():
            moved = moved_parts(before[audience], self._parts(room, audience))
            _, whom = told.setdefault(tuple(id(part) for _, part in moved), (moved, []))
            whom += sids
        for moved, whom in told.values():
            self._tell(room, since, whom, difference(moved))

    def _show_apart(
        self, room: Room, since: int, before: Mapping[Audience, Parts]
    ) -> dict[Audience, list[str]]:
        """Tell each viewer for whom something differs that is theirs alone; return the others."""
        others = []
        for viewer in room.everyone():
            audience, own = viewer.audience, viewer.own
            if not self._may_look(room, viewer):
                self._goodbye(room, viewer)
            elif audience in before and viewer.audience is audience and viewer.own is own:
                others.append(viewer)
            else:
                was = (*before.get(audience, ()), own)
                now = (*self._parts(room, viewer.audience), viewer.own)
                alike = len(was) == len(now) and viewer.audience is audience
                moved = moved_parts(was, now) if alike else [(joined(was), joined(now))]
                self._tell(room, since, [viewer.sid], difference(moved))
        return by_audience(others)

    def _tell(self, room: Room, since: int, sids: list[str], changes: dict[str, Any]) -> None:
        self._wire.send(sids, "change", {"seq": room.shown.seq, "since": since, **changes})

    def _may_look(self, room: Room, viewer: Viewer) -> bool:
        """Set the audience and the personal part that a viewer has now; False when they may see nothing."""
        state = room.shown.state
        if viewer.seat.person is None:
            return True
        person = state.people.get(viewer.seat.person)
        if person is None or not person.at_table:
            return False
        if not viewer.is_wall:
            viewer.audience = Audience.FACILITATOR if person.facilitator else Audience.TABLE
            viewer.own = personal(state, person.id, room.pieces)
        return True

    def _parts(self, room: Room, audience: Audience) -> Parts:
        if audience not in room.parts:
            parts = shared_parts(room.shown.state, audience, self._instrument, room.pieces)
            room.parts[audience] = parts if audience is Audience.TABLE else (*parts, room.wall)
        return room.parts[audience]

    def _whole(self, room: Room, viewer: Viewer) -> View:
        parts = self._parts(room, viewer.audience)
        return {**room.pieces.of(("whole", viewer.audience), parts, lambda: joined(parts)), **viewer.own}

    def _end(self, room: Room) -> None:
        """Say goodbye to everyone: the map was deleted."""
        for viewer in room.everyone():
            self._goodbye(room, viewer, "deleted")
        self._give_up_when_empty(room)

    def _goodbye(self, room: Room, viewer: Viewer, code: str = "not_joined") -> None:
        room.viewers.pop(viewer.sid, None)
        room.groups = None
        self._seats.pop(viewer.sid, None)
        room.presence_changed = True
        self._wire.send([viewer.sid], "bye", {"code": code})
        self._wire.hang_up(viewer.sid)

    def _presence_of(self, room: Room) -> dict[str, Any]:
        return room.presence.message(room.shown.state, room.online())


@contextmanager
def _no_harm() -> Iterator[None]:
    """Keep what goes wrong in telling from whoever acted: the next beat tells it."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, what was committed stands
        log.error("not told: %s", type(error).__name__)  # noqa: TRY400 - people's words may stand in the rest
