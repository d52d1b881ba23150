"""The session's script: a plan in minutes, the rules of the dialogue, and words for every phase and step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from partnerschap.domain.kinds import Form, Phase
from partnerschap.domain.model import Focus
from partnerschap.web.i18n import clock, instrument_in, language
from partnerschap.web.tongue import _, _l, _n


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the session: the steps it is for, and how many minutes it takes by plan."""

    minutes: int
    steps: tuple[str, ...] = ()
    title: Any = ""


WELCOME, BREAK, ENDING = _l("Welkom"), _l("Pauze"), _l("Afspreken en tekenen")
PLANS: dict[Form, tuple[Part, ...]] = {
    Form.LONG: (
        Part(10, title=WELCOME),
        Part(40, ("values",)),
        Part(30, ("relations",)),
        Part(10, title=BREAK),
        Part(25, ("conduct",)),
        Part(25, ("conditions",)),
        Part(25, ("actions",)),
        Part(15, title=ENDING),
    ),
    Form.SHORT: (
        Part(5, title=WELCOME),
        Part(30, ("values",)),
        Part(45, ("relations", "conduct", "conditions", "actions")),
        Part(10, title=ENDING),
    ),
}
"""Minutes are a help to plan by; nothing happens when they are over."""

RULES = (
    _l("Begin bij het waarom. Wie samen weet wat belangrijk is, wordt het later sneller eens over het wat."),
    _l("Eerst schrijft ieder zelf, in stilte. Daarna praten jullie pas."),
    _l("Nodig twee mensen uit om te beginnen. Maak geen rondje."),
    _l("Vraag bij een groot woord: wat zou je dan zien gebeuren?"),
    _l("Bij een voorstel of een bezwaar hoort een reden: omdat …"),
    _l("Wat voor één iemand belangrijk is, mag op de kaart. De anderen nemen het over uit respect."),
    _l("Worden jullie het niet eens? Zet dan beide teksten naast elkaar. Dat mag zo in het contract."),
    _l("Gaat het al over taken en oplossingen? Zet ze op de parkeerplek. Ze komen terug in stap 5."),
    _l("Er wordt niet gestemd. Iedereen kiest voor zichzelf."),
)
_STEP = {
    "values": _l("Deze stap gaat over waarom. Maak de zin af: wanneer is dit voor jou geslaagd?"),
    "relations": _l("Deze stap gaat over hoe jullie met elkaar omgaan. Wie weet wat, en wie beslist?"),
    "conduct": _l("Deze stap gaat over wat jullie doen. Wat kun je, en waar houdt het voor jou op?"),
    "conditions": _l("Deze stap gaat over wat jullie nodig hebben. Wat ligt vast, en wat spreken jullie af?"),
    "actions": _l("Deze stap gaat over wie wat gaat doen. Je neemt alleen iets op je als jij ja zegt."),
}
_PHASE = {
    Phase.WRITE: (
        _l("Schrijf eerst voor jezelf. Niemand ziet het nog, ook ik niet."),
        _l("Eén gedachte per briefje. Korte zinnen zijn goed."),
    ),
    Phase.REVEAL: (
        _l("We leggen alle briefjes tegelijk open."),
        _l("Lees eerst stil. Welk woord wil je beter begrijpen?"),
    ),
    Phase.TALK: (
        _l("Wie van jullie wil beginnen? Een tweede sluit daarbij aan."),
        _l("Wat bedoel je daarmee? Wat zou je dan zien gebeuren?"),
    ),
    Phase.NOTE: (
        _l("Welke briefjes horen bij elkaar? Welke woorden passen bij jullie samen?"),
        _l("Elk briefje krijgt antwoord: overgenomen, aangepast, of niet, met een reden."),
    ),
    Phase.CONSENT: (
        _l("Lees de tekst zoals die er nu staat. Kies dan: akkoord, ermee leven, mits of bezwaar."),
        _l("Een bezwaar is welkom. Het laat zien wat iemand nodig heeft."),
    ),
    Phase.TERMS: (_l("Wat doen jullie als iemand zich er niet aan houdt? Wanneer kijken jullie weer?"),),
    Phase.SIGN: (
        _l("Lees het contract rustig door. Tekenen is vrijwillig."),
        _l("Niet tekenen mag ook. Daar hoef je geen reden bij te geven."),
    ),
}


_REVIEW = {
    Phase.WRITE: (
        _l("Kijk nog niet naar wat er stond. Wat is voor jou nu belangrijk?"),
        _l("Schrijf eerst voor jezelf. Niemand ziet het nog, ook ik niet."),
    ),
    Phase.NOTE: (
        _l("Wat werkt, en wat werkt niet? We kijken regel voor regel, zonder verwijt."),
        _l("Wat houden jullie, wat wordt anders, en wat mag weg?"),
    ),
    Phase.CONSENT: (
        _l("Is de tekst nog dezelfde? Dan is één tik genoeg: dit geldt nog."),
        _l("Denk je er nu anders over? Dat is een goede reden om iets anders te kiezen."),
    ),
}
"""In a later version the words are there already."""


def say(focus: Focus, *, review: bool = False) -> list[str]:
    """Return what a facilitator can say now; `review` tells that the group looks back."""
    if review and focus.phase in _REVIEW:
        return list(map(str, _REVIEW[focus.phase]))
    opening = [str(_STEP[focus.step])] if focus.phase is Phase.WRITE else []
    return [*opening, *map(str, _PHASE[focus.phase])]


def say_in(phase: Phase) -> list[str]:
    """Return what a facilitator can say in a phase, in any step."""
    return [str(text) for text in _PHASE[phase]]


def about(step: str) -> str:
    """Return what a step is about, in one or two sentences."""
    return str(_STEP[step])


def plan(form: Form, focus: Focus, begins: datetime | None) -> list[dict[str, Any]]:
    """Return the parts as rows {time, title, minutes, state, note, number}; without a begin no times.

    `state` is done, now or later; `number` is the step, 0 where a part is none or several.
    """
    at, rows = begins, []
    parts = PLANS[form]
    here = _here(parts, focus)
    for index, part in enumerate(parts):
        state = "done" if index < here else "now" if index == here else "later"
        minutes = _n("%(num)s minuut", "%(num)s minuten", part.minutes)
        number = _number(part.steps[0]) if len(part.steps) == 1 else 0
        rows.append(
            {
                "time": clock(at) if at else "",
                "title": _title(part),
                "minutes": part.minutes,
                "state": state,
                "note": minutes,
                "number": number,
            }
        )
        at = at + timedelta(minutes=part.minutes) if at else None
    return rows


def remark(form: Form, focus: Focus, begins: datetime | None, now: datetime) -> str:
    """Return how the session stands to its plan, in one friendly sentence; empty where it has no begin."""
    if begins is None or now < begins:
        return ""
    parts = PLANS[form]
    here = _here(parts, focus)
    ends = begins + timedelta(minutes=sum(part.minutes for part in parts[: here + 1]))
    late = int((now - ends).total_seconds() // 60)
    if late > 0:
        return _n(
            "Jullie lopen %(num)s minuut achter op het plan. Dat mag. Er gaat niets vanzelf dicht.",
            "Jullie lopen %(num)s minuten achter op het plan. Dat mag. Er gaat niets vanzelf dicht.",
            late,
        )
    left = max(1, -late)
    return _n(
        "Voor dit deel is nog ongeveer %(num)s minuut gepland.",
        "Voor dit deel zijn nog ongeveer %(num)s minuten gepland.",
        left,
    )


def _here(parts: tuple[Part, ...], focus: Focus) -> int:
    if focus.phase in {Phase.TERMS, Phase.SIGN}:
        return len(parts) - 1
    return next(index for index, part in enumerate(parts) if focus.step in part.steps)


def _title(part: Part) -> str:
    if not part.steps:
        return str(part.title)
    numbers = [_number(step) for step in part.steps]
    if len(numbers) == 1:
        return f"{numbers[0]} {_label(part.steps[0])}"
    return _("Stap %(first)s tot en met %(last)s", first=numbers[0], last=numbers[-1])


def _number(step: str) -> int:
    return next(int(each["number"]) for each in instrument_in(language())["steps"] if each["key"] == step)


def _label(step: str) -> str:
    return next(str(each["label"]) for each in instrument_in(language())["steps"] if each["key"] == step)
