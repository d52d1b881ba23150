"""Where things are in the work tree, and stamps that say whether a step of the set-up is still up to date."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "partnerschap"
STATIC = PACKAGE / "static"
VENDOR = STATIC / "vendor"
WEB_FONTS = STATIC / "fonts"
BUILT = STATIC / "built"
PDF_FONTS = PACKAGE / "document" / "fonts"
TRANSLATIONS = PACKAGE / "translations"
NODE_MODULES = ROOT / "node_modules"
LOCKS = ROOT / "requirements"
STAMPS = ROOT / ".make"
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
VENV_PYTHON = VENV_BIN / "python"


def say(text: str) -> None:
    """Print one line at once, also when the output goes through a pipe."""
    print(text, flush=True)


def run(command: Sequence[str | Path], **more: str) -> None:
    """Run a command in the root of the work tree; raise SystemExit with its code when it fails.

    `more` holds environment variables that are set besides the present ones.
    """
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **more}, check=False)
    if done.returncode:
        say(f"Failed ({done.returncode}): {' '.join(words)}")
        sys.exit(done.returncode)


def digest(inputs: Iterable[Path], *words: str) -> str:
    """Return the SHA-256, as hex, of the names and contents of the files and of the words."""
    whole = hashlib.sha256()
    for path in sorted(inputs):
        whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        whole.update(path.read_bytes() + b"\0")
    for word in words:
        whole.update(word.encode() + b"\0")
    return whole.hexdigest()


def is_fresh(name: str, key: str, *outputs: Path) -> bool:
    """Tell whether the step `name` was last done with this key and all its outputs are still there."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == key and all(path.exists() for path in outputs)


def mark(name: str, key: str) -> None:
    """Remember that the step `name` was done with this key."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(key)
