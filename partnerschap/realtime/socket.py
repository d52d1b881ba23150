"""The Socket.IO events: connecting by a device's seat, acting, catching up, and being seen to write."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol

from flask import Request, request
from flask_socketio import SocketIO

from partnerschap.answers import answer, refused
from partnerschap.application.joining import Joining, hashed
from partnerschap.application.ports import Seat, SeatKind
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.refusals import Code, refuse
from partnerschap.realtime.broadcast import Broadcaster
from partnerschap.realtime.engine import EVENTS
from partnerschap.services import Services, current

BEAT_SECONDS = 15
TICK_SECONDS = 0.25
LONGEST_TIMER_MINUTES = 24 * 60
MESSAGE_BYTES = 300_000
LARGEST_KEY = 40

log = logging.getLogger(__name__)


class LiveDoor:
    """Answers the events; `cookie` has the secret of the device that connects.

    The seat behind a connection is resolved once, when it is made; whoever loses it is hung up on.
    """

    def __init__(self, broadcaster: Broadcaster, instrument: Instrument, cookie: str) -> None:
        self._broadcaster = broadcaster
        self._instrument = instrument
        self._cookie = cookie

    def register(self, socketio: SocketIO) -> None:
        """Listen to the events of the default namespace."""
        for name in ("connect", "disconnect", *EVENTS):
            socketio.on_event(name, getattr(self, name))
        socketio.on_error_default(self.unforeseen)

    def connect(self, _auth: object = None) -> bool:
        """Let a device in that has a seat on the map it names; who is refused knocks again later."""
        secret = request.cookies.get(self._cookie)
        try:
            seat = seat_for(request, secret, current().joining)
            if secret is None or seat is None:
                return False
            return self._broadcaster.enter(_sid(), seat, hashed(secret))
        except Exception as error:  # noqa: BLE001 - only False keeps the stock server from letting them in
            log.error("not let in: %s", type(error).__name__)  # noqa: TRY400 - words may stand in the rest
            self._broadcaster.leave(_sid())
            return False

    def disconnect(self, _reason: object = None) -> None:
        """Forget a connection."""
        self._broadcaster.leave(_sid())

    def act(self, *said: object) -> dict[str, Any]:
        """Answer an act that the hot path left: of who may not act, or came in a moment ago."""
        services, here = current(), self._here()
        if here is None:
            return refused(services, refuse(Code.NOT_JOINED))
        message = _fields(said)
        if message is None:
            return refused(services, refuse(Code.INVALID_VALUE, "do"))
        return answer(services, *here, message)

    def catch_up(self, *said: object) -> dict[str, Any] | None:
        """Return what a connection may see, when something is newer than what it has."""
        since = (_fields(said) or {}).get("since")
        if self._is_too_fast(_sid()):
            return None
        return self._broadcaster.snapshot(_sid(), since if isinstance(since, int) else -1)

    def writing(self, *said: object) -> None:
        """Let the others see that somebody writes, and where; never what."""
        here = self._here()
        if here is None or self._is_too_fast(_sid()):
            return
        (map_id, person), spot = here, self._spot(_fields(said))
        if spot is None:
            self._broadcaster.with_presence(map_id, lambda presence: presence.stop_writing(person))
        else:
            self._broadcaster.with_presence(map_id, lambda presence: presence.write(person, spot))

    def timer(self, *said: object) -> None:
        """Let the facilitator set or stop the timer, which only informs."""
        services, here = current(), self._facilitator()
        if here is None:
            return
        minutes = (_fields(said) or {}).get("minutes")
        runs = isinstance(minutes, int) and 0 < minutes <= LONGEST_TIMER_MINUTES
        ends_at = services.clock.now() + timedelta(minutes=minutes or 0) if runs else None
        self._broadcaster.with_presence(here[0], lambda presence: presence.set_timer(ends_at))

    def turn(self, *said: object) -> None:
        """Let the facilitator turn to the next page of slips on the wall, or to the one before."""
        here = self._facilitator()
        back = (_fields(said) or {}).get("back") is True
        if here is not None:
            self._broadcaster.with_presence(here[0], lambda presence: presence.turn(-1 if back else 1))

    def unforeseen(self, error: BaseException) -> dict[str, Any]:
        """Answer what went wrong; people's words may stand in the error, so only its kind is logged."""
        log.error("unforeseen %s", type(error).__name__)
        return {"ok": False, "code": "error", "about": [], "message": current().say_edge("error")}

    def place_of(self, sid: str) -> tuple[MapId, ParticipantId] | None:
        """Return the map and the person of a connection; None for a wall, and after a goodbye."""
        seat = self._broadcaster.seat_of(sid)
        if seat is None or seat.person is None or seat.kind is SeatKind.PROJECTOR:
            return None
        return seat.map, seat.person

    def _here(self) -> tuple[MapId, ParticipantId] | None:
        return self.place_of(_sid())

    def _facilitator(self) -> tuple[MapId, ParticipantId] | None:
        """Return the map and the person of this connection, when they facilitate and do not go too fast."""
        here = self._here()
        if here is None or self._is_too_fast(_sid()) or not _facilitates(current(), *here):
            return None
        return here

    def _is_too_fast(self, sid: str) -> bool:
        """Small events have a pace of their own, so that they take nothing from somebody's acts."""
        seat = self._broadcaster.seat_of(sid)
        return seat is None or current().pace.wait(f"small/{seat.map}", sid) > 0

    def _spot(self, message: dict[str, Any] | None) -> tuple[str, str] | None:
        """Only keys of the instrument are passed on: nobody can make this carry words."""
        if message is None:
            return None
        step = self._instrument.step(str(message.get("step")))
        prompt = step.prompt(str(message.get("prompt"))) if step else None
        return (step.key, prompt.key) if step and prompt else None


def seat_for(asked: Request, secret: str | None, joining: Joining) -> Seat | None:
    """Return what the device with this secret may do on the map that its request names.

    A device that has only the wall sees nothing else; a participant's may also show the wall.
    """
    map_id = MapId(asked.args.get("kaart", "")[:LARGEST_KEY])
    seat = joining.seat_of(secret, map_id) if secret else None
    wants_wall = asked.args.get("als") == "wand"
    if seat is None or (seat.kind is SeatKind.PROJECTOR and not wants_wall):
        return None
    return Seat(map_id, SeatKind.PROJECTOR, seat.person) if wants_wall else seat


class Beating(Protocol):
    """What has to be done now and then, as telling every connection the number that it should have."""

    def beat(self) -> None:
        """Do it, without failing."""
        ...


class Ticking(Protocol):
    """What has to be done often for those who look."""

    def tick(self) -> object:
        """Tell who is there and who is writing, where that changed."""
        ...


def keep_beating(socketio: SocketIO, *hearts: Beating) -> None:
    """Beat for as long as the process lives."""
    while True:
        socketio.sleep(BEAT_SECONDS)
        for each in hearts:
            each.beat()


def keep_ticking(socketio: SocketIO, viewers: Ticking) -> None:
    """Tell who is there and who writes, a few times a second, for as long as the process lives."""
    while True:
        socketio.sleep(TICK_SECONDS)  # type: ignore[arg-type]  # any number will do; the types say whole ones
        viewers.tick()


def _fields(said: Sequence[object]) -> dict[str, Any] | None:
    """Return what came with an event; None when that is anything but one object."""
    return said[0] if len(said) == 1 and isinstance(said[0], dict) else None


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO adds it to the request
    return sid


def _facilitates(services: Services, map_id: MapId, who: ParticipantId) -> bool:
    stored = services.maps.read(map_id)
    person = stored.state.people.get(who) if stored else None
    return person is not None and person.at_table and person.facilitator
