"""What only the facilitator's screen shows: the script, what to say, and what the others see."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import session, url_for

from partnerschap.services import current
from partnerschap.web.access import Visit
from partnerschap.web.map import script
from partnerschap.web.map import wall as wall_layout
from partnerschap.web.map.reading import Reading
from partnerschap.web.map.wall_compare import can_compare, on_the_wall
from partnerschap.web.qr import join_qr
from partnerschap.web.view import join_address, reading, wall

_BEGINS = "begint"
_ZONE = ZoneInfo("Europe/Amsterdam")
_KEPT = 20


def facilitator_context(here: Visit, read: Reading) -> dict[str, Any]:
    """Return {script, say, remark, preview, wall, qr, page, compared, can_compare} for their template."""
    state = here.stored.state
    begins = begins_at(here)
    join = join_address(state.id)
    return {
        "script": script.plan(state.form, state.focus, begins),
        "say": script.say(state.focus, review=state.version > 1),
        "remark": script.remark(state.form, state.focus, begins, current().clock.now()),
        "preview": reading(wall(here), read.focus_key),
        "wall": wall_layout,
        "qr": join_qr(join),
        "page": 1,
        "compared": on_the_wall(state),
        "can_compare": can_compare(state),
    }


def begins_at(here: Visit) -> datetime | None:
    """Return when the session of today begins, if this facilitator said so on this device."""
    typed = session.get(_BEGINS, {}).get(here.seat.map)
    if not typed:
        return None
    today = current().clock.now().astimezone(_ZONE).date()
    return datetime.combine(today, time.fromisoformat(typed), _ZONE)


def set_begin(here: Visit, typed: str) -> bool:
    """Keep when the session begins, in this device's session only; False when it is no time."""
    typed = typed.strip().replace(".", ":")
    try:
        at = time.fromisoformat(typed.zfill(5)) if typed else None
    except ValueError:
        return False
    known = {key: value for key, value in session.get(_BEGINS, {}).items() if key != here.seat.map}
    if at is not None:
        known = {**dict(list(known.items())[-_KEPT:]), here.seat.map: at.strftime("%H:%M")}
    session[_BEGINS] = known
    return True


def facilitator_links(here: Visit, at: str) -> dict[str, str]:
    """Return {screen, joining, script, mine}: where a facilitator's page leads besides the others."""
    map_id = here.seat.map
    return {
        "screen": url_for("map.wall", map_id=map_id),
        "joining": url_for("people.page", map_id=map_id),
        "script": url_for("people.script_page", map_id=map_id),
        "mine": url_for("map.mine", map_id=map_id, stap=at),
    }
