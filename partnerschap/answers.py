"""The answer to an act, the same on every live door: acknowledged, refused in plain words, or 'later'."""

import logging
from collections.abc import Mapping
from typing import Any

from partnerschap.application.ports import Busy
from partnerschap.application.submit import Request
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.refusals import Refusal
from partnerschap.services import Services

BUSY = "busy"
SLOW_DOWN = "slow_down"
_PAUSE = 0.05
"""Seconds on top of the wait, so that a retry does not come a moment too early."""

log = logging.getLogger(__name__)


def answer(
    services: Services, map_id: MapId, person: ParticipantId, act: Mapping[str, Any], *, lax: bool = False
) -> dict[str, Any]:
    """Submit an act and return its acknowledgement; `busy` and `slow_down` mean that nothing happened."""
    wait = services.pace.wait(map_id, person)
    if wait > 0:
        return _later(services, SLOW_DOWN, wait + _PAUSE)
    try:
        outcome = services.submit(Request(map_id, person, act, lax=lax))
    except Busy:
        log.warning("busy map=%s", map_id)
        return _later(services, BUSY, 1.0)
    if outcome.refusal is not None:
        return refused(services, outcome.refusal)
    return {"ok": True, "seq": outcome.seq}


def refused(services: Services, refusal: Refusal) -> dict[str, Any]:
    """Return the answer to a refused act: the rule's code, what it is about, and a sentence for people."""
    return {
        "ok": False,
        "code": refusal.code.value,
        "about": list(refusal.about),
        "message": services.say(refusal),
    }


def _later(services: Services, code: str, seconds: float) -> dict[str, Any]:
    message = services.say_edge(code)
    return {"ok": False, "code": code, "about": [], "message": message, "retry_after": round(seconds, 2)}
