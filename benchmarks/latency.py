"""How long a submitted entry takes to reach everyone's screen: 10 people on one map, over loopback.

`python -m benchmarks.latency` starts a server of its own and prints the medians and the 95th percentiles of
three rounds, with an fdatasync probe of the same disk in the same run.
"""

import os
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from statistics import median, quantiles

import socketio

from partnerschap.play.pages import Pages
from partnerschap.play.server import own_server

PEOPLE = 10
ROUNDS = 3
CHANGES = 100
EVERY_SECONDS = 0.1
PATIENCE_SECONDS = 10
NO_SUCH_SEQ = 2_147_483_647


@dataclass
class Person:
    """Somebody at the table, and when their screen reached each sequence number."""

    pages: Pages
    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection=False))
    reached: dict[int, float] = field(default_factory=dict)
    here: threading.Event = field(default_factory=threading.Event)

    def connect(self, map_id: str) -> None:
        """Open the live connection and note when changes arrive."""
        self.client.on("snapshot", lambda _message: self.here.set())
        self.client.on("change", lambda message: self.reached.setdefault(message["seq"], time.perf_counter()))
        address = f"{self.pages.address}?kaart={map_id}"
        self.client.connect(address, headers={"Cookie": self.pages.cookies()}, transports=["websocket"])
        self.here.wait(PATIENCE_SECONDS)


def seat(address: str) -> tuple[str, list[Person]]:
    """Begin a map and let people join; returns its id and everybody, connected."""
    facilitator = Pages(address, "nl")
    asked = {"title": "Meting", "subject": "meten", "situation": "", "kind": "partnership", "form": "long"}
    asked |= {"language": "nl", "names": "first", "formal_word": "", "informal_word": ""}
    begun = facilitator.post("/begin", asked | person("Begeleider", "formal"))
    people = [Person(facilitator)]
    newest = facilitator.get_json(f"/kaart/{begun['map']}/sinds/{NO_SUCH_SEQ}") or {}
    code = newest["view"]["join"]["code"]
    for number in range(1, PEOPLE):
        pages = Pages(address, "nl")
        side = "informal" if number % 2 else "formal"
        pages.post(f"/doe-mee/{code}", person(f"Partner{number}", side))
        people.append(Person(pages))
    for each in people:
        each.connect(begun["map"])
    return begun["map"], people


def person(name: str, side: str) -> dict[str, str]:
    """Return what somebody fills in to join."""
    return {"name": name, "called": "", "side": side, "role": "", "organisation": ""}


def measure(people: list[Person], number: int) -> tuple[list[float], list[float]]:
    """Let people write in turn; returns the seconds until the acknowledgement, and until the last screen."""
    acknowledged, everywhere = [], []
    for turn in range(CHANGES):
        writer = people[turn % len(people)]
        act = {
            "do": "write",
            "op": str(uuid.uuid4()),
            "id": str(uuid.uuid4()),
            "step": "values",
            "prompt": "success",
            "text": f"in ronde {number} is dit tekst nummer {turn} van de meting",
            "private": True,
        }
        begun = time.perf_counter()
        answer = writer.client.call("act", act, timeout=PATIENCE_SECONDS)
        acknowledged.append(time.perf_counter() - begun)
        if not answer["ok"]:
            sys.exit(f"refused: {answer}")
        deadline = begun + PATIENCE_SECONDS
        while any(answer["seq"] not in person.reached for person in people):
            if time.perf_counter() > deadline:
                sys.exit(f"change {answer['seq']} did not reach everyone")
            time.sleep(0.0005)
        everywhere.append(max(person.reached[answer["seq"]] for person in people) - begun)
        time.sleep(max(0.0, begun + EVERY_SECONDS - time.perf_counter()))
    return acknowledged, everywhere


def fdatasync_probe() -> list[float]:
    """Return how long this disk takes to make a small write durable, in seconds."""
    times = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(CHANGES):
            os.write(file.fileno(), b"x" * 4096)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return times


def line(name: str, rounds: list[list[float]]) -> str:
    """Return a row: medians over the rounds of each round's median and 95th percentile, and their spread."""
    medians = [median(each) * 1000 for each in rounds]
    p95 = [quantiles(each, n=20)[-1] * 1000 for each in rounds]
    spread = f"(rounds {min(p95):.1f} to {max(p95):.1f})"
    return f"{name:28} median {median(medians):6.1f} ms   p95 {median(p95):6.1f} ms {spread}"


def main() -> None:
    """Measure and print."""
    with own_server() as address:
        _map_id, people = seat(address)
        acknowledged, everywhere, disk = [], [], []
        for number in range(ROUNDS):
            disk.append(fdatasync_probe())
            ack, last = measure(people, number)
            acknowledged.append(ack)
            everywhere.append(last)
            print(f"round {number + 1} of {ROUNDS} done", flush=True)
        for person in people:
            person.client.disconnect()
    print(line("acknowledged", acknowledged))
    print(line("on everyone's screen", everywhere))
    print(line("fdatasync", disk))


if __name__ == "__main__":
    main()
