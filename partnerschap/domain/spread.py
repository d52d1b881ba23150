"""How the marks on the participation spectrum are spread: numbers of people, and nobody's mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnerschap.domain.kinds import Side


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people placed 'now' and 'wished' on each rung, from thin to thick."""

    now: tuple[int, ...]
    wished: tuple[int, ...]

    @property
    def people(self) -> int:
        """Return how many people marked."""
        return sum(self.now)


@dataclass(frozen=True, slots=True)
class Spread:
    """A spread that was shown, and does not change any more.

    `sides` is empty where a side could be told from the whole.
    """

    whole: Counts
    sides: Mapping[Side, Counts] = field(default_factory=dict)
