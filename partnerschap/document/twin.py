"""The contract as plain text: every text that the PDF prints, in the same order."""

from collections.abc import Iterator, Sequence

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
    Signature,
    Signatures,
    Tally,
    Values,
    Wordings,
    plain,
)
from partnerschap.document.compose import blocks
from partnerschap.document.content import Content, SignatureRecord, Status


def text_twin(
    content: Content,
    signatures: Sequence[SignatureRecord],
    *,
    fingerprint: str = "",
    status: Status = "final",
    check_url: str = "",
) -> str:
    """The contract's text in reading order, NFC, a line per text and an empty line between blocks."""
    made = blocks(content, signatures, fingerprint=fingerprint, status=status, check_url=check_url)
    return "\n\n".join("\n".join(text for text in texts(block) if text) for block in made) + "\n"


def texts(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912  a case per kind of block
    """The texts of one block, as they are read."""
    match block:
        case Masthead():
            yield from (block.eyebrow, block.title, plain(block.sentence), block.situation)
        case Notice():
            yield from (block.label, block.text)
        case Heading():
            yield f"{block.number} {block.text}" if block.number else block.text
            yield block.aside
        case Paragraph():
            yield plain(block.text)
        case PartyTable():
            yield from block.columns
            for row in block.rows:
                yield from _party(row)
        case Values():
            for line in block.lines:
                yield from _line(line)
        case Group():
            yield plain(block.label)
            for line in block.lines:
                yield from _line(line)
        case Tally():
            yield from (block.title, *block.columns)
            for label, numbers in block.rows:
                yield from (label, *map(str, numbers))
        case Wordings():
            yield plain(block.label)
            yield from (*block.texts, *map(plain, block.notes))
        case Signatures():
            for item in block.items:
                yield from _signature(item)
        case CheckPanel():
            yield from (block.title, block.text, block.seal, block.address)
            yield from (block.label, " ".join(block.fingerprint))


def _party(row: PartyRow) -> Iterator[str]:
    yield from (row.name, row.side, row.role, *row.remarks)
    for label, text in row.limits:
        yield from (label, text)


def _line(line: Line) -> Iterator[str]:
    yield f"{line.number} {line.text}" if line.number is not None else line.text
    yield line.status
    yield from (plain(note) for note in line.notes)


def _signature(item: Signature) -> Iterator[str]:
    if item.answer == "signed":
        yield from (item.typed, item.name, item.detail, item.statement)
    else:
        yield from (item.statement, item.name, item.detail)
    yield plain(item.helped)
