"""Selectors from the flat view of one viewer to the lists that the map templates show.

Pure: a view and the instrument go in, plain dicts and lists come out, in the order in which they are shown.
The browser mirrors these selectors, so they stay small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from partnerschap.domain.changed_words import changed_words
from partnerschap.domain.instrument import ASKED_OF_OTHERS
from partnerschap.web.map.texts import Record, by_name, in_language, soft

__all__ = ["PHASES", "PLANKS", "Reading", "Record", "View", "in_language"]

View = Mapping[str, Any]

PHASES = ("write", "reveal", "talk", "note", "consent")
PLANKS = ("sides", "everyone", "nothing_open")


class Reading:
    """One viewer's map as the templates read it; `at` is the step on screen (default: where we are)."""

    def __init__(self, view: View, instrument: Mapping[str, Any], at: str = "") -> None:
        self.view = view
        self.instrument = instrument
        known = [step["key"] for step in instrument["steps"]]
        focus: Record = view.get("focus") or {}
        self.focus_key: str = focus.get("step") or known[0]
        self.at_key: str = at if at in known else self.focus_key

    # --- steps and phases -------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Record]:
        """The five steps, 1 to 5: the instrument's texts and the view's state; prompts carry their places."""
        steps = []
        for step in self.instrument["steps"]:
            state = self.view.get(f"step/{step['key']}") or {"state": "ahead", "wrote": [], "private": 0}
            prompts = [{**prompt, "places": self._places(prompt)} for prompt in step["prompts"]]
            steps.append({**state, **step, "prompts": prompts, "ground": self._ground(step["key"], state)})
        return steps

    def step(self, key: str) -> Record:
        """The step with this key."""
        return next(step for step in self.steps if step["key"] == key)

    @property
    def at(self) -> Record:
        """The step on screen."""
        return self.step(self.at_key)

    @property
    def focus(self) -> Record:
        """The step where the group is."""
        return self.step(self.focus_key)

    @property
    def phase(self) -> str:
        """What can be done in the step on screen: a phase, `ahead` or `closed`."""
        return self.phase_of(self.at_key)

    def phase_of(self, key: str) -> str:
        """As `phase`, for any step: out of focus one writes in an open step, or notes when it is revealed.

        Until the slips lie open one can still write, also when the group was asked to get ready.
        """
        step = self.step(key)
        focus: Record = self.view.get("focus") or {}
        if key == self.focus_key and step.get("state") == "open":
            phase = str(focus.get("phase", "write"))
            return "write" if phase == "reveal" and not step.get("revealed") else phase
        if step.get("state") == "open":
            return "note" if step.get("revealed") else "write"
        return str(step.get("state", "ahead"))

    @property
    def phases(self) -> list[Record]:
        """The phase row: {key, state: done | now | later}; all done once the group is past the steps."""
        now = str((self.view.get("focus") or {}).get("phase", "write"))
        index = PHASES.index(now) if now in PHASES else len(PHASES)
        return [
            {"key": key, "state": "done" if place < index else "now" if place == index else "later"}
            for place, key in enumerate(PHASES)
        ]

    def _ground(self, key: str, state: Record) -> str:
        """How the parcel lies: live (where we are), done, or sunk."""
        if state.get("state") == "ahead":
            return "sunk"
        return "live" if key == self.focus_key else "done"

    @staticmethod
    def _places(prompt: Record) -> list[Record]:
        """Where can be written: the prompt itself, or each of its topics."""
        topics = prompt.get("topics") or []
        if not topics:
            return [{**prompt, "prompt": prompt["key"], "topic": ""}]
        return [{**topic, "prompt": prompt["key"], "topic": topic["key"]} for topic in topics]

    # --- entries ----------------------------------------------------------------------------------------

    def _all(self, prefix: str) -> list[Record]:
        return [value for key, value in self.view.items() if key.startswith(prefix)]

    @cached_property
    def _mine(self) -> frozenset[str]:
        return frozenset(self.view.get("me/mine") or ())

    def is_mine(self, entry: str) -> bool:
        """Whether this entry is the viewer's to change, or has the viewer as a source."""
        return entry in self._mine

    @staticmethod
    def _at_place(entries: Iterable[Record], step: str, prompt: str, topic: str) -> list[Record]:
        return [
            entry
            for entry in entries
            if entry["step"] == step
            and (not prompt or entry["prompt"] == prompt)
            and (not prompt or (entry.get("topic") or "") == topic)
        ]

    def own_of(self, step: str, prompt: str = "", topic: str = "") -> list[Record]:
        """Revealed own entries of a place, in the order of the view (shuffled there when names are off)."""
        return self._at_place(self._all("own/"), step, prompt, topic)

    def private_of(self, step: str, prompt: str = "", topic: str = "") -> list[Record]:
        """What only the viewer sees: own entries that are still private."""
        return self._at_place(self._all("me/own/"), step, prompt, topic)

    def joint_of(self, step: str, prompt: str = "", topic: str = "") -> list[Record]:
        """Joint entries of a place, in the order in which they were made."""
        found = self._at_place(self._all("joint/"), step, prompt, topic)
        return sorted(found, key=lambda entry: (entry.get("order", 0), entry["id"]))

    def gone_of(self, step: str, prompt: str, topic: str) -> list[Record]:
        """What was taken away at a place, oldest first; what a review dropped stands in the review."""
        found = self._at_place(self._all("removed/"), step, prompt, topic)
        return sorted((e for e in found if not e["review"]), key=lambda entry: (entry["at"], entry["id"]))

    def entry(self, ident: str) -> Record | None:
        """A revealed own, a joint, a parked entry or a shown stance by its id."""
        for prefix in ("own/", "joint/", "me/own/", "parked/", "stance/"):
            found: Record | None = self.view.get(prefix + ident)
            if found is not None:
                return found
        return None

    def fate(self, own: Record) -> Record | None:
        """What became of an own entry: its answer, or 'adapted' when a joint wording was made out of it."""
        answer: Record | None = own.get("answer")
        if answer:
            return answer
        if any(own["id"] in (joint.get("sources") or ()) for joint in self._all("joint/")):
            return {"kind": "adapted", "because": "", "by": None}
        return None

    def owner_of(self, entry: Record) -> str:
        """Who does what stands under its prompt: `person`, `group`, ASKED_OF_OTHERS, or empty."""
        prompts = self.step(entry["step"])["prompts"]
        return next((prompt.get("owner") or "" for prompt in prompts if prompt["key"] == entry["prompt"]), "")

    def is_request(self, entry: Record) -> bool:
        """Whether an entry asks something of somebody who is not at the table."""
        return self.owner_of(entry) == ASKED_OF_OTHERS

    @cached_property
    def told(self) -> list[Record]:
        """The notes beside the map, in the order in which the server took them, whatever its clock said."""
        return sorted(self._all("told/"), key=lambda told: int(told["order"]))

    def answer_to(self, request: Record) -> Record | None:
        """The answer from outside that counts, if one came."""
        answers = [t for t in self.told if t["kind"] == "answer" and t["about"] == request["id"]]
        return answers[-1] if answers else None

    def served(self) -> list[Record]:
        """What an action can serve: joint values, then joint conditions; differences are no values."""
        both = self.joint_of("values") + self.joint_of("conditions")
        return [entry for entry in both if entry["kind"] == "wording"]

    def empties(self, place: Record, step: str) -> int:
        """How many of the printed places are still empty."""
        filled = len(self.joint_of(step, place["prompt"], place["topic"]))
        return max(0, int(place.get("slots", 1)) - filled)

    @staticmethod
    def soft(text: str) -> str:
        """The printed text with places where its long words may be broken."""
        return soft(text)

    @staticmethod
    def words(entry: Record) -> list[tuple[str, bool]]:
        """The text of a joint wording as runs of (words, changed)."""
        before = (entry.get("changed") or {}).get("before") or []
        if before and entry["kind"] == "wording":
            return changed_words(before[0], entry["texts"][0])
        return [(entry["texts"][0], False)]

    # --- people, stances, gates -------------------------------------------------------------------------

    @property
    def people(self) -> list[Record]:
        """Who is at the table, in alphabetical order."""
        return by_name(person for person in self._all("person/") if person.get("at_table", True))

    @property
    def partners(self) -> list[Record]:
        """The partners at the table, in alphabetical order."""
        return [person for person in self.people if person.get("partner")]

    @property
    def facilitators(self) -> list[Record]:
        """The facilitators at the table."""
        return [person for person in self.people if person.get("facilitator")]

    @property
    def gate_key(self) -> str:
        """The gate group of the step on screen."""
        return self.gate_of(self.at_key)

    def gate_of(self, step: str) -> str:
        """The key of the gate group that this step belongs to."""
        group = self.step(step).get("group") or [step]
        return str(group[0])

    def gate(self, key: str = "") -> Record:
        """A gate; `list` has its planks (sides, everyone, nothing open): {key, laid, state, shut_by}."""
        gate: Record = dict(self.view.get(f"gate/{key or self.gate_key}") or {})
        forced = bool(gate.get("open"))
        # At an empty table nobody has chosen and nothing was said: no plank is laid by that.
        states = (gate.get("planks") or {}) if forced or self.partners else {}
        shut = gate.get("shut_by") or []
        codes = {"sides": ("sides",), "everyone": ("everyone",)}
        rest = ("private", "earlier_open", "objection", "proviso", "untaken")
        gate["list"] = [
            {
                "key": plank,
                "state": states.get(plank, "unknown"),
                "laid": forced or states.get(plank) == "yes",
                "shut_by": [reason for reason in shut if reason["code"] in codes.get(plank, rest)],
            }
            for plank in PLANKS
        ]
        return gate

    def my_stance(self, gate: str = "", person: str = "") -> Record | None:
        """The viewer's last stance at a gate, or that of a person whom the viewer helps."""
        me: Record = self.view.get("me") or {}
        found: Record | None = self.view.get(
            f"me/stance/{gate or self.gate_key}/{person or me.get('id', '')}"
        )
        return found

    def stances_of(self, gate: str = "") -> list[Record]:
        """The stances that may be seen at a gate, in alphabetical order."""
        return by_name(s for s in self._all("stance/") if s["gate"] == (gate or self.gate_key))

    def consenting(self, gate: str = "") -> list[Record]:
        """Who consents to the present wording, as far as that may be seen; a proviso counts once answered."""
        return [
            stance
            for stance in self.stances_of(gate)
            if stance["current"]
            and (
                stance["kind"] in ("agree", "accept") or (stance["kind"] == "proviso" and not stance["open"])
            )
        ]

    @property
    def parked(self) -> list[Record]:
        """What stands on the parking place."""
        return self._all("parked/")

    def points_of(self, step: str) -> list[Record]:
        """The open points of a step; they shut nothing."""
        return [point for point in (self.view.get("points") or []) if point.get("step") in (step, None, "")]

    def side_rows(self, side: str) -> list[Record]:
        """The facilitator's list of one side: {name, person, present, wrote, chosen, current, kind}."""
        rows = [
            {**row, **self._named(row["person"])} for row in self._all("table/") if row.get("side") == side
        ]
        return by_name(row for row in rows if row.get("partner"))

    def _named(self, person: str) -> Record:
        found = self.view.get(f"person/{person}") or {}
        return {
            "name": found.get("name", ""),
            "absent": found.get("absent", False),
            "device": found.get("device", True),
        }

    def limits(self) -> list[Record]:
        """What partners will and will not do, in alphabetical order."""
        return by_name(self._all("limit/"))

    def responsibilities(self) -> list[Record]:
        """The kinds of responsibility, the whole first."""
        return sorted(self._all("responsibility/"), key=lambda item: item.get("task") or "")
