"""The record of the signatures, which goes with a final contract: each entry seals the one before it.

The chain begins with the hash of the text that was signed. An entry's `hash` is the SHA-256 of the entry
without it, in the canonical form of `domain/contract.py`; `previous` is the hash before. So no entry can be
left out, put in or changed alone. Reasons for declining are not in it, nor anything about devices or places.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from partnerschap.document import law
from partnerschap.document.content import SignatureRecord
from partnerschap.domain.contract import canonical

NAME = "ondertekening.json"
SCHEMA = "partnerschap-ondertekening/1"


def evidence(records: Iterable[SignatureRecord], text: str, language: str) -> bytes:
    """Return the record as JSON; `text` is the hash of the signed content, `language` that of the consent."""
    entries: list[dict[str, Any]] = []
    previous = text
    answered = [record for record in records if record["answer"] != "waiting"]
    for number, record in enumerate(answered, start=1):
        entry = {"number": number, **_entry(record, text, language), "previous": previous}
        previous = sha256(canonical(entry)).hexdigest()
        entries.append({**entry, "hash": previous})
    told = {"schema": SCHEMA, "text": text, "entries": entries}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _entry(record: SignatureRecord, text: str, language: str) -> dict[str, Any]:
    signed = record["answer"] == "signed"
    strokes = json.dumps(record["strokes"], separators=(",", ":")).encode() if record["strokes"] else b""
    return {
        "person": record["person"],
        "name": record["name"],
        "answer": record["answer"],
        "method": record["method"],
        "typed": record["typed"],
        "strokes": sha256(strokes).hexdigest() if strokes else "",
        "helped_by": record["helped_by"],
        "device_of": record["device_of"],
        "at": record["at"].isoformat() if signed and record["at"] else "",
        "consent": {"version": law.VERSION, "text": law.TEXTS[language]["consent"]} if signed else None,
        "text": text,
    }
