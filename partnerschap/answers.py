"""The answer to an act, the same on every live door: acknowledged, refused in plain words, or 'later'."""

import logging
from collections.abc import Mapping, Sequence
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


def carry_out(services: Services, requests: Sequence[Request]) -> list[Outcome | Later]:
    """Submit acts together, in their order, and return what came of each."""
    results: list[Outcome | Later] = [_paced(services, each) for each in requests]
    admitted = [number for number, result in enumerate(results) if isinstance(result, Outcome)]
    if not admitted:
        return results
    try:
        outcomes: Sequence[Outcome | Later] = services.submit.all([requests[number] for number in admitted])
    except Busy:
        log.warning("busy, acts=%s", len(admitted))
        outcomes = [Later(BUSY, 1.0)] * len(admitted)
    for number, outcome in zip(admitted, outcomes, strict=True):
        results[number] = outcome
    return results


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
    return told(services, carry_out(services, [Request(map_id, person, act, lax=lax)])[0])


def refused(services: Services, refusal: Refusal) -> dict[str, Any]:
    """Return the answer to a refused act: the rule's code, what it is about, and a sentence for people."""
    return {
        "ok": False,
        "code": refusal.code.value,
        "about": list(refusal.about),
        "message": services.say(refusal),
    }


def _paced(services: Services, request: Request) -> Outcome | Later:
    """Let somebody act now, or say when."""
    wait = services.pace.wait(request.map, request.sender)
    return Later(SLOW_DOWN, wait + _PAUSE) if wait > 0 else Outcome(0)
