"""What comes in over a live connection: changes put in order, and every text that was ever received."""

from collections.abc import Callable, Mapping
from threading import Condition
from typing import Any

from partnerschap.play.received import plain, words_in
from partnerschap.play.table import View

_CURIOUS_AFTER_SECONDS = 2.0
"""After this long without what is awaited, the connection asks for what it missed."""


class Stream:
    """The view of one connection, put together out of snapshots and changes that may overtake each other."""

    def __init__(self) -> None:
        self._news = Condition()
        self._view: dict[str, Any] = {}
        self._seq = -1
        self._waiting: dict[int, Mapping[str, Any]] = {}
        self._texts: set[str] = set()
        self._open = False

    @property
    def view(self) -> View:
        """Return what the connection shows now."""
        with self._news:
            return dict(self._view)

    @property
    def seq(self) -> int:
        """Return after which operation that is; -1 before the first snapshot."""
        return self._seq

    @property
    def open(self) -> bool:
        """Tell whether more may come in."""
        return self._open

    def begin(self) -> None:
        """Expect a new snapshot; what was shown stays until it comes."""
        with self._news:
            self._seq = -1
            self._waiting.clear()
            self._open = True

    def end(self) -> None:
        """Expect nothing more."""
        with self._news:
            self._open = False
            self._news.notify_all()

    def snapshot(self, message: Mapping[str, Any]) -> None:
        """Take a whole view; an older one than there is, is only remembered as received."""
        with self._news:
            self._texts.update(words_in(message["view"]))
            if message["seq"] >= self._seq:
                self._view = dict(message["view"])
                self._seq = message["seq"]
                self._catch_up()

    def change(self, message: Mapping[str, Any]) -> None:
        """Take a change, in its turn."""
        with self._news:
            self._texts.update(words_in(message["set"]))
            since = message.get("since", message["seq"] - 1)
            if since == message["seq"] == self._seq:
                self._apply(message)
            elif message["seq"] > self._seq:
                self._waiting[since] = message
                self._catch_up()

    def wait_for(self, seq: int, seconds: float, ask: Callable[[], None]) -> bool:
        """Wait until the view is that of an operation or of a later one, or the connection ends.

        Returns False when it is neither in time; `ask` is called when nothing came for a while.
        """
        asked = 0.0
        with self._news:
            while not self._news.wait_for(
                lambda: self._seq >= seq or not self._open, timeout=_CURIOUS_AFTER_SECONDS
            ):
                asked += _CURIOUS_AFTER_SECONDS
                if asked >= seconds:
                    return False
                self._news.release()
                try:
                    ask()
                finally:
                    self._news.acquire()
        return True

    def wait_for_end(self, seconds: float) -> bool:
        """Wait until the connection ends; returns False when it does not."""
        with self._news:
            return self._news.wait_for(lambda: not self._open, timeout=seconds)

    def has_received(self, text: str) -> bool:
        """Tell whether any text that ever came in contains this one."""
        with self._news:
            return any(plain(text) in each for each in self._texts)

    def _catch_up(self) -> None:
        while (message := self._waiting.pop(self._seq, None)) is not None:
            self._apply(message)
        self._waiting = {since: m for since, m in self._waiting.items() if m["seq"] > self._seq}
        self._news.notify_all()

    def _apply(self, message: Mapping[str, Any]) -> None:
        for key in message["del"]:
            self._view.pop(key, None)
        self._view.update(message["set"])
        self._seq = message["seq"]
