"""What people chose, kept apart from what the app says of it, so that the app can be held to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from partnerschap.play.script import Script

_CONSENT = frozenset({"agree", "accept"})
_Key = tuple[str, str]
"""A gate, and a person's key."""


@dataclass(slots=True)
class Chosen:
    """One accepted stance: whose, of what kind, on which wording, by whose hand, and who replied to it."""

    id: str
    person: str
    kind: str
    wording: str
    hand: str = ""
    repliers: set[str] = field(default_factory=set)


class Stances:
    """The last accepted stance of each person per gate, in the version that is being worked on."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._chosen: dict[_Key, Chosen] = {}
        self._earlier: dict[str, tuple[_Key, Chosen | None]] = {}
        """What was there before an operation, for when it is taken back."""

    def take(self, gate: str, chosen: Chosen, operation: str = "") -> None:
        """Remember a stance; it replaces this person's earlier one on the gate."""
        self._put((gate, chosen.person), chosen, operation)

    def reply(self, stance: str, person: str, operation: str = "") -> None:
        """Remember who replied to a stance."""
        for key, chosen in tuple(self._chosen.items()):
            if chosen.id == stance:
                self._put(key, replace(chosen, repliers={*chosen.repliers, person}), operation)

    def take_back(self, operation: str) -> None:
        """Put back what was there before an operation; one that chose nothing changes nothing."""
        key, earlier = self._earlier.pop(operation, (None, None))
        if key is not None and earlier is not None:
            self._chosen[key] = earlier
        elif key is not None:
            del self._chosen[key]

    def forget(self) -> None:
        """Begin a version in which every stance is asked again."""
        self._chosen.clear()
        self._earlier.clear()

    def _put(self, key: _Key, chosen: Chosen, operation: str) -> None:
        self._earlier[operation] = (key, self._chosen.get(key))
        self._chosen[key] = chosen

    def on(self, gate: str) -> Iterator[Chosen]:
        """Yield the stances on a gate, of those who left too."""
        for (its_gate, _), chosen in self._chosen.items():
            if its_gate == gate:
                yield chosen

    def consent_of(self, side: str, gate: str, wording: str) -> bool:
        """Tell whether somebody of a side consents to this wording, not only by a hand of the other side."""
        return any(
            self._side(chosen.person) == side
            and chosen.wording == wording
            and _consents(chosen)
            and (not chosen.hand or self._side(chosen.hand) in {side, ""})
            for chosen in self.on(gate)
        )

    def _side(self, key: str) -> str:
        return self._script.person(key).side


def _consents(chosen: Chosen) -> bool:
    answered = bool(chosen.repliers - {chosen.person})
    return chosen.kind in _CONSENT or (chosen.kind == "proviso" and answered)
