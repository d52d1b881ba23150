"""What somebody may ask of a map about themselves: all that it holds of them, and to be erased from it."""

from http import HTTPStatus

import msgspec
from flask import Blueprint, Response, make_response, render_template, request, url_for

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.domain.names import display
from partnerschap.domain.record_shapes import Record
from partnerschap.domain.refusals import Code, refuse
from partnerschap.services import current
from partnerschap.web.access import NoEntryError, visit
from partnerschap.web.errors import Trouble
from partnerschap.web.errors import answer as error_page
from partnerschap.web.i18n import instrument_in, language
from partnerschap.web.map.rights_words import label_of
from partnerschap.web.replies import see_other
from partnerschap.web.tongue import _
from partnerschap.web.words import refusal_text

rights = Blueprint("rights", __name__, url_prefix="/kaart/<map_id>")


@rights.get("/mijn-gegevens")
def mine() -> str | Response:
    """Show somebody all that the map holds about them."""
    state, person = visit().stored.state, _whose()
    if waits_for_own_round(state):
        return _not_yet()
    found = current().housekeeping.record_of(state, person.id)
    return render_template(
        "rights/mine.html",
        map=state,
        map_id=state.id,
        found=found,
        words=_by_label(found),
        steps={step["key"]: step["label"] for step in instrument_in(language())["steps"]},
    )


@rights.get("/mijn-gegevens.json")
def as_file() -> Response:
    """Return the same in an open format (static/schema/mijn-gegevens-1.json)."""
    state, person = visit().stored.state, _whose()
    if waits_for_own_round(state):
        return _not_yet()
    found = current().housekeeping.record_of(state, person.id)
    response = make_response(msgspec.json.format(msgspec.json.encode(found), indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@rights.get("/wis-mijn-gegevens")
def ask() -> str:
    """Say what goes and what stays, and ask whether somebody is sure."""
    return _ask("")


@rights.post("/wis-mijn-gegevens")
def erase() -> Response | tuple[str, int]:
    """Erase whoever asks it of themselves."""
    if request.form.get("zeker") != "ja":
        return _ask(
            _("Zet eerst een vinkje. Wat gewist is, komt niet terug.")
        ), HTTPStatus.UNPROCESSABLE_ENTITY
    here, person = visit(), _whose()
    refusal = current().erase(here.seat.map, person.id)
    if refusal is not None:
        return error_page(Trouble(HTTPStatus.CONFLICT, refusal.code, "", refusal_text(refusal)))
    return see_other(url_for("info.erased"))


def _ask(error: str) -> str:
    state, person = visit().stored.state, _whose()
    return render_template(
        "rights/erase.html",
        map=state,
        map_id=state.id,
        error=error,
        name=display(state, person.id),
        alone=_leads_alone(state, person),
        frozen=state.frozen is not None or bool(state.concluded),
        overrode=any(gate.override is not None and gate.override.by == person.id for gate in state.gates),
    )


def _whose() -> Participant:
    """Return whose device this is, also after they left the table."""
    here = visit()
    person = here.stored.state.people.get(here.seat.person or ParticipantId(""))
    if person is None:
        raise NoEntryError(here.seat)
    return person


def _leads_alone(state: PartnershipMap, person: Participant) -> bool:
    others = (p for p in state.people.values() if p.facilitator and p.at_table and p.id != person.id)
    return person.facilitator and not any(others)


def _by_label(found: Record) -> list[tuple[str, list[object]]]:
    """Return their words under a heading for each kind, those of before last."""
    groups: dict[str, list[object]] = {}
    for said in found.words:
        groups.setdefault(label_of(said.kind), []).append(said)
    return list(groups.items())


def _not_yet() -> Response:
    """Earlier words stay away until the own round on the values is done, one's own too (rule 31)."""
    refusal = refuse(Code.NOT_REVEALED)
    text = _("Jullie schrijven nu eerst opnieuw voor jezelf. Daarna kun je zien wat er van je bewaard is.")
    return error_page(Trouble(HTTPStatus.CONFLICT, refusal.code, _("Nu nog even niet"), text))
