"""Take a picture of every screen: `python -m tests.gallery [--only WORD] [--assets DIR] [--dark] [--forced]`.

The pictures go to screenshots/gallery/, which git ignores. Icons and fonts come from partnerschap/static,
where the set-up puts them; another folder with vendor/ and fonts/ may be named.
"""

from __future__ import annotations

import argparse
import os
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, sync_playwright

from tests.gallery.pages import PAGES, Shot, render

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "partnerschap" / "static"
OUT = ROOT / "screenshots" / "gallery"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


class Handler(SimpleHTTPRequestHandler):
    """Serves the rendered pages under their names, and static files."""

    def __init__(self, *args: Any, assets: Path | None, **more: Any) -> None:
        self.assets = assets
        super().__init__(*args, **more)

    def translate_path(self, path: str) -> str:
        """A static file of the project, or of the assets folder where the project lacks it."""
        name = path.split("?", 1)[0].removeprefix("/static/")
        found = STATIC / name
        return str(self.assets / name if self.assets and not found.exists() else found)

    def do_GET(self) -> None:
        """A page by its name, else a file."""
        name = self.path.split("?", 1)[0].strip("/")
        if name in PAGES:
            body = render(PAGES[name]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own
        """Say only what went wrong."""
        if len(args) > 1 and str(args[1]) not in {"200", "304"}:
            print("  ", format % args)


@contextmanager
def served(assets: Path | None = None) -> Iterator[str]:
    """The gallery on a free loopback port; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, assets=assets))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def take(browser: Browser, address: str, name: str, shot: Shot, *, dark: bool, forced: bool) -> Path:
    """One picture; says when the page scrolls sideways."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if dark else "light",
        forced_colors="active" if forced else "none",
    )
    page = context.new_page()
    page.on("console", lambda message: print("  ", message.text) if message.type == "error" else None)
    page.goto(f"{address}/{name}")
    page.evaluate("document.fonts.ready")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        print(f"  {name}: {wide} px too wide")
    path = OUT / f"{name}{'-dark' if dark else ''}{'-forced' if forced else ''}.png"
    page.screenshot(path=path, full_page=shot.whole)
    context.close()
    return path


def main() -> None:
    """Parse the options and take the pictures."""
    parser = argparse.ArgumentParser(prog="tests.gallery", description="Pictures of every screen.")
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    parser.add_argument(
        "--assets",
        type=Path,
        default=None,
        help="folder with vendor/ and fonts/, where they are not built yet",
    )
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--forced", action="store_true", help="forced colours")
    parser.add_argument(
        "--serve", action="store_true", help="serve the pages until interrupted, take no pictures"
    )
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with served(options.assets) as address, sync_playwright() as playwright:
        if options.serve:
            print(address, *PAGES, sep="\n")
            threading.Event().wait()
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, page in PAGES.items():
            if options.only in name:
                print(
                    take(
                        browser, address, name, page.shot, dark=options.dark, forced=options.forced
                    ).relative_to(ROOT)
                )
        browser.close()


if __name__ == "__main__":
    main()
