"""The annex of a contract, if the group wants one: how they work together, as plain data without names."""

from typing import Any

from partnerschap.domain import lenses
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.spread import Spread


def annex(state: PartnershipMap, instrument: Instrument) -> dict[str, Any]:
    """Return what is frozen with the text: spreads that were shown, trust by reference, the voices."""
    spreads = [(step, lenses.shown(state, step)) for step in lenses.lensed_steps(state)]
    balance = lenses.voices(state, laid_down=True)
    return {
        "participation": [{"step": step, **_spread(found)} for step, found in spreads if found],
        "trust": [
            {
                "kind": form.kind.value,
                "lines": list(form.lines),
                "terms": list(form.terms),
                "notes": [told.text for told in form.notes],
            }
            for form in lenses.trust(state, instrument)
        ],
        "voices": balance
        and {
            "own": {side.value: number for side, number in balance.own.items()},
            "joint": balance.joint and dict(balance.joint),
        },
    }


def _spread(found: Spread) -> dict[str, Any]:
    return {
        "whole": {"now": list(found.whole.now), "wished": list(found.whole.wished)},
        "sides": {
            side.value: {"now": list(counts.now), "wished": list(counts.wished)}
            for side, counts in found.sides.items()
        },
    }
