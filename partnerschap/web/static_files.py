"""What goes over the wire: static files once, at addresses that change with what they hold; texts small.

The version is a part of the path: what a script or a style sheet names beside itself has the same version.
An old page that asks for its own version still gets the present files. What the set-up joined and packed is
served in the place of its source (`bundled.py`).
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_compress import Compress

from partnerschap.web.bundled import Bundled

_VERSION_LENGTH = 12


def register(app: Flask, *, sources: bool) -> None:
    """Give the static files their second, versioned address, let pages use that one, and compress texts.

    `sources` serves every file as it was written, for who works on it.
    """
    if app.static_folder is None:
        raise ValueError("the application has no static files")
    folder = Path(app.static_folder)
    digests = _digests(folder)
    version = hashlib.sha256(json.dumps(digests).encode()).hexdigest()[:_VERSION_LENGTH]
    app.extensions["static_version"] = version
    Compress(app)
    app.add_url_rule("/static/v-<version>/<path:filename>", endpoint="static")
    bundled = Bundled(folder, {} if sources else digests)

    @app.endpoint("static")
    def send(filename: str) -> Response:
        return bundled.send(filename) if filename in bundled else app.send_static_file(filename)

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("version", version)

    @app.url_value_preprocessor
    def take_version(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if endpoint == "static" and values:
            g.static_version = values.pop("version", "")

    @app.after_request
    def read_whole(response: Response) -> Response:
        """Take a text in at once: what compresses a file piece by piece would leave it open."""
        if request.endpoint == "static" and response.mimetype in app.config["COMPRESS_MIMETYPES"]:
            response.direct_passthrough = False
            response.make_sequence()
        return response


def is_current() -> bool:
    """Tell whether this request names the version of the static files as they are."""
    return bool(g.get("static_version") == current_app.extensions["static_version"])


@cache
def _digests(folder: Path) -> dict[str, str]:
    """Return path -> SHA-256 of every static file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
