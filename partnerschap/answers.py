"""The answer to an act, the same on every live door: acknowledged, refused in plain words, or 'later'."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerschap.application.ports import Busy, Outcome
from partnerschap.application.submit import Request
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.refusals import Refusal
from partnerschap.services import Services

BUSY = "busy"
SLOW_DOWN = "slow_down"
_PAUSE = 0.05
"""Seconds on top of the wait, so that a retry does not come a moment too early."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing happened; the same act may be sent again after so many seconds."""

    code: str
    seconds: float


Answered = Callable[[Sequence[tuple[int, Outcome | Later]]], None]
"""Takes some results, each with its place among what was asked."""


def carry_out(services: Services, requests: Sequence[Request], answered: Answered) -> None:
    """Submit acts together, in their order; `answered` gets what came of them, map by map."""
    early: list[tuple[int, Outcome | Later]] = []
    admitted: list[int] = []
    waits = services.pace.waits((request.map, request.sender) for request in requests)
    for number, wait in enumerate(waits):
        if wait > 0:
            early.append((number, Later(SLOW_DOWN, wait + _PAUSE)))
        else:
            admitted.append(number)
    if early:
        answered(early)
    if not admitted:
        return
    try:
        services.submit.all(
            [requests[number] for number in admitted],
            lambda outcomes: answered([(admitted[place], outcome) for place, outcome in outcomes]),
        )
    except Busy:
        log.warning("busy, acts=%s", len(admitted))
        answered([(number, Later(BUSY, 1.0)) for number in admitted])


def told(services: Services, result: Outcome | Later) -> dict[str, Any]:
    """Return a result as it goes over the wire; words are in the language of the request at hand."""
    if isinstance(result, Later):
        return {
            "ok": False,
            "code": result.code,
            "about": [],
            "message": services.say_edge(result.code),
            "retry_after": round(result.seconds, 2),
        }
    if result.refusal is not None:
        return refused(services, result.refusal)
    return {"ok": True, "seq": result.seq}


def answer(
    services: Services, map_id: MapId, person: ParticipantId, act: Mapping[str, Any], *, lax: bool = False
) -> dict[str, Any]:
    """Submit an act and return its acknowledgement; `busy` and `slow_down` mean that nothing happened."""
    found: dict[int, Outcome | Later] = {}
    carry_out(services, [Request(map_id, person, act, lax=lax)], found.update)
    return told(services, found[0])


def refused(services: Services, refusal: Refusal) -> dict[str, Any]:
    """Return the answer to a refused act: the rule's code, what it is about, and a sentence for people."""
    return {
        "ok": False,
        "code": refusal.code.value,
        "about": list(refusal.about),
        "message": services.say(refusal),
    }
