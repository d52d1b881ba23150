"""Finding a map again without an account: the maps that this device knows, and forgetting one."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for

from partnerschap.application.ports import Seat, SeatKind
from partnerschap.domain.model import Participant, PartnershipMap
from partnerschap.services import current
from partnerschap.web.access import device_secret, visit
from partnerschap.web.i18n import instrument_in, language
from partnerschap.web.map.reading import Record
from partnerschap.web.map.terms import term_shown
from partnerschap.web.replies import see_other
from partnerschap.web.tongue import _

mine = Blueprint("mine", __name__)


@dataclass(frozen=True, slots=True)
class Mine:
    """A map that this device knows: enough to find it again, and no word that anybody wrote on it.

    `kind` is wall, left or at_table; of who left the table there is no more than the title.
    """

    id: str
    title: str
    href: str
    kind: str
    version: int = 0
    where: str = ""
    status: str = ""
    review_on: str = ""
    contract: str = ""
    people: str = ""
    term: Record | None = None


@mine.get("/mijn-kaarten")
def page() -> str:
    """Show the maps on which this device has a seat, the latest first."""
    return render_template("start/mine.html", maps=my_maps())


@mine.get("/kaart/<map_id>/vergeet")
def forget() -> str:
    """Ask whether this device must forget a map."""
    here = visit()
    return render_template(
        "start/forget.html",
        map_id=here.seat.map,
        title=here.stored.state.title,
        wall=here.seat.kind is SeatKind.PROJECTOR,
    )


@mine.post("/kaart/<map_id>/vergeet")
def forget_now() -> Response:
    """Let this device forget a map; who it is of stays at the table."""
    secret = device_secret()
    if secret:
        current().joining.forget(secret, visit().seat.map)
    return see_other(url_for("mine.page"))


def my_maps() -> list[Mine]:
    """Return the maps that this device knows, the latest first."""
    secret = device_secret()
    found = []
    for seat in current().joining.seats_of(secret) if secret else ():
        stored = current().maps.read(seat.map)
        if stored is not None:
            found.append(_mine(seat, stored.state))
    return found


def _mine(seat: Seat, state: PartnershipMap) -> Mine:
    if seat.kind is SeatKind.PROJECTOR:
        return Mine(state.id, state.title, url_for("map.wall", map_id=state.id), "wall")
    person = state.people.get(seat.person) if seat.person else None
    if person is None or not person.at_table:
        return Mine(state.id, state.title, url_for("map.page", map_id=state.id), "left")
    return _at_table(state, person)


def _at_table(state: PartnershipMap, person: Participant) -> Mine:
    has_text = state.frozen is not None or bool(state.concluded)
    return Mine(
        id=state.id,
        title=state.title,
        href=url_for("map.page", map_id=state.id),
        kind="at_table",
        version=state.version,
        where=_where(state),
        status=_status(state, person),
        review_on=state.terms.review_on.isoformat() if state.terms is not None and has_text else "",
        contract=url_for("contract.present", map_id=state.id) if has_text else "",
        people=url_for("people.page", map_id=state.id),
        term=term_shown(state),
    )


def _where(state: PartnershipMap) -> str:
    """Return at which step the group is; nothing when its text is frozen."""
    if state.frozen is not None:
        return ""
    steps = instrument_in(language())["steps"]
    at = next(step for step in steps if step["key"] == state.focus.step)
    return _("Jullie waren bij stap %(number)s: %(label)s.", number=at["number"], label=at["label"])


def _status(state: PartnershipMap, person: Participant) -> str:
    if state.final:
        return _("Het contract is af.")
    if state.frozen is not None:
        asked = person.id in state.frozen.at_table and person.id not in state.signatures
        return (
            _("De tekst ligt klaar. Jij koos nog niet.") if asked else _("De tekst ligt klaar om te tekenen.")
        )
    if state.paused:
        return _("Jullie hebben even pauze.")
    return _("Jullie zijn eraan bezig.")
