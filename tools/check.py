"""`make test`: every check and test, the quick ones first; all of them run, and the end names what failed.

Run it by `make test`, which prepares the tools. Words after it choose parts: `make test PARTS="ruff mypy"`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tools import node, system_deps
from tools.project import NODE_MODULES, ROOT, VENV_BIN, say


class Part(NamedTuple):
    """One part of the run: its name, its command and whether it needs the Debian packages."""

    name: str
    command: list[str]
    needs_system: bool = False


def parts() -> list[Part]:
    """Return all parts, the cheap ones first."""
    own, npm = str(VENV_BIN) + "/", str(NODE_MODULES / ".bin") + "/"
    # Two workers: what takes long is waiting for browsers and for disks.
    pytest = [own + "python", "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    scripts = sorted(str(path.relative_to(ROOT)) for path in Path(ROOT, "tests", "js").rglob("*.test.js"))
    return [
        Part("format", [own + "ruff", "format", "--check"]),
        Part("ruff", [own + "ruff", "check"]),
        Part("imports", [own + "lint-imports"]),
        Part("biome", [npm + "biome", "ci", "--error-on-warnings"]),
        Part("tsc", [npm + "tsc", "--project", "tsconfig.json"]),
        Part("tsc-tests", [npm + "tsc", "--project", "tsconfig.tests.json"]),
        Part("tsc-worker", [npm + "tsc", "--project", "tsconfig.worker.json"]),
        Part("mypy", [own + "mypy"]),
        Part("js", [node.find().node, "--test", *(scripts or ["tests/js/none-found.test.js"])]),
        # The unit tests alone must reach every line and branch of the core.
        Part("unit", [*pytest, "tests/unit", "--cov", "--cov-report=", "--cov-fail-under=0"]),
        Part("coverage", [own + "coverage", "report"]),
        Part("pytest", [*pytest, "--ignore=tests/unit"], needs_system=True),
    ]


def _run(part: Part, path: str) -> tuple[bool, str]:
    program, *words = part.command
    say(f"\n== {part.name}: {' '.join([Path(program).name, *words])}")
    begun = time.monotonic()
    passed = not subprocess.run(
        part.command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False
    ).returncode
    return passed, f"  {'ok    ' if passed else 'FAILED'} {part.name:10} {time.monotonic() - begun:6.1f} s"


def main() -> None:
    """Run the parts that the arguments name, or all; exit with 1 when one of them failed."""
    wanted, every = sys.argv[1:], parts()
    names = [part.name for part in every]
    if not set(wanted) <= set(names):
        sys.exit(f"No such part. There are: {' '.join(names)}.")
    chosen = [part for part in every if not wanted or part.name in wanted]
    lacking = system_deps.ensure() if any(part.needs_system for part in chosen) else []

    path = os.pathsep.join([str(VENV_BIN), node.path_with_node()])
    results = {part.name: _run(part, path) for part in chosen}
    failed = [name for name, (passed, _) in results.items() if not passed]
    say("\n== in short\n" + "\n".join(line for _, line in results.values()))
    if lacking:
        say(f"  missing Debian packages: {' '.join(lacking)}")
    say(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
