"""A former contract in the own round of a review: it opens for who asks for it once more (rule 31)."""

from http import HTTPStatus

from flask import Response, make_response, render_template, request, url_for

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.refusals import Code, refuse
from partnerschap.web.access import visit
from partnerschap.web.errors import refused, wants_json

ASKED = "toch"
"""Stands in the address when somebody wants to read the earlier words all the same."""


def comes_first() -> bool:
    """Tell whether the group writes anew first, and nobody asked for what was agreed before."""
    return waits_for_own_round(visit().stored.state) and request.args.get(ASKED) != "1"


def asked() -> dict[str, str]:
    """Return what goes into the addresses of a page that somebody asked for all the same."""
    return {ASKED: "1"} if request.args.get(ASKED) == "1" else {}


def page() -> str:
    """Say why the contract stays shut for now, with the way to open it."""
    values = {**(request.view_args or {}), ASKED: "1"}
    return _page(url_for(request.endpoint or "contract.present", **values))


def refused_page() -> Response:
    """Refuse what is made of earlier words, and say until when."""
    if wants_json():
        return refused(refuse(Code.NOT_REVEALED))
    return make_response(_page(""), HTTPStatus.CONFLICT)


def _page(address: str) -> str:
    return render_template("contract/own_round.html", map=visit().stored.state, address=address)
