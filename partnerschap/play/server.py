"""A server of its own in a temporary instance, for as long as a script is played."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import requests

from partnerschap.play.errors import DoorError

START_SECONDS = 60
STOP_SECONDS = 10
_PAUSE_SECONDS = 0.1
_OWN_SETTINGS = "PARTNERSCHAP_"
_COMMAND = (sys.executable, "-c", "from partnerschap.cli import main; main()")
_LAST_WORDS = 2_000
"""So many characters of what a server said are shown when it does not start."""


@contextmanager
def own_server(host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the app on a new SQLite database; yields the address for this machine. Raises DoorError."""
    with TemporaryDirectory(prefix="partnerschap-") as folder:
        chosen = port or free_port()
        env = {key: value for key, value in environ.items() if not key.startswith(_OWN_SETTINGS)}
        env.update(PARTNERSCHAP_INSTANCE=folder, PARTNERSCHAP_HOST=host, PARTNERSCHAP_PORT=str(chosen))
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{chosen}"  # noqa: S104 - compared with
        said = Path(folder, "server.log")
        with said.open("wb") as log:
            _run("db", "upgrade", env=env, log=log, said=said)
            server = subprocess.Popen((*_COMMAND, "serve"), env=env, stdout=log, stderr=log)  # noqa: S603
        try:
            _wait_until_well(address, server, said)
            yield address
        finally:
            _stop(server)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_well(address: str) -> bool:
    """Tell whether a server answers at an address."""
    try:
        return requests.get(f"{address.rstrip('/')}/gezond", timeout=5).ok
    except requests.RequestException:
        return False


def _run(*arguments: str, env: dict[str, str], log: object, said: Path) -> None:
    done = subprocess.run((*_COMMAND, *arguments), env=env, stdout=log, stderr=log, check=False)  # type: ignore[call-overload]  # noqa: S603
    if done.returncode:
        raise DoorError(f"de server kan niet beginnen:\n{_last_words(said)}")


def _wait_until_well(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    deadline = monotonic() + START_SECONDS
    while not is_well(address):
        if server.poll() is not None or monotonic() > deadline:
            raise DoorError(f"de server begint niet:\n{_last_words(said)}")
        sleep(_PAUSE_SECONDS)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _last_words(said: Path) -> str:
    return said.read_text("utf-8", errors="replace")[-_LAST_WORDS:]
