"""Every frame that one connection receives, as it came over the wire."""

import json
import threading
import time
from typing import Any, Self

import websocket

from partnerschap.play.device import LiveDevice

PATIENCE = 10.0


class Tap:
    """A live connection of a device beside its own, of which every frame is kept."""

    def __init__(self, device: LiveDevice, *, wall: bool = False) -> None:
        address = device.pages.address.replace("http://", "ws://")
        query = f"EIO=4&transport=websocket&kaart={device.map_id}&als={'wand' if wall else 'deelnemer'}"
        self.frames: list[str] = []
        self._line = websocket.create_connection(
            f"{address}/socket.io/?{query}", cookie=device.pages.cookies(), suppress_origin=True
        )
        self._line.send("40")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def changes(self) -> list[dict[str, Any]]:
        """The changes of the map among the frames."""
        events = [json.loads(frame[2:]) for frame in self.frames if frame.startswith("42")]
        return [data for name, data in events if name == "change"]

    def wait_for(self, seq: int) -> Self:
        """Wait until the frames have come to this number."""
        until = time.monotonic() + PATIENCE
        while not any(f'"seq":{seq}' in frame for frame in self.frames):
            assert time.monotonic() < until, f"{seq} never came"
            time.sleep(0.02)
        return self

    def close(self) -> None:
        """End the connection."""
        self._line.close()
        self._reader.join(PATIENCE)

    def _read(self) -> None:
        try:
            while frame := self._line.recv():
                self.frames.append(str(frame))
                if frame == "2":
                    self._line.send("3")
        except (websocket.WebSocketException, OSError):
            return
