"""The main walk: four devices walk the youth square from joining to the contract as a PDF.

Chromium walks it where the origin is secure, Firefox where it is not; the other tests use Chromium
where it is not.
"""

import pytest

from tests.e2e.support.people import TITLE, Table
from tests.e2e.support.walk import ACTION, KNOWN_BY_NAME, SAFE_FOR_ALL, Walk


def walk_through(table: Table, folder):
    walk = Walk.begin(table)
    walk.values()
    walk.middle()
    walk.actions()
    walk.nobody_reloads()
    walk.sign()
    text = walk.download(folder)
    for words in (
        TITLE,
        "Fatma Yılmaz",
        "Joke van ’t Hof",
        SAFE_FOR_ALL,
        KNOWN_BY_NAME,
        ACTION,
        "10 juni 2027",
    ):
        assert words in text, words


@pytest.mark.soak
def test_chromium_walks_the_map_in_a_room_with_plain_http(visit, chromium, insecure, tmp_path):
    visitors = visit(chromium, insecure)
    walk_through(Table(visitors), tmp_path)
    assert not any(page.evaluate("isSecureContext") for page in visitors.pages)


def test_chromium_walks_the_map_over_https(visit, trusting, secure, tmp_path):
    visitors = visit(trusting, secure)
    walk_through(Table(visitors), tmp_path)
    assert all(page.evaluate("isSecureContext") for page in visitors.pages)
    assert any(page.context.service_workers for page in visitors.pages), "the map opens without network"
    names = {cookie["name"] for page in visitors.pages for cookie in page.context.cookies()}
    assert names
    assert all(name.startswith("__Host-") for name in names)


def test_firefox_esr_walks_the_first_step_in_a_room_with_plain_http(visit, firefox, insecure):
    walk = Walk.begin(Table(visit(firefox, insecure)))
    walk.values()
    walk.nobody_reloads()


@pytest.mark.soak  # Firefox takes more than a minute for all of it
def test_firefox_esr_walks_the_map_in_a_room_with_plain_http(visit, firefox, insecure, tmp_path):
    walk_through(Table(visit(firefox, insecure)), tmp_path)
