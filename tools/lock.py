"""`make lock`: resolve the dependencies that pyproject.toml and package.json name, and write the locks.

The Python locks hold for every system and for Python 3.11 and newer, with a hash of every file. No lock names
a host: each installation asks its own registry.
"""

import json

from tools import node
from tools.project import LOCKS, ROOT, VENV_BIN, run, say

# Lock -> what goes into it. The others keep to the versions of run.txt.
WANTED: dict[str, list[str]] = {
    "run": ["pyproject.toml", "--extra", "server"],
    "build": ["--group", "build"],
    "node": ["--group", "node"],
    "bench": ["--group", "bench"],
    "dev": ["pyproject.toml", "--extra", "server", "--group", "dev"],
}


def _python(name: str, wanted: list[str]) -> None:
    say(f"Resolving requirements/{name}.txt …")
    constraint = [] if name == "run" else ["--constraint", str(LOCKS / "run.txt")]
    into = ["--output-file", str(LOCKS / f"{name}.txt")]
    command = [str(VENV_BIN / "uv"), "pip", "compile", *wanted, *constraint, *into]
    how = ["--universal", "--python-version=3.11", "--generate-hashes", "--upgrade", "--quiet"]
    what = ["--no-emit-index-url", "--no-annotate", "--no-strip-extras", "--custom-compile-command=make lock"]
    # No settings of this machine or of its user may shape a lock that everybody uses.
    run([*command, *how, *what], UV_NO_CONFIG="1")


def _npm() -> None:
    say("Resolving package-lock.json …")
    words = [
        "install",
        "--package-lock-only",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    run([*node.find().npm, *words], PATH=node.path_with_node())
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each, what_for in WANTED.items():
        _python(each, what_for)
    _npm()
