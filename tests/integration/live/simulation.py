"""Rooms full of people with the real client, played against a running server (`tests/js/simulation`)."""

import json
import os
import random
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from partnerschap.store import rebuild, tables
from tests.e2e.support.server import ROOT
from tests.integration.live.seated import Seating
from tools import node

SIMULATION = ROOT / "tests" / "js" / "simulation"
AT_ONCE = 8
SETTINGS = {"PACE": "100"}
"""People in a hurry: what they do in an evening takes them seconds."""
_AFTER_A_CLOSE = {"park"}
_MOST = 14
_HAPPENS_TO_ALL = ("words", "dropped", "doubled", "cuts")


def rooms_for(database: str, seeds: range) -> list[dict[str, Any]]:
    """Make a map for each seed: two to fourteen people, mostly few: they touch the same words more often."""
    seating = Seating(database)
    rooms = []
    for seed in seeds:
        luck = random.Random(seed).random()  # noqa: S311 -- dice
        map_id, people = seating.map_for(2 + int((_MOST - 1.01) * luck**3))
        rooms.append({"seed": seed, "map": map_id, "seats": [asdict(each) for each in people]})
    seating.close()
    return rooms


def simulate(
    folder: Path,
    addresses: Sequence[str],
    rooms: list[dict[str, Any]],
    trouble: Callable[[], None] = lambda: None,
) -> None:
    """Play the rooms with `trouble` meanwhile; nothing is lost, doubled or shown too early."""
    asked = folder / "rooms.json"
    asked.write_text(json.dumps({"addresses": addresses, "atOnce": AT_ONCE, "rooms": rooms}))
    command = [node.find().node, "--import", SIMULATION / "network.js", SIMULATION / "run.js", asked]
    environment = {**os.environ, "NODE_NO_WARNINGS": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as playing:
        if playing.stdout and playing.stdout.readline():  # it has begun
            trouble()
        said, wrong = playing.communicate()
    assert playing.returncode == 0, wrong[-4_000:]
    found: dict[str, Any] = json.loads(said)
    assert found["broken"] == [], found["broken"][:3]
    # A network that does nothing shows nothing; that an answer alone is lost, comes less often.
    happened = {kind: found[kind] for kind in _HAPPENS_TO_ALL}
    assert min(happened.values()) > len(rooms), happened
    assert found["lostAcknowledgements"] >= len(rooms) // 10, found["lostAcknowledgements"]


def check_journals(engine: sa.Engine) -> None:
    """Every map is what its journal tells, and nothing was accepted about a step that had closed."""
    different = {each: rebuild.compare(engine, each) for each in rebuild.every_map(engine)}
    assert not any(different.values()), different
    line = tables.journal.c
    with engine.connect() as connection:
        lines = connection.execute(sa.select(line.map_id, line.seq, line.act)).all()
    closes = {map_id: seq for map_id, seq, act in lines if act == "close"}
    assert len(closes) == len(different)
    too_late = [row for row in lines if row.seq > closes[row.map_id] and row.act not in _AFTER_A_CLOSE]
    assert too_late == []
