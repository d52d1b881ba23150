"""The blocks that tell what is different from the version before: which lines are new or changed, briefly.

What went is counted and not quoted: its words stand in the earlier version.
"""

from collections.abc import Iterator

from partnerschap.document.blocks import Block, Group, Heading, Line, Paragraph, fixed, plain
from partnerschap.document.content import Changes, Content
from partnerschap.document.text import clean, one_line, shortened
from partnerschap.document.words import Words

_LISTS = ("values", "ground_rules", "conditions", "actions", "requests", "differences")
_STEPS = ("values", "relations", "conduct", "conditions", "actions")
_OF_LIST = {"values": "values", "conditions": "conditions", "actions": "actions", "requests": "actions"}


def changes(content: Content, words: Words) -> Iterator[Block]:
    """What is different from an earlier version; nothing where there is none to look back on."""
    told = content.get("changes")
    if told is None:
        return
    yield Heading(plain(words.fill("changes", version=told["since"])))
    groups = [
        Group("changes", fixed(label), tuple(lines))
        for label, lines in (
            (words["parties"], [*_parties(content, told, words)]),
            *((words[step], [*_step(content, told, step, words)]) for step in _STEPS),
            (words["terms"], [Line(words[key], status=words["changed"]) for key in told["terms"]]),
        )
        if lines
    ]
    yield Paragraph(fixed(words["changes_rest" if groups else "changes_none"]), "soft")
    yield from groups


def _step(content: Content, told: Changes, step: str, words: Words) -> Iterator[Line]:
    texts = dict(_texts(content, step))
    came, changed = set(told["came"]), {line["id"]: line["what"] for line in told["changed"]}
    for key, text in texts.items():
        if key in came:
            yield Line(shortened(text), status=words["came"])
        elif key in changed:
            what = ", ".join(words[f"what_{each}"] for each in changed[key] if each != "text")
            notes = (words.fill("changed_what", list=what),) if what else ()
            yield Line(shortened(text), status=words["changed"], notes=notes)
    if step == "relations" and told["responsibilities"]:
        yield Line(words["responsibility"], status=words["changed"])
    for key, done in (("went_done", True), ("went", False)):
        count = sum(line["step"] == step and line["done"] is done for line in told["went"])
        if count:
            yield Line(plain(words.fill(key, count=count)))


def _texts(content: Content, step: str) -> Iterator[tuple[str, str]]:
    """The lines of a step by their ids, in the order of the contract; a difference by its wordings."""
    for name in _LISTS:
        for line in content[name]:  # type: ignore[literal-required]  # names of the content, from above
            if line.get("step", _OF_LIST.get(name)) == step:
                yield line["id"], clean(line["text"] if "text" in line else " / ".join(line["texts"]))


def _parties(content: Content, told: Changes, words: Words) -> Iterator[Line]:
    for party in content["parties"]:
        for key in ("came", "changed"):
            if party["id"] in told["parties"][key]:
                yield Line(one_line(party["name"]), status=words[f"{key}_party"])
    if went := told["parties"]["went"]:
        yield Line(plain(words.fill("went_party_one" if went == 1 else "went_party", count=went)))
