"""Who may ask for which page: one table for all addresses, checked before any of them is answered."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from flask import Flask, Response, g, request

from partnerschap.application.ports import Seat, SeatKind, Stored
from partnerschap.config import Settings
from partnerschap.domain.ids import MapId
from partnerschap.domain.model import Participant
from partnerschap.services import current
from partnerschap.web import cookies


class Role(Enum):
    """What a device must be to get an address answered."""

    ANYONE = auto()
    SEATED = auto()
    """Has a seat, also when its person has left the table."""
    PARTICIPANT = auto()
    """At the table."""
    FACILITATOR = auto()
    VIEWER = auto()
    """At the table, or a projector."""
    HOLDER = auto()
    """Has a seat of whatever kind."""


ACCESS: dict[str, Role] = {
    "static": Role.ANYONE,
    "start.home": Role.ANYONE,
    "start.begin": Role.ANYONE,
    "start.begin_now": Role.ANYONE,
    "start.find": Role.ANYONE,
    "start.find_now": Role.ANYONE,
    "start.join": Role.ANYONE,
    "start.join_now": Role.ANYONE,
    "mine.page": Role.ANYONE,
    "mine.forget": Role.HOLDER,
    "mine.forget_now": Role.HOLDER,
    "links.look": Role.ANYONE,
    "links.use": Role.ANYONE,
    "start.choose_language": Role.ANYONE,
    "info.how": Role.ANYONE,
    "info.lost": Role.ANYONE,
    "info.erased": Role.ANYONE,
    "info.privacy": Role.ANYONE,
    "info.accessibility": Role.ANYONE,
    "info.about": Role.ANYONE,
    "info.printable": Role.ANYONE,
    "info.health": Role.ANYONE,
    "info.security_txt": Role.ANYONE,
    "opening.ask": Role.ANYONE,
    "opening.open_now": Role.ANYONE,
    "outside.ask": Role.ANYONE,
    "outside.answer": Role.ANYONE,
    "outside.thanks": Role.ANYONE,
    "calendars.feed": Role.ANYONE,
    "check.ask": Role.ANYONE,
    "check.tell": Role.ANYONE,
    "map.page": Role.PARTICIPANT,
    "map.mine": Role.PARTICIPANT,
    "map.act_again": Role.PARTICIPANT,
    "offline.service_worker": Role.ANYONE,
    "offline.shell": Role.PARTICIPANT,
    "map.wall": Role.VIEWER,
    "map.act": Role.PARTICIPANT,
    "map.since": Role.VIEWER,
    "map.export": Role.PARTICIPANT,
    "review.page": Role.PARTICIPANT,
    "lenses.page": Role.PARTICIPANT,
    "lenses.act": Role.PARTICIPANT,
    "people.page": Role.PARTICIPANT,
    "people.add": Role.PARTICIPANT,
    "introducing.ask": Role.PARTICIPANT,
    "introducing.say": Role.PARTICIPANT,
    "people.my_link": Role.PARTICIPANT,
    "people.mail_my_link": Role.PARTICIPANT,
    "people.leave": Role.PARTICIPANT,
    "people.leave_now": Role.SEATED,
    "people.come_back": Role.SEATED,
    "rights.mine": Role.SEATED,
    "rights.as_file": Role.SEATED,
    "rights.ask": Role.SEATED,
    "rights.erase": Role.SEATED,
    "people.code": Role.FACILITATOR,
    "people.bring_back": Role.FACILITATOR,
    "people.remove": Role.FACILITATOR,
    "people.remove_now": Role.FACILITATOR,
    "people.wall_link": Role.FACILITATOR,
    "people.invitation": Role.FACILITATOR,
    "people.script_page": Role.FACILITATOR,
    "people.script_begin": Role.FACILITATOR,
    "follow.mine": Role.PARTICIPANT,
    "follow.request_link": Role.PARTICIPANT,
    "follow.mail_request": Role.PARTICIPANT,
    "follow.calendar_link": Role.PARTICIPANT,
    "follow.calendar": Role.PARTICIPANT,
    "contract.terms": Role.PARTICIPANT,
    "contract.give_terms": Role.PARTICIPANT,
    "contract.present": Role.PARTICIPANT,
    "contract.sign": Role.PARTICIPANT,
    "contract.reopen": Role.PARTICIPANT,
    "contract.reopen_now": Role.PARTICIPANT,
    "contract.withdraw": Role.PARTICIPANT,
    "contract.withdraw_now": Role.PARTICIPANT,
    "contract.version": Role.PARTICIPANT,
    "files.as_pdf": Role.PARTICIPANT,
    "files.as_text": Role.PARTICIPANT,
    "files.as_json": Role.PARTICIPANT,
    "files.poster_as_pdf": Role.PARTICIPANT,
    "files.poster_as_svg": Role.PARTICIPANT,
    "versions.latest": Role.PARTICIPANT,
    "versions.compare": Role.PARTICIPANT,
    "versions.timeline": Role.PARTICIPANT,
}
"""Every address that the application answers; one that is missing here is answered to nobody."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A map as it stands, and the seat of the device that asks for it."""

    seat: Seat
    stored: Stored

    @property
    def person(self) -> Participant | None:
        """Return who this is, if they are at the table."""
        found = self.stored.state.people.get(self.seat.person) if self.seat.person else None
        return found if found is not None and found.at_table else None

    @property
    def me(self) -> Participant:
        """Return who this is; for addresses that ask for a participant."""
        person = self.person
        if person is None:
            raise LookupError(self.seat.map)
        return person

    def may(self, role: Role) -> bool:
        """Tell whether this device is what an address asks for."""
        person, projector = self.person, self.seat.kind is SeatKind.PROJECTOR
        return {
            Role.ANYONE: True,
            Role.SEATED: not projector,
            Role.PARTICIPANT: person is not None,
            Role.FACILITATOR: person is not None and person.facilitator,
            Role.VIEWER: projector or person is not None,
            Role.HOLDER: True,
        }[role]


class NoEntryError(Exception):
    """This device may not have this page; `seat` is what it has on that map, if anything.

    `deleted` tells that the map was here once.
    """

    def __init__(self, seat: Seat | None, *, facilitator_only: bool = False, deleted: bool = False) -> None:
        super().__init__()
        self.seat = seat
        self.facilitator_only = facilitator_only
        self.deleted = deleted


def register(app: Flask, settings: Settings) -> None:
    """Check every request against the table, and keep a new device's cookie."""
    _share_map(app)

    @app.before_request
    def check() -> None:
        role = ACCESS.get(request.endpoint) if request.endpoint else Role.ANYONE
        if role is None:
            raise NoEntryError(None)
        if role is not Role.ANYONE:
            _check_seat(role)

    @app.after_request
    def keep_device(response: Response) -> Response:
        if "new_device" in g:
            cookies.keep(response, cookies.DEVICE, g.new_device, settings)
        return response


def _share_map(app: Flask) -> None:
    """Take the map's id out of an address once, and put it into every address of a page about that map."""

    @app.url_value_preprocessor
    def take_map(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "map_id" in values:
            g.map_id = MapId(values.pop("map_id"))

    @app.url_defaults
    def same_map(endpoint: str, values: dict[str, Any]) -> None:
        if "map_id" in g and app.url_map.is_endpoint_expecting(endpoint, "map_id"):
            values.setdefault("map_id", g.map_id)


def device_secret() -> str | None:
    """Return the secret of the device that asks, if it has one."""
    name = cookies.cookie_name(cookies.DEVICE, current().settings)
    return g.get("new_device") or request.cookies.get(name)


def device_or_new() -> str:
    """Return the secret of the device that asks; it gets one when it has none."""
    found = device_secret()
    if found is None:
        found = g.new_device = current().chance.secret()
    return found


def seat(map_id: MapId) -> Seat | None:
    """Return what the device that asks may do on this map."""
    secret = device_secret()
    return current().joining.seat_of(secret, map_id) if secret else None


def visit() -> Visit:
    """Return the map and the seat of this request, which were checked before."""
    found: Visit = g.visit
    return found


def look_again() -> Visit:
    """Return the visit with the map as it stands after a change."""
    stored = current().maps.read(visit().seat.map)
    if stored is None:
        raise NoEntryError(visit().seat)
    g.visit = Visit(visit().seat, stored)
    return visit()


def _check_seat(role: Role) -> None:
    found = seat(g.map_id)
    stored = current().maps.read(g.map_id) if found else None
    if found is None or stored is None:
        raise NoEntryError(None, deleted=current().housekeeping.was_deleted(g.map_id))
    g.visit = Visit(found, stored)
    g.map_language = stored.state.language.value
    if not g.visit.may(role):
        raise NoEntryError(found, facilitator_only=g.visit.may(Role.PARTICIPANT))
