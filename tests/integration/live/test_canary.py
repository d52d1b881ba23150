"""Private words reach nobody else: every frame, page, file and log of a real server is searched.

Seen to fail without `e.open` in `own` of `domain/project_words.py`.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from partnerschap.play.device import LiveDevice
from partnerschap.play.room import LiveRoom
from partnerschap.play.script import MapInfo, Person
from tests.e2e.support.server import Server
from tests.integration.live.tap import Tap

PEOPLE = {
    "nora": Person("nora", "Nora Willemsen", facilitator=True),
    "fatma": Person("fatma", "Fatma Yılmaz", side="informal"),
    "ruud": Person("ruud", "Ruud Bos", side="formal"),
    "joke": Person("joke", "Joke Smit", side="informal"),
}
PAGES = (
    *("", "/deelnemer", "/wand", "/doe", "/mensen", "/weg", "/afspraken", "/contract", "/kaart.json"),
    *("/sinds/0", "/sinds/0?als=wand", "/sinds/999999", "/contract/1", "/contract/1.txt", "/contract/1.json"),
    *(
        "/contract/1.pdf",
        "/contract/1?toch=1",
        "/contract/1.txt?toch=1",
        "/contract/heropenen",
        "/contract/terugtrekken",
        "?stap=values",
        "?stap=relations",
    ),
    *("/tijdlijn", "/tijdlijn?moment=1", "/vergelijk", "/vergelijk/1/2", "?stap=values&doe=note"),
    *("/begeleiding/uitnodiging", "/begeleiding/draaiboek"),
    *("/mijn-afspraken", "/agenda.ics"),
)
OF_PEOPLE = {"person", "table", "limit"}
OF_WORDS = {"own", "joint", "stance", "parked", "removed"}


@dataclass
class Hall:
    """A map with four people and a wall, each frame of whom is kept."""

    server: Server
    devices: dict[str, LiveDevice]
    wall: LiveDevice
    taps: dict[str, Tap]

    def do(self, who: str, do: str, **fields: Any) -> str:
        """Carry out an act and wait until everybody has it; returns the id of what it made."""
        made = str(uuid.uuid4())
        act = {"do": do, "op": str(uuid.uuid4()), **fields}
        if do in {"write", "note", "stance", "park"}:
            act["id"] = made
        answer = self.devices[who].act(act)
        assert answer.accepted, answer
        for tap in self.taps.values():
            tap.wait_for(answer.seq)
        return made

    def found_by(self, *words: str, but: str) -> list[str]:
        """Where anybody but this person finds any of these words."""
        texts = {f"frame of {who}": "".join(tap.frames) for who, tap in self.taps.items() if who != but}
        for who, device in {**self.devices, "wall": self.wall}.items():
            pages = PAGES if who != but else ("/kaart.json",)  # a file goes to strangers
            for page in pages:
                texts[f"{page} of {who}"] = device.pages.get(f"/kaart/{device.map_id}{page}").text
        texts["log"] = self.server.log.read_text()
        return [f"{word}: {place}" for word in words for place, text in texts.items() if word in text]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in practice mode."""
    started = Server(tmp_path_factory.mktemp("canary")).start()
    yield started
    started.stop()


@pytest.fixture(params=["first", "none"])
def hall(request: pytest.FixtureRequest, server: Server) -> Iterator[Hall]:
    """A new map, once with names and once without."""
    room = LiveRoom(f"http://127.0.0.1:{server.port}")
    info = MapInfo("Het plein", "ons plein", "partnership", "short", names=request.param)
    devices = {"nora": room.begin(info, PEOPLE["nora"])}
    wall = room.open_wall()
    code = devices["nora"].view["join"]["code"]
    for key in ("fatma", "ruud", "joke"):
        devices[key] = room.new_device(PEOPLE[key])
        assert devices[key].join(PEOPLE[key], code).accepted
    taps = {who: Tap.beside(device) for who, device in devices.items()} | {
        "wall": Tap.beside(wall, wall=True)
    }
    for device in devices.values():
        device.connect()
    yield Hall(server, devices, wall, taps)
    for tap in taps.values():
        tap.close()
    room.close()


def write(text: str, **more: str) -> dict[str, Any]:
    return {"step": "values", "prompt": "success", "text": text, "private": True, **more}


def test_private_words_are_found_nowhere_before_the_reveal(hall: Hall) -> None:
    words = write("kanarietekst", meaning="kanariebetekenis", because="kanarieomdat")
    entry = hall.do("fatma", "write", **words)
    hall.do("fatma", "edit", entry=entry, text="kanarieverandering")
    gone = hall.do("fatma", "write", **write("kanarieweg"))
    hall.do("fatma", "remove", entry=gone)
    hall.do("ruud", "write", **write("kanariebuurman"))
    private = ("kanarietekst", "kanariebetekenis", "kanarieomdat", "kanarieverandering", "kanarieweg")
    assert hall.found_by(*private, but="fatma") == []
    assert hall.found_by("kanariebuurman", but="ruud") == []

    hall.do("nora", "reveal", step="values")
    assert "kanarieverandering: frame of wall" in hall.found_by("kanarieverandering", but="fatma")
    assert hall.found_by("kanarietekst", "kanarieweg", but="fatma") == [], "what was changed is never shown"


def test_a_hidden_stance_is_found_nowhere(hall: Hall) -> None:
    hall.do("fatma", "note", step="values", prompt="success", text="veilig")
    wording = hall.devices["ruud"].view["step/values"]["wording"]
    hall.do("ruud", "stance", step="values", stance="proviso", because="kanarievoorwaarde", wording=wording)
    hall.do("joke", "stance", step="values", stance="agree", because="", wording=wording)
    assert hall.found_by("kanarievoorwaarde", but="ruud") == []
    hall.do("fatma", "stance", step="values", stance="agree", because="", wording=wording)
    assert "kanarievoorwaarde: frame of joke" in hall.found_by("kanarievoorwaarde", but="ruud")


@pytest.mark.parametrize("hall", ["none"], indirect=True)
def test_no_frame_ties_words_to_who_wrote_them_where_no_names_are_shown(hall: Hall) -> None:
    ruud = hall.devices["ruud"].person
    hall.do("ruud", "write", **write("wij elkaar zien"))
    hall.do("fatma", "write", **write("wij elkaar horen"))
    hall.do("nora", "reveal", step="values")
    hall.do("ruud", "note", step="values", prompt="success", text="wij elkaar zien en horen")
    hall.do("ruud", "park", text="een bankje")
    wording = hall.devices["ruud"].view["step/values"]["wording"]
    for who, stance in (("ruud", "object"), ("fatma", "agree"), ("joke", "accept"), ("ruud", "proviso")):
        because = "niet voor iedereen" if who == "ruud" else ""
        hall.do(who, "stance", step="values", stance=stance, because=because, wording=wording)
    for who, tap in hall.taps.items():
        if who == "ruud":
            continue
        for change in tap.changes:
            keys = [*change["set"], *change["del"]]
            words = [
                key for key in keys if key.split("/")[0] in {"own", "joint", "stance", "parked", "removed"}
            ]
            people = {key.split("/")[1] for key in keys if key.split("/")[0] in OF_PEOPLE}
            assert not words or people != {ruud}, f"{who} is told {words} together with {ruud}"
            told = repr([change["set"].get(key) for key in words])
            assert ruud not in told, who
            assert "Ruud" not in told, who
