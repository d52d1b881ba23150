"""People at maps, ready to act, on each of the servers; ours by the pages that people use."""

from dataclasses import asdict, dataclass
from uuid import uuid4

from benchmarks.servers import Server
from partnerschap.play.pages import Pages

_FAR = 2_147_483_647
_FIRST = "wij eten elke maand samen op het plein"


@dataclass(frozen=True, slots=True)
class Person:
    """One connection of the driver: its map, how it comes in, and the joint entry that it changes."""

    person: int
    map: str
    url: str
    cookie: str = ""
    entry: str = ""

    def as_json(self) -> dict[str, object]:
        """Return it as the driver reads it."""
        return asdict(self)


def seat(server: Server, maps: int, people: int) -> list[Person]:
    """Seat so many people at each of so many maps."""
    if server.kind == "ours":
        return [person for table in range(maps) for person in _our_table(server, table * people, people)]
    name = {"control": "/socket.io/?EIO=4&transport=websocket&map=", "hocuspocus": "/?"}[server.kind]
    return [
        Person(number, table, f"ws://127.0.0.1:{server.port}{name}{table}")
        for table_number, table in enumerate(uuid4().hex for _ in range(maps))
        for number in range(table_number * people, (table_number + 1) * people)
    ]


def _our_table(server: Server, first: int, people: int) -> list[Person]:
    """Begin a map, let everybody join, reveal the values, and let each note one joint text."""
    address = f"http://127.0.0.1:{server.port}"
    everybody = [Pages(address, "nl") for _ in range(people)]
    asked = {"title": "Meting", "subject": "meten", "situation": "", "kind": "partnership", "form": "long"}
    asked |= {"language": "nl", "names": "first", "formal_word": "", "informal_word": ""}
    begun = everybody[0].post("/begin", asked | _somebody(0))
    map_id = str(begun["map"])
    view = (everybody[0].get_json(f"/kaart/{map_id}/sinds/{_FAR}") or {})["view"]
    for number, pages in enumerate(everybody[1:], start=1):
        pages.post(f"/doe-mee/{view['join']['code']}", _somebody(number))
    _act(everybody[0], map_id, {"do": "reveal", "step": "values"})
    found = []
    for number, pages in enumerate(everybody, start=first):
        entry = str(uuid4())
        note = {"do": "note", "id": entry, "step": "values", "prompt": "success"}
        _act(pages, map_id, {**note, "text": _FIRST})
        url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket&kaart={map_id}"
        found.append(Person(number, map_id, url, pages.cookies(), entry))
    return found


def _act(pages: Pages, map_id: str, act: dict[str, object]) -> None:
    answer = pages.post(f"/kaart/{map_id}/doe", {"op": str(uuid4()), **act})
    if not answer.get("ok"):
        raise SystemExit(f"The table was not set: {answer}")


def _somebody(number: int) -> dict[str, str]:
    side = "informal" if number % 2 else "formal"
    return {"name": f"Partner{number}", "side": side, "role": "", "organisation": ""}
