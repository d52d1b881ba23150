"""One person's device, or the wall: pages over HTTP and a live connection, through the public doors alone."""

from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode, urlsplit

import socketio
from socketio.exceptions import SocketIOError

from partnerschap.play.errors import DoorError
from partnerschap.play.pages import TIMEOUT_SECONDS, Pages, answer_of
from partnerschap.play.script import Person
from partnerschap.play.stream import Stream
from partnerschap.play.table import Answer, Message, View

HELPS = "begeleidt"
"""What somebody answers to 'which side?' who comes to facilitate and is no partner."""
_LATER = frozenset({"busy", "slow_down"})
"""Answers that mean: nothing happened, send the same act again."""
_ANY_OTHER = 2_147_483_647
"""No map is ever at this operation, so that asking what came since then gives the whole view."""


class LiveDevice:
    """A device with cookies of its own; `wall` looks at the projected view."""

    def __init__(self, pages: Pages, map_id: str = "", *, wall: bool = False, language: str = "nl") -> None:
        self.pages = pages
        self.map_id = map_id
        self.person = ""
        self._wall = wall
        self._language = language
        self.stream = Stream()
        self._client: socketio.Client | None = None

    @property
    def view(self) -> View:
        """Return what is on screen."""
        return self.stream.view

    @property
    def connected(self) -> bool:
        """Tell whether the live connection is open."""
        return self.stream.open

    def has_received(self, text: str) -> bool:
        """Tell whether anything that came in so far contains this text."""
        return self.stream.has_received(text)

    def connect(self) -> None:
        """Open the live connection and wait for the map; who is not at the table stays without."""
        if self.connected or not self.map_id:
            return
        stream = self.stream
        client = socketio.Client(reconnection=False, handle_sigint=False)
        client.on("snapshot", stream.snapshot)
        client.on("change", stream.change)
        client.on("bye", lambda _message: stream.end())
        client.on("disconnect", lambda *_reason: stream.end() if self._client is client else None)
        client.on("*", lambda *_anything: None)
        asked = {"kaart": self.map_id, "als": "wand" if self._wall else "deelnemer", "taal": self._language}
        stream.begin()
        self._client = client
        try:
            client.connect(
                f"{self.pages.address}?{urlencode(asked)}",
                headers={"Cookie": self.pages.cookies()},
                transports=["websocket"],
                wait_timeout=TIMEOUT_SECONDS,
            )
        except SocketIOError as problem:
            stream.end()
            if self.fresh_view():
                raise DoorError(f"geen live verbinding: {problem}") from problem
            return
        if not stream.wait_for(0, TIMEOUT_SECONDS, self._ask_again):
            raise DoorError("de live verbinding toont de kaart niet")

    def disconnect(self) -> None:
        """Close the live connection."""
        client, self._client = self._client, None
        self.stream.end()
        if client is not None:
            client.disconnect()

    def join(self, person: Person, code: str) -> Answer:
        """Come in by the code, for the first time."""
        body = self.pages.post(f"/doe-mee/{code}", as_form(person))
        answer = answer_of(body)
        if answer.accepted:
            self.person = body["person"]
        return answer

    def join_again(self, message: Message) -> Answer:
        """Come back after leaving, by the button that a device which is known is shown."""
        return self.act(message) if self.connected else self.pages.press_button(f"/kaart/{self.map_id}")

    def act(self, message: Message) -> Answer:
        """Send an act until there is an answer; by HTTP where there is no live connection."""
        deadline = monotonic() + TIMEOUT_SECONDS
        leaves = self._leaves_by(message)
        while True:
            body = self._send(message, live=self.connected and not leaves)
            if body.get("code") not in _LATER:
                break
            if monotonic() > deadline:
                raise DoorError(f"na {TIMEOUT_SECONDS} seconden nog steeds: {body['code']}")
            sleep(min(float(body.get("retry_after", 1)), 2.0))
        answer = answer_of(body)
        if leaves and answer.accepted and not self.stream.wait_for_end(TIMEOUT_SECONDS):
            raise DoorError("wie van tafel is gegaan, krijgt nog steeds berichten")
        return answer

    def ask_outside(self, message: Message) -> Answer:
        """Make a link for a request, and let somebody outside answer by it, who has no cookie of this map."""
        asked = {"wat": "maak", "entry": message["entry"]}
        made = self.pages.post(f"/kaart/{self.map_id}/mijn-afspraken/vraag", asked)
        if not made.get("ok"):
            return answer_of(made)
        outside = Pages(self.pages.address, self._language)
        said = {"op": message["op"], "answer": message["says"]}
        said |= {key: message[key] for key in ("text", "name") if key in message}
        body = outside.post(urlsplit(made["link"]).path, said)
        outside.close()
        # Who is outside is told no number of the map; whoever asked has it on screen.
        now = self.pages.get_json(f"/kaart/{self.map_id}/sinds/{_ANY_OTHER}") or {}
        return answer_of({**body, "seq": now.get("seq", 0)})

    def settle(self, seq: int) -> None:
        """Wait until the screen shows the map as it is after an operation."""
        if not self.stream.wait_for(seq, TIMEOUT_SECONDS, self._ask_again):
            raise DoorError(f"een scherm blijft achter: {self.stream.seq} in plaats van {seq}")

    def fresh_view(self) -> View:
        """Return the view as the server gives it now; empty for who is not at the table."""
        address = f"/kaart/{self.map_id}/sinds/{_ANY_OTHER}"
        body = self.pages.get_json(f"{address}?als=wand" if self._wall else address)
        return body["view"] if body else {}

    def show_writing(self, step: str, prompt: str) -> None:
        """Let the others see that somebody writes."""
        if self._client is not None and self.connected:
            self._client.emit("writing", {"step": step, "prompt": prompt} if step else None)

    def _leaves_by(self, message: Message) -> bool:
        """Tell whether an act puts its own actor off the table: the connection may end before the answer."""
        if "on_behalf" in message:
            return False
        view = self.view
        match message["do"]:
            case "leave":
                return True
            case "withdraw":  # from an earlier version, while the next one is made
                return bool(view.get("map", {}).get("status") != "final")
            case "reopen":  # who withdrew is no partner in the version that this begins
                me = view.get("me", {}).get("id", "")
                return bool(view.get(f"person/{me}", {}).get("withdrawn"))
        return False

    def _send(self, message: Message, *, live: bool) -> dict[str, Any]:
        if live and self._client is not None:
            try:
                answer = self._client.call("act", message, timeout=TIMEOUT_SECONDS)
            except SocketIOError:
                if self.connected:
                    raise DoorError(f"geen antwoord binnen {TIMEOUT_SECONDS} seconden") from None
            else:
                return dict(answer)
        return self.pages.post(f"/kaart/{self.map_id}/doe", message)

    def _ask_again(self) -> None:
        """Ask for the whole view: something that was sent did not arrive."""
        client = self._client
        if client is None or not self.connected:
            return
        try:
            answer = client.call("catch_up", {"since": self.stream.seq}, timeout=TIMEOUT_SECONDS)
        except SocketIOError:
            return
        if answer and answer.get("view"):
            self.stream.snapshot(answer)


def as_form(person: Person) -> dict[str, str]:
    """Return what a person fills in at the door."""
    return {
        "name": person.name,
        "called": person.called,
        "side": HELPS if person.facilitator and not person.side else person.side,
        "role": person.role,
        "organisation": person.organisation,
    }
