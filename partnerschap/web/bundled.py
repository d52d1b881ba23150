"""The joined and packed copies of scripts and style sheets, which the set-up makes (`tools/bundles.py`).

They stand in static/built/ under the paths of their sources, and are served in their place: a page names
the same addresses whether they are there or not. Without a set-up, after a change that it did not see, and
with debug on, the sources themselves are served.
"""

import json
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

from flask import Response, request, send_from_directory

FOLDER = "built"
_SOURCES = "sources.json"
_PACKED = {"br": ".br", "gzip": ".gz"}
"""How the copies are packed, the smallest first."""


class Bundled:
    """The copies that may be served: all of them, or none."""

    def __init__(self, static: Path, digests: Mapping[str, str]) -> None:
        self._folder = static / FOLDER
        self._names = frozenset(_names(self._folder)) if _is_fresh(self._folder, digests) else frozenset()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a copy to serve in the place of this file."""
        return name in self._names

    def send(self, name: str) -> Response:
        """Return the copy, packed in the best way that this browser reads."""
        how = request.accept_encodings.best_match(_PACKED)
        kind = guess_type(name)[0] or "text/plain"
        answer = send_from_directory(self._folder, name + _PACKED.get(how or "", ""), mimetype=kind)
        if how:
            answer.headers["Content-Encoding"] = how
        return answer


def _is_fresh(folder: Path, digests: Mapping[str, str]) -> bool:
    """Tell whether the copies were made of what stands in the sources now."""
    try:
        made_of = json.loads((folder / _SOURCES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    return all(digests.get(source) == digest for source, digest in made_of.items())


def _names(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in {".js", ".css"}
    ]
