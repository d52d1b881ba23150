"""Opening a map with a long history: what is read is the state, however many lines the journal has."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import create_engine

from partnerschap.application.submit import Request, Submit
from partnerschap.domain import commands as cmd
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import Actor
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Kind, Language, Names, Side
from partnerschap.domain.refusals import Refusal
from partnerschap.store.engine import engine_options
from partnerschap.store.maps import SqlMaps
from partnerschap.store.schema import upgrade
from tools.project import say

if TYPE_CHECKING:
    from partnerschap.application.ports import Outcome

SHORT, LONG = 500, 50_000
_AT_ONCE = 500
_TIMES = 30


class _Nobody:
    """Nobody looks."""

    def changed(self, *_: object) -> None:
        """Tell nobody."""


class _Now:
    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


def measured(folder: Path) -> dict[str, float]:
    """Return the median milliseconds to open a map, by the number of lines in its journal."""
    path = folder / "history.db"
    url = f"sqlite:///{path}"
    engine = create_engine(url, **engine_options(url))
    upgrade(engine)
    maps = SqlMaps(engine)
    ids = {count: _written(maps, count) for count in (SHORT, LONG)}
    found: dict[int, list[float]] = {count: [] for count in ids}
    for _ in range(_TIMES):
        for count, map_id in ids.items():
            fresh = SqlMaps(engine)  # nothing remembered: as the first visitor of the day
            began = time.perf_counter()
            stored = fresh.read(map_id)
            found[count].append((time.perf_counter() - began) * 1000)
            if stored is None or stored.seq < count:
                raise SystemExit("history: the map is not whole")
    engine.dispose()
    return {f"{count}": median(times) for count, times in found.items()}


def _written(maps: SqlMaps, count: int) -> MapId:
    """Write a map with so many lines in its journal: ten joint texts, each changed over and over."""
    say(f"history: writing a map with {count} lines")
    map_id, me = MapId(str(uuid4())), ParticipantId(str(uuid4()))
    asked = Begin(
        id=map_id,
        title="Meting",
        subject="meten",
        situation="",
        kind=Kind.PARTNERSHIP,
        form=Form.LONG,
        language=Language.NL,
        names=Names.FIRST,
    )
    state = begin(asked, standard())
    if isinstance(state, Refusal) or not maps.create(state, datetime.now(UTC)):
        raise SystemExit("history: the map was not made")
    submit = Submit(maps, _Nobody(), _Now())  # type: ignore[arg-type]  # of the viewers only `changed` is asked
    join = cmd.Join(me, "Meter", side=Side.FORMAL, facilitator=True)
    submit.carry_out(map_id, str(uuid4()), join, Actor(me))  # type: ignore[arg-type]  # an id is a text

    entries = [str(uuid4()) for _ in range(10)]
    note = {"do": "note", "step": "values", "prompt": "success", "text": "tekst"}
    acts = [{"do": "reveal", "step": "values"}, *({**note, "id": entry} for entry in entries)]
    acts += [
        {"do": "edit", "entry": entries[number % 10], "text": f"tekst nummer {number}"}
        for number in range(count)
    ]
    for at in range(0, len(acts), _AT_ONCE):
        _sent(submit, [Request(map_id, me, {"op": str(uuid4()), **act}) for act in acts[at : at + _AT_ONCE]])
    return map_id


def _sent(submit: Submit, requests: Sequence[Request]) -> None:
    found: dict[int, Outcome] = {}
    submit.all(requests, found.update)
    for outcome in found.values():
        if outcome.refusal is not None:
            raise SystemExit(f"history: {outcome.refusal}")
