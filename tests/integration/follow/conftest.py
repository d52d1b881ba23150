"""Each module looks at one site, where every test has maps of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.follow_kit import Signed, signed
from tests.web_kit import Site, site_on, web_template

__all__ = ["web_template"]


@pytest.fixture(scope="module")
def site(web_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_on(web_template, tmp_path_factory.mktemp("practice")) as made:
        yield made


@pytest.fixture
def map_(site: Site) -> Signed:
    return signed(site)
