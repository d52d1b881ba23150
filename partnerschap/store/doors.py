"""Seats, secret links and join codes on disk; secrets are hashes by the time they get here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from partnerschap.application.ports import Code, Pass, PassKind, Seat, SeatKind
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.store.engine import Database
from partnerschap.store.loading import seq_of
from partnerschap.store.tables import codes, links, passes, seats
from partnerschap.store.work import storable

# Asked at every request, or at every beat of a map: putting it together would take longer than asking.
_SEAT = sa.select(seats).where(
    seats.c.device_hash == sa.bindparam("device"), seats.c.map_id == sa.bindparam("map")
)
_SEATS = sa.select(seats).where(seats.c.map_id == sa.bindparam("map"))


class SqlDoors:
    """The port `Doors` on an engine, for any thread. Every method may raise Busy, having done nothing."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def seat_of(self, device_hash: str, map_id: MapId) -> Seat | None:
        """Return what this device may do on this map."""
        if not storable(map_id):
            return None
        return next(iter(self._seats(_SEAT, {"device": device_hash, "map": map_id})), None)

    def seats_of(self, device_hash: str) -> Sequence[Seat]:
        """Return every map on which this device has a seat, latest first."""
        wanted = sa.select(seats).where(seats.c.device_hash == device_hash)
        return self._seats(wanted.order_by(seats.c.at.desc(), seats.c.map_id))

    def seats_on(self, map_id: MapId) -> Mapping[str, Seat]:
        """Return what each device may do on a map, by its hash."""
        if not storable(map_id):
            return {}
        with self._database.reading() as connection:
            found = connection.execute(_SEATS, {"map": map_id})
            return {row.device_hash: _seat(row) for row in found}

    def give_seat(self, device_hash: str, seat: Seat, at: datetime) -> None:
        """Let a device in; a seat it already had on that map is replaced."""
        with self._database.writing() as connection:
            seq_of(connection, seat.map, lock=True)
            connection.execute(_seat_of(device_hash, seat.map))
            connection.execute(sa.insert(seats), {"device_hash": device_hash, **_row(seat, at)})

    def take_seats(self, map_id: MapId, person: ParticipantId) -> None:
        """Take away every seat, link and calendar of a participant."""
        with self._database.writing() as connection:
            seq_of(connection, map_id, lock=True)
            for table in (seats, links):
                connection.execute(sa.delete(table).where(table.c.map_id == map_id, table.c.person == person))
            connection.execute(sa.delete(passes).where(_opens(Pass(map_id, PassKind.CALENDAR, person))))

    def give_up_seat(self, device_hash: str, map_id: MapId) -> None:
        """Let one device forget a map."""
        with self._database.writing() as connection:
            connection.execute(_seat_of(device_hash, map_id))

    def take_walls(self, map_id: MapId) -> None:
        """Take away every seat and link of a wall."""
        wall = SeatKind.PROJECTOR.value
        with self._database.writing() as connection:
            seq_of(connection, map_id, lock=True)
            for table in (seats, links):
                connection.execute(sa.delete(table).where(table.c.map_id == map_id, table.c.kind == wall))

    def give_link(self, link_hash: str, seat: Seat, at: datetime) -> None:
        """Store a secret link to be exchanged for this seat; it replaces the earlier one for that seat."""
        earlier = sa.delete(links).where(
            links.c.map_id == seat.map,
            links.c.kind == seat.kind.value,
            links.c.person.is_not_distinct_from(seat.person),
        )
        with self._database.writing() as connection:
            seq_of(connection, seat.map, lock=True)  # two new links at once: the later one is the link
            connection.execute(earlier)
            connection.execute(sa.insert(links), {"link_hash": link_hash, **_row(seat, at)})

    def link(self, link_hash: str) -> Seat | None:
        """Return the seat that a secret link stands for, unless it was replaced or taken away."""
        return next(iter(self._seats(sa.select(links).where(links.c.link_hash == link_hash))), None)

    def give_pass(self, pass_hash: str, given: Pass, at: datetime) -> None:
        """Store a pass; it replaces the earlier one that opens the same."""
        row = {"map_id": given.map, "kind": given.kind.value, "about": given.about, "at": at}
        with self._database.writing() as connection:
            seq_of(connection, given.map, lock=True)  # as with links: the later of two is the pass
            connection.execute(sa.delete(passes).where(_opens(given)))
            connection.execute(sa.insert(passes), {"pass_hash": pass_hash, **row})

    def pass_of(self, pass_hash: str) -> Pass | None:
        """Return what a pass opens, unless it was replaced or taken away."""
        return next(iter(self._passes(passes.c.pass_hash == pass_hash)), None)

    def passes_on(self, map_id: MapId) -> Mapping[Pass, datetime]:
        """Return every pass of a map, and when it was made."""
        return self._passes(passes.c.map_id == map_id) if storable(map_id) else {}

    def take_pass(self, given: Pass) -> None:
        """Take a pass away, if there is one."""
        if not storable(given.about):
            return
        with self._database.writing() as connection:
            connection.execute(sa.delete(passes).where(_opens(given)))

    def give_code(self, code: Code, at: datetime) -> bool:
        """Store a new code for a map and revoke the earlier one; False, and nothing done, if ever in use."""
        row = {"code": code.code, "map_id": code.map, "is_open": code.open, "at": at, "revoked_at": None}
        earlier = sa.update(codes).where(_present(code.map)).values(revoked_at=at)
        try:
            with self._database.writing() as connection:
                seq_of(connection, code.map, lock=True)
                connection.execute(earlier)
                connection.execute(sa.insert(codes), row)
        except IntegrityError:
            if self._exists(code.code):
                return False
            raise
        return True

    def set_code_open(self, map_id: MapId, *, is_open: bool) -> None:
        """Open or close the joining of a map."""
        with self._database.writing() as connection:
            connection.execute(sa.update(codes).where(_present(map_id)).values(is_open=is_open))

    def code_of(self, map_id: MapId) -> Code | None:
        """Return the present code of a map."""
        return self._code(_present(map_id)) if storable(map_id) else None

    def find_code(self, code: str) -> Code | None:
        """Return the code if it exists and is not revoked."""
        return self._code((codes.c.code == code) & codes.c.revoked_at.is_(None)) if storable(code) else None

    def _seats(self, wanted: sa.Select[Any], given: dict[str, str] | None = None) -> list[Seat]:
        with self._database.reading() as connection:
            found = connection.execute(wanted, given)
            return [_seat(row) for row in found]

    def _passes(self, condition: sa.ColumnElement[bool]) -> dict[Pass, datetime]:
        with self._database.reading() as connection:
            found = connection.execute(sa.select(passes).where(condition))
            return {Pass(MapId(row.map_id), PassKind(row.kind), row.about): row.at for row in found}

    def _code(self, condition: sa.ColumnElement[bool]) -> Code | None:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(codes).where(condition)).one_or_none()
        return None if row is None else Code(row.code, MapId(row.map_id), open=row.is_open)

    def _exists(self, code: str) -> bool:
        with self._database.reading() as connection:
            return bool(connection.execute(sa.select(sa.exists().where(codes.c.code == code))).scalar_one())


def _seat(row: sa.Row[Any]) -> Seat:
    return Seat(MapId(row.map_id), SeatKind(row.kind), row.person)


def _row(seat: Seat, at: datetime) -> dict[str, object]:
    return {"map_id": seat.map, "kind": seat.kind.value, "person": seat.person, "at": at}


def _seat_of(device_hash: str, map_id: MapId) -> sa.Delete:
    return sa.delete(seats).where(seats.c.device_hash == device_hash, seats.c.map_id == map_id)


def _opens(given: Pass) -> sa.ColumnElement[bool]:
    same = (passes.c.map_id == given.map) & (passes.c.kind == given.kind.value)
    return same & (passes.c.about == given.about)


def _present(map_id: MapId) -> sa.ColumnElement[bool]:
    return (codes.c.map_id == map_id) & codes.c.revoked_at.is_(None)
