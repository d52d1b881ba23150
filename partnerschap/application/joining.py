"""How people come in: beginning a map, the code, secret links, coming back, and being let in again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from partnerschap.application.codes import tidy
from partnerschap.application.ports import Busy, Chance, Clock, Code, Doors, Maps, Seat, SeatKind, Viewers
from partnerschap.application.submit import Submit
from partnerschap.domain import commands as cmd
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.brought_people import waiting_by_name
from partnerschap.domain.commands import Actor
from partnerschap.domain.contract import fingerprint
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.open_again import open_again
from partnerschap.domain.origin import Origin
from partnerschap.domain.refusals import Code as RefusalCode
from partnerschap.domain.refusals import Refusal, refuse
from partnerschap.domain.text import folded

_CODE_TRIES = 8
OF_THE_FILE = "file"
"""A refusal that is about this, is about what a contract says, and not about who opens it."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody is in: their seat on the map, and their own secret link, shown once (or empty)."""

    map: MapId
    person: ParticipantId
    link: str


class Joining:
    """Opens doors; a device is known by a secret of its own, of which only the hash is kept."""

    def __init__(
        self, maps: Maps, doors: Doors, submit: Submit, viewers: Viewers, clock: Clock, chance: Chance
    ) -> None:
        self._maps = maps
        self._viewers = viewers
        self._doors = doors
        self._submit = submit
        self._clock = clock
        self._chance = chance

    def begin(self, command: Begin, facilitator: cmd.Join, device: str) -> Entered | Refusal:
        """Make a map, seat its facilitator on this device, and open it for joining."""
        state = begin(command, standard())
        return state if isinstance(state, Refusal) else self._seat_first(state, facilitator, device)

    def open_again(
        self, content: Mapping[str, Any], map_id: MapId, facilitator: cmd.Join, device: str, *, sealed: bool
    ) -> Entered | Refusal:
        """Make a map out of what a contract says, seat its facilitator on this device, and open it to others.

        `sealed` tells whether the file was one of ours, unbroken. Whoever is named in it by the same name is
        the same person.
        """
        origin = Origin(
            map=content["map"]["id"],
            version=content["version"],
            hash=fingerprint(content),
            at=self._clock.now(),
            sealed=sealed,
        )
        state = open_again(content, map_id, facilitator.id, facilitator.name, origin, standard())
        if isinstance(state, Refusal):
            return Refusal(state.code, (OF_THE_FILE, *state.about))
        known = waiting_by_name(state, facilitator.name) or facilitator.id
        return self._seat_first(state, replace(facilitator, id=known), device)

    def _seat_first(self, state: PartnershipMap, facilitator: cmd.Join, device: str) -> Entered | Refusal:
        now = self._clock.now()
        seated = decide(state, facilitator, Actor(facilitator.id), now)
        if isinstance(seated, Refusal):
            return seated
        seat = Seat(state.id, SeatKind.PARTICIPANT, facilitator.id)
        if not self._maps.create(evolve_all(state, seated), now):
            return refuse(RefusalCode.DUPLICATE, "map")
        self._new_code(state.id, now)
        self._doors.give_seat(hashed(device), seat, now)
        return Entered(state.id, facilitator.id, self._first_link(seat))

    def person_id(self, device: str, map_id: MapId, name: str) -> ParticipantId:
        """Return the id of who joins a map by this name on this device: a second click is the same person.

        Nobody can make it for another device, and it tells nothing of this one.
        """
        digest = hashlib.sha256(f"{device}/{map_id}/{folded(name)}".encode(errors="replace")).digest()
        return ParticipantId(str(UUID(bytes=digest[:16], version=4)))

    def join(self, map_id: MapId, person: cmd.Join, device: str) -> Entered | Refusal:
        """Seat somebody new on this device, while the map is open for joining."""
        code = self._doors.code_of(map_id)
        if code is None or not code.open:
            return refuse(RefusalCode.NOT_FOUND, "code")
        now, seat = self._clock.now(), Seat(map_id, SeatKind.PARTICIPANT, person.id)
        # The seat comes first: if the store fails halfway, the person is not at the table without one.
        before = self.seat_of(device, map_id)
        self._doors.give_seat(hashed(device), seat, now)
        try:
            outcome = self._submit.carry_out(map_id, self._op(), person, Actor(person.id))
        except Busy:
            self._give_back(device, map_id, before)
            raise
        if outcome.refusal is None:
            self._end_former(device, before, seat)
            return Entered(map_id, person.id, self._first_link(seat))
        joined_before = outcome.refusal == Refusal(RefusalCode.DUPLICATE, ("id",))
        if joined_before and person.id == self.person_id(device, map_id, person.name):
            return Entered(map_id, person.id, "")
        self._give_back(device, map_id, before)
        return outcome.refusal

    def join_again(self, map_id: MapId, person: ParticipantId) -> Refusal | None:
        """Seat somebody again who left, on the device that is still theirs."""
        again = cmd.Join(id=person, name="")
        return self._submit.carry_out(map_id, self._op(), again, Actor(person)).refusal

    def enter(self, link: str, device: str) -> Seat | None:
        """Exchange a secret link for a seat on this device; None when the link means nothing any more."""
        seat = self._doors.link(hashed(link))
        if seat is not None:
            before = self.seat_of(device, seat.map)
            self._doors.give_seat(hashed(device), seat, self._clock.now())
            self._end_former(device, before, seat)
        return seat

    def peek(self, link: str) -> Seat | None:
        """Return what a secret link stands for, changing nothing."""
        return self._doors.link(hashed(link))

    def new_link(self, seat: Seat) -> str:
        """Make a new secret link for a seat; the earlier one stops working."""
        link = self._chance.secret()
        self._doors.give_link(hashed(link), seat, self._clock.now())
        return link

    def new_wall_link(self, map_id: MapId) -> str:
        """Make a new secret link for the wall; the earlier one stops working, and so do its screens."""
        self._doors.take_walls(map_id)
        self._viewers.dismiss_walls(map_id)
        return self.new_link(Seat(map_id, SeatKind.PROJECTOR))

    def bring_back(self, map_id: MapId, by: ParticipantId, person: ParticipantId) -> str | Refusal:
        """Let somebody go on by a new link that opens blank; their other devices are out."""
        outcome = self._submit.carry_out(map_id, self._op(), cmd.BringBack(person), Actor(by))
        if outcome.refusal:
            return outcome.refusal
        self._take_seats(map_id, person)
        return self.new_link(Seat(map_id, SeatKind.PARTICIPANT, person))

    def remove(self, map_id: MapId, by: ParticipantId, person: ParticipantId) -> Refusal | None:
        """Take a stranger or a double off the map, with all their devices and links."""
        outcome = self._submit.carry_out(map_id, self._op(), cmd.RemovePerson(person), Actor(by))
        if outcome.refusal is None:
            self._take_seats(map_id, person)
        return outcome.refusal

    def seat_of(self, device: str, map_id: MapId) -> Seat | None:
        """Return what this device may do on this map."""
        return self._doors.seat_of(hashed(device), map_id)

    def seats_of(self, device: str) -> tuple[Seat, ...]:
        """Return every map on which this device has a seat."""
        return tuple(self._doors.seats_of(hashed(device)))

    def forget(self, device: str, map_id: MapId) -> None:
        """Let this device forget a map, in all its tabs; the participant stays at the table."""
        self._doors.give_up_seat(hashed(device), map_id)
        self._viewers.dismiss_device(map_id, hashed(device))

    def find(self, typed: str) -> Code | None:
        """Return the map's code for what somebody typed, if it exists and is open."""
        code = self.known(typed)
        return code if code is not None and code.open else None

    def known(self, typed: str) -> Code | None:
        """Return the map's present code for what somebody typed, also while it lets nobody in."""
        return self._doors.find_code(tidy(typed))

    def code_of(self, map_id: MapId) -> Code | None:
        """Return the present code of a map."""
        return self._doors.code_of(map_id)

    def set_open(self, map_id: MapId, *, is_open: bool) -> None:
        """Open or close the joining of a map."""
        self._doors.set_code_open(map_id, is_open=is_open)
        self._viewers.wall_changed(map_id)

    def renew_code(self, map_id: MapId) -> Code:
        """Give a map a new code; the earlier one is revoked."""
        code = self._new_code(map_id, self._clock.now())
        self._viewers.wall_changed(map_id)
        return code

    def _give_back(self, device: str, map_id: MapId, before: Seat | None) -> None:
        """Nobody came in: the device has what it had before."""
        if before is None:
            self._doors.give_up_seat(hashed(device), map_id)
        else:
            self._doors.give_seat(hashed(device), before, self._clock.now())

    def _end_former(self, device: str, before: Seat | None, now: Seat) -> None:
        """What a device still shows of another seat on this map ends."""
        if before is not None and before != now:
            self._viewers.dismiss_device(now.map, hashed(device))

    def _take_seats(self, map_id: MapId, person: ParticipantId) -> None:
        try:
            self._doors.take_seats(map_id, person)
        finally:  # whatever the store can do now, nobody goes on looking
            self._viewers.dismiss(map_id, person)

    def _first_link(self, seat: Seat) -> str:
        """Who is in is in: a link can be made later when the store is busy now; then it is empty."""
        try:
            return self.new_link(seat)
        except Busy:
            return ""

    def _new_code(self, map_id: MapId, now: datetime) -> Code:
        for _ in range(_CODE_TRIES):
            code = Code(self._chance.code(), map_id, open=True)
            if self._doors.give_code(code, now):
                return code
        raise RuntimeError(map_id)

    def _op(self) -> OperationId:
        return OperationId(self._chance.id())


def hashed(secret: str) -> str:
    """Return the form in which a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
