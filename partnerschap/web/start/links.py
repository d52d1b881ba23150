"""Secret links: one button, whose press exchanges the secret for a seat and leaves a clean address."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify, render_template, url_for

from partnerschap.application.ports import SeatKind
from partnerschap.domain.ids import MapId
from partnerschap.domain.names import display
from partnerschap.services import current
from partnerschap.web.access import device_or_new, seat
from partnerschap.web.errors import wants_json
from partnerschap.web.replies import see_other
from partnerschap.web.start.replies import state_of

links = Blueprint("links", __name__)


@links.get("/sleutel/<secret>")
def look(secret: str) -> str | tuple[str, int]:
    """Show one button; opening a secret link changes nothing by itself."""
    meant = current().joining.peek(secret)
    if meant is None:
        abort(HTTPStatus.GONE)
    state = state_of(meant.map)
    here = seat(meant.map)
    other = here.person if here is not None and here.person != meant.person else None
    return render_template(
        "links/link.html",
        secret=secret,
        title=state.title,
        name=display(state, meant.person) if meant.person else "",
        other=display(state, other) if other and meant.person else "",
    )


@links.post("/sleutel/<secret>")
def use(secret: str) -> Response:
    """Exchange a secret link for a seat on this device, and go to an address without a secret."""
    joining = current().joining
    meant = joining.peek(secret)
    if meant is None:
        abort(HTTPStatus.GONE)
    here = seat(meant.map)
    if not (meant.kind is SeatKind.PROJECTOR and here is not None and here.kind is SeatKind.PARTICIPANT):
        # A participant's own device can show the wall as it is; it keeps its place at the table.
        joining.enter(secret, device_or_new())
    page = "map.wall" if meant.kind is SeatKind.PROJECTOR else _own_page(meant.map)
    if wants_json():
        return jsonify(ok=True, map=meant.map, person=meant.person)
    return see_other(url_for(page, map_id=meant.map))


def _own_page(map_id: MapId) -> str:
    """Return where somebody lands: on the map, and between meetings on what they took on."""
    return "follow.mine" if state_of(map_id).final else "map.page"
