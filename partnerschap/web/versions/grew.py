"""The timeline of a map as a page shows it: the moment that is asked for, and those around it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import at_entry
from partnerschap.domain.timeline import Moment, Shown, Timeline, What, as_it_stood, known_now
from partnerschap.web.i18n import clock, day, instrument_in, language
from partnerschap.web.tongue import _

Record = dict[str, Any]

LISTED = 60
"""Moments of one day that a page lists; of a busier day those around the one that is shown."""
_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the joint map changed; `first` is the number of its first moment, from 1."""

    on: date
    first: int
    count: int


def moment_of(state: PartnershipMap, timeline: Timeline, wanted: int) -> Record:
    """Return what the page of a moment shows; `wanted` counts from 1, anything else is the last."""
    moments = timeline.moments
    at = wanted if 0 < wanted <= len(moments) else len(moments)
    moment = moments[at - 1]
    days = _days(moments)
    here = next(each for each in reversed(days) if each.first <= at)
    first = max(here.first, min(at - LISTED // 2, here.first + here.count - LISTED))
    last = min(here.first + here.count, first + LISTED)
    return {
        "number": at,
        "count": len(moments),
        "said": said(state, moment),
        "at": moment.at,
        "version": moment.version,
        "columns": _columns(as_it_stood(timeline, at - 1, known_now(state)), moment),
        "earlier": at - 1,
        "later": at + 1 if at < len(moments) else 0,
        "days": [
            {"on": day(each.on), "first": each.first, "count": each.count, "here": each == here}
            for each in days
        ],
        "listed": [
            {"number": number, "at": clock(moments[number - 1].at), "said": said(state, moments[number - 1])}
            for number in range(first, last)
        ],
        "before": first - here.first,
        "after": here.first + here.count - last,
    }


def said(state: PartnershipMap, moment: Moment) -> str:
    """Say in plain words what happened at a moment; by whom only where the group shows names."""
    known = moment.by if moment.by in state.people else None
    name = at_entry(state, known)
    return _by(moment, name) if name else _what(moment)


def _what(moment: Moment) -> str:
    step = _step(moment)
    words = {
        What.BEGAN: _("De kaart begon."),
        What.ERASED: _("Van dit stuk zijn de woorden gewist."),
        What.NOTED: _("Gezamenlijke tekst genoteerd bij %(step)s.", step=step),
        What.DIFFERED: _("Punt waar het schuurt genoteerd bij %(step)s.", step=step),
        What.CHANGED: _("Gezamenlijke tekst veranderd bij %(step)s.", step=step),
        What.REMOVED: _("Gezamenlijke tekst weggehaald bij %(step)s.", step=step),
        What.DROPPED: _("Bij het terugkijken vervallen bij %(step)s.", step=step),
        What.GATE: _("Poort %(number)s ging open.", number=moment.gate),
        What.STEP_REOPENED: _("Poort %(number)s ging weer dicht.", number=moment.gate),
        What.FROZEN: _("De tekst van versie %(number)s werd vastgezet.", number=moment.version),
        What.FINAL: _("Versie %(number)s was af.", number=moment.version),
        What.REOPENED: _("De kaart werd heropend. Versie %(number)s begon.", number=moment.version),
    }
    return words[moment.what]


def _by(moment: Moment, name: str) -> str:
    told = {"name": name, "step": _step(moment)}
    words = {
        What.NOTED: _("%(name)s noteerde een gezamenlijke tekst bij %(step)s.", **told),
        What.DIFFERED: _("%(name)s noteerde waar het schuurt bij %(step)s.", **told),
        What.CHANGED: _("%(name)s veranderde een gezamenlijke tekst bij %(step)s.", **told),
        What.REMOVED: _("%(name)s haalde een gezamenlijke tekst weg bij %(step)s.", **told),
        What.DROPPED: _("%(name)s liet bij het terugkijken een tekst vervallen bij %(step)s.", **told),
    }
    return words.get(moment.what) or _what(moment)


def _step(moment: Moment) -> str:
    steps = instrument_in(language())["steps"]
    return next((str(step["label"]) for step in steps if step["key"] == moment.step), "")


def _days(moments: tuple[Moment, ...]) -> list[Day]:
    days: list[Day] = []
    for on, those in groupby(moments, key=lambda moment: moment.at.astimezone(_ZONE).date()):
        first = days[-1].first + days[-1].count if days else 1
        days.append(Day(on, first, sum(1 for _each in those)))
    return days


def _columns(lines: tuple[Shown, ...], moment: Moment) -> list[Record]:
    """Return the five columns with what stood in them; what the moment itself brought is marked."""
    brought = set() if moment.what is What.BEGAN else moment.lines.keys()
    return [
        {
            "key": step["key"],
            "number": step["number"],
            "label": step["label"],
            "lines": [
                {"texts": line.texts, "differs": line.difference, "new": line.id in brought}
                for line in lines
                if line.place.step == step["key"]
            ],
        }
        for step in instrument_in(language())["steps"]
    ]
