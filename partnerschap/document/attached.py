"""The map that is attached to a contract, read back; its shape is the published one (`kaart-1.json`)."""

import json

import msgspec

from partnerschap.document.content import Content
from partnerschap.domain.contract import canonical


def read_attached(data: bytes) -> Content | None:
    """Return what an attached map says; None when it is not of the published shape, or says more than that.

    So what is returned hashes to what was printed.
    """
    try:
        content = msgspec.json.decode(data, type=Content)
        same = canonical(json.loads(data)) == canonical(content)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
    return content if same else None
