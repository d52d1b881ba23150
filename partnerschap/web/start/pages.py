"""The way in: the start page, beginning a map, the code, joining, and secret links."""

import re
from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    url_for,
)

from partnerschap.application.joining import Entered
from partnerschap.application.ports import Code
from partnerschap.domain.brought_people import waiting_by_name
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import display
from partnerschap.domain.refusals import Code as RefusalCode
from partnerschap.domain.refusals import Refusal
from partnerschap.services import current
from partnerschap.web import cookies
from partnerschap.web.access import device_or_new, seat
from partnerschap.web.errors import TooManyError, wants_json
from partnerschap.web.i18n import LANGUAGES, language
from partnerschap.web.replies import see_other
from partnerschap.web.start.forms import BeginForm, CodeForm, JoinForm
from partnerschap.web.start.mine import my_maps
from partnerschap.web.start.replies import (
    again,
    begun,
    entered_answer,
    misfit,
    not_entered,
    sent,
    state_of,
    unless_busy,
)
from partnerschap.web.tongue import _
from partnerschap.web.words import refusal_text

start = Blueprint("start", __name__)
SHOWN_AT_HOME = 3
"""Maps of this device that the start page shows; a page of their own has all."""
GUARD = "partnerschap-guard"

_OWN_PATH = re.compile(r"/(?!/)[!-\[\]-~]*")
"""A path on this host: no second slash that would make it a host, no backslash, nothing that is not seen."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@start.get("/")
def home() -> str:
    """Show the two large doors, and the maps that this device knows."""
    known = my_maps()
    return render_template(
        "start/home.html",
        form=CodeForm(formdata=None),
        mine=known[:SHOWN_AT_HOME],
        more=len(known) > SHOWN_AT_HOME,
    )


@start.get("/begin")
def begin() -> str:
    """Ask what a new map needs."""
    device_or_new()  # known before the form is sent, so that two clicks come from one device
    form = BeginForm(formdata=None, map_id=current().chance.id(), language=language())
    return render_template("start/begin.html", form=form)


@start.post("/begin")
def begin_now() -> Response | tuple[str, int]:
    """Make the map, and show once what its facilitator must keep."""
    form = BeginForm(sent())
    map_id = MapId(form.map_id.data or "")
    known = seat(map_id) if map_id else None
    if known is not None:
        return see_other(url_for("map.page", map_id=known.map))
    if (refused := misfit(form)) or not form.validate():
        return again("start/begin.html", form, refused)
    services = current()
    if not is_new(map_id):
        map_id = MapId(services.chance.id())
    person = form.facilitator(ParticipantId(services.chance.id()))
    command, device = form.command(map_id), device_or_new()
    entered = unless_busy(lambda: services.joining.begin(command, person, device))
    if entered == Refusal(RefusalCode.DUPLICATE, ("map",)):  # a second click: the first began it
        return see_other(url_for("map.page", map_id=map_id))
    if not isinstance(entered, Entered):
        return not_entered("start/begin.html", form, entered)
    return begun(entered, form.title.data or "")


@start.get("/doe-mee")
def find() -> str:
    """Ask for the code."""
    return render_template("start/code.html", form=CodeForm(formdata=None))


@start.post("/doe-mee")
def find_now() -> Response | tuple[str, int]:
    """Go to the map that a typed code is for; a whole address that was typed or scanned will do too."""
    form = CodeForm(sent())
    if refused := misfit(form):
        return again("start/code.html", form, refused)
    code = _find(_last_part(form.code.data or ""))
    if code is None:
        return _unknown_code(form)
    return see_other(url_for("start.join", code=code.code))


@start.get("/doe-mee/<code>")
def join(code: str) -> Response | tuple[str, int] | str:
    """Show who is there, and ask who you are."""
    found = _find(code)
    if found is None:
        return _unknown_code(CodeForm(formdata=None))
    if _known_person(found.map) is not None:
        return see_other(url_for("map.page", map_id=found.map))
    device_or_new()  # known before the form is sent, so that two clicks come from one device
    state = state_of(found.map)
    return render_template("join/join.html", form=JoinForm.of(state), **_joining(state, found))


@start.post("/doe-mee/<code>")
def join_now(code: str) -> Response | tuple[str, int]:
    """Take a place at the table."""
    found = _find(code)
    if found is None:
        return _closed_meanwhile(code)
    if _known_person(found.map) is not None and not wants_json():
        return see_other(url_for("map.page", map_id=found.map))
    state = state_of(found.map)
    form = JoinForm.of(state, sent())
    if (refused := misfit(form)) or not form.validate():
        return again("join/join.html", form, refused, _joining(state, found))
    services = current()
    device = device_or_new()
    person = form.command(_new_person(device, state, form.name.data or ""))
    entered = unless_busy(lambda: services.joining.join(found.map, person, device))
    if not isinstance(entered, Entered):
        return not_entered("join/join.html", form, entered, _joining(state, found))
    if wants_json():
        return entered_answer(entered)
    return see_other(url_for("map.page", map_id=entered.map))


@start.post("/taal")
def choose_language() -> Response:
    """Keep the language that somebody chose, and go back to where they were."""
    wanted = request.form.get("taal", "")
    back = request.form.get("terug", "/")
    response = see_other(back if _OWN_PATH.fullmatch(back) else "/")
    if wanted in LANGUAGES:
        cookies.keep(response, cookies.LANGUAGE, wanted, current().settings)
    return response


def _last_part(typed: str) -> str:
    """Return the code in what was typed: the code itself, or the end of a whole address."""
    return typed.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]


def _unknown_code(form: CodeForm) -> Response | tuple[str, int]:
    form.put("code", _("Deze code kennen we niet, of meedoen is gesloten. Kijk nog eens op het scherm."))
    if wants_json():
        return again("start/code.html", form, Refusal(RefusalCode.NOT_FOUND, ("code",)))
    return render_template("start/code.html", form=form), HTTPStatus.NOT_FOUND


def _closed_meanwhile(code: str) -> Response | tuple[str, int]:
    """Joining was closed while somebody filled in the form: what they typed stays, and they are told why."""
    revoked = current().joining.known(code)
    if revoked is None:
        return _unknown_code(CodeForm(formdata=None))
    state = state_of(revoked.map)
    form = JoinForm.of(state, sent())
    refusal = Refusal(RefusalCode.NOT_FOUND, ("code",))
    form.put("name", refusal_text(refusal))
    return again("join/join.html", form, refusal, {**_joining(state, revoked), "people": []})


def _find(typed: str) -> Code | None:
    """Look a code up; one that exists is always answered, only wrong ones are counted and slowed down."""
    services = current()
    found = services.joining.find(typed)
    if found is None and services.joining.known(typed) is None:
        wait = current_app.extensions[GUARD].count(request.remote_addr or "", services.clock.now())
        if wait > 0:
            raise TooManyError(wait, _("Er zijn te veel verkeerde codes geprobeerd. Wacht een paar minuten."))
    return found


def is_new(map_id: MapId) -> bool:
    """Tell whether a map may get this id."""
    return _UUID.fullmatch(map_id) is not None and current().maps.read(map_id) is None


def _new_person(device: str, state: PartnershipMap, name: str) -> ParticipantId:
    """Return the id for who joins: of whom a contract names, or of somebody new, also after being removed."""
    waiting = waiting_by_name(state, name)
    if waiting is not None:
        return waiting
    usual = current().joining.person_id(device, state.id, name)
    known = state.people.get(usual)
    return ParticipantId(current().chance.id()) if known is not None and known.removed else usual


def _known_person(map_id: MapId) -> ParticipantId | None:
    """Return whose device this is, if it has a seat at the table of this map."""
    here = seat(map_id)
    person = state_of(map_id).people.get(here.person) if here is not None and here.person else None
    return person.id if person is not None and not person.removed else None


def _joining(state: PartnershipMap, code: Code) -> dict[str, object]:
    here = sorted((display(state, p.id) for p in state.people.values() if p.at_table), key=str.casefold)
    return {"map": state, "people": here, "code": code.code}
