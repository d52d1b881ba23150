"""`python -m tests.e2e.support.moved_clock DAYS serve …`: the app as it is, by a clock some days off."""

import sys
from datetime import UTC, datetime, timedelta

from partnerschap import chance
from partnerschap.cli import main

OFF = timedelta(days=int(sys.argv.pop(1)))


def _now(_clock: chance.SystemClock) -> datetime:
    return datetime.now(UTC) + OFF


chance.SystemClock.now = _now  # type: ignore[method-assign]  # before anybody makes one; workers inherit it
main()
