"""The content of a journal line: events as JSON, each as its name and its fields, and back."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast, get_args

import msgspec

from partnerschap.domain.events import Began, Event
from partnerschap.domain.model import PartnershipMap

_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}
_PAIRED = ("spectrum", "spreads")
"""Fields of a map whose keys are pairs or longer."""


def content(events: Iterable[Event]) -> list[list[Any]]:
    """Return what happened at one line, in values that msgspec writes as JSON."""
    return [written(event) for event in events]


def written(event: Event) -> list[Any]:
    """Return an event as `[name, fields]`, in values that msgspec writes as JSON."""
    return [type(event).__name__, {"map": _map_written(event.map)} if isinstance(event, Began) else event]


def read(line: list[Any]) -> Event:
    """Return the event that `written` was given; raises KeyError or msgspec.ValidationError."""
    name, data = line
    if name == Began.__name__:
        return Began(_map_read(data["map"]))
    return cast("Event", msgspec.convert(data, _KINDS[name]))


def _map_written(state: PartnershipMap) -> dict[str, Any]:
    """JSON has no pairs as keys: a mapping with such keys is written as a list of keys and values."""
    data = {each.name: getattr(state, each.name) for each in fields(state)}
    for name in _PAIRED:
        data[name] = list(data[name].items())
    plain: dict[str, Any] = msgspec.to_builtins(data)
    return plain


def _map_read(data: dict[str, Any]) -> PartnershipMap:
    pairs = {name: {tuple(key): value for key, value in data.get(name, [])} for name in _PAIRED}
    return msgspec.convert({**data, **pairs}, PartnershipMap)
