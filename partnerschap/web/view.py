"""What the map looks like to the device that asks, through the one projection of the domain."""

from flask import request

from partnerschap.application.codes import shown
from partnerschap.application.ports import SeatKind
from partnerschap.domain.ids import MapId
from partnerschap.domain.instrument import standard
from partnerschap.domain.projection import Audience, View, shared, view_of
from partnerschap.network import for_others
from partnerschap.services import current
from partnerschap.web.access import Visit
from partnerschap.web.i18n import instrument_in, language
from partnerschap.web.map.reading import Reading


def view(visit: Visit) -> View:
    """Return all that this device may see; a facilitator also sees the code."""
    if visit.seat.kind is SeatKind.PROJECTOR:
        return wall(visit)
    mine = view_of(visit.stored.state, visit.me.id, standard())
    return with_door(mine, visit.seat.map) if visit.me.facilitator else mine


def wall(visit: Visit) -> View:
    """Return what the wall shows, whoever asks for it."""
    state = visit.stored.state
    return with_door(shared(state, Audience.PROJECTOR, standard()), state.id)


def with_door(seen: View, map_id: MapId) -> View:
    """Return a view with the code, whether it lets anybody in, and where it can be typed."""
    code = current().joining.code_of(map_id)
    door = {"code": code.code if code else "", "open": bool(code and code.open)}
    return {
        **seen,
        "map": {**seen["map"], "joining": door["open"]},
        "code": door,
        "join": {**door, "url": short_address()},
    }


def reading(seen: View, at: str = "") -> Reading:
    """Return a view as templates read it, in the language of the page; `at` is the step on screen."""
    return Reading(seen, instrument_in(language()), at)


def address(path: str = "") -> str:
    """Return the full address of a path as people reach this server."""
    settings = current().settings
    if settings.public_url:
        return f"{settings.public_url.rstrip('/')}{path}"
    base = request.host_url if settings.production else for_others(request.host_url, settings.host)
    return f"{base.rstrip('/')}{request.script_root}{path}"


def short_address() -> str:
    """Return the address as it is said aloud and typed, without the scheme."""
    return address().split("://", 1)[-1]


def join_address(map_id: MapId) -> str:
    """Return what the QR code holds: the page for joining this map; empty while joining is closed."""
    code = current().joining.code_of(map_id)
    return address(f"/doe-mee/{code.code}") if code and code.open else ""


def spoken(map_id: MapId) -> str:
    """Return the code as it is spoken, four and four; empty when there is none."""
    code = current().joining.code_of(map_id)
    return shown(code.code) if code else ""
