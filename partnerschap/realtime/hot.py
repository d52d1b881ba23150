"""The hot path: acts from all connections, carried out together by one writer, then told, then acknowledged.

While one batch is on its way to the disk the next one gathers: under load many acts share one commit, and an
act that comes alone waits for nobody.
"""

import logging
import re
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from queue import SimpleQueue
from typing import Any, NamedTuple

import msgspec

from partnerschap.answers import Later, carry_out, refused, told
from partnerschap.application.ports import Outcome
from partnerschap.application.submit import Request
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.refusals import Code, refuse
from partnerschap.realtime.connection import Gone, text_frame
from partnerschap.realtime.engine import LiveSocket
from partnerschap.realtime.hub import Hub
from partnerschap.services import Services

MOST_AT_ONCE = 500
"""Acts in one transaction: more would make the first of them wait too long."""
MOST_UNDER_WAY = 500
"""Acts of one connection that may wait for their answer; who sends more does not listen, and is cut off."""
_ACT = re.compile(r'2(\d{0,15})\["act",')

log = logging.getLogger(__name__)

Place = tuple[MapId, ParticipantId]


class _Waiting(NamedTuple):
    live: LiveSocket
    number: str
    request: Request


class HotActs:
    """Takes the event `act` before the stock server does.

    `here` tells where a connection may act; `speaking` is the context in which words are in its language.
    """

    def __init__(
        self,
        services: Services,
        hub: Hub,
        here: Callable[[LiveSocket], Place | None],
        speaking: Callable[[LiveSocket], AbstractContextManager[object]],
    ) -> None:
        self._services = services
        self._hub = hub
        self._here = here
        self._speaking = speaking
        self._queue: SimpleQueue[_Waiting] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def __call__(self, live: LiveSocket, message: str) -> bool:
        """Queue an act; False for every other event, and for who is not connected yet. Raises Gone.

        For one thread, that of the hub.
        """
        found = _ACT.match(message)
        place = self._here(live) if found else None
        if found is None or place is None:
            return False
        act = _decoded(message[found.end() :])
        if act is None:
            self._hub.aside(lambda: self._refuse(live, found[1]))
            return True
        if live.under_way >= MOST_UNDER_WAY:
            raise Gone
        live.under_way += 1
        self._queue.put(_Waiting(live, found[1], Request(*place, act)))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
            self._thread.start()
        return True

    def _run(self) -> None:
        while True:
            batch = [self._queue.get()]
            batch += [self._queue.get() for _ in range(min(MOST_AT_ONCE - 1, self._queue.qsize()))]
            self._turn(batch)

    def _turn(self, batch: Sequence[_Waiting]) -> None:
        """Carry acts out together; when that goes wrong, one by one, so that one does not hold up others."""
        waiting = dict(enumerate(batch))
        with self._hub.corked() as send_now:

            def answered(results: Sequence[tuple[int, Outcome | Later | None]]) -> None:
                for number, result in results:
                    self._acknowledge(waiting.pop(number), result)
                send_now()

            try:
                carry_out(self._services, [each.request for each in batch], answered)
            except Exception as error:  # noqa: BLE001 - whatever it is, the writer goes on
                log.error("unforeseen %s", type(error).__name__)  # noqa: TRY400 - people's words may stand in it
                if len(batch) == 1:
                    answered([(number, None) for number in waiting])
        for each in list(waiting.values()):
            self._turn([each])

    def _acknowledge(self, waiting: _Waiting, result: Outcome | Later | None) -> None:
        """Answer an act; whatever goes wrong in that, the writer goes on, and the act is sent again."""
        waiting.live.under_way -= 1
        try:
            self._answer(waiting, result)
        except Exception as error:  # noqa: BLE001 - as above
            log.error("not acknowledged: %s", type(error).__name__)  # noqa: TRY400 - as above

    def _answer(self, waiting: _Waiting, result: Outcome | Later | None) -> None:
        if not waiting.number:
            return
        if isinstance(result, Outcome) and result.refusal is None:
            self._send(waiting.live, waiting.number, {"ok": True, "seq": result.seq})
            return
        with self._speaking(waiting.live):
            answer = (
                {"ok": False, "code": "error", "about": [], "message": self._services.say_edge("error")}
                if result is None
                else told(self._services, result)
            )
        self._send(waiting.live, waiting.number, answer)

    def _refuse(self, live: LiveSocket, number: str) -> None:
        """Answer what is no act at all."""
        if number:
            with self._speaking(live):
                answer = refused(self._services, refuse(Code.INVALID_VALUE, "do"))
            self._send(live, number, answer)

    def _send(self, live: LiveSocket, number: str, answer: dict[str, Any]) -> None:
        live.send_frame(text_frame(b"43%s[%s]" % (number.encode(), msgspec.json.encode(answer))))


def _decoded(rest: str) -> dict[str, Any] | None:
    """Return the act of an event whose name was cut off; None when there is none."""
    try:
        arguments = msgspec.json.decode("[" + rest)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    return arguments[0] if len(arguments) == 1 and isinstance(arguments[0], dict) else None
