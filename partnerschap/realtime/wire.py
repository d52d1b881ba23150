"""What goes out: events as frames, made once for everyone who gets the same."""

from collections.abc import Iterable
from weakref import WeakValueDictionary

import msgspec
from flask_socketio import SocketIO

from partnerschap.realtime.connection import text_frame
from partnerschap.realtime.engine import HubEngine, LiveSocket

BEFORE_HANGING_UP = 1


class HubWire:
    """Sends to connections of the default namespace; who is not there any more gets nothing."""

    def __init__(self, socketio: SocketIO, engine: HubEngine) -> None:
        self._socketio = socketio
        self._engine = engine
        self._lives: WeakValueDictionary[str, LiveSocket] = WeakValueDictionary()

    def send(self, sids: Iterable[str], event: str, data: object) -> None:
        """Send one event to these connections, without waiting for them."""
        frame = text_frame(b'42["%s",%s]' % (event.encode(), msgspec.json.encode(data)))
        for sid in sids:
            live = self.live(sid)
            if live is not None:
                live.send_frame(frame)

    def hang_up(self, sid: str) -> None:
        """End a connection when the answer to the act that ended it has had time to go out."""
        self._socketio.start_background_task(self._hang_up_later, sid)

    def live(self, sid: str) -> LiveSocket | None:
        """Return the connection behind a name of Socket.IO."""
        return self._lives.get(sid) or self._found(sid)

    def _found(self, sid: str) -> LiveSocket | None:
        server = self._socketio.server  # type: ignore[attr-defined]  # set by init_app
        name = server.manager.eio_sid_from_sid(sid, "/")
        found: LiveSocket | None = self._engine.sockets.get(name)
        if found is not None:
            self._lives[sid] = found
        return found

    def sid_of(self, live: LiveSocket) -> str | None:
        """Return the name of Socket.IO of a connection; None until it has one."""
        server = self._socketio.server  # type: ignore[attr-defined]  # as above
        name: str | None = server.manager.sid_from_eio_sid(live.sid, "/")
        return name

    def _hang_up_later(self, sid: str) -> None:
        self._socketio.sleep(BEFORE_HANGING_UP)
        live = self.live(sid)  # before it loses its name
        self._socketio.server.disconnect(sid)  # type: ignore[attr-defined]  # set by init_app
        if live is not None:
            live.close()
