"""A PostgreSQL server of the tests' own: a temporary cluster on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WITHOUT = "PARTNERSCHAP_TEST_WITHOUT_POSTGRES"
"""Set to 1, this leaves the tests on PostgreSQL out, visibly."""
_USER = "postgres"
_START_SECONDS = 30


def programs() -> Path | None:
    """Return the folder with the newest `initdb` of this machine, if it has one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give the address of its databases (without a name), and stop it by its process id.

    PostgreSQL refuses to run as root: then the user `postgres` of the Debian package runs it.
    """
    folder = programs()
    if folder is None:
        raise RuntimeError(
            f"PostgreSQL is not installed (apt install postgresql). To test without: {WITHOUT}=1"
        )
    user = _USER if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="partnerschap-pg-"))
    try:
        if user:
            shutil.chown(home, user)
        yield from _running(folder, home, user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _running(folder: Path, home: Path, user: str | None) -> Iterator[str]:
    data, log = home / "data", home / "log"
    subprocess.run(
        [folder / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd=home,
    )
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": home,
        "fsync": "off",
        "max_connections": 60,
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [folder / "postgres", "-D", data, *options],
            stdout=out,
            stderr=out,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=home,
        )
    try:
        _wait(folder, home, process, log)
        yield f"postgresql+psycopg://{_USER}@/{{name}}?host={home}"
    finally:
        process.send_signal(2)  # a fast, clean stop
        process.wait(_START_SECONDS)


def _wait(folder: Path, home: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if subprocess.run([folder / "pg_isready", "-q", "-h", home], check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
