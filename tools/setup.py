"""`python3 -m tools.setup [app|dev]`: virtual environment, locked packages, the app itself, what it ships.

Needs only Python 3.11 and its standard library. `app` is what `make start` needs, `dev` adds what the tests
need. Each step says what it does, and is skipped while its inputs are those of last time (stamps in .make/).
"""

import shutil
import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit("Python 3.11 or newer is needed; for example: make start PYTHON=python3.12")

from tools import node, system_deps  # noqa: E402 -- the line above must come first, on any Python
from tools.project import LOCKS, ROOT, STAMPS, VENV, VENV_BIN, VENV_PYTHON, digest, is_fresh, mark, run, say  # noqa: E402


def _virtual_environment() -> None:
    if VENV_PYTHON.exists() and (VENV_BIN / "pip").exists():
        return
    if not system_deps.has_module("ensurepip"):
        # Debian and Ubuntu split this off from their Python.
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not system_deps.install_or_name([package], why="to make a virtual environment"):
            sys.exit(1)
    say("python: making the virtual environment in .venv/ …")
    shutil.rmtree(VENV, ignore_errors=True)
    for stamp in ("python-app", "python-dev", "python-node", "project"):
        (STAMPS / stamp).unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", VENV])


def _pip(*words: str) -> None:
    run([VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *words])


def _python_packages(kind: str) -> None:
    kinds = {"app": ["run", "build"], "dev": ["run", "build", "dev"]}
    keys = {each: digest(LOCKS / f"{name}.txt" for name in names) for each, names in kinds.items()}
    # Who has what the tests need also has what the app needs.
    if any(is_fresh(f"python-{each}", keys[each], VENV_PYTHON) for each in {kind, "dev"}):
        return
    names = kinds[kind]
    locks = [LOCKS / f"{name}.txt" for name in names]
    say(f"python: installing the locked packages ({', '.join(names)}) …")
    _pip("--require-hashes", *(word for lock in locks for word in ("-r", str(lock))))
    mark(f"python-{kind}", keys[kind])


def _node() -> None:
    if node.of_machine() or node.of_wheel():
        return
    say("node: none of version 18 or newer on this machine; installing the one from PyPI in .venv/ …")
    _pip("--require-hashes", "-r", str(LOCKS / "node.txt"))


def _assets(kind: str) -> None:
    # In the virtual environment, because the fonts and the catalogues need packages.
    with_dev = kind == "dev"
    words = f"from tools import assets; assets.ensure(with_dev={with_dev})"
    run([VENV_PYTHON, "-c", words], PYTHONPATH=str(ROOT))


def _project() -> None:
    key = digest([ROOT / "pyproject.toml", ROOT / "hatch_build.py"])
    if is_fresh("project", key, VENV_BIN / "partnerschap"):
        return
    say("python: installing partnerschap itself, editable …")
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    mark("project", key)


def main() -> None:
    """Bring the work tree up to date for the kind of work that the first argument names."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "app"
    if kind not in {"app", "dev"}:
        sys.exit(f"Unknown kind of set-up: {kind}. Say app or dev.")
    _virtual_environment()
    _python_packages(kind)
    _node()
    _assets(kind)
    _project()


if __name__ == "__main__":
    main()
