"""The structure of the document: what is read, in the order of reading."""

from dataclasses import dataclass, field
from typing import Literal

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points of the page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: which page (from 0), and which number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """An annotation that belongs to an element: the page (from 0), where it stands, and where it leads to.

    Without an address it is the place of the seal.
    """

    page: int
    box: Box
    address: str = ""


@dataclass(eq=False, slots=True)
class Node:
    """An element: its tag in PDF (`H1`, `P`, `TD`), and what it holds; drawing adds marks.

    `alt` tells what a picture shows, `said` what drawn characters stand for. `heads` says of a head what
    it heads, `across` over how many columns a cell goes, `numbered` whether the labels of
    a list are numbers. `box` is set when a picture is drawn.
    """

    tag: str
    alt: str = ""
    said: str = ""
    heads: Literal["", "Column"] = ""
    across: int = 1
    numbered: bool = False
    box: Box | None = None
    kids: list["Node | Mark | Spot"] = field(default_factory=list)

    def child(
        self,
        tag: str,
        *,
        alt: str = "",
        said: str = "",
        heads: Literal["", "Column"] = "",
        across: int = 1,
        numbered: bool = False,
    ) -> "Node":
        """Return a new element at the end of this one."""
        made = Node(tag, alt, said, heads, across, numbered)
        self.kids.append(made)
        return made
