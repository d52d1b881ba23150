"""The servers that are measured, each started as its users start it, on one core of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import setup

HERE = Path(__file__).parent
PATIENCE = 30
SERVER_CORE, DRIVER_CORE = 0, 1
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs; `kind` is ours, control or hocuspocus."""

    kind: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Return how long its processes have been at work, in seconds."""
        return sum(_cpu(pid) for pid in self._pids())

    def memory_bytes(self) -> int:
        """Return the memory that its processes hold."""
        return sum(_memory(pid) for pid in self._pids())

    def _pids(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            found += [int(word) for word in children.read_text().split()] if children.exists() else []
        return found


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Server]:
    """Start a server with its data in this folder, and stop it at the end."""
    folder.mkdir(parents=True)
    port = free_port()
    if kind == "ours":
        prepare = [sys.executable, "-m", "partnerschap", "db", "upgrade"]
        subprocess.run(
            prepare,
            env={**os.environ, **_settings(kind, port, folder)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        _pinned(_command(kind, port, folder), SERVER_CORE),
        env={**os.environ, **_settings(kind, port, folder)},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait_for(port, process, folder)
        yield Server(kind, port, folder, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def driver(kind_of_input: bytes, timeout: float) -> bytes:
    """Run the driver once, on the other core; returns what it wrote. Raises SystemExit when it fails."""
    command = _pinned([str(setup.node()), str(HERE / "driver" / "main.js")], DRIVER_CORE)
    done = subprocess.run(command, input=kind_of_input, capture_output=True, timeout=timeout, check=False)
    if done.returncode or not done.stdout:
        sys.exit(f"The driver failed: {done.stderr.decode()[-2000:]}")
    return done.stdout


def start_driver(kind_of_input: bytes) -> subprocess.Popen[bytes]:
    """Start the driver and leave it running; it says 'connected' once everybody is there."""
    command = _pinned([str(setup.node()), str(HERE / "driver" / "main.js")], DRIVER_CORE)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if process.stdin is not None:
        process.stdin.write(kind_of_input)
        process.stdin.close()
    return process


def _command(kind: str, port: int, folder: Path) -> list[str]:
    data = str(folder / "data.db")
    return {
        "ours": [sys.executable, "-m", "partnerschap", "serve"],
        "control": [str(setup.PYTHON), str(HERE / "control.py"), str(port), data],
        "hocuspocus": [str(setup.node()), str(HERE / "hocuspocus.js"), str(port), data],
    }[kind]


def _settings(kind: str, port: int, folder: Path) -> dict[str, str]:
    if kind != "ours":
        return {}
    # People act at the pace of people; a driver acts as fast as it can.
    settings = {"instance": str(folder / "instance"), "host": "127.0.0.1", "port": str(port), "pace": "1000"}
    return {f"PARTNERSCHAP_{name.upper()}": value for name, value in settings.items()}


def _pinned(command: list[str], core: int) -> list[str]:
    return ["taskset", "--cpu-list", str(core % (os.cpu_count() or 1)), *command]


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"A server did not start: {(folder / 'log').read_text()[-2000:]}")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
