"""Joined and packed copies are served in the place of their sources, while they are made of these."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from partnerschap.web import static_files

SOURCE, COPY = b"// words\nexport const a = 1;\n", b"export const a=1;"


def static_folder(folder: Path, made_of: bytes = SOURCE) -> Path:
    """Make a folder with one script, its copies, and what these say that they are made of."""
    for name, content in {
        "js/map.js": SOURCE,
        "js/other.js": SOURCE,
        "built/js/map.js": COPY,
        "built/js/map.js.br": b"brotli",
        "built/js/map.js.gz": gzip.compress(COPY, mtime=0),
        "built/sources.json": json.dumps({"js/map.js": hashlib.sha256(made_of).hexdigest()}).encode(),
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def served(folder: Path, *, sources: bool = False) -> Client:
    app = Flask("partnerschap", static_folder=folder, static_url_path="/static")
    static_files.register(app, sources=sources)
    return app.test_client()


def get(client: Client, path: str = "/static/js/map.js", accept: str = "") -> TestResponse:
    with client.get(path, headers={"Accept-Encoding": accept}) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize(
    ("accept", "encoding", "body"),
    [
        ("", None, COPY),
        ("gzip, deflate", "gzip", gzip.compress(COPY, mtime=0)),
        ("gzip, deflate, br, zstd", "br", b"brotli"),
        ("gzip, br;q=0", "gzip", gzip.compress(COPY, mtime=0)),
        ("identity", None, COPY),
    ],
)
def test_a_browser_gets_the_smallest_copy_that_it_reads(tmp_path, accept, encoding, body):
    client = served(static_folder(tmp_path))
    for path in ("/static/js/map.js", "/static/v-0123456789ab/js/map.js"):
        answer = get(client, path, accept)
        assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, encoding)
        assert gzip.decompress(answer.data) == COPY if encoding == "gzip" else answer.data == body
        assert answer.content_type == "text/javascript; charset=utf-8"
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_was_not_joined_is_served_as_it_stands(tmp_path):
    client = served(static_folder(tmp_path))
    assert get(client, "/static/js/other.js").data == SOURCE
    assert get(client, "/static/js/none.js").status_code == 404


def test_copies_of_other_sources_are_not_served(tmp_path):
    assert get(served(static_folder(tmp_path, b"earlier")), accept="br").data == SOURCE


def test_who_works_on_the_sources_gets_the_sources(tmp_path):
    assert get(served(static_folder(tmp_path), sources=True), accept="br").data == SOURCE


def test_without_a_set_up_there_are_only_sources(tmp_path):
    folder = static_folder(tmp_path)
    (folder / "built" / "sources.json").unlink()
    assert get(served(folder)).data == SOURCE


def test_a_copy_has_a_mark_by_which_it_is_asked_for_once(tmp_path):
    client = served(static_folder(tmp_path))
    mark = get(client, accept="gzip").headers["ETag"]
    asked = {"Accept-Encoding": "gzip", "If-None-Match": mark}
    with client.get("/static/js/map.js", headers=asked) as again:
        assert again.status_code == 304
