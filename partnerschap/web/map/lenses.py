"""How we work together: participation, trust and the balance of voices, on one page for all at the table."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from partnerschap.answers import answer
from partnerschap.domain import lenses as domain
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import StepKey
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Kind, Names, Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.projection import View
from partnerschap.services import current
from partnerschap.web.access import look_again, visit
from partnerschap.web.contract.forms import TermsForm
from partnerschap.web.map.acts import act_from
from partnerschap.web.map.reading import Record
from partnerschap.web.replies import as_refused, see_other
from partnerschap.web.view import reading, view
from partnerschap.web.words import edge_text

lenses = Blueprint("lenses", __name__, url_prefix="/kaart/<map_id>/samenwerken")


@lenses.get("")
def page() -> str:
    """Show the three lenses, with what one can add oneself."""
    return _page()


@lenses.post("")
def act() -> Response:
    """Carry out an act of this page, and come back to where its form stands."""
    here, form = visit(), request.form
    outcome = answer(current(), here.seat.map, here.me.id, act_from(form), lax=True)
    spot = form.get("step") or form.get("about_what") or ""
    if outcome["ok"]:
        return see_other(url_for("lenses.page", _anchor=spot or "vertrouwen"))
    look_again()
    problem = {
        "do": form.get("do", ""),
        "at": spot,
        "text": outcome["message"] or edge_text(outcome["code"]),
        "fields": form,
    }
    return as_refused(make_response(_page(problem)), outcome)


def _page(problem: Record | None = None) -> str:
    here = visit()
    state, seen = here.stored.state, view(here)
    read = reading(seen)
    waits = waits_for_own_round(state)
    return render_template(
        "map/lenses.html",
        map=seen["map"],
        view=seen,
        read=read,
        seq=here.stored.seq,
        me=seen["me"],
        frozen=state.frozen is not None,
        waits=waits,
        problem=problem,
        steps=[] if waits else _steps(state, seen, {step["key"]: step for step in read.steps}),
        together=domain.whole_version(state),
        enough=domain.ENOUGH_TO_HIDE_IN,
        trust=[] if waits else _trust(state, seen),
        team=state.kind is Kind.TEAM,
        unnamed=state.names is Names.NONE,
        voices=None if waits else _voices(state),
    )


def _steps(state: PartnershipMap, seen: View, known: dict[str, Record]) -> list[Record]:
    """Where participation can be marked: {key, number, label, people, whole, sides, may_show, mine}."""
    reached = [
        key
        for key in domain.lensed_steps(state)
        if key == domain.REVIEW or known[key].get("state") != "ahead"
    ]
    return [_step(state, seen, key, known.get(key, {})) for key in reached]


def _step(state: PartnershipMap, seen: View, key: StepKey, known: Record) -> Record:
    nothing: Record = {"people": 0, "whole": None, "sides": {}}
    return {
        **(seen.get(f"spectrum/{key}") or nothing),
        "key": key,
        "number": known.get("number"),
        "label": known.get("label", ""),
        "may_show": domain.may_be_shown(state, key),
        "mine": seen.get(f"me/spectrum/{key}") or {},
    }


def _trust(state: PartnershipMap, seen: View) -> list[Record]:
    """The three forms: {kind, lines [text], terms [(question, answer)], notes [a note, and whether mine]}."""
    mine = set(seen.get("me/mine") or ())
    return [
        {
            "kind": form.kind.value,
            "lines": [seen[f"joint/{line}"]["texts"][0] for line in form.lines],
            "terms": _answers(state, form.terms),
            "notes": [{**seen[f"told/{each.id}"], "mine": each.id in mine} for each in form.notes],
        }
        for form in domain.trust(state, standard())
    ]


def _answers(state: PartnershipMap, names: tuple[str, ...]) -> list[tuple[str, str]]:
    if not names or state.terms is None:
        return []
    answered = dict(zip(TermsForm.asked, TermsForm.answered(state.terms), strict=True))
    return [answered[name] for name in names]


def _voices(state: PartnershipMap) -> dict[str, Any] | None:
    found = domain.voices(state)
    if found is None:
        return None
    return {"own": [(side.value, found.own[side]) for side in Side], "joint": found.joint}
