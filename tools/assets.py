"""What is shipped but not committed: front-end packages, web fonts, icons, bundles, PDF fonts, catalogues.

`ensure()` makes what is missing or out of date, from the locked packages in node_modules/ and from PyPI. The
build of a wheel calls the same function, so that an installed app needs neither Node nor a network.
"""

import sys
from pathlib import Path

from tools import bundles, catalogues, front_end, node, web_fonts
from tools.project import BUILT, PDF_FONTS, ROOT, STAMPS, VENDOR, WEB_FONTS, digest, is_fresh, mark, say


def _sources(*names: str) -> list[Path]:
    return [ROOT / "tools" / name for name in names]


def ensure(*, with_dev: bool = False) -> None:
    """Make the front-end files, fonts, compiled catalogues and bundles; quick when they are up to date."""
    node.install(with_dev=with_dev)
    lock = ROOT / "package-lock.json"

    key = digest([lock, *_sources("front_end.py", "web_fonts.py", "icons.txt")])
    if not is_fresh("front-end", key, VENDOR / "manifest.json", WEB_FONTS / "fonts.css"):
        say("front end: filling static/vendor/ and static/fonts/ …")
        files = {**front_end.build(), **web_fonts.build()}
        front_end.write_manifest(files)
        mark("front-end", key)

    key = digest([lock, *_sources("pdf_fonts.py")])
    if not is_fresh("pdf-fonts", key, PDF_FONTS / "fonts.json"):
        say("document: making the fonts of the contract in document/fonts/ …")
        from tools import pdf_fonts  # noqa: PLC0415 -- fontTools is only needed, and only slow to load, here

        pdf_fonts.build()
        mark("pdf-fonts", key)

    catalogues.compile_all()

    key = digest([lock, *bundles.sources()])
    if not is_fresh("bundles", key, BUILT / "sources.json"):
        say("front end: joining and packing scripts and style sheets in static/built/ …")
        bundles.build()
        mark("bundles", key)


if __name__ == "__main__":
    if "--again" in sys.argv:
        for stamp in ("front-end", "pdf-fonts", "bundles"):
            (STAMPS / stamp).unlink(missing_ok=True)
    ensure(with_dev=True)
