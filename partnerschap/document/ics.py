"""A calendar file (RFC 5545): days that were agreed, as events of a whole day; no alarms and no people."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, vText
from icalendar import Event as Entry

_FRESH_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One day: `key` names it for good, `at` and `version` are those of the text that it stands in."""

    key: str
    summary: str
    on: date
    at: datetime
    version: int


def written(title: str, events: Iterable[Event]) -> bytes:
    """Return the calendar of a map; the same days give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Partnerschap//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(title))  # known by no standard, so its kind is said
    calendar.add("refresh-interval", _FRESH_FOR, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_entry(title, event))
    body: bytes = calendar.to_ical()
    return body


def _entry(title: str, event: Event) -> Entry:
    entry = Entry()
    # The ids of map and line stay with us: what the calendar's keeper gets tells nothing of other calendars.
    digest = hashlib.sha256(event.key.encode(errors="replace")).hexdigest()[:32]
    entry.add("uid", f"{digest}@partnerschap")
    entry.add("dtstamp", event.at)
    entry.add("sequence", event.version)
    entry.add("dtstart", event.on)  # a day without an end is that whole day
    entry.add("summary", event.summary)
    if title not in event.summary:
        entry.add("description", title)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry
