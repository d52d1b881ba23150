"""One websocket: what came in as whole messages, what must still go out, and how much of that is too much.

Frames are parsed and made by `websockets`, without its own I/O; nothing here knows what the messages say.
"""

import logging
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import OPEN, SERVER, Protocol

MOST_WAITING = 2_000_000
"""Bytes that may wait for somebody who does not read; who is behind that far starts anew with a snapshot."""
_READ = 65_536
_DATA = frozenset({Opcode.TEXT, Opcode.BINARY, Opcode.CONT})

SILENT = logging.getLogger("partnerschap.frames")
SILENT.disabled = True  # what the library would log of an error can hold what somebody sent

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
        self._wants_to_write = wants_to_write
        self._frames = Protocol(SERVER, max_size=largest, logger=SILENT)
        self._begun: Opcode | None = None
        self._part = bytearray()
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

        After the last ones before a goodbye, theirs or ours about what is no message, `said_goodbye` holds.
        """
        try:
            data = self._sock.recv(_READ)
        except (BlockingIOError, InterruptedError):
            return []
        except OSError as problem:
            raise Gone from problem
        if not data:
            raise Gone
        self._frames.receive_data(data)
        found = self._whole()
        if answers := self._frames.data_to_send():  # to a ping, or a goodbye
            self.put(b"".join(answers))
            self.flush()
            self.said_goodbye = self._frames.state is not OPEN
        return found

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
            if not self._out and self._frames.state is OPEN:
                self._frames.send_close(CloseCode.NORMAL_CLOSURE)
                with suppress(OSError):
                    self._sock.send(b"".join(self._frames.data_to_send()))
            self._out.clear()
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)
            self._sock.close()

    def _whole(self) -> list[Message]:
        found: list[Message] = []
        try:
            for frame in self._frames.events_received():
                if isinstance(frame, Frame) and frame.opcode in _DATA:
                    if frame.fin and frame.opcode is not Opcode.CONT:  # nearly always
                        found.append(_message(frame.opcode, bytes(frame.data)))
                        continue
                    if frame.opcode is not Opcode.CONT:
                        self._begun = frame.opcode
                    self._part += frame.data
                    if frame.fin:
                        data, self._part = bytes(self._part), bytearray()
                        found.append(_message(self._begun, data))
        except UnicodeDecodeError:
            self._frames.fail(CloseCode.INVALID_DATA)
        return found


def _message(kind: Opcode | None, data: bytes) -> Message:
    return data.decode() if kind is Opcode.TEXT else data


def text_frame(text: str | bytes) -> bytes:
    """Return a text message as it goes over the wire, the same for every connection of ours."""
    return Frame(Opcode.TEXT, text.encode() if isinstance(text, str) else text).serialize(mask=False)
