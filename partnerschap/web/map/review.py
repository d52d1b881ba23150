"""Looking back on the former version, line by line (METHOD.md, section 5)."""

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from partnerschap.domain.compare import Comparison
from partnerschap.domain.contract import status_of
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.instrument import standard
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.versions import comparison
from partnerschap.web.access import Visit, visit
from partnerschap.web.follow.following import Following
from partnerschap.web.map import reviewing
from partnerschap.web.map.reading import Record
from partnerschap.web.replies import see_other
from partnerschap.web.versions.compared import told
from partnerschap.web.view import reading, view
from partnerschap.web.words import edge_text

review = Blueprint("review", __name__, url_prefix="/kaart/<map_id>")

BACK = "terugkijken"
"""What a form sends as the page to come back to."""
_FIELDS = frozenset({"verdict", "next", "because", "text"})


@review.get("/terugkijken")
def page() -> Response | str:
    """Show the earlier lines with what was said of them; where there is nothing to look back on, the map."""
    here = visit()
    if not is_there(here):
        return see_other(url_for("map.page"))
    return _page(here, request.args.get("voor", ""))


def is_there(here: Visit) -> bool:
    """Tell whether there is a former version to look back on, and its own round is done (rule 31)."""
    state = here.stored.state
    return bool(state.concluded) and not waits_for_own_round(state)


def back_to(form: MultiDict[str, str]) -> str:
    """Return where a form of this page leads: back to its line."""
    helps, entry = form.get("on_behalf") or None, form.get("entry")
    return url_for("review.page", voor=helps, _anchor=f"regel-{entry}" if entry else form.get("kind"))


def again(here: Visit, form: MultiDict[str, str], outcome: Record) -> str:
    """Return the page with what was typed and why it was refused."""
    text = outcome.get("message") or edge_text(outcome["code"])
    field = next((name for name in outcome.get("about", ()) if name in _FIELDS), "")
    about = form.get("entry") or form.get("kind", "")
    problem = {
        "about": about,
        "fields": form.to_dict(),
        "field": field or ("verdict" if form.get("do") == "review" else "text"),
        "text": text,
    }
    return _page(here, form.get("on_behalf", ""), problem)


def _page(here: Visit, helps: str = "", problem: Record | None = None) -> str:
    """`helps` is for whom this device acts."""
    state = here.stored.state
    former = state.concluded[-1]
    content = former.frozen.content
    seen = view(here)
    read = reading(seen)
    me = seen["me"]
    helped = next((person for person in me["helps"] if person["id"] == helps), None)
    return render_template(
        "map/review.html",
        map=state,
        view=seen,
        read=read,
        me=me,
        helped=helped,
        seq=here.stored.seq,
        former={"version": former.version, "status": status_of(state, former), "at": former.frozen.at},
        sections=reviewing.sections(read, content, helped["id"] if helped else me["id"]),
        remarks_of={kind: reviewing.remarks(read, kind) for kind in ("well", "attention")},
        following_up=Following(read, state),
        changes=told(_different(state), state.subject),
        problem=problem,
    )


def _different(state: PartnershipMap) -> Comparison:
    """Return what is other than in the former version; there is one, and its own round is done."""
    found = comparison(state, state.concluded[-1].version, state.version, standard())
    if found is None:
        raise LookupError(state.id)
    return found
