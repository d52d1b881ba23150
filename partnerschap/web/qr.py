"""QR codes as drawings inside the page: dark on light in every theme, so that every phone reads them."""

from functools import lru_cache

import segno
from markupsafe import Markup

KEPT = 256


def qr(address: str) -> Markup:
    """Return an SVG drawing of an address; the address itself must stand beside it in words."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(
        border=3, omitsize=True, dark="#10312f", light="#ffffff", svgclass="qr", lineclass=None
    )
    return Markup(drawing)  # noqa: S704 - segno makes it out of modules, never out of the text itself


@lru_cache(maxsize=KEPT)
def join_qr(address: str) -> Markup:
    """Return the drawing of the address for joining, which many pages show; empty while joining is closed."""
    return qr(address) if address else Markup("")
