"""Maps full of people, made beside a server: their devices have a seat and know nothing of each other."""

from dataclasses import dataclass

import sqlalchemy as sa

from partnerschap.application.joining import Entered, Joining
from partnerschap.application.submit import Submit
from partnerschap.chance import SystemChance, SystemClock
from partnerschap.domain.begin import Begin
from partnerschap.domain.commands import Join
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.kinds import Side
from partnerschap.store.doors import SqlDoors
from partnerschap.store.engine import engine_options, prepare
from partnerschap.store.maps import SqlMaps
from partnerschap.web.cookies import DEVICE
from tests.fakes import FakeViewers


@dataclass(frozen=True)
class Seated:
    """One person's device: who they are, and the cookie that says so."""

    id: str
    cookie: str


class Seating:
    """Makes maps with people in a database; each map in one go."""

    def __init__(self, database: str) -> None:
        self._engine = sa.create_engine(database, **engine_options(database))
        prepare(self._engine)
        maps, viewers, clock = SqlMaps(self._engine), FakeViewers(), SystemClock()
        submit = Submit(maps, viewers, clock)
        self._chance = SystemChance()
        self._joining = Joining(maps, SqlDoors(self._engine), submit, viewers, clock, self._chance)

    def map_for(self, number: int) -> tuple[str, list[Seated]]:
        """Return a new map and the devices of so many people; the first facilitates."""
        map_id = MapId(self._chance.id())
        people: list[Seated] = []
        for index in range(number):
            device, person = self._chance.secret(), ParticipantId(self._chance.id())
            side = Side.INFORMAL if index % 2 else Side.FORMAL
            join = Join(person, f"Deelnemer {index}", side=side, facilitator=index == 0)
            entered = (
                self._joining.join(map_id, join, device)
                if people
                else self._joining.begin(Begin(map_id, "Het plein", "ons plein"), join, device)
            )
            assert isinstance(entered, Entered), entered
            people.append(Seated(person, f"{DEVICE}={device}"))
        return map_id, people

    def forget(self, device: Seated, map_id: str) -> None:
        """Take the seat of a device, and tell no worker of it."""
        self._joining.forget(device.cookie.removeprefix(f"{DEVICE}="), MapId(map_id))

    def renew_code(self, map_id: str) -> str:
        """Give a map a new code, and tell no worker of it."""
        return self._joining.renew_code(MapId(map_id)).code

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
