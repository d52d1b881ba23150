"""The real server in a process of its own, with an instance of its own, on loopback."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Self

from tests.e2e.support.ports import free_port

ROOT = Path(__file__).parents[3]
START_SECONDS = 60
SECRET = "een-sleutel-alleen-voor-de-proeven-0123456789"


@dataclass
class Server:
    """`partnerschap serve` with these settings; it can be killed and started again on the same data."""

    instance: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    days: int = 0
    """How many days its clock stands off."""
    _process: subprocess.Popen[bytes] | None = None
    _log: IO[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the server printed so far."""
        return self.instance / "server.log"

    def start(self) -> Self:
        """Start it on its database, which is made when it is not there; ready when this returns."""
        self.instance.mkdir(parents=True, exist_ok=True)
        if not list(self.instance.glob("*.db")):
            self._partnerschap("db", "upgrade")
        self._log = self.log.open("ab")
        self._process = subprocess.Popen(
            [*self._command(), "serve", "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=ROOT,
            env=self._environment(),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        return self

    def stop(self) -> None:
        """End it as an operator would."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._closed()

    def kill(self) -> None:
        """End it as a power cut would; gunicorn's worker goes with its parent."""
        if self._process is not None:
            children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text()
            for pid in (self._process.pid, *map(int, children.split())):
                os.kill(pid, 9)
            self._process.wait()
        self._closed()

    def _closed(self) -> None:
        self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERSCHAP_")}
        given = {"INSTANCE": str(self.instance), **self.settings}
        return own | {f"PARTNERSCHAP_{name}": value for name, value in given.items()}

    def _command(self) -> list[str]:
        moved = ["tests.e2e.support.moved_clock", str(self.days)] if self.days else ["partnerschap"]
        return [sys.executable, "-m", *moved]

    def _partnerschap(self, *words: str) -> None:
        command = [sys.executable, "-m", "partnerschap", *words]
        subprocess.run(command, cwd=ROOT, env=self._environment(), check=True, capture_output=True)

    def _wait(self) -> None:
        host = self.settings.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0]
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(host):
            if time.monotonic() > deadline or self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"the server did not start\n{self.log.read_text()}")
            time.sleep(0.05)

    def _answers(self, host: str) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/gezond", headers={"Host": host})
            return connection.getresponse().status == HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


def secure_settings(host: str, port: int) -> dict[str, str]:
    """Return the settings of an installation behind HTTPS, reached under this name."""
    return {
        "MODE": "production",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": host,
        "PUBLIC_URL": f"https://{host}:{port}",
    }
