"""Saying anew who one is: a new role, another organisation, a misspelled name (METHOD.md, section 5)."""

from http import HTTPStatus
from typing import Any, Self

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from partnerschap.answers import answer
from partnerschap.domain import limits
from partnerschap.domain.kinds import Kind
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.services import current
from partnerschap.web.access import visit
from partnerschap.web.fields import Line, Pick, Sheet, fits, says
from partnerschap.web.replies import see_other
from partnerschap.web.start.forms import side_choices, side_hints
from partnerschap.web.tongue import _, _l
from partnerschap.web.words import edge_text, name_taken

introducing = Blueprint("introducing", __name__, url_prefix="/kaart/<map_id>/mensen")


class IntroduceForm(Sheet):
    """Who somebody is from now on; who only facilitates has no side."""

    in_order = ("name", "side", "role", "organisation")

    name = Line(_l("Hoe heet je?"), [says(), fits(limits.NAME)], autocomplete="name")
    side = Pick(_l("Bij welke kant hoor je?"))
    role = Line(_l("Wat is je rol?"), [fits()], optional=True)
    organisation = Line(_l("Hoor je bij een organisatie?"), [fits()], optional=True)

    @classmethod
    def of(cls, state: PartnershipMap, me: Participant, sent: MultiDict[str, str] | None = None) -> Self:
        """Return the form for this person, filled in with who they were so far."""
        known = {
            "name": me.name,
            "side": me.side.value if me.side else "",
            "role": me.role,
            "organisation": me.organisation,
        }
        form = cls(sent, data=known)
        form.side.options = side_choices(state)
        form.side.hints = side_hints(state)
        if state.kind is Kind.TEAM or not me.partner:
            del form.side
        return form

    def act(self, op: str) -> dict[str, Any]:
        """Return the act that this form asks for."""
        side = self.side.data if "side" in self else ""
        return {
            "do": "introduce",
            "op": op,
            "name": self.name.data or "",
            "role": self.role.data or "",
            "organisation": self.organisation.data or "",
            **({"side": side} if side else {}),
        }


@introducing.get("/ik")
def ask() -> str:
    """Show who somebody is so far."""
    here = visit()
    return _page(IntroduceForm.of(here.stored.state, here.me))


@introducing.post("/ik")
def say() -> Response | tuple[str, int]:
    """Keep who somebody is from now on; what was signed stays as it was."""
    here = visit()
    form = IntroduceForm.of(here.stored.state, here.me, request.form)
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = answer(current(), here.seat.map, here.me.id, form.act(current().chance.id()))
    if outcome["ok"]:
        return see_other(url_for("people.page"))
    about = outcome["about"][0] if outcome["about"] else "name"
    taken = (outcome["code"], about) == ("duplicate", "name")
    text = (
        name_taken((form.name.data or "").strip())
        if taken
        else outcome["message"] or edge_text(outcome["code"])
    )
    form.put(about, text)
    return _page(form), HTTPStatus.CONFLICT


def _page(form: IntroduceForm) -> str:
    state = visit().stored.state
    return render_template("links/introduce.html", map=state, form=form, heading=_("Wie ben je nu?"))
