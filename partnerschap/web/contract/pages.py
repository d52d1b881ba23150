"""From the questions before signing to the contract in everyone's hands."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from partnerschap.answers import answer
from partnerschap.document.compose import blocks
from partnerschap.document.versions import (
    FINAL,
    FROZEN,
    Version,
    gist,
    records,
    versions,
)
from partnerschap.domain.contract import is_party
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.domain.names import display
from partnerschap.domain.refusals import Code, refuse
from partnerschap.domain.versions import comparable
from partnerschap.services import current
from partnerschap.web.access import Visit, look_again, visit
from partnerschap.web.contract import own_round
from partnerschap.web.contract.files import wanted_version
from partnerschap.web.contract.forms import ReasonForm, SignForm, TermsForm
from partnerschap.web.errors import left_page, refused
from partnerschap.web.fields import Sheet
from partnerschap.web.map.acts import strokes_from
from partnerschap.web.replies import as_refused, see_other
from partnerschap.web.tongue import _
from partnerschap.web.words import edge_text

contract = Blueprint("contract", __name__, url_prefix="/kaart/<map_id>")


@contract.get("/afspraken")
def terms() -> str:
    """Ask the questions before signing, filled in with the last answers."""
    state = visit().stored.state
    return _terms(TermsForm.of(None if waits_for_own_round(state) else state.terms))


@contract.post("/afspraken")
def give_terms() -> Response | tuple[str, int]:
    """Keep the answers to the questions before signing."""
    if visit().stored.state.frozen:  # laid down while somebody was still writing: the page tells
        return see_other(url_for("contract.terms"))
    form = TermsForm()
    if not form.validate():
        return _terms(form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = _carry_out({**form.act(), "op": current().chance.id()})
    if outcome["ok"]:
        return see_other(url_for("contract.terms", bewaard=1))
    return _say(form, outcome, _terms)


@contract.get("/contract")
def present() -> Response | str:
    """Show the latest version: to sign while it waits for answers, to read and keep when it is final."""
    here = visit()
    found = versions(here.stored.state)
    if not found:
        return see_other(url_for("contract.terms"))
    if not found[0].present or found[0].status != FROZEN:
        return _document(found[0])
    signer = _signer(here, request.args.get("voor", ""))
    op, hash_ = current().chance.id(), found[0].frozen.hash
    form = SignForm(formdata=None, op=op, hash=hash_, on_behalf=_behalf(here, signer))
    return _signing(found[0], form, signer)


@contract.post("/contract")
def sign() -> Response | tuple[str, int]:
    """Sign, decline or take that back; until the version is final the last answer counts."""
    here, form = visit(), SignForm()
    found = versions(here.stored.state)
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    signer = _signer(here, form.on_behalf.data or "")
    if signer is None:
        return _no_signer(here)
    given = request.form.get("answer", "")
    declines = given == "decline"
    act: dict[str, Any] = {
        "op": form.op.data or current().chance.id(),
        "on_behalf": form.on_behalf.data or "",
    }

    def again(sheet: Sheet) -> str:
        latest = versions(look_again().stored.state)[0]
        if not latest.present or latest.status != FROZEN:
            return _document(latest)
        return _signing(latest, sheet, signer, declining=declines)

    if not form.validate():
        return again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    if given not in {"decline", "take_back"} and not form.consent.data:
        form.put("consent", _("Zet eerst het vinkje: heb je het contract gelezen en sta je erachter?"))
        return again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = _carry_out(act | _chosen(form, given))
    if outcome["ok"]:
        return see_other(url_for("contract.present"))
    if outcome["code"] == Code.INVALID_VALUE and "hash" not in outcome["about"]:
        outcome = {**outcome, "about": ["typed"]}
    return _say(form, outcome, again)


@contract.get("/contract/heropenen")
def reopen() -> str:
    """Ask why, and say what it means; on the day that was agreed the reason is there already."""
    agreed = request.args.get("reden") == "afgesproken"
    because = _("Dit is de dag die we afspraken om terug te kijken.") if agreed else ""
    form = ReasonForm(formdata=None, op=current().chance.id(), because=because)
    return _reason(form, "contract/reopen.html")


@contract.post("/contract/heropenen")
def reopen_now() -> Response | tuple[str, int]:
    """Begin the next version; before the last signature this voids the signatures."""
    form = ReasonForm()
    again = _again_with("contract/reopen.html")
    if not form.validate():
        return again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = _carry_out(
        {"do": "reopen", "op": form.op.data or current().chance.id(), "because": form.because.data or ""}
    )
    if outcome["ok"]:
        return see_other(url_for("map.page"))
    if outcome["code"] == Code.NOT_FROZEN:
        already = _("Iemand heeft de tekst net al heropend. Ga naar de kaart en kijk samen terug.")
        outcome = {**outcome, "message": already, "about": ["because"]}
    return _say(form, outcome, again)


@contract.get("/contract/terugtrekken")
def withdraw() -> str:
    """Ask whether somebody withdraws; no reason is needed."""
    return _reason(ReasonForm(formdata=None, op=current().chance.id()), "contract/withdraw.html")


@contract.post("/contract/terugtrekken")
def withdraw_now() -> Response | tuple[str, int]:
    """Record that somebody withdraws; the final version stays as it was."""
    form = ReasonForm()
    again = _again_with("contract/withdraw.html")
    if not form.validate():
        return again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = _carry_out(
        {"do": "withdraw", "op": form.op.data or current().chance.id(), "because": form.because.data or ""}
    )
    if outcome["ok"] and look_again().person is None:  # in a later version who withdraws leaves the table
        return make_response(left_page(visit().seat))
    if outcome["ok"]:
        return see_other(url_for("contract.present"))
    return _say(form, outcome, again)


@contract.get("/contract/<int:number>")
def version(number: int) -> str:
    """Show one version to read."""
    return _document(wanted_version(number))


def _terms(form: Sheet) -> str:
    here = visit()
    state = here.stored.state
    given = state.terms is not None and state.terms.version == state.version
    return render_template(
        "contract/terms.html",
        map=state,
        map_id=state.id,
        form=form,
        me=here.me,
        given=given,
        saved=request.args.get("bewaard") == "1",
        earlier=state.terms is not None and not given and not waits_for_own_round(state),
        gates_open=all(gate.status.value == "closed" for gate in state.gates),
        answers=TermsForm.answered(state.terms) if state.frozen and state.terms else [],
    )


def _chosen(form: SignForm, given: str) -> dict[str, Any]:
    """Return the act of the button that was pressed."""
    if given == "decline":
        return {"do": "decline", "because": form.because.data or ""}
    if given == "take_back":
        return {"do": "take_back"}
    strokes = strokes_from(form.strokes.data or "")
    return {
        "do": "sign",
        "method": "drawn" if strokes else "typed",
        "hash": form.hash.data or "",
        "typed": form.typed.data or "",
        "strokes": strokes,
    }


def _document(found: Version) -> str:
    if own_round.comes_first():
        return own_round.page()
    here = visit()
    state = here.stored.state
    answers = records(state, found)
    return render_template(
        "contract/contract.html",
        map=state,
        version=found,
        blocks=blocks(
            found.content,
            answers,
            fingerprint=found.frozen.hash,
            status=found.document_status,
            check_url=current().contracts.check_url,
        ),
        me=here.me,
        final=found.status == FINAL,
        asked=own_round.asked(),
        withdrawn=[display(state, each.person) for each in found.withdrawals],
        all_versions=versions(state),
        may_compare=_before(state, found),
    )


def _before(state: PartnershipMap, found: Version) -> int:
    """Return the version that this one can be compared with now; 0 when there is none (rule 31)."""
    told = found.content.get("changes")
    since = told["since"] if told else found.number - 1
    return since if since in comparable(state) else 0


def _signing(found: Version, form: Sheet, signer: Participant | None, *, declining: bool = False) -> str:
    here = visit()
    state = here.stored.state
    answers = records(state, found)
    mine = found.signatures.get(signer.id) if signer else None
    return render_template(
        "contract/sign.html",
        map=state,
        version=found,
        gist=gist(found, signer.name if signer else ""),
        may_compare=_before(state, found),
        answers=answers,
        form=form,
        signer=signer,
        signer_name=signer.name if signer else "",
        mine=mine,
        declining=declining or (mine is not None and not mine.signed),
        others=_others(here, found, signer),
        me=here.me,
        handed_over=signer is not None and signer.id != here.me.id,
        may_seal=here.me.facilitator and all(record["answer"] != "waiting" for record in answers),
    )


def _signer(here: Visit, wanted: str) -> Participant | None:
    """Return who answers on this device now: somebody who was asked for and may, else its own partner."""
    state = here.stored.state
    person = state.people.get(ParticipantId(wanted)) if wanted else here.me
    if person is None or state.frozen is None or not person.at_table:
        return None
    return person if is_party(state.frozen, person.id) else None


def _no_signer(here: Visit) -> Response:
    """Answer who cannot sign this version: it was frozen without them, or they only facilitate."""
    code = Code.NOT_FOUND if here.me.partner else Code.PARTNERS_ONLY
    return refused(refuse(code, "signer"), _("Dit kan nu niet"))


def _behalf(here: Visit, signer: Participant | None) -> str:
    return signer.id if signer is not None and signer.id != here.me.id else ""


def _others(here: Visit, found: Version, signer: Participant | None) -> list[dict[str, str]]:
    """Who else can answer on this device, when it is handed over."""
    state = here.stored.state
    return [
        {"id": person.id, "name": display(state, person.id)}
        for person in state.people.values()
        if person.at_table and is_party(found.frozen, person.id) and person is not signer
    ]


def _reason(form: Sheet, template: str) -> str:
    state = visit().stored.state
    found = versions(state)
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(template, map=state, map_id=state.id, form=form, version=found[0])


def _again_with(template: str) -> Callable[[Sheet], str]:
    return lambda form: _reason(form, template)


def _carry_out(act: dict[str, Any]) -> dict[str, Any]:
    here = visit()
    return answer(current(), here.seat.map, here.me.id, act)


def _say(form: Sheet, outcome: dict[str, Any], again: Callable[[Any], str]) -> Response:
    """Return the form with what was typed and the reason why it was refused."""
    form.put(
        outcome["about"][0] if outcome["about"] else "", outcome["message"] or edge_text(outcome["code"])
    )
    if "op" in form and outcome["code"] in set(Code):
        form[
            "op"
        ].data = current().chance.id()  # the rules answered that operation: another try is another one
    return as_refused(make_response(again(form)), outcome)
