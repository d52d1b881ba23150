"""The map on screen: a participant's, a facilitator's and the wall's, and the plain-HTTP door for acts."""

from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    json,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import MultiDict

from partnerschap.answers import answer
from partnerschap.domain.contract import status_of
from partnerschap.domain.decisions.undo import FOR_A_GATE, opened
from partnerschap.domain.following import review_is_due
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import OperationId
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import GateStatus
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Code, refuse
from partnerschap.domain.versions import present_text
from partnerschap.services import current
from partnerschap.web.access import NoEntryError, Visit, look_again, visit
from partnerschap.web.errors import Trouble, refused, wants_json
from partnerschap.web.errors import answer as error_page
from partnerschap.web.follow import pages as follow
from partnerschap.web.follow.following import FREE
from partnerschap.web.i18n import today
from partnerschap.web.map import people, review
from partnerschap.web.map import wall as wall_layout
from partnerschap.web.map.acts import act_from, desk_again, desk_of, is_done_only, problem_of
from partnerschap.web.map.facilitating import facilitator_context, facilitator_links
from partnerschap.web.map.links import links_of
from partnerschap.web.map.reading import Reading, Record
from partnerschap.web.map.terms import term_shown
from partnerschap.web.map.wall_compare import on_the_wall
from partnerschap.web.qr import join_qr
from partnerschap.web.replies import as_refused, see_other
from partnerschap.web.view import join_address, reading, view
from partnerschap.web.view import wall as wall_view

the_map = Blueprint("map", __name__, url_prefix="/kaart/<map_id>")

_DOORS = {"joining", "bring_back", "remove_person"}
"""Acts on doors and devices that stand among the others on the facilitator's page."""
_BESIDE = {"afspraken": "contract.terms", "contract": "contract.present", "mensen": "people.page"}
"""Pages beside the map whose forms lead back to them."""
_BY_PARTNERS = {"write", "share", "stance", "limit", "will_can", "spectrum"}
"""Acts whose forms stand on the participant's screen alone; a facilitator who takes part goes back to it."""
_AFTER = {"close", "focus", "reveal", "pause", "freeze", "seal", "show_stances"}
"""Acts of the facilitator after which the page follows the group."""


@the_map.get("")
def page() -> str:
    """Show the map: the facilitator's desk, or a participant's screen."""
    return _page(visit(), at=request.args.get("stap", ""))


@the_map.get("/deelnemer")
def mine() -> str:
    """Show the participant's screen, also to a facilitator who takes part."""
    return _page(visit(), at=request.args.get("stap", ""), as_partner=True)


@the_map.get("/doe")
def act_again() -> Response:
    """Lead back to the map from links on a page that came as the answer to a refused act."""
    known: dict[str, Any] = {
        key: value for key, value in request.args.items() if key in {"stap", "doe", "bij", "klaar", "heropen"}
    }
    return see_other(url_for("map.page", **known))


@the_map.get("/wand")
def wall() -> str:
    """Show the wall, which follows the facilitator."""
    seen = wall_view(visit())
    join = join_address(visit().seat.map)
    number = request.args.get("blad", "1")
    return render_template(
        "map/projector.html",
        view=seen,
        read=reading(seen),
        wall=wall_layout,
        qr=join_qr(join),
        compared=on_the_wall(visit().stored.state),
        page=int(number) if number.isdecimal() and len(number) < 4 else 1,  # noqa: PLR2004 - a page number
    )


@the_map.post("/doe")
def act() -> Response:
    """Carry out an act; a form comes back to the map, or to what was typed and why it was refused."""
    here = visit()
    if request.is_json:
        body = request.get_json()
        if not isinstance(body, dict):
            abort(HTTPStatus.BAD_REQUEST)
        return _json(answer(current(), here.seat.map, here.me.id, body))
    form = request.form
    if form.get("do") in _DOORS:
        return _door(here, form)
    if is_done_only(form):
        return see_other(_back(here, form))
    outcome = answer(current(), here.seat.map, here.me.id, act_from(form), lax=True)
    if wants_json():
        return _json(outcome)
    if outcome["ok"]:
        return see_other(_back(here, form))
    return _refused(form, outcome)


@the_map.get("/sinds/<int(signed=True):seq>")
def since(seq: int) -> Response:
    """Return the view when the map is not at `seq`: for who cannot keep a live connection.

    The code, and whether it lets anybody in, have no number: who sees those gets the whole view each time.
    """
    here = visit()
    as_wall = request.args.get("als") == "wand" or here.person is None
    if not as_wall and not here.me.facilitator and here.stored.seq == seq:
        return jsonify(seq=seq, view=None)
    return jsonify(seq=here.stored.seq, view=wall_view(here) if as_wall else view(here))


@the_map.get("/kaart.json")
def export() -> Response:
    """Return what the map says now in the open format; nothing private is in it."""
    state = visit().stored.state
    if waits_for_own_round(state):
        return refused(refuse(Code.NOT_REVEALED))
    response = make_response(json.dumps(dict(present_text(state, standard())), ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="kaart.json"'
    return response


def _door(here: Visit, form: MultiDict[str, str]) -> Response:
    """Send an act on a door to where it is done, or asked about first; only for a facilitator."""
    if not here.me.facilitator:
        raise NoEntryError(here.seat, facilitator_only=True)
    map_id, person = here.seat.map, form.get("person", "")
    if form["do"] == "joining":
        current().joining.set_open(map_id, is_open=bool(form.get("open")))
        return see_other(url_for("map.page"))
    if form["do"] == "bring_back":
        return make_response(people.bring_back())
    return see_other(url_for("people.remove", person_id=person))


def _page(here: Visit, at: str = "", problem: Record | None = None, *, as_partner: bool = False) -> str:
    seen = view(here)
    read = reading(seen, at)
    desk = desk_again(problem, read) if problem else None
    desk = desk or desk_of(request.args.get("doe", ""), request.args.get("bij", ""), read)
    context: dict[str, Any] = {
        "view": seen,
        "read": read,
        "links": links_of(here, read),
        "problem": problem,
        "desk": desk,
        "done_writing": request.args.get("klaar") == "1",
        "seq": here.stored.seq,
        "reopened": _reopened(here.stored.state),
        "review_due": review_is_due(here.stored.state, today()),
        "term": term_shown(here.stored.state),
        "undoable": _undoable(here, request.args.get("gedaan") or request.form.get("of", "")),
    }
    if here.me.facilitator and not as_partner:
        context["links"] = {**context["links"], **facilitator_links(here, read.at_key)}
        return render_template("map/facilitator.html", **context, **facilitator_context(here, read))
    return render_template("map/participant.html", **context)


def _undoable(here: Visit, operation: str) -> Record | None:
    """Return the operation that a form carried out, if it can be taken back: {op, closed (a step), late}."""
    done = current().submit.last_act(here.seat.map, here.me.id, OperationId(operation))
    if done is None:
        return None
    closed = opened(done)
    late = closed is not None and current().clock.now() - done.at > FOR_A_GATE
    return {"op": operation, "closed": closed, "late": late}


def _reopened(state: PartnershipMap) -> Record | None:
    """Return why the group is back at the first step, while that step is open in the new version."""
    if not state.concluded or state.gates[0].status is not GateStatus.OPEN:
        return None
    former = state.concluded[-1]
    status = status_of(state, former)
    sealed = state.origin is not None and state.origin.sealed
    told = {"because": former.reopened_because, "version": former.version}
    return {**told, "status": status, "sealed": sealed}


def _refused(form: MultiDict[str, str], outcome: Record) -> Response:
    """Show the map again with what was typed in its field, and the reason."""
    if outcome["code"] == Code.NOT_JOINED:
        return error_page(Trouble(HTTPStatus.FORBIDDEN, outcome["code"], "", outcome["message"]))
    here = look_again()
    return as_refused(make_response(_again(here, form, outcome)), outcome)


def _again(here: Visit, form: MultiDict[str, str], outcome: Record) -> str:
    """Return the page that the form stood on, with what was typed and the reason at its field."""
    if form.get("back") == review.BACK and review.is_there(here):
        return review.again(here, form, outcome)
    if form.get("back", "").startswith(FREE):
        return follow.again(form, outcome)
    at = form.get("step") if form.get("do") in {"write", "note"} else form.get("back")
    read: Reading = reading(view(here), at or "")
    return _page(here, at or "", problem_of(form, outcome, read), as_partner=_by_partner(form))


def _json(outcome: Record) -> Response:
    response = jsonify(outcome)
    return response if outcome["ok"] else as_refused(response, outcome)


def _back(here: Visit, form: MultiDict[str, str]) -> str:
    """Return where a form leads: back to its step, and to what it made."""
    map_id, do, back = here.seat.map, form.get("do", ""), form.get("back", "")
    if do in {"freeze", "seal"}:
        return url_for("contract.present")
    if back in _BESIDE:
        return url_for(_BESIDE[back], map_id=map_id)
    if back == review.BACK:
        return review.back_to(form)
    if back.startswith(FREE):
        return url_for("follow.mine", map_id=map_id)
    step = standard().step(back)
    done = form["op"] if _undoable(here, form["op"]) else None
    if step is None or do in _AFTER:
        return url_for("map.page", gedaan=done)
    made = f"tekst-{form['op']}" if do in {"note", "adopt", "differ"} else None
    screen = "map.mine" if here.me.facilitator and _by_partner(form) else "map.page"
    return url_for(screen, stap=step.key, klaar=form.get("klaar") or None, gedaan=done, _anchor=made)


def _by_partner(form: MultiDict[str, str]) -> bool:
    return form.get("do") in _BY_PARTNERS
