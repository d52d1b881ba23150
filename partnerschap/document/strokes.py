"""Drawn signatures: from points in 0..1 of the box to smooth curves in points of the page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from partnerschap.document.blocks import Point, Stroke

RATIO = 3.0
"""Width of the box that people sign in, divided by its height."""

_NEAR = 0.006
_Curve = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Curves:
    """One stroke in points, y upwards: its start, then cubic curves (two handles, an end); none for a dot."""

    start: Point
    curves: tuple[_Curve, ...]


def stroke_points(strokes: Sequence[Sequence[Sequence[float]]]) -> tuple[Stroke, ...]:
    """The strokes as points within the box; what is no finite number is left out, the rest drawn inside."""
    done: list[Stroke] = []
    for stroke in strokes:
        points: list[Point] = []
        for x, y, *_ in stroke:
            if not (math.isfinite(x) and math.isfinite(y)):
                continue
            point = (min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y))))
            if not points or math.dist(point, points[-1]) > _NEAR:
                points.append(point)
        if points:
            done.append(tuple(points))
    return tuple(done)


def curves(stroke: Stroke, width: float, height: float) -> Curves:
    """The stroke as a smooth line through its points (Catmull-Rom) in a box of that size, y upwards."""
    at = [(x * width, (1 - y) * height) for x, y in stroke]
    padded = [at[0], *at, at[-1]]
    parts: list[_Curve] = []
    for before, start, end, after in zip(padded, at, at[1:], padded[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append((*first, *second, *end))
    return Curves(at[0], tuple(parts))
