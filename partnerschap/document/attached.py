"""The map that is attached to a contract, read back; its shape is the published one (`kaart-1.json`)."""

import msgspec

from partnerschap.document.content import Content


def read_attached(data: bytes) -> Content | None:
    """Return what an attached map says; None when it is not of the published shape, whatever it is."""
    try:
        return msgspec.json.decode(data, type=Content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
