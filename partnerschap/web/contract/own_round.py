"""A former contract in the own round of a review: it opens for who asks for it once more (rule 31)."""

from flask import render_template, request, url_for

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.web.access import visit

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
    return render_template(
        "contract/own_round.html",
        map=visit().stored.state,
        address=url_for(request.endpoint or "contract.present", **values),
    )
