"""How fast a script goes when people look on."""

from collections.abc import Callable, Mapping
from time import sleep

import click

from partnerschap.play.grammar import EXPECT
from partnerschap.play.script import Act, Script
from partnerschap.play.table import Device

_WRITING = frozenset({"write", "note", "differ"})
_SECONDS_PER_LETTER = 0.05
_LONGEST_SECONDS = 6.0


class Steady:
    """The same pause before every act, and a line in the terminal that tells what happens."""

    def __init__(self, script: Script, seconds: float, pause: Callable[[float], None] = sleep) -> None:
        self._script = script
        self._seconds = seconds
        self._pause = pause

    def before(self, act: Act, device: Device | None) -> None:
        """Tell what comes, and wait; who writes is seen to write meanwhile."""
        if act.do == EXPECT:
            return
        click.echo(told(act, self._script))
        writes = device is not None and act.do in _WRITING
        if device is not None and writes:
            device.show_writing(act.fields["step"], act.fields["prompt"])
        self._pause(self._before(act))
        if device is not None and writes:
            device.show_writing("", "")

    def _before(self, act: Act) -> float:
        del act
        return self._seconds


class Human(Steady):
    """As long before an act as people need: the pause, and time to type or to read what it says."""

    def _before(self, act: Act) -> float:
        return self._seconds + min(_LONGEST_SECONDS, _SECONDS_PER_LETTER * len(_said(act)))


def told(act: Act, script: Script) -> str:
    """Return one line for people about an act."""
    name = script.person(act.by).name
    hand = f" (met de hand van {script.person(act.hand).name})" if act.hand else ""
    said = _said(act)
    what = f"{name}{hand}: {DUTCH.get(act.do, act.do)}"
    return f"{what} — {said}" if said else what


def _said(act: Act) -> str:
    said = act.fields.get("text") or act.fields.get("because") or " / ".join(act.fields.get("texts", ()))
    return str(said)


DUTCH: Mapping[str, str] = {
    # what each act is called in the line that tells it
    "join": "komt erbij",
    "leave": "gaat weg",
    "offline": "heeft geen netwerk meer",
    "online": "heeft weer netwerk",
    "write": "schrijft",
    "reveal": "legt de briefjes open",
    "note": "noteert samen",
    "adopt": "neemt over",
    "answer": "geeft antwoord op een briefje",
    "respect": "neemt over uit respect",
    "differ": "noteert waar het schuurt",
    "park": "zet op de parkeerplek",
    "edit": "past aan",
    "remove": "haalt weg",
    "stance": "kiest",
    "reply": "antwoordt",
    "close": "opent de poort",
    "reopen_step": "heropent de stap",
    "take": "doet dit",
    "refuse": "doet dit niet",
    "confirm": "bevestigt",
    "terms": "vult de vragen voor het tekenen in",
    "freeze": "zet de tekst vast",
    "sign": "ondertekent",
    "decline": "ondertekent niet",
    "seal": "maakt de versie af",
    "withdraw": "trekt zich terug",
    "reopen": "heropent het contract",
    "review": "kijkt terug",
    "spectrum": "geeft aan hoe het voelde",
    "show_spread": "laat zien hoe de antwoorden verdeeld zijn",
    "responsibility": "noteert wie verantwoordelijk is",
    "limit": "vertelt wat wel en niet kan",
    "will_can": "kijkt of de actie kan",
    "meaning": "vertelt wat je dan zou zien",
    "ask_meaning": "vraagt wat je dan zou zien",
    "set_status": "geeft een conditie een status",
    "hand_over": "geeft de begeleiding door",
    "absent": "meldt iemand af",
    "show_stances": "laat zien wat iedereen koos",
    "share": "laat een later briefje zien",
    "focus": "zet het scherm goed",
    "pause": "houdt pauze",
    "introduce": "vertelt opnieuw wie zij of hij is",
    "tell": "vertelt",
    "untell": "neemt een bericht terug",
    "answer_from_outside": "geeft de vraag door, en krijgt van buiten antwoord",
    "undo": "maakt ongedaan",
}
