"""The blocks of the five steps, and of what did not go smoothly: differences, provisos, opened gates."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from partnerschap.document.blocks import (
    Block,
    Group,
    Heading,
    Line,
    Paragraph,
    Rich,
    Span,
    Values,
    Wordings,
    fixed,
    own,
)
from partnerschap.document.content import Action, Condition, Content, GroundRule, Request, Value
from partnerschap.document.text import clean, one_line, shortened
from partnerschap.document.words import Words


def steps(content: Content, words: Words) -> Iterator[Block]:
    """The five steps in their order; one without lines says so."""
    yield Heading(words["values"], number=1, aside=words["aside_values"])
    yield from _values(content, words)
    yield Heading(words["relations"], number=2, aside=_rules_aside(content, "relations", words))
    yield from _responsibilities(content, words) or _nothing_without_rules(content, "relations", words)
    yield from _rules(content["ground_rules"], "relations", words)
    yield Heading(words["conduct"], number=3, aside=_rules_aside(content, "conduct", words))
    yield from _nothing_without_rules(content, "conduct", words)
    yield from _rules(content["ground_rules"], "conduct", words)
    yield Heading(words["conditions"], number=4, aside=words["aside_conditions"])
    yield from _conditions(content["conditions"], words)
    yield Heading(words["actions"], number=5, aside=words["aside_actions"])
    yield from _actions(content, words)


def friction(content: Content, words: Words) -> Iterator[Block]:
    """Points of difference, provisos with their answers, gates opened with a reason: those there are."""
    if content["differences"]:
        yield Heading(words["differences"])
        yield Paragraph(fixed(words["differences_text"]), "soft")
    for point in content["differences"]:
        prompt = point["prompt_text"].replace("{subject}", content["map"]["subject"] or words["no_subject"])
        asked = one_line(point["question"]) or one_line(f"{prompt} {point['topic_text']}")
        notes = _helped(point.get("helped_by", ""), words)
        label = own(asked) or fixed(words.get(point["step"]))
        yield Wordings(label, tuple(clean(text) for text in point["texts"]), notes)
    if content["provisos"]:
        yield Heading(words["provisos"])
        yield Paragraph(fixed(words["provisos_text"]), "soft")
    for proviso in content["provisos"]:
        answers = [words.fill("answer", text=clean(answer)) for answer in proviso["answers"]]
        notes = (words.fill("about_step", steps=_steps(proviso["steps"], words)), *answers)
        label = own(one_line(proviso["by"])) or fixed(words["a_partner"])
        notes += () if answers else (fixed(words["no_answer"]),)
        line = Line(clean(proviso["text"]), notes=(*notes, *_helped(proviso.get("helped_by", ""), words)))
        yield Group("provisos", label, (line,))
    if content["overrides"]:
        yield Heading(words["overrides"])
        yield Paragraph(fixed(words["overrides_text"]), "soft")
    team = content["map"]["kind"] == "team"
    for override in content["overrides"]:
        failed = [
            words.get(f"failed_{code}_team" if team and code == "sides" else f"failed_{code}")
            for code in override["failed"]
        ]
        notes = ()
        if any(failed):
            notes += (words.fill("failed", list=", ".join(text for text in failed if text)),)
        if override["by"]:
            notes += (words.fill("override_by", name=one_line(override["by"])),)
        yield Group(
            "overrides", _steps(override["steps"], words), (Line(clean(override["reason"]), notes=notes),)
        )


def _values(content: Content, words: Words) -> Iterator[Block]:
    subject = one_line(content["map"]["subject"])
    if not content["values"]:
        yield Paragraph(fixed(words["nothing"]), "soft")
        return
    lead = words.fill("value_sentence", subject=subject) if subject else fixed(words["value_sentence_bare"])
    yield Paragraph(lead, "lead")
    yield Values(
        tuple(Line(clean(value["text"]), notes=_value_notes(value, words)) for value in content["values"])
    )


def _value_notes(value: Value, words: Words) -> tuple[Rich, ...]:
    notes = [words.fill("meaning", text=clean(meaning)) for meaning in value["meanings"]]
    if value["from"]:
        notes.append(words.fill("from", names=_names(value["from"], words)))
    if value["respect"]:
        key = "respect_one" if len(value["respect"]) == 1 else "respect"
        notes.append(words.fill(key, names=_names(value["respect"], words)))
    elif value["because_respect"]:
        key = "respect_count_one" if value["because_respect"] == 1 else "respect_count"
        notes.append(words.fill(key, count=value["because_respect"]))
    return (*notes, *_helped(value["helped_by"], words))


def _responsibilities(content: Content, words: Words) -> tuple[Block, ...]:
    if not content["responsibilities"]:
        return ()
    lines = tuple(
        Line(
            words.get(part["kind"]),
            notes=(words.fill("task", task=clean(part["task"])) if part["task"] else fixed(words["whole"]),),
        )
        for part in content["responsibilities"]
    )
    return (Group("responsibilities", fixed(words["responsibility"]), lines),)


def _rules_aside(content: Content, step: str, words: Words) -> str:
    return words[
        "aside_rules" if any(rule["step"] == step for rule in content["ground_rules"]) else f"aside_{step}"
    ]


def _nothing_without_rules(content: Content, step: str, words: Words) -> tuple[Block, ...]:
    if any(rule["step"] == step for rule in content["ground_rules"]):
        return ()
    return (Paragraph(fixed(words["nothing"]), "soft"),)


def _rules(rules: Iterable[GroundRule], step: str, words: Words) -> Iterator[Block]:
    mine = [rule for rule in rules if rule["step"] == step]
    for (prompt, question), same in groupby(mine, key=lambda rule: (rule["prompt_text"], rule["question"])):
        label = own(one_line(question)) or own(one_line(prompt)) or fixed(words["own_question"])
        yield Group("rules", label, tuple(_rule(rule, words) for rule in same))


def _rule(rule: GroundRule, words: Words) -> Line:
    role = one_line(rule["role"])
    notes = (words.fill("rule_role", role=role),) if role else ()
    return Line(clean(rule["text"]), rule["number"], notes=(*notes, *_helped(rule["helped_by"], words)))


def _conditions(conditions: list[Condition], words: Words) -> Iterator[Block]:
    if not conditions:
        yield Paragraph(fixed(words["nothing"]), "soft")
    for prompt, under in groupby(conditions, key=lambda line: line["prompt_text"]):
        yield Heading(one_line(prompt) or words["other_conditions"], level=3)
        for (topic, question), same in groupby(
            under, key=lambda line: (line["topic_text"], line["question"])
        ):
            label = own(one_line(question)) or own(one_line(topic)) or fixed(words["own_question"])
            yield Group("conditions", label, tuple(_condition(line, words) for line in same))


def _condition(line: Condition, words: Words) -> Line:
    notes = _helped(line.get("helped_by", ""), words)
    return Line(clean(line["text"]), status=words.get(line["status"]), notes=notes)


def _actions(content: Content, words: Words) -> Iterator[Block]:
    if not content["actions"] and not content["requests"]:
        yield Paragraph(fixed(words["nothing"]), "soft")
    known = {line["id"]: clean(line["text"]) for line in (*content["values"], *content["conditions"])}
    for action in content["actions"]:
        owners = [name for name in action["owners"] if name not in action["untaken"]]
        label = _names(owners, words) or fixed(words["nobody"])
        notes = _action_notes(action, known, words)
        yield Group("actions", label, (Line(clean(action["text"]), status=_due(action, words), notes=notes),))
    if content["requests"]:
        yield Heading(words["requests"], level=3)
        yield Paragraph(fixed(words["requests_text"]), "soft")
    for request in content["requests"]:
        label = own(one_line(request["asked_of"])) or fixed(words["someone_else"])
        notes = (*_serves(request["serves"], known, words), *_helped(request.get("helped_by", ""), words))
        yield Group(
            "requests", label, (Line(clean(request["text"]), status=_due(request, words), notes=notes),)
        )


def _action_notes(action: Action, known: dict[str, str], words: Words) -> tuple[Rich, ...]:
    notes = list(_serves(action["serves"], known, words))
    if backup := one_line(action["backup"]):
        notes.append(words.fill("backup", name=backup))
    if action["untaken"]:
        notes.append(words.fill("untaken", names=_names(action["untaken"], words)))
    if former := action.get("former_owners"):
        notes.append(words.fill("former_owners", names=_names(former, words)))
    return (*notes, *_helped(action.get("helped_by", ""), words))


def _serves(serves: Iterable[str], known: dict[str, str], words: Words) -> tuple[Rich, ...]:
    served = [shortened(known[key]) for key in serves if key in known]
    if not served:
        return ()
    listed: list[Span] = []
    for index, text in enumerate(served):
        listed += [Span("; ")] if index else []
        listed.append(Span(text, own=True))
    return (words.fill("serves", text=tuple(listed)),)


def _due(action: Action | Request, words: Words) -> str:
    if not action["due"]:
        return ""
    return "".join(span.text for span in words.fill("due", day=words.date(action["due"])))


def _names(names: Iterable[str], words: Words) -> Rich:
    return words.names([one_line(name) for name in names])


def _steps(steps_named: Iterable[str], words: Words) -> Rich:
    return tuple(Span(span.text) for span in words.names([words.get(step) for step in steps_named]))


def _helped(name: str, words: Words) -> tuple[Rich, ...]:
    return (words.fill("helped_by", names=one_line(name)),) if name else ()
