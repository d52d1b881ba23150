"""When a drawing counts as a signature."""

import itertools
from math import hypot, isfinite

from partnerschap.domain import limits
from partnerschap.domain.refusals import Code, Refusal, refuse

Stroke = tuple[tuple[float, float], ...]
_LEAST_INK = 0.15
"""A dot is no signature: the line drawn must be at least this long, in box widths."""
_LEAST_BEND = 0.02
"""Nor is a straight line: it must leave the line between its ends by this much, in box widths."""


def problem_with_strokes(strokes: tuple[Stroke, ...]) -> Refusal | None:
    """Refuse a drawing with too many points, points outside 0..1, a dot, or one straight line."""
    points = [point for stroke in strokes for point in stroke]
    if len(strokes) > limits.STROKES or len(points) > limits.STROKE_POINTS:
        return refuse(Code.TOO_LONG, "strokes")
    if any(not (isfinite(c) and 0 <= c <= 1) for point in points for c in point):
        return refuse(Code.INVALID_VALUE, "strokes")
    if _ink(strokes) < _LEAST_INK or _bend(points) < _LEAST_BEND:
        return refuse(Code.INVALID_VALUE, "strokes")
    return None


def _ink(strokes: tuple[Stroke, ...]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for stroke in strokes for a, b in itertools.pairwise(stroke))


def _bend(points: list[tuple[float, float]]) -> float:
    """How far the drawing leaves the line to its farthest point: there and back is straight too."""
    x0, y0 = points[0]
    x1, y1 = max(points, key=lambda point: hypot(point[0] - x0, point[1] - y0))
    length = hypot(x1 - x0, y1 - y0)
    return max(abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in points)
