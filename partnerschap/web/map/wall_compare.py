"""What changed since an earlier version, on the wall: what fits, and of the rest how many.

Columns in which nothing changed are narrow, so that the others have room for their words. Where not all
fits, the shorter lines are shown first, and one long one as far as there is room. What went comes last: it
is counted in any case.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Screen
from partnerschap.domain.versions import comparison, last_agreed
from partnerschap.web.map.wall import GAP, NOTE, REST, SPARE, TILE, TILE_SIDES, letters, lines
from partnerschap.web.versions.compared import told

if TYPE_CHECKING:
    from partnerschap.domain.model import PartnershipMap

Record = dict[str, Any]
Run = tuple[str, str]

# The room for tiles in a parcel under its head and above the line that counts, and the widths of parcels.
ROOM = 580
WIDTH, NARROW, DITCH, SIDES = 1848, 240, 28, 44
LINE = 38
# What came is bold, so that fewer letters stand on a line.
BOLD = 1.08
# A text is cut at no fewer lines than these; of what stays the same, so many words lead to what changed.
LEAST, LEADING = 2, 6


def can_compare(state: PartnershipMap) -> bool:
    """Tell whether there is an earlier version to look back on, and its words may be seen (rule 31)."""
    return bool(state.concluded) and not waits_for_own_round(state)


def on_the_wall(state: PartnershipMap) -> Record | None:
    """Return {former, later, columns, also} for the wall, if that is what the facilitator shows."""
    if state.focus.screen is not Screen.COMPARE or not can_compare(state):
        return None
    former = last_agreed(state) or state.concluded[-1]
    found = comparison(state, former.version, state.version, standard())
    return fitted(told(found, state.subject)) if found else None


def fitted(found: Record) -> Record:
    """Return a comparison with what fits of each column, and `rest`: how many are only on the phones."""
    moved = sum(1 for column in found["columns"] if column["lines"])
    inner = WIDTH - 4 * DITCH - (5 - moved) * NARROW
    width = inner // moved - SIDES if moved else 0
    return {**found, "columns": [_column(column, width) for column in found["columns"]]}


def _column(column: Record, width: int) -> Record:
    """`tiles`: (line, spare); a spare one waits until the screen turns out to have room for it."""
    stays = [line for line in column["lines"] if line["fate"] != "went"]
    gone = [line for line in column["lines"] if line["fate"] == "went"]
    shown, room = _fill(stays, ROOM, width)
    also, _room = _fill(gone, room, width)
    spare = [number for number in range(len(stays)) if number not in shown][:SPARE]
    return {
        **column,
        "tiles": [
            *((shown.get(number, stays[number]), number in spare) for number in sorted([*shown, *spare])),
            *((also[number], False) for number in sorted(also)),
        ],
        "shown": len(shown) + len(also),
        "rest": len(stays) - len(shown),
        "same": not column["lines"],
    }


def _fill(waiting: list[Record], room: int, width: int) -> tuple[dict[int, Record], int]:
    """Return what is shown of these lines, by their number, and the room that is left."""
    high = [height(line, width) + GAP for line in waiting]
    if sum(high) <= room:
        return dict(enumerate(waiting)), room - sum(high)
    room -= REST
    shown: dict[int, Record] = {}
    for number in sorted(range(len(waiting)), key=high.__getitem__):
        if high[number] <= room:
            shown[number] = waiting[number]
            room -= high[number]
    first, *others = (number for number in range(len(waiting)) if number not in shown)
    short = _cut(waiting[first], room - GAP + (0 if others else REST), width)
    if short:
        shown[first] = short
        room = 0
    return shown, room


def _cut(line: Record, room: int, width: int) -> Record | None:
    """Return a line with the words that there is room for, as many of each text; None if that is too few."""
    bare = {**line, "facts": [], "note": "", "more": True}
    most = (room - height({**bare, "texts": []}, width) - NOTE) // LINE // max(1, len(line["texts"]))
    if most < LEAST:
        return None
    per_line = letters(_inner(width))
    return {**bare, "texts": [_beginning(_to_the_point(runs), per_line, most) for runs in line["texts"]]}


def _to_the_point(runs: list[Run]) -> list[Run]:
    """Leave out most of what stays the same before the first word that changed."""
    if not runs[1:] or runs[0][0] != "same":
        return runs
    (kind, text), *others = runs
    words = text.split()
    if len(words) <= LEADING:
        return runs
    return [(kind, " ".join(["…", *words[-LEADING:]])), *others]


def _beginning(runs: list[Run], per_line: int, most: int) -> list[Run]:
    """Return the words that stand on so many lines."""
    tidy = [(kind, " ".join(text.split())) for kind, text in runs]
    left = len(" ".join(wrap(" ".join(text for _, text in tidy), per_line)[:most]))
    kept: list[Run] = []
    for kind, text in tidy:
        if left > 0:
            kept.append((kind, text[:left]))
        left -= len(text) + 1
    return kept


def _inner(width: int) -> int:
    return int((width - TILE_SIDES) / BOLD)


def height(line: Record, width: int) -> int:
    """How high a tile becomes: its label, its words old and new, and what else changed of it."""
    inner = _inner(width)
    words = sum(lines(" ".join(text for _, text in runs), inner) for runs in line["texts"])
    facts = [f"{f['label']}: {f.get('was', '')} {f.get('now', '')} {f.get('is', '')}" for f in line["facts"]]
    notes = sum(lines(fact, inner, 25) for fact in [*facts, *filter(None, [line["note"]])])
    heads = 1 + bool(line["differs"])
    return TILE + NOTE * (heads + notes) + LINE * words
