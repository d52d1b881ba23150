"""What fits on the wall: nothing scrolls there, so texts are counted in lines before they are shown.

Lengths are in px of a screen 1920 wide; the wall scales as a whole, so they hold for any such screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnerschap.web.map.reading import SLIPS_PER_PAGE, Reading, Record

if TYPE_CHECKING:
    from collections.abc import Callable

# Mean width of a letter, as a part of the letter size; measured on Dutch text in Atkinson Hyperlegible Next.
LETTER = 0.5
LINE, NOTE, TILE, GAP = 34, 33, 22, 12
PROMPT_LINE, PROMPT, TOPIC = 29, 19, 40
REST, EMPTY = 34, 58
# The inside of a parcel: its height under the head, and its width where we are and where we have been,
# by the number of the step where we are.
ROOM = 585
# The spotlight: its edges, heading and the gap below it; a line of its words; its sides.
SPOT, SPOT_LINE, SPOT_SIDES = 104, 40, 46
LIVE_WIDTH = {1: 760, 2: 600, 3: 560, 4: 545, 5: 535}
DONE_WIDTH = {2: 330, 3: 290, 4: 262, 5: 242}
TILE_SIDES = 28


def lines(text: str, width: int, size: int = 28) -> int:
    """How many lines a text takes when words are set one after another; a longer word is broken."""
    per_line = max(6, int(width / (size * LETTER)))
    count = 0
    for part in text.splitlines() or [""]:
        used = per_line + 1
        for word in part.split() or [""]:
            if used + 1 + len(word) > per_line:
                count += 1 + max(0, len(word) - 1) // per_line
                used = len(word) % per_line if len(word) > per_line else len(word)
            else:
                used += 1 + len(word)
    return max(1, count)


def height(entry: Record, width: int) -> int:
    """How high a tile becomes, its notes included."""
    inner = width - TILE_SIDES
    if entry["kind"] == "difference":
        count = 1 + lines(" ".join(entry["texts"]), inner - 60)
    else:
        count = lines(entry["texts"][0], inner)
    who = " ".join(owner["name"] for owner in entry.get("owners") or ())
    notes = lines(f"{who} · uiterlijk 15 september 2027", inner - 36, 24) if who or entry.get("due") else 0
    notes += (
        bool(entry.get("from")) + bool((entry.get("respect") or {}).get("count")) + bool(entry.get("status"))
    )
    notes += bool(entry.get("asked_of")) + bool(entry.get("question")) + bool(entry.get("changed"))
    return TILE + count * LINE + notes * NOTE


@dataclass
class Row:
    """A place of the map on the wall: the tiles that are shown, and how many are left out."""

    place: Record
    entries: list[Record]
    shown: int
    places: int = 0

    @property
    def tiles(self) -> list[Record]:
        """The newest texts that fit, oldest first."""
        return self.entries[len(self.entries) - self.shown :]

    @property
    def rest(self) -> int:
        """How many texts are only on the phones."""
        return len(self.entries) - self.shown


@dataclass
class Group:
    """A prompt on the wall with its rows; `kept` is false when there is no room for it."""

    prompt: Record
    rows: list[Row]
    kept: bool = True

    @property
    def filled(self) -> bool:
        """Whether a text is shown."""
        return any(row.shown for row in self.rows)

    def height(self, width: int, *, live: bool) -> int:
        """How high the prompt becomes with what is shown of it."""
        if not self.kept:
            return 0
        # Two empty prompts stand side by side where we are.
        paired = live and not self.filled and not self.prompt.get("topics")
        total = PROMPT + PROMPT_LINE * lines(self.prompt["text"], width // 2 if paired else width, 28)
        for row in self.rows:
            total += sum(height(entry, width) + GAP for entry in row.tiles) - (GAP if row.tiles else 0)
            total += REST if row.rest else 0
            if self.prompt.get("topics"):
                total += TOPIC + (PROMPT_LINE if lines(row.place["text"], width, 25) > 1 else 0)
            elif row.places:
                total += EMPTY
        return total // 2 if paired else total


def _spot_height(reading: Reading, width: int) -> int:
    """How much room what stands in the spotlight takes above the prompts."""
    shown = reading.entry(reading.view["focus"].get("spotlight") or "")
    if not shown:
        return 0
    words = shown.get("because") or shown.get("text") or " ".join(shown.get("texts") or ())
    return SPOT + SPOT_LINE * lines(words, width - SPOT_SIDES, 31)


def by_prompt(reading: Reading, step: Record) -> list[Group]:
    """The prompts of a step that fit on the wall, each with the newest of its texts.

    First every prompt gets its newest text; prompts without a text go when there is no room for all, then the
    texts of the last prompts; what room is left goes to more texts in turn, and at last to empty places.
    """
    live = step["key"] == reading.focus_key
    groups = []
    for prompt in step["prompts"]:
        found = [
            (place, _told(reading.joint_of(step["key"], place["prompt"], place["topic"]), live=live))
            for place in prompt["places"]
        ]
        groups.append(Group(prompt, [Row(place, entries, min(1, len(entries))) for place, entries in found]))
    if step["state"] == "ahead":
        for row in _rows(groups):
            row.places = min(4, int(row.place.get("slots", 1)))
        return groups

    at = int(reading.focus["number"])
    width = LIVE_WIDTH[at] if live else DONE_WIDTH.get(at, DONE_WIDTH[2])
    room = ROOM - (_spot_height(reading, width) if live else 0)

    def free() -> int:
        return room - sum(group.height(width, live=live) for group in groups)

    _fold(groups, free, live=live)
    _grow(groups, free)
    for row in _rows(groups):
        row.places = min(4, max(0, int(row.place.get("slots", 1)) - len(row.entries))) if not row.rest else 0
        if (row.entries and live and len(groups) > 1) or free() < 0:
            row.places = 0
    return [group for group in groups if group.kept]


def _told(entries: list[Record], *, live: bool) -> list[Record]:
    """Where the group has been the words count: whose they were and what changed is told no more."""
    return entries if live else [{**entry, "from": [], "changed": None} for entry in entries]


def _rows(groups: list[Group]) -> list[Row]:
    return [row for group in groups for row in group.rows]


def _fold(groups: list[Group], free: Callable[[], int], *, live: bool) -> None:
    """Take away until the rest fits; a finished parcel folds to what was agreed."""
    if any(group.filled for group in groups):
        for group in reversed(groups):
            if not group.filled and (free() < 0 or not live):
                group.kept = False
    for group in groups:
        if group.prompt.get("topics") and free() < 0:
            group.rows = [row for row in group.rows if row.shown]
    for row in reversed(_rows(groups)):
        if free() < 0:
            row.shown = 0


def _grow(groups: list[Group], free: Callable[[], int]) -> None:
    """Show one text more of each row in turn, as long as there is room."""
    waiting = [row for row in _rows(groups) if row.shown and row.rest]
    while waiting:
        for row in list(waiting):
            row.shown += 1
            if free() < 0:
                row.shown -= 1
                waiting.remove(row)
            elif not row.rest:
                waiting.remove(row)


def reveal_pages(reading: Reading) -> list[list[Record]]:
    """The revealed slips of the step where we are, at most nine of one size on a page."""
    slips = reading.own_of(reading.focus_key)
    return [slips[start : start + SLIPS_PER_PAGE] for start in range(0, len(slips), SLIPS_PER_PAGE)] or [[]]
