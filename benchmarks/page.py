"""The page on a phone: what comes over the wire, and what Lighthouse says of it.

Bytes are those of Chromium over plain HTTP, as phones in the room come in: headers and bodies of every
answer, fonts apart. Lighthouse looks at the same server by loopback, which browsers trust as if it had
HTTPS; it is a phone for it, on the slow line that it simulates by default. Nothing is asked of another
host.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from benchmarks import setup
from benchmarks.servers import HERE, Server, free_port, running
from benchmarks.tables import Person, seat
from tools.project import say

Row = dict[str, Any]
_ROOM = "laptop.test"
"""A name that leads to loopback, and that a browser does not trust as it trusts loopback."""
_SIZE = "encodedDataLength"
_TIMES = 5
_QUIET_MS = 1_500
_PHONE: Any = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True}
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_COUNTED = ("performance", "accessibility", "best-practices")


def measured(folder: Path) -> Row:
    """Return the bytes of a first and a later visit, and of three pages the scores of Lighthouse."""
    with running("ours", folder / "page") as server, sync_playwright() as playwright:
        _facilitator, participant = seat(server, 1, 2)
        say("page: what a participant's phone fetches")
        visits = _visits(playwright, folder, server, participant)
        return {**visits, "lighthouse": _judged(playwright, folder, server, participant)}


def _visits(playwright: Playwright, folder: Path, server: Server, person: Person) -> Row:
    address = f"http://{_ROOM}:{server.port}"
    with _browser(playwright, folder / "wire", f"--host-resolver-rules=MAP {_ROOM} 127.0.0.1") as context:
        _sit_down(context, address, person)
        return {name: _visit(context, f"{address}/kaart/{person.map}") for name in ("first", "later")}


def _visit(context: BrowserContext, url: str) -> Row:
    """Open a page and return what came over the wire until it was quiet."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told[_SIZE]}))
    wire.send("Network.enable")
    page.goto(url, wait_until="load")
    page.wait_for_selector("html.js")
    page.wait_for_timeout(_QUIET_MS)
    page.close()
    fetched = {each: size for each, size in sizes.items() if size}  # what was kept from before costs nothing
    fonts = {each for each in fetched if kinds.get(each) == "Font"}
    return {
        "kB": round(sum(size for each, size in fetched.items() if each not in fonts) / 1000, 1),
        "fonts_kB": round(sum(fetched[each] for each in fonts) / 1000, 1),
        "files": len(fetched) - len(fonts),
        "font_files": len(fonts),
    }


def _judged(playwright: Playwright, folder: Path, server: Server, person: Person) -> Row:
    address, port = f"http://127.0.0.1:{server.port}", free_port()
    with _browser(playwright, folder / "judged", f"--remote-debugging-port={port}") as context:
        _sit_down(context, address, person)
        pages = {"map": f"/kaart/{person.map}", "join": "/doe-mee", "start": "/"}
        _look(
            address + pages["map"], port
        )  # the browser has just started, and the server makes its pages ready
        return {name: _scores(address + path, port, name) for name, path in pages.items()}


def _scores(url: str, port: int, name: str) -> Row:
    """Let Lighthouse look some times; return the median of each figure, and what was not in order."""
    rounds: list[Row] = []
    for _ in range(_TIMES):
        rounds.append(_look(url, port))
        say(f"page: Lighthouse of {name}: {rounds[-1]['scores']} {rounds[-1]['metrics']}")
    return {
        "scores": _medians([each["scores"] for each in rounds]),
        "metrics": _medians([each["metrics"] for each in rounds]),
        "spread": [choose(each["scores"]["performance"] for each in rounds) for choose in (min, max)],
        "not in order": sorted({audit for each in rounds for audit in each["failed"]}),
    }


def _look(url: str, port: int) -> Row:
    command = [str(setup.node()), str(HERE / "lighthouse.js"), url, str(port), *_COUNTED]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed: {done.stderr.decode()[-2000:]}")
    told: Row = json.loads(done.stdout)
    return told


def _medians(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


@contextmanager
def _browser(playwright: Playwright, profile: Path, flag: str) -> Iterator[BrowserContext]:
    """Open Chromium as a phone that was never here before."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=found, args=[*_FLAGS, flag], locale="nl-NL", **_PHONE
    )
    try:
        yield context
    finally:
        context.close()


def _sit_down(context: BrowserContext, address: str, person: Person) -> None:
    """Give the browser what makes it the device of this person."""
    pairs = (pair.split("=", 1) for pair in person.cookie.split("; "))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in pairs])
