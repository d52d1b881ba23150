"""The pages of the gallery: a template, a made-up view, and a size each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, Undefined
from markupsafe import Markup

from partnerschap.web.map import wall
from partnerschap.web.map.reading import Reading
from partnerschap.web.map.texts import in_language
from tests.gallery import views

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(__file__).parents[2] / "partnerschap"
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
LINKS = {
    "help": "/hulp",
    "terms": "/voorwaarden",
    "sign": "/tekenen",
    "screen": "/scherm",
    "script": "/draaiboek",
    "mine": "/mijn-scherm",
    "more": [{"href": "/mij", "label": "Mijn gegevens"}, {"href": "/kaart.json", "label": "Bewaar de kaart"}],
}


@dataclass(frozen=True)
class Shot:
    """The size of a window in px, and whether the whole page is taken."""

    width: int = 390
    height: int = 844
    whole: bool = False


@dataclass(frozen=True)
class Page:
    """What is rendered, and how it is taken; `at` is the step on screen."""

    template: str
    view: Callable[[], views.View] = dict
    shot: Shot = field(default_factory=Shot)
    at: str = ""
    more: Callable[[], dict[str, Any]] = dict
    plain: bool = False


PHONE, WALL, LAPTOP, NARROW = Shot(), Shot(1920, 1080), Shot(1280, 800), Shot(320, 640, whole=True)
TALL = Shot(390, 844, whole=True)
P, W = "map/participant.html", "map/projector.html"

SCRIPT = [
    {"time": "19.00", "title": "Welkom", "minutes": 10, "state": "done"},
    {"time": "19.10", "title": "1 Waarden", "minutes": 40, "state": "done", "note": "40 minuten, duurde 46"},
    {
        "time": "19.50",
        "title": "2 Relaties",
        "minutes": 30,
        "state": "now",
        "note": "30 minuten, nog ongeveer 9",
        "number": 2,
    },
    {"time": "20.20", "title": "Pauze", "minutes": 10, "state": "later"},
    {"time": "20.30", "title": "3 Handelen", "minutes": 25, "state": "later"},
    {"time": "20.55", "title": "4 Condities", "minutes": 25, "state": "later"},
    {
        "time": "21.20",
        "title": "Afronden",
        "minutes": 10,
        "state": "later",
        "note": "verder op 21 januari met stap 5",
    },
]


def leading(wall_view: views.View) -> dict[str, Any]:
    """What the facilitator's screen gets on top."""
    return {
        "script": SCRIPT,
        "say": ["Kies ieder voor zich. Een bezwaar is welkom: het maakt de tekst beter."],
        "remark": "Jullie lopen 6 minuten achter op het plan. Dat mag. Er gaat niets vanzelf dicht.",
        "preview": Reading(wall_view, instrument()),
    }


def refused(do: str, fields: dict[str, Any], ident: str, name: str) -> dict[str, Any]:
    """A form that came back with one error."""
    text = "Schrijf hier eerst iets op."
    return {"do": do, "fields": fields, "by_field": {name: text}, "errors": [{"id": ident, "text": text}]}


PAGES: dict[str, Page] = {
    "phone-write": Page(P, views.values_write, PHONE),
    "phone-write-plain": Page(P, views.values_write, TALL, plain=True),
    "phone-write-2": Page(P, views.relations_write, TALL),
    "phone-reveal": Page(P, views.values_reveal, TALL),
    "phone-note": Page(P, views.values_note, TALL),
    "phone-at-once": Page(P, views.values_at_once, TALL),
    "phone-map": Page(P, views.values_consent, PHONE),
    "phone-map-whole": Page(P, views.values_consent, TALL, plain=True),
    "phone-conditions": Page(P, views.conditions_note, TALL),
    "phone-actions": Page(P, views.actions_note, TALL),
    "phone-ahead": Page(P, views.values_write, TALL, at="conditions"),
    "phone-offline": Page(
        P, views.relations_write, more=lambda: {"strip": {"title": "Geen internet · 2 nog niet verstuurd"}}
    ),
    "phone-desk": Page(
        P,
        views.values_note,
        TALL,
        more=lambda: {"desk": {"do": "edit", "id": "j1", "entry": views.VALUES[0]}},
    ),
    "phone-object": Page(
        P,
        views.values_consent,
        TALL,
        more=lambda: {"problem": refused("stance", {"stance": "object"}, "stance-because", "because")},
    ),
    "phone-refused": Page(
        P,
        views.values_write,
        TALL,
        more=lambda: {"problem": refused("write", {"prompt": "success"}, "write-success-text", "text")},
    ),
    "narrow-note": Page(P, views.values_note, NARROW),
    "narrow-map": Page(P, views.values_consent, NARROW),
    "projector-map": Page(W, views.relations_note, WALL, more=lambda: {"writing": ["p1"]}),
    "projector-reveal": Page(W, views.values_reveal, WALL),
    "projector-code": Page(W, views.coded, WALL),
    "projector-busy": Page(W, views.busy, WALL),
    "projector-conditions": Page(W, views.conditions_note, WALL),
    "projector-actions": Page(W, views.actions_note, WALL),
    "projector-write": Page(W, views.values_write, WALL),
    "laptop-facilitator": Page(
        "map/facilitator.html", views.facilitating, LAPTOP, more=lambda: leading(views.relations_consent())
    ),
    "laptop-facilitator-whole": Page(
        "map/facilitator.html",
        views.facilitating,
        Shot(1280, 800, whole=True),
        more=lambda: leading(views.relations_consent()),
    ),
    "narrow-facilitator": Page(
        "map/facilitator.html", views.facilitating, NARROW, more=lambda: leading(views.relations_consent())
    ),
    "start": Page("start.html", shot=LAPTOP),
    "narrow-start": Page("start.html", shot=NARROW),
    "phone-sign": Page("sign.html", shot=PHONE),
    "laptop-note": Page(P, views.values_note, Shot(1280, 800, whole=True)),
    "laptop-relations": Page(P, lambda: views.as_me(views.relations_note()), Shot(1280, 800, whole=True)),
    "laptop-map": Page(P, views.values_consent, LAPTOP),
}


def clock(moment: str) -> str:
    """19.42: a time in Amsterdam."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%H.%M")


def day(moment: str) -> str:
    """15 april 2027."""
    at = date.fromisoformat(moment[:10])
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


@cache
def environment() -> Environment:
    """Jinja as the app has it, with Dutch for every text."""
    env = Environment(
        loader=FileSystemLoader([PACKAGE / "templates", Path(__file__).parent / "templates"]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=Undefined,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    numbers = count(1)
    env.globals.update(
        url_for=lambda endpoint, filename="": f"/static/{filename}" if filename else f"/{endpoint}",
        request=SimpleNamespace(script_root=""),
        csrf_token=lambda: "token",
        new_id=lambda: f"op-{next(numbers)}",
    )
    env.filters.update(clock=clock, day=day)
    return env


@cache
def qr() -> Markup:
    """A QR code as the app draws it: an SVG in ink."""
    text = segno.make("https://partnerschap.example/d/K7M4PX2Q").svg_inline(
        scale=1, border=0, dark="#10312f", omitsize=True
    )
    return Markup(text)  # noqa: S704 - made here, of a constant


@cache
def instrument() -> dict[str, Any]:
    """The printed map, in Dutch."""
    return in_language(json.loads((PACKAGE / "domain" / "instrument.json").read_text()), "nl")


def render(page: Page) -> str:
    """The page as HTML, without scripts: there is no server behind it to follow."""
    view = page.view()
    read = Reading(view, instrument(), page.at) if view else None
    context = {
        "view": view,
        "read": read,
        "links": LINKS,
        "language": "nl",
        "wall": wall,
        "qr": qr(),
        **page.more(),
    }
    html = environment().get_template(page.template).render(context)
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    return html if page.plain else html.replace('class="no-js"', "", 1)
