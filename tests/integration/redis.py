"""A Redis server of the tests' own, on loopback, which can be stopped and started again."""

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from typing import Self

from tests.e2e.support.ports import free_port

_START_SECONDS = 15


@dataclass
class Redis:
    """Keeps nothing on disk."""

    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Self:
        """Start it; ready when this returns."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("Redis is not installed (apt install redis-server)")
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([program, *words], stdout=subprocess.DEVNULL)
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return self

    def stop(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
