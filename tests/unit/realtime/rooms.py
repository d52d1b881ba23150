"""A room with people in it, and a wire that shows what each of them has on screen."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from partnerschap.application.ports import Seat, SeatKind, Stored
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import (
    Actor,
    Command,
    Join,
    Write,
)
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import EntryId, MapId, ParticipantId
from partnerschap.domain.instrument import VALUES, Place, standard
from partnerschap.domain.kinds import Names, Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.realtime.broadcast import Broadcaster
from tests.fakes import FakeMaps

MAP = MapId("map-1")
NORA, FATMA, RUUD = ParticipantId("nora"), ParticipantId("fatma"), ParticipantId("ruud")
NOW = datetime(2027, 1, 14, 19, 0, tzinfo=UTC)


class FakeWire:
    """Keeps what was sent to whom, and merges it as a browser does."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, Any]] = []
        self.hung_up: list[str] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.seqs: dict[str, int] = {}

    def send(self, sids: Iterable[str], event: str, data: Any) -> None:
        for sid in sids:
            self._send(sid, event, data)

    def _send(self, sid: str, event: str, data: Any) -> None:
        self.sent.append((sid, event, data))
        if event == "snapshot":
            self.views[sid], self.seqs[sid] = dict(data["view"]), data["seq"]
        if event == "change":
            assert data["since"] == self.seqs[sid], "a gap, or out of order"
            for key in data["del"]:
                del self.views[sid][key]
            self.views[sid].update(data["set"])
            self.seqs[sid] = data["seq"]

    def hang_up(self, sid: str) -> None:
        self.hung_up.append(sid)

    def last(self, sid: str, event: str) -> Any:
        return next(data for to, name, data in reversed(self.sent) if (to, name) == (sid, event))


class Room:
    """A map with Nora facilitating, Fatma and Ruud at the table, and a wall."""

    def __init__(self, names: Names = Names.FIRST) -> None:
        state = begin(Begin(MAP, "Het plein", "ons plein", names=names), standard())
        assert isinstance(state, PartnershipMap)
        self.maps, self.wire = FakeMaps(), FakeWire()
        self.maps.create(state, NOW)
        self.code: dict[str, Any] = {"code": "AAAACCCC", "open": True}
        self.seats: dict[str, Seat] = {}
        self.broadcaster = self.worker(self.wire)
        self.do(Join(NORA, "Nora", facilitator=True), NORA)
        self.do(Join(FATMA, "Fatma", side=Side.INFORMAL), FATMA)
        self.do(Join(RUUD, "Ruud", side=Side.FORMAL), RUUD)

    def worker(self, wire: FakeWire) -> Broadcaster:
        """Return who tells those that are at one worker."""
        return Broadcaster(self.maps, wire, standard(), self.wall, lambda _map: dict(self.seats))

    def wall(self, _map: MapId) -> dict[str, Any]:
        """Return what the wall's door says now."""
        return {"join": dict(self.code)}

    def new_code(self) -> None:
        """Give the wall's door another code, and say so."""
        self.code = {"code": "BBBBDDDD", "open": True}
        self.broadcaster.wall_changed(MAP)

    def do(self, command: Command, by: ParticipantId, *, tell: bool = True) -> tuple[Stored, Stored]:
        before = self.maps.stored[MAP]
        decision = decide(before.state, command, Actor(by), NOW)
        assert isinstance(decision, tuple), decision
        after = Stored(evolve_all(before.state, decision), before.seq + 1)
        self.maps.stored[MAP] = after
        if tell:
            self.broadcaster.changed(before, after)
        return before, after

    def enter(
        self, sid: str, person: ParticipantId | None, device: str = "", at: Broadcaster | None = None
    ) -> bool:
        """Come in, by default on a device of one's own."""
        kind = SeatKind.PARTICIPANT if person else SeatKind.PROJECTOR
        seat = self.seats[device or sid] = Seat(MAP, kind, person)
        return (at or self.broadcaster).enter(sid, seat, device or sid)

    def show_wall(self, sid: str, person: ParticipantId) -> bool:
        """Open the wall on a participant's own device."""
        self.seats[sid] = Seat(MAP, SeatKind.PARTICIPANT, person)
        return self.broadcaster.enter(sid, Seat(MAP, SeatKind.PROJECTOR, person), sid)

    def write(self, by: ParticipantId, number: int, *, tell: bool = True) -> tuple[Stored, Stored]:
        entry = Write(EntryId(f"e{number}"), Place(VALUES, "success"), f"geheim {number} van {by}")
        return self.do(entry, by, tell=tell)
