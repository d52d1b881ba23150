"""Marked content while a page is drawn: everything belongs to an element, or is decoration."""

from itertools import count

from reportlab.pdfgen.canvas import Canvas

from partnerschap.document.tree import Mark, Node

_DECORATION = "/Artifact <</Type /Layout>> BDC"
_FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


class Marker:
    """Opens and closes the marks on a canvas; ink for one element that comes together is one mark."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._open: Node | str | None = None
        self._page = 0
        self._numbers = count()

    def of(self, node: Node | None) -> None:
        """What is drawn next belongs to this element; None: it only decorates."""
        if node is None:
            self._begin(_DECORATION, _DECORATION)
        elif self._open is not node:
            mark = Mark(self._page, next(self._numbers))
            node.kids.append(mark)
            self._begin(node, f"/{node.tag} <</MCID {mark.number}>> BDC")

    def footer(self) -> None:
        """What is drawn next returns on every page, and is not read."""
        self._begin(_FOOTER, _FOOTER)

    @property
    def page(self) -> int:
        """Return which page is being drawn, from 0."""
        return self._page

    def end_page(self) -> None:
        """Close what is open; the next page begins."""
        self._close()
        self._canvas.showPage()
        self._page += 1
        self._numbers = count()

    def _begin(self, now: Node | str, words: str) -> None:
        if self._open is now:
            return
        self._close()
        self._canvas.addLiteral(words)
        self._open = now

    def _close(self) -> None:
        if self._open is not None:
            self._canvas.addLiteral("EMC")
            self._open = None
