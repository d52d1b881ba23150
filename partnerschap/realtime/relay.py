"""Between the workers of one installation: messages through Redis, which may be away for a while."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import NoReturn

import msgspec
import redis

from partnerschap.realtime.fellows import Message

LISTENING_SECONDS = 5.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
MOST_UNSAID = 10_000
"""Messages that wait while Redis is away; after that the oldest go, and the beat makes up for them."""

log = logging.getLogger(__name__)


class RedisRelay:
    """Says and hears messages on one channel, on two threads of its own; begins with `start`.

    `missed` is called whenever listening begins: what was said before that was not heard.
    """

    def __init__(self, address: str, channel: str) -> None:
        self._client = redis.Redis.from_url(
            address, socket_timeout=LISTENING_SECONDS * 2, socket_connect_timeout=LISTENING_SECONDS
        )
        self._channel = channel
        self._unsaid: deque[Message] = deque(maxlen=MOST_UNSAID)
        self._something = threading.Condition()

    def say(self, message: Message) -> None:
        """Tell the others, soon; never waits."""
        with self._something:
            self._unsaid.append(message)
            self._something.notify()

    def start(self, heard: Callable[[Message], None], missed: Callable[[], None]) -> None:
        """Begin to say and to hear, for as long as the process lives."""
        for name, work in (("relay-out", self._speak), ("relay-in", lambda: self._listen(heard, missed))):
            threading.Thread(target=work, name=name, daemon=True).start()

    def _speak(self) -> NoReturn:
        pause = SHORTEST_PAUSE
        while True:
            with self._something:
                self._something.wait_for(lambda: self._unsaid)
                batch = list(self._unsaid)
                self._unsaid.clear()
            try:
                pipeline = self._client.pipeline(transaction=False)
                for message in batch:
                    pipeline.publish(self._channel, msgspec.json.encode(message))
                pipeline.execute()
                pause = SHORTEST_PAUSE
            except redis.RedisError as problem:
                log.warning("other workers not told: %s", type(problem).__name__)
                with self._something:
                    self._unsaid.extendleft(reversed(batch))
                threading.Event().wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _listen(self, heard: Callable[[Message], None], missed: Callable[[], None]) -> NoReturn:
        pause = SHORTEST_PAUSE
        while True:
            try:
                with self._client.pubsub() as channel:  # type: ignore[no-untyped-call]  # theirs
                    channel.subscribe(self._channel)
                    while True:
                        said = channel.get_message(timeout=LISTENING_SECONDS)
                        if said is None:
                            channel.ping()
                        elif said["type"] == "subscribe":
                            pause = SHORTEST_PAUSE
                            missed()
                        elif said["type"] == "message":
                            self._take(said["data"], heard)
            except redis.RedisError as problem:
                log.warning("other workers not heard: %s", type(problem).__name__)
                threading.Event().wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _take(self, data: bytes, heard: Callable[[Message], None]) -> None:
        """Whatever comes, the next message is heard; people's ids may stand in the error."""
        try:
            heard(msgspec.json.decode(data, type=Message))
        except Exception as error:  # noqa: BLE001 - as above
            log.error("message of another worker: %s", type(error).__name__)  # noqa: TRY400 - as above
