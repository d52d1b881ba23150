"""Every frame that one connection receives, as it came over the wire."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import websocket

from partnerschap.play.device import LiveDevice

PATIENCE = 10.0
"""Seconds; less than a beat, which would show everything by itself."""


class Tap:
    """A live connection of which every frame is kept, to the server at `address` for who has this cookie."""

    def __init__(self, address: str, map_id: str, cookie: str, *, wall: bool = False) -> None:
        query = f"EIO=4&transport=websocket&kaart={map_id}&als={'wand' if wall else 'deelnemer'}"
        self.map_id, self.cookie = map_id, cookie
        self.frames: list[str] = []
        self.is_open = True
        self._acts = 0
        self._line = websocket.create_connection(
            f"{address.replace('http://', 'ws://')}/socket.io/?{query}", cookie=cookie, suppress_origin=True
        )
        self._line.send("40")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @classmethod
    def beside(cls, device: LiveDevice, *, wall: bool = False) -> Self:
        """Return a connection of a device beside its own."""
        return cls(device.pages.address, device.map_id, device.pages.cookies(), wall=wall)

    def everything(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the events that came in so far, in order, by name."""
        return [tuple(json.loads(frame[2:])) for frame in list(self.frames) if frame.startswith("42")]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return what the events of a kind said so far, in order."""
        return [data for name, data in self.everything() if name == kind]

    @property
    def changes(self) -> list[dict[str, Any]]:
        """The changes of the map among the frames."""
        return self.events("change")

    def say(self, event: str, data: object) -> None:
        """Send an event that has no answer."""
        self._line.send(f"42{json.dumps([event, data])}")

    def send(self, message: str | bytes) -> None:
        """Send a message as it stands."""
        send = self._line.send if isinstance(message, str) else self._line.send_binary
        send(message)

    def act(self, **fields: Any) -> int:
        """Act, which must be accepted; return the number that the map had then."""
        answer = self.answer_to(self.begin_act(**fields))
        assert answer["ok"], answer
        return int(answer["seq"])

    def begin_act(self, **fields: Any) -> int:
        """Send an act without waiting; return the number by which it is answered."""
        return self.ask("act", {"op": str(uuid4()), **fields})

    def ask(self, event: str, data: object) -> int:
        """Send an event that has an answer; return the number by which it is answered."""
        self._acts += 1
        self._line.send(f"42{self._acts}{json.dumps([event, data])}")
        return self._acts

    def answer_to(self, act: int, patience: float = PATIENCE) -> dict[str, Any]:
        """Wait for the answer to an act."""
        sign = f"43{act}["
        self.until(lambda: any(frame.startswith(sign) for frame in list(self.frames)), "no answer", patience)
        frame = next(each for each in self.frames if each.startswith(sign))
        answer: dict[str, Any] = json.loads(frame[len(sign) - 1 :])[0]
        return answer

    def until(self, holds: Callable[[], bool], otherwise: str, patience: float = PATIENCE) -> None:
        """Wait until something holds."""
        until = time.monotonic() + patience
        while not holds():
            assert time.monotonic() < until, otherwise
            time.sleep(0.02)

    def wait_for(self, seq: int) -> Self:
        """Wait until a frame has come to this number."""
        sign = f'"seq":{seq}'
        self.until(lambda: any(sign in frame for frame in reversed(list(self.frames))), f"{seq} never came")
        return self

    def close(self) -> None:
        """End the connection."""
        self._line.close()
        self._line.shutdown()  # which `close` leaves out when the other side was first
        self._reader.join(PATIENCE)

    def _read(self) -> None:
        try:
            while frame := self._line.recv():
                self.frames.append(str(frame))
                if frame == "2":
                    self._line.send("3")
        except (websocket.WebSocketException, OSError):
            pass
        self.is_open = False
