"""From a long strip of slices to pages.

A slice is what is never cut: a line of text, a gap, a pair of signatures. Everything taller is made of
slices, so nothing can be too tall for a page by its content alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerschap.document.ink import Ink


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the strip, `height` points tall.

    `columns` holds its ink per column, to be drawn column after column over all slices of one `row`, which is
    the order of reading. `keep`: the next slice may not begin a page. `gap`: only space, left out at the top
    of a page. `fresh`: it begins a page. `again`: drawn before this slice where it begins a page (the head of
    a table). `block` is the number of the block it belongs to.
    """

    height: float
    columns: tuple[tuple[Ink, ...], ...] = ()
    keep: bool = False
    gap: bool = False
    fresh: bool = False
    row: int = 0
    block: int = 0
    again: tuple["Slice", ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A slice on its page, `y` points under the top of the type area."""

    y: float
    slice: Slice


def pages(strip: Sequence[Slice], height: float) -> list[list[Placed]]:
    """The strip on pages of `height` points; a kept-together run that fits no page is cut like any other."""
    done: list[list[Placed]] = [[]]
    used = 0.0
    for run in _runs(strip):
        # The last gap of a run may hang over the edge.
        needed = sum(part.height for part in run) - (run[-1].height if run[-1].gap else 0)
        together = needed <= height
        for index, part in enumerate(run):
            room = needed if together and index == 0 else (0 if part.gap or together else part.height)
            if done[-1] and (part.fresh or used + room > height + 0.01):
                done.append([])
                used = 0.0
            if not done[-1]:
                if part.gap:
                    continue
                for head in part.again if len(done) > 1 else ():
                    done[-1].append(Placed(used, head))
                    used += head.height
            done[-1].append(Placed(used, part))
            used += part.height
    return [page for page in done if page] or [[]]


def _runs(strip: Iterable[Slice]) -> list[list[Slice]]:
    """Slices that stay together: each up to the first that does not keep the next."""
    done: list[list[Slice]] = []
    open_run: list[Slice] = []
    for part in strip:
        open_run.append(part)
        if not part.keep:
            done.append(open_run)
            open_run = []
    if open_run:
        done.append(open_run)
    return done
