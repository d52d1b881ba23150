"""Static files at addresses that change with what they hold, so that a browser asks for each only once.

The version is a part of the path: what a script or a style sheet names beside itself has the same version. An
old page that asks for its own version still gets the present files.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g

_VERSION_LENGTH = 12


def register(app: Flask) -> None:
    """Give the static files their second, versioned address, and let pages use that one."""
    if app.static_folder is None:
        raise ValueError("the application has no static files")
    version = _version(Path(app.static_folder))
    app.extensions["static_version"] = version
    app.add_url_rule("/static/v-<version>/<path:filename>", endpoint="static")

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("version", version)

    @app.url_value_preprocessor
    def take_version(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if endpoint == "static" and values:
            g.static_version = values.pop("version", "")


def is_current() -> bool:
    """Tell whether this request names the version of the static files as they are."""
    return bool(g.get("static_version") == current_app.extensions["static_version"])


@cache
def _version(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:_VERSION_LENGTH]
