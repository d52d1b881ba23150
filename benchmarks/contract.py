"""Making a contract: ours, and WeasyPrint with the same words, in turns; and what it leaves behind.

WeasyPrint makes a tagged file (PDF/UA) out of HTML, unsealed; ours is rendered and sealed. Both are warm.
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

from benchmarks.setup import PYTHON
from partnerschap.document import fonts
from partnerschap.document.blocks import Heading, Masthead
from partnerschap.document.compose import blocks
from partnerschap.document.content import SignatureRecord
from partnerschap.document.render import render_contract
from partnerschap.document.seal import SealKey, new_key, sealed
from partnerschap.document.twin import texts
from tools.project import ROOT, say

Row = dict[str, Any]
SAMPLE = ROOT / "tests" / "data" / "document" / "youth_square.json"
_FINGERPRINT = "ab" * 32
_ROUNDS = 15
_MANY = 200
_STYLE = """
@font-face {{ font-family: Serif; src: url({folder}/{serif}.ttf) }}
@font-face {{ font-family: Sans; src: url({folder}/{sans}.ttf) }}
@font-face {{ font-family: Hand; src: url({folder}/{hand}.ttf) }}
@page {{ size: A4; margin: 49pt 62pt 56pt; @bottom-right {{ content: counter(page) " / " counter(pages) }} }}
body {{ font: 10.5pt/14.5pt Sans }} h1, h2 {{ font-family: Serif }} p {{ margin: 0 0 7pt }}
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
    page.write_text(_as_html(content, records), encoding="utf-8")
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
        check_url="https://kaart.example.nl/controleer",
    )
    done = sealed(made, key)
    took = (time.perf_counter() - began) * 1000
    with pikepdf.open(BytesIO(done)) as pdf:
        return took, len(pdf.pages)


def _left_behind(content: Any, records: Sequence[SignatureRecord], key: SealKey) -> float:
    """Return by how many megabytes the process has grown after many contracts, once it is warm."""
    for _ in range(10):
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


def _as_html(content: Any, records: Sequence[SignatureRecord]) -> str:
    style = _STYLE.format(
        folder=fonts.FOLDER.as_uri(), serif=fonts.SERIF_BOLD, sans=fonts.SANS, hand=fonts.HAND
    )
    body = []
    for block in blocks(
        content, records, fingerprint=_FINGERPRINT, check_url="https://kaart.example.nl/controleer"
    ):
        tag = "h2" if isinstance(block, Heading) else "p"
        for number, text in enumerate(filter(None, texts(block))):
            name = "h1" if isinstance(block, Masthead) and number == 1 else tag
            body.append(f"<{name}>{escape(text)}</{name}>")
    title = escape(content["map"]["title"])
    return f"<!doctype html><html lang=nl><title>{title}</title><style>{style}</style>{''.join(body)}</html>"


def _spread(found: Sequence[float]) -> Row:
    ordered = quantiles(found, n=20) if len(found) > 1 else [found[0]]
    return {"p50": round(median(found), 1), "p95": round(ordered[-1], 1)}
