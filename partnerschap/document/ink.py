"""What can be drawn: text lines, rules, discs, pale panels, QR squares, signature curves and tallied dots.

Each knows its place relative to the top left corner of its slice (`x` to the right, `y` downwards, in points)
and draws itself on a ReportLab canvas when given where that corner lies on the page. Text goes through
`Words` alone, so that all text carries what it says where the drawn characters differ from it.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from partnerschap.document import fonts
from partnerschap.document.blocks import Stroke
from partnerschap.document.lines import SetLine
from partnerschap.document.strokes import curves
from partnerschap.document.text import has_rtl
from partnerschap.document.tree import Box, Node


@dataclass(frozen=True, slots=True)
class Words:
    """A set line with its baseline at `y`, read as `node`; `after` parts it from what is read next."""

    x: float
    y: float
    line: SetLine
    size: float
    colour: str
    node: Node | None = None
    after: str = ""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the line; a phrase that is drawn in other characters says in the file what it stands for."""
        canvas.setFillColor(HexColor(self.colour))
        for phrase in self.line.phrases:
            last = phrase is self.line.phrases[-1]
            # Readers turn right-to-left text round from drawn order themselves. What is said would come out
            # backwards in some of them (poppler), so there the drawn letters speak.
            said_apart = bool(phrase.said) and not has_rtl(phrase.said)
            if said_apart:
                said = b"\xfe\xff" + (phrase.said + (self.after if last else "")).encode("utf-16-be")
                canvas.addLiteral(f"/Span <</ActualText <{said.hex().upper()}>>> BDC")
            for run in phrase.runs:
                fonts.font(run.font)
                canvas.setFont(run.font, self.size)
                after = self.after if last and run is phrase.runs[-1] and not has_rtl(run.text) else ""
                x = left + self.x + self.line.indent + run.x
                canvas.drawString(x, top - self.y, run.text + after)
            if said_apart:
                canvas.addLiteral("EMC")


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line at `y`; `dash` in points on and off."""

    node: ClassVar[None] = None
    x: float
    y: float
    width: float
    colour: str
    thick: float = 0.5
    dash: tuple[float, ...] = ()

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the line."""
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.colour))
        canvas.setLineWidth(self.thick)
        if self.dash:
            canvas.setDash(list(self.dash))
        canvas.line(left + self.x, top - self.y, left + self.x + self.width, top - self.y)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle around (`x`, `y`)."""

    node: ClassVar[None] = None
    x: float
    y: float
    radius: float
    colour: str

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the circle."""
        canvas.setFillColor(HexColor(self.colour))
        canvas.circle(left + self.x, top - self.y, self.radius, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle with its top left corner at (`x`, `y`), rounded a little."""

    node: ClassVar[None] = None
    x: float
    y: float
    width: float
    height: float
    colour: str

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the rectangle."""
        canvas.setFillColor(HexColor(self.colour))
        bottom = top - self.y - self.height
        canvas.roundRect(left + self.x, bottom, self.width, self.height, 5, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR code: rows of dark (true) and light modules, `size` points wide, top left corner at (`x`, `y`)."""

    x: float
    y: float
    size: float
    rows: tuple[tuple[bool, ...], ...]
    colour: str
    node: Node

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw each unbroken row of dark modules as one rectangle, all in one path."""
        self.node.box = _box(left + self.x, top - self.y, self.size, self.size)
        module = self.size / len(self.rows)
        path = canvas.beginPath()
        for number, row in enumerate(self.rows):
            start = None
            for place, dark in enumerate((*row, False)):
                if dark and start is None:
                    start = place
                elif not dark and start is not None:
                    bottom = top - self.y - (number + 1) * module
                    path.rect(left + self.x + start * module, bottom, (place - start) * module, module)
                    start = None
        canvas.setFillColor(HexColor(self.colour))
        canvas.drawPath(path, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn signature in a box of that size, top left corner at (`x`, `y`), as curves."""

    x: float
    y: float
    width: float
    height: float
    strokes: tuple[Stroke, ...]
    colour: str
    node: Node

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the strokes with round ends; a stroke of one point is a dot."""
        self.node.box = _box(left + self.x, top - self.y, self.width, self.height)
        canvas.saveState()
        canvas.translate(left + self.x, top - self.y - self.height)
        canvas.setStrokeColor(HexColor(self.colour))
        canvas.setLineWidth(1.5)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        for stroke in self.strokes:
            shape = curves(stroke, self.width, self.height)
            path.moveTo(*shape.start)
            for curve in shape.curves:
                path.curveTo(*curve)
            if not shape.curves:
                path.lineTo(*shape.start)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Dot:
    """One of many counted, its middle at (`x`, `y`) from the corner of what it is in; hollow is a ring."""

    x: float
    y: float
    radius: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots and rings in a box of that size, top left corner at (`x`, `y`): a picture of numbers."""

    x: float
    y: float
    width: float
    height: float
    dots: tuple[Dot, ...]
    colour: str
    node: Node

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw each dot, and each ring a little inside its edge."""
        self.node.box = _box(left + self.x, top - self.y, self.width, self.height)
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colour))
        canvas.setStrokeColor(HexColor(self.colour))
        for dot in self.dots:
            line = dot.radius * 0.3 if dot.hollow else 0.0
            canvas.setLineWidth(line)
            x, y = left + self.x + dot.x, top - self.y - dot.y
            canvas.circle(x, y, dot.radius - line / 2, stroke=int(dot.hollow), fill=int(not dot.hollow))
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Place:
    """Nothing to see: where an annotation comes that belongs to `node`, with its top left at (`x`, `y`).

    It leads to `address`; without one the seal comes here.
    """

    x: float
    y: float
    width: float
    height: float
    node: Node
    address: str = ""

    def box(self, left: float, top: float) -> Box:
        """Return where that is on the page."""
        return _box(left + self.x, top - self.y, self.width, self.height)


Drawn: TypeAlias = Words | Rule | Disc | Panel | Squares | Drawing | Dots
"""What leaves ink: has a place and `draw(canvas, left, top)`, with page coordinates, y upwards."""
Ink: TypeAlias = Drawn | Place
"""Anything with a place."""


def _box(left: float, top: float, width: float, height: float) -> Box:
    return left, top - height, left + width, top
