"""One process at a time serves an instance: who is there, who writes and how fast live in its memory."""

import fcntl
import time
from pathlib import Path
from typing import IO

from partnerschap.config import SettingsError

PATIENCE = 5.0
"""Seconds: a process that is told to stop takes a moment."""


def hold(instance: Path) -> IO[str]:
    """Hold the instance for this process, until it ends; raises SettingsError when another one has it.

    The lock is the process's own (POSIX), so that it goes with it, however it ends.
    """
    file = (instance / "in-use").open("w", encoding="ascii")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if time.monotonic() < until:
                time.sleep(0.2)
                continue
            file.close()
            raise SettingsError(
                f"{instance} is al in gebruik door een ander proces; deze versie werkt met één proces"
            ) from problem
        return file
