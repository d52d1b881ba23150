"""The fences look at one site, each module at its own: they change nothing but the maps that they begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_kit import PRODUCTION, Site, site_on, web_template

__all__ = ["web_template"]


@pytest.fixture(scope="module")
def site(web_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_on(web_template, tmp_path_factory.mktemp("practice")) as made:
        yield made


@pytest.fixture(scope="module")
def real_site(web_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_on(web_template, tmp_path_factory.mktemp("production"), **PRODUCTION) as made:
        yield made
