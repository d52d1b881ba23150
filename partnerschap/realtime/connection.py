"""One websocket: what came in as whole messages, what must still go out, and how much of that is too much.

Frames are parsed and made by `wsproto`; nothing here knows what the messages say.
"""

import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from wsproto import ConnectionType
from wsproto.connection import Connection as Frames
from wsproto.connection import ConnectionState
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import RemoteProtocolError

MOST_WAITING = 2_000_000
"""Bytes that may wait for somebody who does not read; who is behind that far starts anew with a snapshot."""
_READ = 65_536

Message = str | bytes


class Gone(Exception):  # noqa: N818 - the other side is gone; it is no error of ours
    """The connection is over: closed by the other side, broken, or speaking something else."""


class Connection:
    """A socket that does not block. `receive` is for one thread, `put` and `flush` are for any.

    `wants_to_write` is called, from any thread, when the kernel takes no more for now.
    """

    def __init__(
        self, sock: socket.socket, largest: int, wants_to_write: Callable[["Connection"], None]
    ) -> None:
        sock.settimeout(0)
        with suppress(OSError):  # a socket of another family, in tests
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        self._largest = largest
        self._wants_to_write = wants_to_write
        self._frames = Frames(ConnectionType.SERVER)
        self._parts: list[Message] = []
        self._size = 0
        self._out: deque[bytes] = deque()
        self._waiting = 0
        self._lock = Lock()
        self.is_open = True
        self.said_goodbye = False

    def fileno(self) -> int:
        """Return the number by which the system knows the socket."""
        return self._sock.fileno()

    def receive(self) -> list[Message]:
        """Return the messages that are complete now; raises Gone when no more will come.

        After the last ones before a goodbye, `said_goodbye` holds.
        """
        try:
            data = self._sock.recv(_READ)
        except (BlockingIOError, InterruptedError):
            return []
        except OSError as problem:
            raise Gone from problem
        if not data:
            raise Gone
        try:
            self._frames.receive_data(data)
            return self._whole()
        except RemoteProtocolError as problem:
            raise Gone from problem

    def put(self, frame: bytes) -> None:
        """Add bytes that go out at the next `flush`; they may not go before it."""
        with self._lock:
            if self.is_open:
                self._out.append(frame)
                self._waiting += len(frame)

    def flush(self) -> None:
        """Send what the kernel takes; raises Gone when too much has to wait, or nothing can go any more."""
        with self._lock:
            if not self.is_open:
                return
            while self._out:
                data = b"".join(self._out) if len(self._out) > 1 else self._out[0]
                try:
                    sent = self._sock.send(data)
                except (BlockingIOError, InterruptedError):
                    sent = 0
                except OSError as problem:
                    raise Gone from problem
                self._waiting -= sent
                self._out.clear()
                if sent < len(data):
                    self._out.append(data[sent:])
                    break
            behind = bool(self._out)
            if self._waiting > MOST_WAITING:
                raise Gone
        if behind:
            self._wants_to_write(self)

    @property
    def is_behind(self) -> bool:
        """Tell whether something waits until the kernel takes it."""
        return bool(self._out)

    def close(self) -> None:
        """End the connection, with a goodbye if the kernel takes one; safe to do again."""
        with self._lock:
            if not self.is_open:
                return
            self.is_open = False
            with suppress(OSError, RemoteProtocolError, ValueError):
                if not self._out and self._frames.state in {
                    ConnectionState.OPEN,
                    ConnectionState.REMOTE_CLOSING,
                }:
                    self._sock.send(self._frames.send(CloseConnection(code=1000)))
            self._out.clear()
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)
            self._sock.close()

    def _whole(self) -> list[Message]:
        found: list[Message] = []
        for event in self._frames.events():
            if isinstance(event, (TextMessage, BytesMessage)):
                self._size += len(event.data)
                if self._size > self._largest:
                    raise Gone
                self._parts.append(event.data if isinstance(event, TextMessage) else bytes(event.data))
                if event.message_finished:
                    found.append(self._parts[0] if len(self._parts) == 1 else self._joined())
                    self._parts, self._size = [], 0
            elif isinstance(event, Ping):
                self.put(self._frames.send(event.response()))
                self.flush()
            elif isinstance(event, CloseConnection):  # theirs, or ours about what is no frame
                self.put(self._frames.send(event.response()))
                self.flush()
                self.said_goodbye = True
        return found

    def _joined(self) -> Message:
        texts = [part for part in self._parts if isinstance(part, str)]
        if texts:
            return "".join(texts)
        return b"".join(part for part in self._parts if isinstance(part, bytes))


def text_frame(text: str) -> bytes:
    """Return a text message as it goes over the wire, the same for every connection of ours."""
    return Frames(ConnectionType.SERVER).send(TextMessage(text))
