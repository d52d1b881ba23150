"""What the kinds of words in somebody's own record are called."""

from collections.abc import Mapping
from typing import Any

from partnerschap.web.tongue import _l

_LABELS: Mapping[str, Any] = {
    "own": _l("Je eigen briefjes"),
    "stance": _l("Wat je koos"),
    "answer": _l("Wat je van een briefje zei"),
    "meaning": _l("Wat je zou zien gebeuren"),
    "alternative": _l("Tekst die je ernaast zette"),
    "review": _l("Wat je zei bij het terugkijken"),
    "parked": _l("Wat je op de parkeerplek zette"),
    "told": _l("Wat je daarna vertelde"),
    "reply": _l("Je antwoorden op een bezwaar of een mits"),
    "override": _l("Waarom je een stap toch afsloot"),
    "reopened": _l("Waarom je iets weer openmaakte"),
    "terms": _l("Wat je invulde voor het tekenen"),
    "limit": _l("Wat je wel en niet doet"),
    "joint": _l("Tekst die je voor de groep schreef"),
}


def label_of(kind: str) -> str:
    """Return the heading for a kind of words, as `stance:object`."""
    return str(_LABELS[kind.split(":", 1)[0]])
