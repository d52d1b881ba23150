"""What the doors answer, as a page or as JSON, and what they take in."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Response, abort, g, jsonify, make_response, render_template, request
from werkzeug.datastructures import ImmutableMultiDict

from partnerschap.application.joining import Entered
from partnerschap.application.ports import Busy, Seat, SeatKind
from partnerschap.domain.ids import MapId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Code, Refusal
from partnerschap.services import current
from partnerschap.web.errors import wants_json
from partnerschap.web.fields import Sheet
from partnerschap.web.qr import qr
from partnerschap.web.view import address, join_address, short_address, spoken
from partnerschap.web.words import edge_text, name_taken, refusal_text


def state_of(map_id: MapId) -> PartnershipMap:
    """Return a map for who is at its door; the page is in its language until somebody chooses another."""
    stored = current().maps.read(map_id)
    if stored is None:
        abort(HTTPStatus.NOT_FOUND)
    g.map_language = stored.state.language.value
    return stored.state


def sent() -> ImmutableMultiDict[str, str]:
    """What was sent, as a form or as JSON with the same names."""
    if not request.is_json:
        return request.form
    body = request.get_json()
    if not isinstance(body, dict):
        abort(HTTPStatus.BAD_REQUEST)
    return ImmutableMultiDict({key: value for key, value in body.items() if isinstance(value, str)})


def misfit(form: Sheet) -> Refusal | None:
    """Programs send exactly what a form asks for; a browser adds what it likes, a token for one."""
    return form.misfit(request.get_json()) if request.is_json else None


def again(
    template: str, form: Sheet, refusal: Refusal | None = None, more: Mapping[str, object] | None = None
) -> Response | tuple[str, int]:
    """Return the form with what was typed and what is wrong; nothing was done."""
    if wants_json():
        problems = form.problems
        code = (refusal.code if refusal else form.broken_rule).value
        about = list(refusal.about) if refusal else [each["id"] for each in problems]
        said = problems[0]["text"] if problems else refusal_text(refusal) if refusal else ""
        response = jsonify(ok=False, code=code, about=about, message=said)
        response.status_code = HTTPStatus.CONFLICT
        return response
    return render_template(template, form=form, **(more or {})), HTTPStatus.UNPROCESSABLE_ENTITY


def unless_busy(act: Callable[[], Entered | Refusal]) -> Entered | Refusal | Busy:
    """Do something with the store; when it is busy, nothing was done."""
    try:
        return act()
    except Busy as busy:
        return busy


def not_entered(
    template: str, form: Sheet, why: Refusal | Busy, more: Mapping[str, object] | None = None
) -> Response | tuple[str, int]:
    """Return the form with what was typed and why nothing was done."""
    if isinstance(why, Refusal):
        if (why.code, *why.about) == (Code.DUPLICATE, "name"):
            form.put("name", name_taken((form["name"].data or "").strip()))
        else:
            form.refused(why)
        return again(template, form, why, more)
    if wants_json():
        raise why
    form.put("", edge_text("busy"))
    return render_template(template, form=form, **(more or {})), HTTPStatus.SERVICE_UNAVAILABLE


def begun(entered: Entered, title: str) -> Response:
    """Show once what the facilitator of a new map must keep."""
    wall = current().joining.new_link(Seat(entered.map, SeatKind.PROJECTOR))
    if wants_json():
        return entered_answer(entered, wall=link_address(wall), code=spoken(entered.map).replace(" ", ""))
    join = join_address(entered.map)
    page = render_template(
        "start/begun.html",
        map_id=entered.map,
        title=title,
        link=link_address(entered.link),
        wall=link_address(wall),
        code=spoken(entered.map),
        join=join,
        where=short_address(),
        join_qr=qr(join),
    )
    return make_response(page, HTTPStatus.CREATED)


def entered_answer(entered: Entered, **more: str) -> Response:
    """Tell a program that somebody is in, with their secret link."""
    response = jsonify(
        ok=True, map=entered.map, person=entered.person, link=link_address(entered.link), **more
    )
    response.status_code = HTTPStatus.CREATED
    return response


def link_address(secret: str) -> str:
    """Return the whole address of a secret link."""
    return address(f"/sleutel/{secret}")
