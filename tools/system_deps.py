"""Debian packages that the tests need: installed when root, otherwise named in one line.

What counts is whether the program is there, not how it came: a Chromium from elsewhere will do.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tools.project import say

# Debian package -> names of its program, any of which will do.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox-esr": ("firefox-esr", "firefox"),
    "postgresql": ("initdb",),
    "redis-server": ("redis-server",),
    "poppler-utils": ("pdftotext",),
    "qpdf": ("qpdf",),
}


def has_module(name: str) -> bool:
    """Tell whether this Python can import the module."""
    return find_spec(name) is not None


def _has_program(name: str) -> bool:
    # Debian keeps the programs of a PostgreSQL server out of PATH, in a folder per version.
    return bool(shutil.which(name)) or any(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))


def missing() -> list[str]:
    """Return the Debian packages none of whose programs is on this machine."""
    return [package for package, names in PROGRAMS.items() if not any(_has_program(name) for name in names)]


def _apt(*words: str) -> bool:
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Another installation may be running: wait for its lock instead of failing.
    command = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=600", *words]
    return subprocess.run(command, env=settings, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _known(package: str) -> bool:
    told = subprocess.run(
        ["apt-cache", "policy", package], capture_output=True, text=True, check=False
    ).stdout
    return "Candidate:" in told and "Candidate: (none)" not in told


def install_or_name(packages: list[str], *, why: str) -> bool:
    """Install the Debian packages when root, else name them in one line; tell whether all are there now."""
    names = " ".join(packages)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        say(f"Missing {why}: {names}. Install with: sudo apt-get install {names}")
        return False
    # Old lists name old browsers, which the tests' driver no longer speaks to. Without network they must do.
    say("apt: fetching the package lists …")
    _apt("update")
    known = [package for package in packages if _known(package)]
    if known:
        say(f"apt: installing {' '.join(known)} …")
        if not _apt("install", "--no-install-recommends", *known):
            say(f"apt could not install all of: {' '.join(known)}")
            return False
    unknown = [package for package in packages if package not in known]
    if unknown:
        say(f"Not among this system's packages, install by hand {why}: {' '.join(unknown)}")
    return not unknown


def ensure() -> list[str]:
    """Install or name what the tests need; return what is still missing."""
    lacking = missing()
    if lacking:
        install_or_name(lacking, why="for the tests")
        lacking = missing()
    return lacking


if __name__ == "__main__":
    still = ensure()
    if not still:
        say(f"All system packages for the tests are there: {', '.join(PROGRAMS)}.")
    sys.exit(1 if still else 0)
