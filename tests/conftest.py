"""What all tests share: how thoroughly Hypothesis searches, and the marks that a folder gives its tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: a busy machine is no fault. `make soak` searches longer.
settings.register_profile("suite", deadline=None, print_blob=True)
settings.register_profile("soak", deadline=None, print_blob=True, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

BROWSER_TESTS = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/e2e, so that `-m e2e` and `-m 'not e2e'` mean what they say."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.e2e)
