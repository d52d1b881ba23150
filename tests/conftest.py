"""What all tests share: how thoroughly Hypothesis searches, and the marks that a folder gives its tests."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

# No deadline: a busy machine is no fault. `make soak` searches longer.
settings.register_profile("suite", deadline=None, print_blob=True)
settings.register_profile("soak", deadline=None, print_blob=True, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

BROWSER_TESTS = Path(__file__).parent / "e2e"


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """The one Playwright of a worker: a second one in the same process does not start."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - only who asks for it pays for it

    from tests.e2e.support.visit import PATIENCE  # noqa: PLC0415

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: "Playwright") -> "Iterator[Browser]":
    from tests.e2e.support import browsers  # noqa: PLC0415

    browser = browsers.chromium(playwright)
    yield browser
    browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/e2e, so that `-m e2e` and `-m 'not e2e'` mean what they say."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.e2e)
