"""One server for all tests of this folder, started the way people start it."""

import pytest

from partnerschap.play.server import own_server


@pytest.fixture(scope="session")
def address():
    with own_server() as address:
        yield address
