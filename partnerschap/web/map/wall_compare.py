"""What changed since an earlier version, on the wall: what fits, and of the rest how many.

Columns in which nothing changed are narrow, so that the others have room for their words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Screen
from partnerschap.domain.versions import comparison, last_agreed
from partnerschap.web.map.wall import GAP, NOTE, REST, SPARE, TILE, TILE_SIDES, lines
from partnerschap.web.versions.compared import told

if TYPE_CHECKING:
    from partnerschap.domain.model import PartnershipMap

Record = dict[str, Any]

# The room for tiles in a parcel under its head and above the line that counts, and the widths of parcels.
ROOM = 580
WIDTH, NARROW, DITCH, SIDES = 1848, 240, 28, 44
LINE = 38
# What came is bold, so that fewer letters stand on a line.
BOLD = 1.08


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
    """What went is counted under the tiles: its words stand on the phones."""
    waiting = [line for line in column["lines"] if line["fate"] != "went"]
    shown: list[Record] = []
    room = ROOM
    for line in waiting:
        room -= height(line, width) + GAP
        if room < (REST if len(shown) + 1 < len(waiting) else 0):
            break
        shown.append(line)
    left_out = waiting[len(shown) :]
    return {
        **column,
        "shown": shown,
        "spare": left_out[:SPARE],
        "rest": len(left_out),
        "same": not column["lines"],
    }


def height(line: Record, width: int) -> int:
    """How high a tile becomes: its label, its words old and new, and what else changed of it."""
    inner = int((width - TILE_SIDES) / BOLD)
    words = sum(lines(" ".join(text for _, text in runs), inner) for runs in line["texts"])
    facts = [f"{f['label']}: {f.get('was', '')} {f.get('now', '')} {f.get('is', '')}" for f in line["facts"]]
    notes = sum(lines(fact, inner, 25) for fact in [*facts, *filter(None, [line["note"]])])
    heads = 1 + bool(line["differs"])
    return TILE + NOTE * (heads + notes) + LINE * words
