"""`make bench` and `make bench-quick`: our server beside a stock control and Hocuspocus, in turns.

Prints progress and a table, and writes `benchmarks/latest.json`. Only ratios within one run say anything: the
same machine is fast now and slow a minute later.
"""

import argparse
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import contract, history, page, report, setup
from benchmarks.servers import Server, driver, running, start_driver
from benchmarks.tables import Person, seat
from tools.project import ROOT, say

KINDS = ("ours", "control", "hocuspocus")
LATEST = ROOT / "benchmarks" / "latest.json"
_SOCKETS_PER_DEVICE = 10

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What people do: `closed` changes when the last change was acknowledged, `open` by chance, so often.

    `rate` is changes per second and person; `seconds` are measured after `warmup` seconds.
    """

    name: str
    maps: int
    people: int
    mode: str
    rate: float = 0.0
    seconds: float = 8.0
    warmup: float = 3.0


SCENARIOS = (
    Scenario("sat", 10, 10, "closed"),
    Scenario("p500", 10, 10, "open", rate=5),
    Scenario("p30", 10, 30, "open", rate=0.5),
    Scenario("one150", 1, 150, "open", rate=1 / 3),
    Scenario("storm", 10, 30, "storm"),
    Scenario("idle", 10, 10, "idle"),
)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the two ratios, in about three minutes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", nargs="*", default=[each.name for each in SCENARIOS] + ["history", "contract", "page"]
    )
    asked = parser.parse_args()
    setup.ensure()
    scenarios = [each for each in SCENARIOS if each.name in asked.only]
    rounds = asked.rounds
    if asked.quick:
        scenarios, rounds = [replace(SCENARIOS[0], seconds=5.0, warmup=2.0)], 3
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        for scenario in scenarios:
            rows += _measured(scenario, rounds, Path(folder) / scenario.name)
        long_map = history.measured(Path(folder)) if "history" in asked.only and not asked.quick else None
        paper = contract.measured(Path(folder)) if "contract" in asked.only and not asked.quick else None
        phone = page.measured(Path(folder)) if "page" in asked.only and not asked.quick else None
    result: Row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "rounds": rounds,
        "rows": rows,
        "history": long_map,
        "contract": paper,
        "page": phone,
        "ratios": report.ratios(rows),
    }
    LATEST.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    say(report.table(result))
    say(f"Written to {LATEST.relative_to(ROOT)}")


def _measured(scenario: Scenario, rounds: int, folder: Path) -> list[Row]:
    """Measure all servers in turn, again and again; returns a row for each, with the disk meanwhile."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    disk: list[float] = []
    with ExitStack() as stack:
        say(f"{scenario.name}: starting the servers, seating {scenario.maps} x {scenario.people} people")
        servers = [stack.enter_context(running(kind, folder / kind)) for kind in KINDS]
        tables = {server.kind: seat(server, scenario.maps, scenario.people) for server in servers}
        starts = dict.fromkeys(KINDS, 1)
        for number in range(rounds):
            disk += fdatasync_seconds()
            for server in servers:
                figures = _round(scenario, server, tables[server.kind], starts[server.kind])
                starts[server.kind] = figures.pop("next", 1)
                found[server.kind].append(figures)
                say(f"{scenario.name} {number + 1}/{rounds} {server.kind}: {report.short(figures)}")
    fsync = report.milliseconds(disk)
    return [
        {"scenario": scenario.name, "server": kind, "fdatasync": fsync, **report.middle(found[kind])}
        for kind in KINDS
    ]


def _round(scenario: Scenario, server: Server, people: Sequence[Person], start: int) -> Row:
    if scenario.mode == "idle":
        return _idle(server, people)
    began, cpu = time.monotonic(), server.cpu_seconds()
    asked = {
        "kind": server.kind,
        "people": [person.as_json() for person in people],
        "mode": scenario.mode,
        "rate": scenario.rate,
        "seconds": scenario.seconds,
        "warmup": scenario.warmup,
        "changesBefore": 50,
        "start": start,
    }
    told: Row = json.loads(driver(json.dumps(asked).encode(), timeout=120).splitlines()[-1])
    if told["refused"]:
        raise SystemExit(f"{server.kind} refused: {told['refused']}")
    if scenario.mode == "storm":
        return {"storm": told["storm"], "next": start + 50}
    used = (server.cpu_seconds() - cpu) / (time.monotonic() - began)
    return {**told, "cpu": used, "memory": server.memory_bytes()}


def _idle(server: Server, people: Sequence[Person]) -> Row:
    """Return the memory of a connection that only listens, in bytes."""
    before = server.memory_bytes()
    many = [person.as_json() for person in people for _ in range(_SOCKETS_PER_DEVICE)]
    asked = {"kind": server.kind, "people": many, "mode": "idle", "seconds": 600}
    process = start_driver(json.dumps(asked).encode())
    try:
        if process.stdout is None or process.stdout.readline().strip() != b"connected":
            raise SystemExit(f"{server.kind}: not everybody could connect")
        time.sleep(3)
        return {"idle": (server.memory_bytes() - before) / len(many), "sockets": len(many)}
    finally:
        process.terminate()
        process.wait()
        time.sleep(2)


def fdatasync_seconds(times: int = 50) -> Iterator[float]:
    """Yield how long this disk takes to make a small write durable, in seconds."""
    with tempfile.NamedTemporaryFile(dir=os.environ.get("BENCH_DIR")) as file:
        for _ in range(times):
            os.write(file.fileno(), b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            yield time.perf_counter() - began


if __name__ == "__main__":
    main()
