"""Browsers and servers that the tests share; each worker of the suite has its own."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.e2e.support import browsers
from tests.e2e.support.people import Table
from tests.e2e.support.ports import free_port
from tests.e2e.support.server import Server, secure_settings
from tests.e2e.support.tls import TlsProxy
from tests.e2e.support.visit import Visitors

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


@dataclass(frozen=True)
class Origin:
    """Where a browser reaches the app, and the server behind it."""

    address: str
    server: Server
    key: str = ""
    """The key of its certificate, where it has one."""


@pytest.fixture(scope="session")
def firefox(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = browsers.firefox(playwright, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def insecure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    """A laptop in practice mode, as phones in the room reach it: by plain http."""
    server = Server(tmp_path_factory.mktemp("practice")).start()
    yield Origin(f"http://{browsers.INSECURE_HOST}:{server.port}", server)
    server.stop()


@pytest.fixture(scope="session")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    """An installation in production mode, behind a proxy that speaks HTTPS."""
    port = free_port()
    settings = secure_settings(browsers.SECURE_HOST, port)
    server = Server(tmp_path_factory.mktemp("production"), settings).start()
    proxy = TlsProxy(server.port, tmp_path_factory.mktemp("tls"), browsers.SECURE_HOST, port)
    yield Origin(f"https://{browsers.SECURE_HOST}:{port}", server, proxy.key)
    proxy.close()
    server.stop()


@pytest.fixture
def trusting(playwright: Playwright, secure: Origin) -> Iterator[Browser]:
    """Chromium as people have it at an installation: the certificate is one that it trusts."""
    browser = browsers.chromium(playwright, secure.key)
    yield browser
    browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed, for who clears up after it."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visit(request: pytest.FixtureRequest) -> Iterator[Callable[[Browser, Origin], Visitors]]:
    """Open contexts of a browser at an origin; at the end nothing may have gone wrong in any of them.

    When the test failed, what every page shows is saved as a picture, and told in words.
    """
    opened: list[Visitors] = []

    def begin(browser: Browser, origin: Origin) -> Visitors:
        opened.append(Visitors(browser, origin.address))
        return opened[-1]

    yield begin
    if request.node.stash.get(FAILED, False):
        for number, page in enumerate(page for visitors in opened for page in visitors.pages):
            _save(page, f"failed/{request.node.name}-{number}")
    for visitors in opened:
        visitors.close()
    for visitors in opened:
        visitors.watch.check()


@pytest.fixture
def visitors(visit: Callable[[Browser, Origin], Visitors], chromium: Browser, insecure: Origin) -> Visitors:
    """Contexts of Chromium at the laptop in the room."""
    return visit(chromium, insecure)


@pytest.fixture
def table(visitors: Visitors) -> Table:
    """An empty table: nobody has begun a map yet."""
    return Table(visitors)


def _save(page: Page, name: str, *, whole: bool = False) -> None:
    path = SCREENSHOTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=path, full_page=whole, animations="disabled")


@pytest.fixture
def picture() -> Callable[..., None]:
    """Save what a page shows under a name: `picture(page, name, whole=False)`."""
    return _save
