"""What lets a map open without network: a service worker, and a page on which nobody's words stand."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template

from partnerschap.domain.projection import View
from partnerschap.web.access import visit
from partnerschap.web.map.links import links_of
from partnerschap.web.view import reading, view

offline = Blueprint("offline", __name__)

_KEPT = frozenset({"map", "focus", "me"})
_WORDLESS: dict[str, dict[str, Any]] = {
    "step": {"wrote": [], "private": 0, "reopened_because": "", "override": None},
    "gate": {"shut_by": [], "chosen": []},
    "me": {"helps": [], "role": "", "organisation": "", "full_name": ""},
    "map": {"situation": ""},
    "focus": {"begin_with": []},
}


@offline.get("/sw.js")
def service_worker() -> Response:
    """Return the script that keeps program files and empty pages; it may only keep what lies below it."""
    script = Path(current_app.static_folder or "", "js", "sw.js").read_text(encoding="utf-8")
    return Response(script, content_type="text/javascript; charset=utf-8")


@offline.get("/kaart/<map_id>/zonder-netwerk")
def shell() -> str:
    """Show the participant's page as it is before anything has come: the step, the questions, the fields."""
    here = visit()
    read = reading(wordless(view(here)))
    return render_template(
        "map/participant.html", view=read.view, read=read, links=links_of(here, read), is_shell=True
    )


def wordless(seen: View) -> View:
    """Return what of a view holds for the map itself, without what anybody wrote, chose or is called."""
    return {
        key: {**value, **_WORDLESS.get(key.split("/")[0], {})}
        for key, value in seen.items()
        if key in _KEPT or key.startswith(("step/", "gate/"))
    }
