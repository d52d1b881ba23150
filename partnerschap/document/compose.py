"""The contract as blocks in reading order: the one source of the PDF, the plain text and the page."""

from collections.abc import Iterator, Sequence

from partnerschap.document.annex import annex
from partnerschap.document.blocks import (
    Block,
    CheckPanel,
    Group,
    Heading,
    Line,
    Masthead,
    Notice,
    Paragraph,
    PartyRow,
    PartyTable,
    Rich,
    Signature,
    Signatures,
    fixed,
    own,
    plain,
)
from partnerschap.document.changes import changes
from partnerschap.document.content import Content, Party, SignatureRecord, Status, Terms
from partnerschap.document.steps import friction, steps
from partnerschap.document.strokes import stroke_points
from partnerschap.document.text import clean, one_line
from partnerschap.document.words import Words

_NAMED_IN_SENTENCE = 6
_LONG_NAME = 40
_NO_TERMS = Terms(non_compliance="", guardian="", confidentiality="", review_on="", intent="")


def blocks(
    content: Content,
    signatures: Sequence[SignatureRecord],
    *,
    fingerprint: str = "",
    status: Status = "final",
    check_url: str = "",
) -> list[Block]:
    """All blocks of the contract; the panel for checking is there only with a fingerprint.

    `fingerprint` is the content's SHA-256 in hexadecimal, `check_url` the full address of the page for
    checking; without one the panel tells how to compare two copies.
    """
    words = Words(content["map"]["language"])
    done: list[Block] = [_masthead(content, words), *_notice(content, signatures, status, words)]
    done += _parties(content, words)
    done += steps(content, words)
    done += friction(content, words)
    done += _terms(content, words)
    done += changes(content, words)
    done += _signatures(signatures, status, words)
    if fingerprint:
        done.append(_check(fingerprint, check_url, words, sealed=status == "final"))
    done += annex(content, words)
    return done


def title(content: Content) -> str:
    """The collaboration's name on one line; one of our own where it has none."""
    return one_line(content["map"]["title"]) or Words(content["map"]["language"])["untitled"]


def _masthead(content: Content, words: Words) -> Masthead:
    names = [one_line(party["name"]) for party in content["parties"] if not party["left"]]
    subject: Rich = own(one_line(content["map"]["subject"])) or fixed(words["no_subject"])
    if not names:
        sentence = words.fill("sentence_none", subject=subject)
    elif len(names) == 1:
        sentence = words.fill("sentence_one", names=words.names(names), subject=subject)
    elif len(names) > _NAMED_IN_SENTENCE or max(map(len, names)) > _LONG_NAME:
        sentence = words.fill("sentence", names=words.fill("many", count=len(names)), subject=subject)
    else:
        sentence = words.fill("sentence", names=words.names(names), subject=subject)
    eyebrow = plain(words.fill("eyebrow", version=content["version"]))
    return Masthead(eyebrow, title(content), sentence, clean(content["map"]["situation"]))


def _notice(
    content: Content, signatures: Sequence[SignatureRecord], status: Status, words: Words
) -> tuple[Notice, ...]:
    if status == "final":
        return ()
    if status == "draft":
        return (Notice(words["draft"], words["draft_text"]),)
    if status == "brought":
        return (Notice(words["brought"], words["brought_text"]),)
    if status == "not_concluded":
        return (Notice(words["not_concluded"], words["not_concluded_text"]),)
    answered = {record["person"] for record in signatures if record["answer"] != "waiting"}
    expected = {party["id"] for party in content["parties"] if not party["left"]}
    waiting = any(record["answer"] == "waiting" for record in signatures) or not expected <= answered
    return (Notice(words["frozen"], words["frozen_waiting" if waiting else "frozen_ready"]),)


def _parties(content: Content, words: Words) -> Iterator[Block]:
    yield Heading(words["parties"])
    if content["parties"]:
        rows = tuple(_party(party, content, words) for party in content["parties"])
        yield PartyTable((words["column_name"], words["column_side"], words["column_role"]), rows)
    else:
        yield Paragraph(fixed(words["no_parties"]), "soft")
    if content["facilitators"]:
        names = words.names([one_line(name) for name in content["facilitators"]])
        yield Paragraph(words.fill("facilitators", names=names), "soft")


def _party(party: Party, content: Content, words: Words) -> PartyRow:
    side = "" if content["map"]["kind"] == "team" else words.side(content["side_words"], party["side"])
    role = _joined(
        party["role"], party["organisation"], words["also_facilitator"] if party["facilitator"] else ""
    )
    remarks = [words[key] for key in ("left", "helped") if party[key]]
    limits = party["limits"] or {"will": "", "will_not": "", "until": ""}
    stated = (
        (words["will"], clean(limits["will"])),
        (words["will_not"], clean(limits["will_not"])),
        (words["until"], clean(limits["until"])),
    )
    return PartyRow(
        one_line(party["name"]), side, role, tuple(remarks), tuple(pair for pair in stated if pair[1])
    )


def _joined(*parts: str) -> str:
    return ", ".join(text for text in map(one_line, parts) if text)


def _terms(content: Content, words: Words) -> Iterator[Block]:
    terms = content["terms"] or _NO_TERMS
    answers = {
        "non_compliance": clean(terms["non_compliance"]),
        "guardian": clean(terms["guardian"]),
        "confidentiality": clean(terms["confidentiality"]),
        "review_on": words.date(terms["review_on"]),
        "intent": words.get(f"intent_{terms['intent']}"),
    }
    yield Heading(words["terms"])
    for key, answer in answers.items():
        yield Group("terms", fixed(words[key]), (Line(answer or words["nothing_agreed"]),))
    yield Heading(words["what"])
    yield Paragraph(fixed(" ".join(words[key] for key in ("what_is", "what_is_not", "what_signing"))))


def _signatures(signatures: Sequence[SignatureRecord], status: Status, words: Words) -> Iterator[Block]:
    yield Heading(words["signatures"])
    if signatures:
        lapsed = status == "not_concluded"
        yield Signatures(tuple(_signature(record, words, lapsed=lapsed) for record in signatures))
    else:
        key = "signatures_elsewhere" if status == "brought" else "no_signatures"
        yield Paragraph(fixed(words[key]), "soft")


def _signature(record: SignatureRecord, words: Words, *, lapsed: bool) -> Signature:
    """A signature under a version that was not concluded holds no more, and is not drawn."""
    answer = "lapsed" if lapsed and record["answer"] == "signed" else record["answer"]
    signed = answer == "signed"
    at = record["at"]
    moment = plain(words.moment(at)) if at is not None else words["signed"]
    drawn = stroke_points(record["strokes"]) if signed and record["method"] == "drawn" else ()
    name = one_line(record["name"])
    return Signature(
        name=name,
        detail=_joined(record["role"], record["organisation"]),
        answer=answer,
        typed=(one_line(record["typed"]) or name) if signed and not drawn else "",
        strokes=drawn,
        described=plain(words.fill("drawn_by", name=name)) if drawn else "",
        statement=moment if signed else words[answer],
        helped=_another_hand(record, words) if record["answer"] != "waiting" else (),
    )


def _another_hand(record: SignatureRecord, words: Words) -> Rich:
    """Say who helped, or on whose device somebody signed who has one of their own."""
    for key, name in (("with_help", record["helped_by"]), ("on_device", record["device_of"])):
        if name:
            return words.fill(key, name=one_line(name))
    return ()


def _check(fingerprint: str, address: str, words: Words, *, sealed: bool) -> CheckPanel:
    address = address if sealed else ""
    groups = tuple(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
    how = words["check_text" if address else "check_copy"]
    return CheckPanel(
        words["check"],
        how,
        address,
        words["code"] if address else "",
        words["fingerprint"],
        groups,
        words["seal"] if sealed else "",
    )
