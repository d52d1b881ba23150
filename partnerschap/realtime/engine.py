"""Engine.IO over websockets on the hub, under the stock Socket.IO server (protocol 4, websocket only).

The checks of a request (origin, protocol, transport) are the stock ones; what replaces them is a thread and a
writer for each connection. `docs/decisions.md` tells what that cost.
"""

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

import engineio
from engineio import packet
from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.server import ServerProtocol

from partnerschap.realtime.connection import SILENT, Gone, Message, text_frame
from partnerschap.realtime.hub import Hub

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PING = text_frame("2")
MOST_WAITING = 1_000
"""Messages of one connection that may wait for a helper; who sends more is cut off."""
EVENTS = ("act", "catch_up", "writing", "timer", "turn")
"""What a client may say. The stock server knows two more by their names, and lets a client call them."""
Hot = Callable[["LiveSocket", str], bool]
"""Takes a message that must go fast; False leaves it to the stock server."""
_EVENT = re.compile(r'2\d{0,15}\["(\w+)"')

log = logging.getLogger(__name__)


class HubEngine(engineio.Server):  # type: ignore[misc]  # engineio has no types
    """The Engine.IO server whose connections live on a hub; `hot` sees every message first."""

    def __init__(self, server: Any, hub: Hub, **options: Any) -> None:
        super().__init__(async_mode="threading", transports=["websocket"], monitor_clients=False, **options)
        self._server = server
        self.hub = hub
        self.hot: Hot = lambda _live, _message: False

    @classmethod
    def under(cls, server: Any, hub: Hub, **options: Any) -> "HubEngine":
        """Put an engine under a Socket.IO server, in the place of the one that it came with."""
        engine = server.eio = cls(server, hub, **options)
        for event in ("connect", "message", "disconnect"):
            engine.on(event, getattr(server, f"_handle_eio_{event}"))
        return engine

    def environ_of(self, live: "LiveSocket") -> dict[str, Any] | None:
        """Return the request by which a connection came in, while it is there."""
        environ: dict[str, Any] | None = self._server.environ.get(live.sid)
        return environ

    def _handle_connect(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        transport: str,  # noqa: ARG002 -- the stock signature
        jsonp_index: int | None = None,  # noqa: ARG002 -- as above
    ) -> Iterable[bytes]:
        """Shake hands, take the socket from the web server, and give its thread back."""
        answer = _handshake(environ)
        if answer is None:
            refused = self._bad_request("Invalid websocket upgrade")
            start_response(refused["status"], refused["headers"])
            return [refused["response"]]
        theirs = environ.get("gunicorn.socket") or environ["werkzeug.socket"]
        sock = theirs.dup() if "werkzeug.socket" in environ else _taken(theirs)
        sid = self.generate_id()
        live = self.sockets[sid] = LiveSocket(self, sid, sock)
        live.connection.put(answer)
        live.say(
            packet.Packet(
                packet.OPEN,
                {
                    "sid": sid,
                    "upgrades": [],
                    "pingTimeout": int(self.ping_timeout * 1000),
                    "pingInterval": int(self.ping_interval * 1000),
                    "maxPayload": self.max_http_buffer_size,
                },
            ).encode()
        )
        self._trigger_event("connect", sid, _kept(environ), run_async=False)
        self.hub.add(live)
        if "werkzeug.socket" in environ:
            raise ConnectionError  # the development server lets go of the connection
        raise StopIteration  # gunicorn closes what it still has of it


class LiveSocket:
    """One connection, with the face that the stock servers expect of a socket."""

    def __init__(self, engine: HubEngine, sid: str, sock: Any) -> None:
        self._engine = engine
        self._inbox: deque[str | None] = deque()
        self._lock = Lock()
        self._busy = False
        self._knocked = False
        self._cut_off = False
        self._asked_at: float | None = None
        self._heard_at = time.monotonic()
        self.sid = sid
        self.connection = engine.hub.connect(sock, engine.max_http_buffer_size)
        self.session: dict[str, Any] = {}
        self.under_way = 0
        """Acts of this connection that wait for their answer."""
        self.connected = self.upgraded = True
        self.closed = False

    def say(self, text: str) -> None:
        """Send a text message."""
        self._engine.hub.send(self.connection, text_frame(text))

    def send_frame(self, frame: bytes) -> None:
        """Send a message that is a frame already."""
        self._engine.hub.send(self.connection, frame)

    def send(self, sent: Any) -> None:
        """Send an Engine.IO packet."""
        if not self.closed:
            self.say(sent.encode())

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:  # noqa: ARG002, FBT001, FBT002 -- the stock signature
        """End the connection after what was said before."""
        if not self.closed:
            self.say("1")
            self._engine.hub.drop(self.connection)

    def heard(self, message: Message) -> None:
        """Answer what belongs to the connection itself; pass on what somebody says."""
        self._heard_at = time.monotonic()
        kind, rest = message[:1], message[1:]
        if kind == "4" and isinstance(rest, str):
            if not self._engine.hot(self, rest) and self._is_for_stock(rest):
                self._pass_on(rest)
        elif kind == "2":
            self.say("3" + str(rest))
        elif kind != "3":  # a goodbye, or what this protocol does not know
            raise Gone

    def tick(self, now: float) -> None:
        """Ask a silent connection whether it is there; raises Gone when it did not answer."""
        if self._asked_at is not None and self._heard_at >= self._asked_at:
            self._asked_at = None
        if self._asked_at is not None:
            if now - self._asked_at > self._engine.ping_timeout:
                raise Gone
        elif now - self._heard_at >= self._engine.ping_interval:
            self._asked_at = now
            self.send_frame(PING)

    def ended(self) -> None:
        """Let the stock server clean up, after all that was said before."""
        self.closed = True
        self._pass_on(None)

    def _is_for_stock(self, said: str) -> bool:
        """Tell whether the stock server may have this: one knock, and events that clients have.

        Any other event is passed over: it may be of a newer page. Raises Gone at a goodbye, and at all else.
        """
        if said[:1] == "0" and not self._knocked:
            self._knocked = True
            return True
        event = _EVENT.match(said)
        if event is None:
            raise Gone
        return event[1] in EVENTS

    def _pass_on(self, message: str | None) -> None:
        with self._lock:
            if message is not None and len(self._inbox) >= MOST_WAITING:
                raise Gone
            self._inbox.append(message)
            if self._busy:
                return
            self._busy = True
        self._engine.hub.aside(self._work)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._inbox:
                    self._busy = False
                    return
                message = self._inbox.popleft()
            if message is None:
                self._engine.sockets.pop(self.sid, None)
                reason = self._engine.reason.TRANSPORT_CLOSE
                self._engine._trigger_event("disconnect", self.sid, reason, run_async=False)  # noqa: SLF001 -- our own parent
            elif not self._cut_off:
                self._hand_over(message)

    def _hand_over(self, message: str) -> None:
        """Let the stock server take a message; one that it cannot read is the last of its connection.

        Its own log would have many lines for each, with what somebody sent in them.
        """
        try:
            self._engine.handlers["message"](self.sid, message)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing of it is understood
            log.warning("cut off: %s", type(error).__name__)
            self._cut_off = True
            self.close()


def _handshake(environ: "WSGIEnvironment") -> bytes | None:
    """Return the answer that opens the websocket, without extensions; None for what is no such request."""
    given = ((name[5:], str(value)) for name, value in environ.items() if name.startswith("HTTP_"))
    head = Headers((name.replace("_", "-"), value) for name, value in given)
    answer = ServerProtocol(logger=SILENT).accept(Request("/", head))
    return answer.serialize() if answer.status_code == HTTPStatus.SWITCHING_PROTOCOLS else None


def _taken(theirs: Any) -> Any:
    """Take a socket out of the web server's hands: what that closes afterwards is nothing."""
    return type(theirs)(theirs.family, theirs.type, theirs.proto, theirs.detach())


def _kept(environ: "WSGIEnvironment") -> dict[str, Any]:
    """Return what the stock server needs of a request later on, without the web server's buffers."""
    plain = {name: value for name, value in environ.items() if isinstance(value, (str, tuple, bool))}
    return {**plain, "wsgi.input": BytesIO(b""), "wsgi.errors": environ["wsgi.errors"]} | {
        name: environ[name] for name in ("flask.app",) if name in environ
    }
