"""The annex of a contract, if the group wanted one: how they take part, what they trust in, whose voices."""

from collections.abc import Iterator, Sequence

from partnerschap.document.blocks import Block, Group, Heading, Line, Paragraph, Rich, Tally, fixed, plain
from partnerschap.document.content import Content, Counts, Participation, TrustForm, VoicesPart
from partnerschap.document.text import clean
from partnerschap.document.words import Words

_RUNGS = range(1, 9)


def annex(content: Content, words: Words) -> Iterator[Block]:
    """The blocks of the annex; none where the content has no annex."""
    part = content.get("annex")
    if part is None:
        return
    yield Heading(words["annex"], fresh=True)
    yield Paragraph(fixed(words["annex_text"]), "soft")
    yield Heading(words["participation"])
    yield Paragraph(
        fixed(words["participation_text" if part["participation"] else "participation_none"]), "soft"
    )
    for spread in part["participation"]:
        yield from _spread(spread, content, words)
    yield Heading(words["trust"])
    yield Paragraph(fixed(words["trust_text"]), "soft")
    for form in part["trust"]:
        yield _trust(form, content, words)
    if content["map"]["kind"] != "team":
        yield Heading(words["voices"])
        yield from _voices(part["voices"], content, words)


def _spread(spread: Participation, content: Content, words: Words) -> Iterator[Tally]:
    step = words["step_review"] if spread["step"] == "review" else words.get(spread["step"])
    yield _tally("everyone", spread["whole"], words, step=step)
    for side, counts in spread["sides"].items():
        yield _tally("of_a_side", counts, words, step=step, side=words.side(content["side_words"], side))


def _tally(key: str, counts: Counts, words: Words, **places: str) -> Tally:
    people = sum(counts["now"])
    title = words.fill(key, count=people, **places)
    rows = tuple(
        (words[f"rung_{rung}"], numbers)
        for rung, numbers in zip(_RUNGS, zip(counts["now"], counts["wished"], strict=True), strict=True)
    )
    return Tally(plain(title), (words["rung"], words["now"], words["wished"]), rows, words["dots_people"])


def _trust(form: TrustForm, content: Content, words: Words) -> Group:
    """One form of trust: where the contract speaks of it, and what people said of it."""
    said = [*_lines(form["lines"], content, words)]
    said += [fixed(words[f"in_terms_{name}"]) for name in form["terms"]]
    listed: Rich = ()
    for index, phrase in enumerate(said):
        listed += (*(fixed("; ") if index else ()), *phrase)
    first = plain(words.fill("in_contract", list=listed)) if said else words["trust_nothing"]
    notes = tuple(Line(clean(note)) for note in form["notes"])
    return Group("trust", fixed(words.get(f"trust_{form['kind']}")), (Line(first), *notes))


def _lines(ids: Sequence[str], content: Content, words: Words) -> Iterator[Rich]:
    """The lines by reference: ground rules by their numbers, the others by how many there are."""
    named = set(ids)
    numbers = [str(rule["number"]) for rule in content["ground_rules"] if rule["id"] in named]
    if numbers:
        key = "in_rule" if len(numbers) == 1 else "in_rules"
        yield words.fill(key, list=plain(words.names(numbers)))
    counted = {
        "conditions": [line["id"] for line in content["conditions"]],
        "actions": [line["id"] for line in content["actions"]],
        "requests": [line["id"] for line in content["requests"]],
    }
    for kind, known in counted.items():
        if found := len(named.intersection(known)):
            yield words.fill(f"in_{kind}_one" if found == 1 else f"in_{kind}", count=found)


def _voices(voices: VoicesPart | None, content: Content, words: Words) -> Iterator[Block]:
    yield Paragraph(fixed(words["voices_none" if voices is None else "voices_text"]), "soft")
    if voices is None:
        return
    sides = content["side_words"]
    own = tuple((words.side(sides, side), (number,)) for side, number in voices["own"].items())
    yield Tally(words["voices_own"], (words["column_side"], words["number"]), own, words["dots_slips"])
    if voices["joint"] is not None:
        joint = tuple((_made_of(key, content, words), (number,)) for key, number in voices["joint"].items())
        yield Tally(
            words["voices_joint"], (words["out_of_what"], words["number"]), joint, words["dots_texts"]
        )


def _made_of(key: str, content: Content, words: Words) -> str:
    if key in {"both", "together"}:
        return words[f"out_of_{key}"]
    return plain(words.fill("out_of", side=words.side(content["side_words"], key)))
