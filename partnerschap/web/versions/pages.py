"""The pages that look back: two versions beside each other, and the timeline of the joint map."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request, url_for

from partnerschap.document.versions import version_of
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.instrument import standard
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Code, refuse
from partnerschap.domain.versions import comparable, comparison, last_agreed
from partnerschap.services import current
from partnerschap.web.access import visit
from partnerschap.web.contract import own_round
from partnerschap.web.errors import refused
from partnerschap.web.replies import see_other
from partnerschap.web.tongue import _
from partnerschap.web.versions.compared import told
from partnerschap.web.versions.grew import moment_of

versions = Blueprint("versions", __name__, url_prefix="/kaart/<map_id>")


@versions.get("/vergelijk")
def latest() -> Response:
    """Lead to what is different now from the last version that people agreed on."""
    state = visit().stored.state
    if waits_for_own_round(state):
        return own_round.refused_page()
    if not state.concluded:
        return refused(refuse(Code.FIRST_VERSION))
    former = last_agreed(state) or state.concluded[-1]
    return see_other(url_for("versions.compare", former=former.version, later=state.version))


@versions.get("/vergelijk/<int:former>/<int:later>")
def compare(former: int, later: int) -> Response | str:
    """Show what stayed, changed, came and went between two versions."""
    state = visit().stored.state
    if waits_for_own_round(state):
        return own_round.refused_page()
    found = comparison(state, former, later, standard())
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    known = comparable(state)
    return render_template(
        "versions/compare.html",
        map=state,
        found=told(found, state.subject),
        draft=later == state.version and state.frozen is None,
        former_choices=[number for number in known if number < later],
        later_choices=[number for number in known if number > former],
        names={number: _name(state, number) for number in known},
    )


@versions.get("/tijdlijn")
def timeline() -> Response | str:
    """Show how the joint map read at a moment; of what was private nothing is ever shown."""
    state = visit().stored.state
    if waits_for_own_round(state):
        return own_round.refused_page()
    grown = current().timelines.of(state.id)
    if not grown.moments:
        abort(HTTPStatus.NOT_FOUND)
    wanted = request.args.get("moment", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 8 else 0  # noqa: PLR2004 - a number of a moment
    return render_template("versions/timeline.html", map=state, **moment_of(state, grown, number))


def _name(state: PartnershipMap, number: int) -> str:
    """Return what a version is called, and how far it came."""
    found = version_of(state, number)
    if found is None:
        return _("Versie %(number)s, zoals die nu is", number=number)
    return {
        "final": _("Versie %(number)s", number=number),
        "frozen": _("Versie %(number)s, om te tekenen", number=number),
        "brought": _("Versie %(number)s, uit een contract", number=number),
    }.get(found.status) or _("Versie %(number)s, niet afgemaakt", number=number)
