"""What the player asks of the app: devices that act and look, and a room around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from partnerschap.play.script import MapInfo, Person

View = Mapping[str, Any]
Message = Mapping[str, Any]
"""An act as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act: accepted with the map's sequence number, or refused with a code of the rules."""

    seq: int = 0
    code: str = ""
    message: str = ""

    @property
    def accepted(self) -> bool:
        """Tell whether the act was carried out."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Contract:
    """One version's contract: its text, its content as data, and who answered what."""

    text: str
    content: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    """Participant id -> 'signed', 'declined' or 'waiting'."""


class Device(Protocol):
    """One connection: somebody's, or the wall's."""

    @property
    def view(self) -> View:
        """Return all that this connection shows now; of one that is off line, what it showed last."""
        ...

    @property
    def connected(self) -> bool:
        """Tell whether the connection is open."""
        ...

    def has_received(self, text: str) -> bool:
        """Tell whether anything that came in so far contains this text."""
        ...

    def join(self, person: Person, code: str) -> Answer:
        """Let somebody come in for the first time, by the map's code."""
        ...

    def join_again(self, message: Message) -> Answer:
        """Let somebody come back who is known on this device; `message` is the act that says so."""
        ...

    def act(self, message: Message) -> Answer:
        """Send an act; the same `op` twice is one act. Raises DoorError for anything but an answer."""
        ...

    def ask_outside(self, message: Message) -> Answer:
        """Make a link for a request, and let somebody outside answer by it, who has no seat."""
        ...

    def connect(self) -> None:
        """Open the connection and wait for what there is to see; does nothing when there is nothing."""
        ...

    def disconnect(self) -> None:
        """Close the connection, as when the network is lost."""
        ...

    def fresh_view(self) -> View:
        """Return the view as the server gives it when it is asked anew."""
        ...

    def show_writing(self, step: str, prompt: str) -> None:
        """Let the others see that somebody writes; empty keys end it."""
        ...


class Room(Protocol):
    """One map and its doors."""

    def begin(self, info: MapInfo, facilitator: Person) -> Device:
        """Begin the map with its facilitator."""
        ...

    def open_wall(self) -> Device:
        """Open the projected view."""
        ...

    def new_device(self, person: Person) -> Device:
        """Return a device that is not at the map yet."""
        ...

    def settle(self, seq: int) -> None:
        """Wait until every open connection shows the map as it is after this operation."""
        ...

    def contract(self, version: int) -> Contract | None:
        """Return a version's contract; None when there is none."""
        ...

    def contract_pdf(self, version: int) -> bytes | None:
        """Return a version's contract as a PDF; None when there is none."""
        ...

    def close(self) -> None:
        """End every connection."""
        ...
