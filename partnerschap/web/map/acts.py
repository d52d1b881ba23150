"""From a sent form to an act on the wire, and from its refusal to words at the right field."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from partnerschap.web.map.reading import Reading, Record
from partnerschap.web.words import edge_text

_LISTS = frozenset({"from", "texts", "owners", "serves", "begin_with", "base"})
_OURS = frozenset({"csrf_token", "back", "klaar"})
_MAKES_ONE = frozenset(
    {"write", "note", "adopt", "differ", "park", "meaning", "stance", "responsibility", "join", "tell"}
)
"""Acts that make something, whose id the browser would choose; a plain form takes the operation's own."""
_YES_NO = {"yes": "true", "no": "false"}
_ANSWERS = frozenset({"want", "can", "circumstances"})
_SWITCHES = frozenset({"absent", "paused", "gives", "device", "private"})
_ASKED = frozenset(
    {"text", "because", "texts", "override", "stance", "kind", "status", "want", "can", "circumstances"}
)
"""Fields that a page always shows, also when the browser sends nothing for them."""
_WORDS = ("text", "meaning", "because", "question")
_MAY_LACK = frozenset({"entry", "progress"})
"""Fields of a note that say nothing when they are empty."""
_OFF = frozenset({"", "0", "false"})


def act_from(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the act that a plain form asks for; texts stay texts, the application converts them."""
    act: dict[str, Any] = {
        key: form.getlist(key) if key in _LISTS else form[key] for key in form if key not in _OURS
    }
    if "base" in act:
        act["base"] = [text for text in act["base"] if text]  # none: what was taken away says nothing now
    act.update({key: str(act[key] not in _OFF).lower() for key in _SWITCHES & act.keys()})
    do = act.get("do")
    if do == "meaning" and not act.get("text", "").strip():
        act = {"do": "ask_meaning", "op": act.get("op"), "entry": act.get("entry")}
    elif do == "differ":
        act.pop("entry", None)
    elif do == "will_can":
        act.update({key: _YES_NO.get(act[key], act[key]) for key in _ANSWERS & act.keys()})
    elif do == "sign":
        act["strokes"] = strokes_from(str(act.get("strokes", "")))
    elif do == "tell":
        act = {key: value for key, value in act.items() if value or key not in _MAY_LACK}
    elif do == "terms" and not act.get("review_on", ""):
        act["review_on"] = None
    if act.get("do") in _MAKES_ONE and "id" not in act and act.get("op"):
        act["id"] = act["op"]
    return act


def is_done_only(form: MultiDict[str, str]) -> bool:
    """Tell whether somebody pressed that they are done writing, with nothing left in the field."""
    return bool(form.get("klaar")) and not any(form.get(name, "").strip() for name in _WORDS)


def strokes_from(text: str) -> Any:
    """Return the strokes of a drawn signature as the page sent them; none when they are no JSON."""
    try:
        return json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []


def problem_of(form: MultiDict[str, str], answer: Mapping[str, Any], reading: Reading) -> Record:
    """Return what a map page shows of a refused act: {do, code, fields (as typed), errors, by_field}."""
    do = form.get("do", "")
    fields: Record = {
        key: form.getlist(key) if key in _LISTS else form[key] for key in form if key not in _OURS
    }
    text = answer.get("message") or edge_text(answer["code"])
    about = [name for name in answer.get("about", ()) if name in form or name in _ASKED]
    field = about[0] if about else _first_field(do)
    return {
        "do": do,
        "code": answer["code"],
        "fields": fields,
        "errors": [{"id": _field_id(do, field, fields, reading), "text": text}],
        "by_field": {field: text},
    }


def desk_of(do: str, ident: str, reading: Reading) -> Record | None:
    """Return which form of the desk is open: {do, entry, id}; None when what it is about is not there."""
    if do == "note":
        return {"do": "note", "entry": None, "id": ""}
    entry = reading.entry(ident) if ident else None
    if do not in DESK or entry is None:
        return None
    return {"do": do, "entry": entry, "id": ident}


def desk_again(problem: Record, reading: Reading) -> Record | None:
    """Return the desk's form that a refused act came from."""
    do, fields = problem["do"], problem["fields"]
    ident = fields.get("entry") or fields.get("to") or ""
    if do == "edit" and f"me/own/{ident}" in reading.view:
        do = "edit_own"
    return desk_of(do, ident, reading)


DESK = frozenset(
    {"edit", "edit_own", "answer", "meaning", "differ", "reply", "set_status", "will_can", "remove"}
)


def _first_field(do: str) -> str:
    return {
        "stance": "because",
        "reopen_step": "because",
        "answer": "answer",
        "close": "override",
        "focus": "phase",
        "spectrum": "now",
        "responsibility": "kind",
        "limit": "will",
        "will_can": "want",
        "set_status": "status",
        "differ": "texts",
    }.get(do, "text")


def _field_id(do: str, field: str, fields: Record, reading: Reading) -> str:
    """Return the id under which the templates of the map show this field."""
    place = "-".join(filter(None, (fields.get("prompt", ""), fields.get("topic", ""))))
    if do == "write":
        revealed = reading.step(reading.at_key).get("revealed")
        return f"{'later' if revealed else 'write'}-{place}-{field}"
    if do == "note":
        short = {"asked_of": "asked"}
        return f"note-{place}-{short.get(field, field)}"
    fixed = {
        "stance": "stance-because" if field == "because" else "stance-agree",
        "park": "park-text",
        "reopen_step": "reopen-because",
        "close": "override",
        "edit": "desk-edit-text",
        "edit_own": "desk-own-text",
        "meaning": "desk-meaning-text",
        "reply": "desk-reply-text",
        "answer": "desk-answer-because" if field == "because" else "desk-answer",
        "differ": "desk-differ-1",
        "set_status": "desk-status",
        "will_can": f"desk-{field}",
        "remove": "bureau",
        "undo": "ongedaan",
        "spectrum": "spectrum-now",
        "responsibility": "responsibility-task" if field == "task" else "responsibility-kind",
        "limit": {"will_not": "limit-not", "until": "limit-until"}.get(field, "limit-will"),
    }
    return fixed.get(do, "inhoud")
