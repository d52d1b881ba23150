"""The contract's own words in Dutch and English, and dates, times and lists in words.

One table per language with the same keys (a test compares them); `{…}` places are filled with `fill`, never
with `str.format`, so that braces in people's words stay as they are.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from partnerschap.document.blocks import Rich, Span, own
from partnerschap.document.text import one_line
from partnerschap.document.words_en import ENGLISH
from partnerschap.document.words_nl import DUTCH

_LANGUAGES = {"nl": DUTCH, "en": ENGLISH}
_PLACE = re.compile(r"\{(\w+)\}")
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Words:
    """The words of one language; an unknown language gets Dutch."""

    def __init__(self, language: str) -> None:
        self.language = language if language in _LANGUAGES else "nl"
        self._table: Mapping[str, str] = _LANGUAGES[self.language]

    def __getitem__(self, key: str) -> str:
        """The fixed text; raises KeyError for a key that does not exist."""
        return self._table[key]

    def get(self, key: str) -> str:
        """The fixed text, or nothing where the content has a key that we do not know."""
        return self._table.get(key, "")

    def fill(self, key: str, **places: str | int | Rich) -> Rich:
        """The sentence with its places filled; what is filled in counts as people's own words."""
        done: list[Span] = []
        for index, part in enumerate(_PLACE.split(self._table[key])):
            if index % 2 == 0:
                done += [Span(part)] if part else []
            else:
                value = places[part]
                done += own(str(value)) if isinstance(value, str | int) else value
        return tuple(done)

    def side(self, own_words: Mapping[str, str], side: str) -> str:
        """A side in the map's own words, or in ours where it has none."""
        return one_line(own_words.get(side, "")) or self.get(f"side_{side}")

    def names(self, names: Sequence[str], *, strong: bool = False) -> Rich:
        """The names as a list in words: 'A, B en C'."""
        done: list[Span] = []
        for index, name in enumerate(names):
            if index:
                done.append(Span(f" {self['and']} " if index == len(names) - 1 else ", "))
            done.append(Span(name, own=True, strong=strong))
        return tuple(done)

    def date(self, iso: str) -> str:
        """An ISO date in words ('10 juni 2027'); what is no date stays as it is."""
        try:
            day = dt.date.fromisoformat(iso)
        except ValueError:
            return iso
        return self._day(day)

    def moment(self, at: dt.datetime) -> Rich:
        """When something was signed, in Dutch local time and in words; `at` is an aware datetime."""
        local = at.astimezone(_AMSTERDAM)
        return self.fill("signed_at", day=self._day(local.date()), time=local.strftime(self["time"]))

    def _day(self, day: dt.date) -> str:
        return f"{day.day} {self['months'].split()[day.month - 1]} {day.year}"
