"""What the doors share: one object per application, put together by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from partnerschap.application.erasing import Erasing
from partnerschap.application.housekeeping import Housekeeping
from partnerschap.application.joining import Joining
from partnerschap.application.pace import Pace
from partnerschap.application.passes import Passes
from partnerschap.application.ports import Chance, Clock, Doors, Mailer, Maps, Viewers
from partnerschap.application.submit import Submit
from partnerschap.application.timelines import Timelines
from partnerschap.config import Settings
from partnerschap.document.checker import Checker
from partnerschap.document.contracts import Contracts
from partnerschap.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Services:
    """The application's parts.

    `mailer` is None where the operator has no mail server; then no page asks for an address. `say` puts
    a refusal into plain words in the language of the request, `say_edge` the code of what is no
    refusal of the method: nothing happened, and the same act may be sent again.
    """

    settings: Settings
    clock: Clock
    chance: Chance
    maps: Maps
    doors: Doors
    viewers: Viewers
    submit: Submit
    joining: Joining
    passes: Passes
    pace: Pace
    erase: Erasing
    housekeeping: Housekeeping
    contracts: Contracts
    checker: Checker
    timelines: Timelines
    mailer: Mailer | None
    say: Callable[[Refusal], str]
    say_edge: Callable[[str], str]


def current() -> Services:
    """Return the services of the application that handles this request."""
    services: Services = current_app.extensions["partnerschap"]
    return services
