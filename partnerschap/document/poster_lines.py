"""What stands in a column of the map: its questions in their order, each with the lines that answer it."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerschap.document.blocks import Rich, fixed, own
from partnerschap.document.content import Action, Content, Request
from partnerschap.document.text import clean, one_line
from partnerschap.document.words import Words
from partnerschap.domain.instrument import ACTIONS, VALUES, Prompt, Step

_KIND_OF = {"person": "mine", "group": "ours"}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: the text, and small remarks under it."""

    text: str
    notes: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; one that `heads` others has none of its own."""

    label: Rich
    lines: tuple[Line, ...] = ()
    heads: bool = False


def questions(content: Content, step: Step, words: Words) -> list[Question]:
    """Return all questions of a step, those without an answer too, as the map has them."""
    return [question for prompt in step.prompts for question in _of_prompt(content, step, prompt, words)]


def _of_prompt(content: Content, step: Step, prompt: Prompt, words: Words) -> Iterator[Question]:
    subject = one_line(content["map"]["subject"]) or words["no_subject"]
    label = own(prompt.text[words.language].replace("{subject}", subject))
    if prompt.topics:
        yield Question(label, heads=True)
        for topic in prompt.topics:
            yield from _asked(content, step, prompt, topic.key, own(topic.text[words.language]), words)
        return
    yield from _asked(content, step, prompt, "", label, words)


def _asked(
    content: Content, step: Step, prompt: Prompt, topic: str, label: Rich, words: Words
) -> Iterator[Question]:
    """The question itself; an own question stands once for each that people asked."""
    by_question: dict[str, list[Line]] = {}
    for question, line in _lines(content, step, prompt, topic, words):
        by_question.setdefault(question, []).append(line)
    for question, lines in by_question.items() or [("", [])]:
        yield Question(own(one_line(question)) or label, tuple(lines))


def _lines(
    content: Content, step: Step, prompt: Prompt, topic: str, words: Words
) -> Iterator[tuple[str, Line]]:
    """The lines of one place, each with the own question that it answers (or none)."""
    if step.key == VALUES:
        yield from (("", Line(clean(value["text"]))) for value in content["values"])
    elif step.key == ACTIONS:
        yield from (("", line) for line in _actions(content, prompt, words))
    else:
        yield from _agreed(content, (step.key, prompt.key, topic), words)
    for point in content["differences"]:
        if (point["step"], point["prompt"], point["topic"]) == (step.key, prompt.key, topic):
            note = (fixed(words["differences"]),)
            yield from ((point["question"], Line(clean(text), note)) for text in point["texts"])


def _agreed(content: Content, place: tuple[str, str, str], words: Words) -> Iterator[tuple[str, Line]]:
    for rule in content["ground_rules"]:
        if (rule["step"], rule["prompt"], rule["topic"]) == place:
            role = one_line(rule["role"])
            notes = (words.fill("rule_role", role=role),) if role else ()
            yield rule["question"], Line(clean(rule["text"]), notes)
    for condition in content["conditions"]:
        if (condition["step"], condition["prompt"], condition["topic"]) == place:
            status = words.get(condition["status"])
            yield condition["question"], Line(clean(condition["text"]), (fixed(status),) if status else ())


def _actions(content: Content, prompt: Prompt, words: Words) -> Iterator[Line]:
    kind = _KIND_OF.get(prompt.owner)
    if kind is None:
        for request in content["requests"]:
            asked = own(one_line(request["asked_of"]))
            yield Line(clean(request["text"]), tuple(filter(None, (asked, _due(request, words)))))
        return
    for action in content["actions"]:
        if action["kind"] == kind:
            owners = words.names([one_line(name) for name in action["owners"]]) or fixed(words["nobody"])
            yield Line(clean(action["text"]), tuple(filter(None, (owners, _due(action, words)))))


def _due(action: Action | Request, words: Words) -> Rich:
    return words.fill("due", day=words.date(action["due"])) if action["due"] else ()
