"""Checks files that claim to be contracts of ours, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from os import environ
from threading import BoundedSemaphore

from partnerschap.application.ports import Busy, ContractFiles
from partnerschap.document.check_worker import SECONDS
from partnerschap.document.keyring import KeyRing
from partnerschap.document.verdicts import LARGEST, Finding, Reason, Verdict

AT_ONCE = 3
_WAIT_SECONDS = 10
_COMMAND = (sys.executable, "-m", "partnerschap.document.check_worker")


class Checker:
    """Says what a file is; without `files` no file is known, and only seals count."""

    def __init__(self, ring: KeyRing, files: ContractFiles | None) -> None:
        self._ring = ring
        self._files = files
        self._turns = BoundedSemaphore(AT_ONCE)

    def check(self, file: bytes) -> Finding:
        """Return the verdict about a file; raises Busy when too many are looked at, and KeyRingError."""
        if len(file) > LARGEST:
            return Finding(Verdict.UNREADABLE, (Reason.TOO_LARGE,))
        if not self._turns.acquire(timeout=_WAIT_SECONDS):
            raise Busy("too many files at once")
        try:
            found = examine_apart(file, self._ring.certificates())
        finally:
            self._turns.release()
        if self._files is not None and self._files.knows(file):
            return replace(found, verdict=Verdict.EXACT, reasons=(Reason.SAME_FILE,))
        return found


def examine_apart(file: bytes, ours: Collection[bytes]) -> Finding:
    """Return what a file is, looked at in a process that may take five seconds and 300 MB."""
    asked = json.dumps({"ours": [each.hex() for each in ours]}).encode()
    own = {name: value for name, value in environ.items() if not name.startswith("PARTNERSCHAP_")}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            _COMMAND,
            input=asked + b"\n" + file,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=own,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return Finding(Verdict.UNREADABLE, (Reason.TOO_MUCH,))
    attached = answer["attached"]
    return Finding(
        Verdict(answer["verdict"]),
        tuple(map(Reason, answer["reasons"])),
        bytes.fromhex(attached) if attached is not None else None,
    )
