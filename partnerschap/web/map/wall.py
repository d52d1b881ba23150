"""What fits on the wall: nothing scrolls there, so texts are counted in lines before they are shown.

The estimate is careful. What might still fit goes along unseen, and `roomy.js` shows it where there is room.
Lengths are in px of a screen 1920 wide; the wall scales as a whole, so they hold for any such screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from partnerschap.web.map.reading import Reading, Record

# Width of a letter, as a part of the letter size, with some to spare: a line of 760 px holds 52 of them.
LETTER = 0.5
LINE, NOTE, TILE, GAP = 34, 33, 22, 12
PROMPT_LINE, PROMPT, TOPIC = 29, 19, 40
REST, EMPTY = 34, 58
SPARE = 6
# The inside of a parcel: its height under the head, and its width where we are and where we have been,
# by the number of the step where we are.
ROOM = 585
# The spotlight: its edges, heading and the gap below it; a line of its words; its sides.
SPOT, SPOT_LINE, SPOT_SIDES = 104, 40, 46
# What is said to the group in a phase: two lines and the gap below them.
SAID = 90
LIVE_WIDTH = {1: 760, 2: 600, 3: 560, 4: 545, 5: 535}
DONE_WIDTH = {2: 330, 3: 290, 4: 262, 5: 242}
TILE_SIDES, MEANING_SIDES = 28, 34

# A name in the line of who is there: its edges, a letter, and a word behind it such as 'begeleidt'.
NAME_EDGES, NAME_LETTER, NAME_WORD = 62, 15, 120


def people_within(reading: Reading, room: int) -> list[Record]:
    """Those of the people whose names fit in so many px; of the others the wall tells how many.

    `around.js` does the same with the same numbers; there is room to spare for one who writes.
    """
    people = reading.people
    widths = [
        NAME_EDGES
        + NAME_LETTER * len(person["name"])
        + (NAME_WORD if person.get("absent") or person.get("facilitator") else 0)
        for person in people
    ]
    if sum(widths) <= room:
        return people
    fitting = sum(1 for total in accumulate(widths) if total <= room - NAME_WORD)
    return people[: max(1, fitting)]


def letters(width: int, size: int = 28) -> int:
    """How many letters stand on a line."""
    return max(6, int(width / (size * LETTER)))


def lines(text: str, width: int, size: int = 28) -> int:
    """How many lines a text takes when words are set one after another; a longer word is broken."""
    per_line = letters(width, size)
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
    meanings = [f"{each['text']} ({each['by'] or ''})" for each in entry.get("side_by_side") or ()]
    notes += max((lines(text, inner // len(meanings) - MEANING_SIDES, 24) for text in meanings), default=0)
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
    def spare(self) -> list[Record]:
        """The next older texts, for which there may be room after all."""
        left_out = self.entries[: len(self.entries) - self.shown]
        return left_out[-SPARE:]

    @property
    def free(self) -> int:
        """How many of the printed places are empty, as far as they are worth showing."""
        return min(5, max(0, int(self.place.get("slots", 1)) - len(self.entries)))

    @property
    def rest(self) -> int:
        """How many texts are only on the phones."""
        return len(self.entries) - self.shown


@dataclass
class Group:
    """A prompt on the wall with its rows; `kept` is false when there may be no room for it."""

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


def _said_height(reading: Reading, width: int) -> int:
    """How much room what is said to the group, and what stands in the spotlight, takes above the prompts."""
    said = SAID if reading.view["focus"].get("phase") in {"write", "terms", "sign"} else 0
    return said + _spot_height(reading, width)


def _spot_height(reading: Reading, width: int) -> int:
    shown = reading.entry(reading.view["focus"].get("spotlight") or "")
    if not shown:
        return 0
    words = shown.get("because") or shown.get("text") or " ".join(shown.get("texts") or ())
    return SPOT + SPOT_LINE * lines(words, width - SPOT_SIDES, 31)


def by_prompt(reading: Reading, step: Record) -> list[Group]:
    """The prompts of a step for the wall, each with the newest of its texts; where we are, all of them.

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
    room = ROOM - (_said_height(reading, width) if live else 0)

    def free() -> int:
        return room - sum(group.height(width, live=live) for group in groups)

    _fold(groups, free, live=live)
    _grow(groups, free)
    for row in _rows(groups):
        row.places = 0 if row.rest else row.free
        if (row.entries and live and len(groups) > 1) or free() < 0:
            row.places = 0
    return [group for group in groups if group.kept or live]


def _told(entries: list[Record], *, live: bool) -> list[Record]:
    """Where we are, what a word means to each stands under it, side by side.

    Where the group has been the words count: whose they were and what changed is told no more.
    """
    if live:
        return [{**entry, "side_by_side": entry.get("meanings") or []} for entry in entries]
    return [{**entry, "from": [], "changed": None} for entry in entries]


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


# How many slips stand on a page, by the length of the longest that still stands there whole.
_WHOLE_UP_TO = {9: 40, 6: 54, 4: 90, 3: 160, 2: 260}


def reveal_pages(reading: Reading) -> list[list[Record]]:
    """The revealed slips of the step where we are, in pages on which ordinary sentences stand whole."""
    pages: list[list[Record]] = [[]]
    for slip in reading.own_of(reading.focus_key):
        longest = max(len(each["text"]) for each in (*pages[-1], slip))
        if len(pages[-1]) >= _most_on_a_page(longest):
            pages.append([])
        pages[-1].append(slip)
    return pages


def _most_on_a_page(longest: int) -> int:
    return next((most for most, length in _WHOLE_UP_TO.items() if longest <= length), 1)
