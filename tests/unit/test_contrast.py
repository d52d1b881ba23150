"""Every pair of colours that is read together has contrast enough, light and dark (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "partnerschap" / "static" / "css" / "tokens.css").read_text()
LIGHT_PART, DARK_PART = CSS.split("@media (prefers-color-scheme: dark)")


def tokens(part: str) -> dict[str, str]:
    found = re.findall(r"--([a-z0-9-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6});", part)
    return {
        name: value if len(value) == 6 else "".join(digit * 2 for digit in value) for name, value in found
    }


LIGHT = tokens(LIGHT_PART)
DARK = {**LIGHT, **tokens(DARK_PART)}

TINTS = [f"tint-{n}" for n in range(1, 6)]
TEXT = [
    *[("ink", ground) for ground in ("paper", "paper-2", "water", "note", *TINTS)],
    *[("ink-soft", ground) for ground in ("paper", "paper-2", *TINTS)],
    *[("on-stone", f"stone-{n}") for n in range(1, 6)],
    ("water-ink", "water"),
    ("sunk-ink", "sunk"),
    ("on-action", "action"),
    ("action", "paper"),
    ("action", "paper-2"),
    ("on-ship", "ship"),
    ("ship", "paper"),
    ("on-sign", "sign"),
    ("on-cover", "cover"),
    ("on-strip", "strip"),
]
PARTS = [
    *[(f"edge-{n}", ground) for n in range(1, 6) for ground in ("paper", f"tint-{n}")],
    ("line", "paper"),
    ("line", "paper-2"),
    ("sunk-line", "sunk"),
    ("sunk-line", "water"),
    ("note-line", "note"),
    ("wood-line", "water"),
    ("ok", "paper"),
    ("focus", "focus-ring"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_of_black_on_white_is_21() -> None:
    assert ratio("000000", "ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("front", "back"), TEXT)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(theme: dict[str, str], front: str, back: str) -> None:
    assert ratio(theme[front], theme[back]) >= 4.5


@pytest.mark.parametrize(("front", "back"), PARTS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_parts_and_edges_can_be_seen(theme: dict[str, str], front: str, back: str) -> None:
    assert ratio(theme[front], theme[back]) >= 3
