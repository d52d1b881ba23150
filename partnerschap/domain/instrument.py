"""The map as data: steps, prompts and topics as the instrument file has them, and the places they offer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from partnerschap.domain.ids import StepKey
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import says_something

VALUES = StepKey("values")
RELATIONS = StepKey("relations")
CONDUCT = StepKey("conduct")
CONDITIONS = StepKey("conditions")
ACTIONS = StepKey("actions")
ASKED_OF_OTHERS = "third_party"
"""The owner of a prompt under which something is asked of others."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of a prompt with answer places of its own."""

    key: str
    text: Mapping[str, str]
    slots: int
    own_question: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of the map; a prompt with topics is answered under one of them."""

    key: str
    text: Mapping[str, str]
    slots: int
    own_question: bool
    sentence: bool
    role: bool
    owner: str
    topics: tuple[Topic, ...]

    @property
    def is_request(self) -> bool:
        """Tell whether it asks something of somebody who is not at the table."""
        return self.owner == ASKED_OF_OTHERS

    def topic(self, key: str) -> Topic | None:
        """Return the topic with this key, if the prompt has it."""
        for topic in self.topics:
            if topic.key == key:
                return topic
        return None


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the map."""

    key: StepKey
    number: int
    label: Mapping[str, str]
    question: Mapping[str, str]
    prompts: tuple[Prompt, ...]

    def prompt(self, key: str) -> Prompt | None:
        """Return the prompt with this key, if the step has it."""
        for prompt in self.prompts:
            if prompt.key == key:
                return prompt
        return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the map a text stands; `question` is the text of an own question, else empty."""

    step: StepKey
    prompt: str
    topic: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """The whole instrument; `gates` tells per form which steps share a gate, `raw` is the file as it is."""

    key: str
    version: str
    steps: tuple[Step, ...]
    by_key: Mapping[str, Step]
    gates: Mapping[str, tuple[tuple[StepKey, ...], ...]]
    raw: Mapping[str, Any]

    def step(self, key: str) -> Step | None:
        """Return the step with this key, if the instrument has it."""
        return self.by_key.get(key)

    def prompt_at(self, place: Place) -> Prompt:
        """Return the prompt of a place that was checked before; raises KeyError for another."""
        step = self.step(place.step)
        prompt = step.prompt(place.prompt) if step else None
        if prompt is None:
            raise KeyError(place)
        return prompt


def check_place(instrument: Instrument, place: Place) -> Refusal | None:
    """Refuse a place that the instrument does not have, or an own question without its text (rule 35)."""
    step = instrument.step(place.step)
    if step is None:
        return refuse(Code.INVALID_VALUE, "step")
    prompt = step.prompt(place.prompt)
    if prompt is None:
        return refuse(Code.INVALID_VALUE, "prompt")
    topic = prompt.topic(place.topic)
    if (topic is None) != (not place.topic) or bool(prompt.topics) != bool(place.topic):
        return refuse(Code.INVALID_VALUE, "topic")
    if asks_own_question(instrument, place) != says_something(place.question):
        return refuse(Code.INVALID_VALUE, "question")
    return None


def asks_own_question(instrument: Instrument, place: Place) -> bool:
    """Tell whether a place is under a question of one's own; what the map lacks is not."""
    step = instrument.step(place.step)
    prompt = step.prompt(place.prompt) if step else None
    topic = prompt.topic(place.topic) if prompt else None
    return (prompt is not None and prompt.own_question) or (topic is not None and topic.own_question)


@cache
def standard() -> Instrument:
    """Return the Partnerschapskaart as it is shipped."""
    return read(json.loads(files("partnerschap.domain").joinpath("instrument.json").read_text("utf-8")))


def read(raw: Mapping[str, Any]) -> Instrument:
    """Build the instrument from its file's content; raises KeyError where the file lacks a part."""
    steps = tuple(_step(step) for step in raw["steps"])
    return Instrument(
        key=raw["key"],
        version=raw["version"],
        steps=steps,
        by_key={step.key: step for step in steps},
        gates={
            form: tuple(tuple(StepKey(k) for k in group) for group in groups)
            for form, groups in raw["gates"].items()
        },
        raw=raw,
    )


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        key=StepKey(raw["key"]),
        number=raw["number"],
        label=raw["label"],
        question=raw["question"],
        prompts=tuple(_prompt(prompt) for prompt in raw["prompts"]),
    )


def _prompt(raw: Mapping[str, Any]) -> Prompt:
    return Prompt(
        key=raw["key"],
        text=raw["text"],
        slots=raw.get("slots", 0),
        own_question=raw.get("own_question", False),
        sentence=raw.get("sentence", False),
        role=raw.get("role", False),
        owner=raw.get("owner", ""),
        topics=tuple(
            Topic(
                topic["key"],
                topic["text"],
                topic["slots"],
                topic.get("own_question", False),
            )
            for topic in raw.get("topics", ())
        ),
    )
