"""Makes one small file of each script and each style sheet that a page names, in static/built/.

In the work tree scripts and sheets are many files with comments, which import each other. A phone would ask
for seventy of them, one after the other. What a page names is joined here with all that it imports and made
small by esbuild, under the same path as its source, and packed once as well as can be. `sources.json` says
what the files were made of: the app serves them only while that is what stands in the work tree
(`partnerschap/web/bundled.py`).
"""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

from tools import node
from tools.project import BUILT, NODE_MODULES, ROOT, STATIC, run

# Each page names one of these, or none: so no module that remembers something comes twice in one page.
SCRIPTS = (
    "contract",
    "desk",
    "followup",
    "leave",
    "lenses",
    "map",
    "review",
    "start",
    "timeline",
    "wall",
)
LATER = "takingpart"
"""What the screens at the table fetch once they can be read."""
OLDEST = "chrome99,firefox102,safari15.4"
"""What tests/fences/test_old_browsers.py promises."""
_ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
_META = BUILT / "meta.json"
_HOW = (
    "--bundle",
    "--minify",
    "--charset=utf8",
    "--format=esm",
    f"--target={OLDEST}",
    "--external:./catalogues/*",  # which one is known in the browser
    f"--external:./{LATER}.js",
    "--external:*.woff2",  # fetched when a character of it is on the page
    "--loader:.svg=dataurl",  # smaller than the headers of a file
    "--log-level=warning",
    f"--outbase={STATIC}",
    f"--outdir={BUILT}",
    f"--metafile={_META}",
)


def entries() -> list[Path]:
    """Return the scripts and the sheets that pages name."""
    return [
        *(STATIC / "js" / f"{name}.js" for name in (*SCRIPTS, LATER)),
        *sorted((STATIC / "css").glob("for-*.css")),
    ]


def sources() -> list[Path]:
    """Return everything that a bundle may be made of, and what makes it."""
    ours = [path for name in ("js", "css") for path in (STATIC / name).rglob("*") if path.is_file()]
    theirs = (STATIC / "vendor").rglob("*.js")
    return [*ours, *theirs, STATIC / "fonts" / "fonts.css", ROOT / "tools" / "bundles.py"]


def build() -> None:
    """Fill static/built/ anew."""
    shutil.rmtree(BUILT, ignore_errors=True)
    run([node.find().node, _ESBUILD, *entries(), *_HOW], PATH=node.path_with_node())
    told = json.loads(_META.read_text(encoding="utf-8"))
    _META.unlink()
    for made in told["outputs"]:
        _pack(ROOT / made)
    made_of = sorted(ROOT / source for source in told["inputs"])
    digests = {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in made_of
    }
    (BUILT / "sources.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def _pack(path: Path) -> None:
    """Lay packed copies beside a file: brotli for browsers behind HTTPS, gzip for the others."""
    import brotli  # noqa: PLC0415 -- not there before the set-up

    whole = path.read_bytes()
    Path(f"{path}.br").write_bytes(brotli.compress(whole))
    Path(f"{path}.gz").write_bytes(gzip.compress(whole, mtime=0))
