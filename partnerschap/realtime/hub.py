"""All live connections on one thread: who can be read is read, who is silent is asked, who is gone goes."""

import logging
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Protocol

from partnerschap.realtime.connection import Connection, Gone, Message

HELPERS = 8
"""Threads for what may take a while, such as coming in; what comes from one connection stays in order."""

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who is behind a connection."""

    connection: Connection

    def heard(self, message: Message) -> None:
        """Take a message, on the hub's own thread: it may not wait for anything."""
        ...

    def tick(self, now: float) -> None:
        """Take the time, about once a second; raises Gone when this has been silent too long."""
        ...

    def ended(self) -> None:
        """Hear that the connection is over; comes once."""
        ...


class Hub:
    """Owns the sockets. Starts its thread with the first connection, and ends with the process."""

    def __init__(self) -> None:
        self._listeners: dict[Connection, Listener] = {}
        self._todo: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._helpers = ThreadPoolExecutor(HELPERS, thread_name_prefix="live")
        self._corked = threading.local()

    def connect(self, sock: socket.socket, largest: int) -> Connection:
        """Take over a socket on which frames come next; `largest` is the most bytes of a message."""
        return Connection(sock, largest, lambda connection: self._soon(lambda: self._watch(connection)))

    def add(self, listener: Listener) -> None:
        """Listen to a connection from now on."""

        def begin() -> None:
            if not listener.connection.is_open:  # it broke while it was made
                listener.ended()
                return
            self._listeners[listener.connection] = listener
            self._watch(listener.connection)

        self._soon(begin)

    def drop(self, connection: Connection) -> None:
        """End a connection, from any thread."""
        self._soon(lambda: self._end(connection))

    def send(self, connection: Connection, frame: bytes) -> None:
        """Send a frame now, or at the end of the block when this thread is inside `corked`."""
        connection.put(frame)
        touched: dict[Connection, None] | None = getattr(self._corked, "touched", None)
        if touched is not None:
            touched[connection] = None
        else:
            self._flush(connection)

    @contextmanager
    def corked(self) -> Iterator[Callable[[], None]]:
        """Let what this thread sends in the block go out together, in order.

        It goes at the end of the block, and each time that what the block gets is called.
        """
        touched: dict[Connection, None] = {}

        def send_now() -> None:
            for connection in touched:
                self._flush(connection)
            touched.clear()

        self._corked.touched = touched
        try:
            yield send_now
        finally:
            self._corked.touched = None
            send_now()

    def aside(self, work: Callable[[], None]) -> None:
        """Do something on a helper's thread; nothing any more once the program ends."""
        with suppress(RuntimeError):
            self._helpers.submit(_guarded, work)

    def _flush(self, connection: Connection) -> None:
        try:
            connection.flush()
        except Gone:
            self.drop(connection)

    def _soon(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._todo.append(work)
            if self._thread is None:
                self._begin()
        with suppress(BlockingIOError):  # a full pipe wakes it as well
            os.write(self._write_end, b"\0")

    def _begin(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._read_end, self._write_end = os.pipe()
        for end in (self._read_end, self._write_end):
            os.set_blocking(end, False)
        self._selector.register(self._read_end, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        next_tick = time.monotonic() + 1
        while True:
            for key, events in self._selector.select(max(0.0, next_tick - time.monotonic())):
                if key.fileobj == self._read_end:
                    os.read(self._read_end, 65_536)
                else:
                    _guarded(partial(self._ready, key.data, events))
            while self._todo:
                _guarded(self._todo.popleft())
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + 1
                _guarded(self._tick)

    def _ready(self, connection: Connection, events: int) -> None:
        try:
            if events & selectors.EVENT_WRITE:
                connection.flush()
                if not connection.is_behind:
                    self._watch(connection)
            if events & selectors.EVENT_READ:
                listener = self._listeners[connection]
                for message in connection.receive():
                    listener.heard(message)
                if connection.said_goodbye:
                    self._end(connection)
        except Gone:
            self._end(connection)

    def _tick(self) -> None:
        now = time.monotonic()
        for connection, listener in list(self._listeners.items()):
            try:
                listener.tick(now)
            except Gone:
                self._end(connection)

    def _watch(self, connection: Connection) -> None:
        """Wait for what a connection can do next."""
        if connection not in self._listeners or not connection.is_open:
            return
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if connection.is_behind else 0)
        try:
            self._selector.modify(connection, wanted, connection)
        except KeyError:
            self._selector.register(connection, wanted, connection)

    def _end(self, connection: Connection) -> None:
        listener = self._listeners.pop(connection, None)
        if connection.is_open:
            with suppress(KeyError, ValueError):
                self._selector.unregister(connection)
            connection.close()
        if listener is not None:
            listener.ended()


def _guarded(work: Callable[[], None]) -> None:
    """Keep what goes wrong for one connection from all others; people's words may stand in the error."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
        log.error("unforeseen %s", type(error).__name__)  # noqa: TRY400 - as above
