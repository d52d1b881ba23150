"""The term of a map as people see it: until when it is kept, and whether that is soon."""

from partnerschap.domain.model import PartnershipMap
from partnerschap.services import current
from partnerschap.web.map.reading import Record

MONTHS = (1, 3, 6, 12, 24, 36, 60, 120)
"""Terms to choose from; the operator's most is one of them, and nothing above it."""


def term_shown(state: PartnershipMap) -> Record:
    """Return {ends, months, near, early, options}: `early` is a review date that lies behind the end."""
    housekeeping = current().housekeeping
    found = housekeeping.term_of(state)
    if found is None:  # it was deleted a moment ago
        return {}
    most = housekeeping.bounds.most
    review_on = state.terms.review_on if state.terms is not None else None
    return {
        "ends": found.ends.isoformat(),
        "months": found.months,
        "near": housekeeping.is_near(found),
        "early": review_on.isoformat() if review_on is not None and found.ends_before(review_on) else "",
        "options": sorted({each for each in MONTHS if each < most} | {most, found.months}),
    }
