"""Selectors for who follows up: what I took on, what was asked of others, and what happened since.

Pure: a viewer's reading goes in, and what the map knows of moments. Notes keep the order in which the server
took them, whatever its clock said.
"""

from collections.abc import Iterable, Mapping
from heapq import merge
from typing import Any

from partnerschap.domain.following import since_version
from partnerschap.domain.instrument import ACTIONS
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import display
from partnerschap.web.map.reading import Reading, Record

FREE = "vertel"
"""The id of the form for what happened; that of every form about a line begins with it."""
OF_OTHERS = "anderen"
_SHOWN = frozenset({"happened", "answer"})


class Following:
    """One viewer's page between meetings; `state` tells when people signed, and whose notes are whose."""

    def __init__(self, read: Reading, state: PartnershipMap) -> None:
        self._read = read
        self._state = state
        self._since = since_version(state)
        self.notes: list[Record] = [note for note in read.told if note["kind"] in _SHOWN]

    @property
    def people(self) -> list[Record]:
        """Whose actions this device follows: the viewer's own, and those of people without a device."""
        me: Record = self._read.view["me"]
        mine = [{"id": me["id"], "name": me["name"], "me": True, "where": "mij"}] if me["partner"] else []
        return [*mine, *({**each, "me": False, "where": each["id"]} for each in me["helps"])]

    def actions_of(self, person: str) -> list[Record]:
        """The actions that somebody took, in the order of the map."""
        return [line for line in self._lines() if not self._read.is_request(line) and _took(line, person)]

    @property
    def requests(self) -> list[Record]:
        """What the group asked of others; `answer` is the last answer from outside, if one came."""
        lines = [line for line in self._lines() if self._read.is_request(line)]
        return [{**line, "answer": self._read.answer_to(line)} for line in lines]

    @staticmethod
    def form_id(line: Record, where: str) -> str:
        """The id of the form about a line: of whose action it is, or of a request."""
        return f"{FREE}-{line['id']}-{where}"

    def forms(self) -> set[str]:
        """The ids of all forms on the page."""
        mine = {self.form_id(line, p["where"]) for p in self.people for line in self.actions_of(p["id"])}
        return {FREE, *mine, *(self.form_id(line, OF_OTHERS) for line in self.requests)}

    @staticmethod
    def others(line: Record, person: str) -> list[str]:
        """Who else took an action."""
        return [o["name"] for o in line["owners"] if o["answer"] == "taken" and o["person"] != person]

    def about(self, ident: str) -> list[Record]:
        """What was told about a line, in the order in which it was told."""
        return [note for note in self.notes if note["about"] == ident]

    def choosable(self) -> list[Record]:
        """The lines that a note can be about: {value, label}, in the order of the map."""
        lines = [line for step in self._read.steps for line in self._agreed(step["key"])]
        return [{"value": line["id"], "label": line["texts"][0]} for line in lines]

    def words_of(self, ident: str) -> str:
        """The words of a line that a note is about; none when it was taken away since."""
        line: Mapping[str, Any] = (
            self._read.view.get(f"joint/{ident}") or self._read.view.get(f"removed/{ident}") or {}
        )
        texts = line.get("texts") or [""]
        return str(texts[0])

    @property
    def since(self) -> list[Record]:
        """What happened since the text was laid down: who signed, what was told and answered."""
        signed = [{"kind": "signed", "at": at, "name": name} for name, at in self._signed()]
        told = [note for note in self.notes if note["version"] >= self._since]
        return list(merge(signed, told, key=lambda each: str(each["at"])))

    @property
    def waiting(self) -> list[Record]:
        """What was asked of others and nobody told about, nor called answered when looking back."""
        open_still = [line for line in self.requests if (line["review"] or {}).get("verdict") != "done"]
        return [line for line in open_still if not self.about(line["id"])]

    def hands(self) -> Mapping[str, str]:
        """For each note that can be taken back here: whose it is; empty for the viewer's own."""
        mine = {person["id"]: "" if person["me"] else person["id"] for person in self.people}
        mine.setdefault(self._read.view["me"]["id"], "")
        return {note.id: mine[note.by] for note in self._state.told.values() if note.by in mine}

    def _signed(self) -> Iterable[tuple[str, str]]:
        state = self._state
        given = state.signatures if state.frozen or not state.concluded else state.concluded[-1].signatures
        return [(display(state, p), s.at.isoformat()) for p, s in given.items() if s.signed]

    def _lines(self) -> list[Record]:
        return [line for line in self._agreed(ACTIONS) if line["kind"] == "wording"]

    def _agreed(self, step: str) -> list[Record]:
        """What stands in the last frozen text and stands still."""
        is_open = self._read.view["map"]["status"] == "open"
        return [line for line in self._read.joint_of(step) if line["earlier"] or not is_open]


def _took(line: Record, person: str) -> bool:
    return any(owner["person"] == person and owner["answer"] == "taken" for owner in line["owners"])
