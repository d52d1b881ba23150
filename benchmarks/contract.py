"""Making a contract: ours, and WeasyPrint with the same words, in turns; and what it leaves behind.

WeasyPrint makes a tagged file (PDF/UA) out of the page on which the app shows the same contract, and does not
seal it; ours is rendered and sealed. Both are warm.
"""

import json
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pikepdf
from flask import render_template
from sqlalchemy import create_engine

from benchmarks.setup import PYTHON
from partnerschap import create_app
from partnerschap.config import Settings
from partnerschap.document import fonts
from partnerschap.document.compose import blocks
from partnerschap.document.content import SignatureRecord
from partnerschap.document.render import render_contract
from partnerschap.document.seal import sealed
from partnerschap.document.seal_key import SealKey, new_key
from partnerschap.store.engine import engine_options
from partnerschap.store.schema import upgrade
from tools.project import ROOT, say

Row = dict[str, Any]
SAMPLE = ROOT / "tests" / "data" / "document" / "youth_square.json"
_FINGERPRINT = "ab" * 32
_ROUNDS = 15
_MANY = 200
_CHECK_URL = "https://kaart.example.nl/controleer"
_CSS = ROOT / "partnerschap" / "static" / "css"
_SHEETS = ("tokens", "base", "components", "words", "work", "pages", "sign", "contract")
_FACES = {"Source Serif 4": fonts.SERIF_BOLD, "Atkinson Hyperlegible Next": fonts.SANS, "Caveat": fonts.HAND}
_PAGE = """
@page { size: A4; margin: 49pt 62pt 56pt; @bottom-right { content: counter(page) " / " counter(pages) } }
body { font: 10.5pt/14.5pt 'Atkinson Hyperlegible Next' }
"""
_PEER = """
import sys, time
from weasyprint import HTML
page = HTML(filename=sys.argv[1])
page.write_pdf(pdf_variant="pdf/ua-1")
for line in sys.stdin:
    began = time.perf_counter()
    page = HTML(filename=sys.argv[1])
    page.write_pdf(pdf_variant="pdf/ua-1")
    print(time.perf_counter() - began, flush=True)
"""


def measured(folder: Path) -> Row:
    """Return milliseconds for rendering and sealing, WeasyPrint's for the same, and megabytes left behind."""
    say("contract: ours and WeasyPrint in turns")
    content, records = _sample()
    key = new_key("Meting", datetime.now(UTC))
    page = folder / "contract.html"
    page.write_text(_as_html(content, records, folder), encoding="utf-8")
    ours, theirs = [], []
    with subprocess.Popen(
        [PYTHON, "-c", _PEER, page], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as peer:
        if peer.stdin is None or peer.stdout is None:
            raise SystemExit("contract: no peer")
        for _ in range(_ROUNDS):
            ours.append(_made(content, records, key)[0])
            peer.stdin.write("\n")
            peer.stdin.flush()
            theirs.append(float(peer.stdout.readline()) * 1000)
        peer.stdin.close()
    large, people = _large(content, records)
    grown = [_made(large, people, key) for _ in range(5)]
    return {
        "ours": _spread(ours),
        "weasyprint": _spread(theirs),
        "ratio": round(median(ours) / median(theirs), 2),
        "large": {**_spread([took for took, _pages in grown]), "pages": grown[0][1], "partners": len(people)},
        "contracts": _MANY,
        "left": _left_behind(content, records, key),
    }


def _made(content: Any, records: Sequence[SignatureRecord], key: SealKey) -> tuple[float, int]:
    """Return how many milliseconds a contract takes from its content to its seal, and its pages."""
    began = time.perf_counter()
    made = render_contract(
        content,
        records,
        fingerprint=_FINGERPRINT,
        status="final",
        check_url=_CHECK_URL,
    )
    done = sealed(made, key)
    took = (time.perf_counter() - began) * 1000
    with pikepdf.open(BytesIO(done)) as pdf:
        return took, len(pdf.pages)


def _left_behind(content: Any, records: Sequence[SignatureRecord], key: SealKey) -> float:
    """Return by how many megabytes the process has grown after many contracts, once it is warm."""
    for _ in range(_MANY):
        _made(content, records, key)
    before = _resident()
    for _ in range(_MANY):
        _made(content, records, key)
    return round((_resident() - before) / 1e6, 1)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def _sample() -> tuple[Any, list[SignatureRecord]]:
    told = json.loads(SAMPLE.read_text(encoding="utf-8"))
    records = [each | {"at": datetime.fromisoformat(each["at"])} for each in told["signatures"]]
    return told["content"], records


def _large(content: Any, records: Sequence[Any]) -> tuple[Any, list[Any]]:
    """Return the sample with 25 partners and so much text that it takes about twelve pages."""
    grown = json.loads(json.dumps(content))
    party = grown["parties"][1]
    names = [f"Partner {number} van de Straat" for number in range(25)]
    grown["parties"] = [party | {"id": f"p{n}", "name": name} for n, name in enumerate(names)]
    for part, times in (("ground_rules", 6), ("conditions", 6), ("actions", 6)):
        grown[part] = [line | {"id": f"{line['id']}{n}"} for n in range(times) for line in grown[part]]
    return grown, [records[0] | {"person": name, "name": name} for name in names]


def _as_html(content: Any, records: Sequence[SignatureRecord], folder: Path) -> str:
    """Return the contract as the app shows it on a page, with its style sheets and the fonts of the PDF."""
    app = create_app(_settings(folder))
    made = blocks(content, records, fingerprint=_FINGERPRINT, check_url=_CHECK_URL)
    with app.test_request_context("/"):
        body = render_template("contract/_blocks.html", map=content["map"], blocks=made)
    sheets = "".join((_CSS / f"{name}.css").read_text(encoding="utf-8") for name in _SHEETS)
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; src: url({fonts.FOLDER.as_uri()}/{name}.ttf) }}"
        for family, name in _FACES.items()
    )
    head = f"<title>{escape(content['map']['title'])}</title><style>{faces}{sheets}{_PAGE}</style>"
    return f"<!doctype html><html lang=nl>{head}{body}</html>"


def _settings(folder: Path) -> Settings:
    settings = Settings(instance=str(folder / "instance"))
    Path(settings.instance).mkdir()
    engine = create_engine(settings.database, **engine_options(settings.database))
    upgrade(engine)
    engine.dispose()
    return settings


def _spread(found: Sequence[float]) -> Row:
    ordered = quantiles(found, n=20) if len(found) > 1 else [found[0]]
    return {"p50": round(median(found), 1), "p95": round(ordered[-1], 1)}
