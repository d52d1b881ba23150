"""The contract as a PDF: the same content and signatures always give the same bytes."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from partnerschap.document import fonts, style
from partnerschap.document.blocks import Block, Heading, fixed, own, plain
from partnerschap.document.compose import blocks, title
from partnerschap.document.content import Content, SignatureRecord, Status
from partnerschap.document.evidence import NAME, evidence
from partnerschap.document.finish import About, Attachment, Relation, finished
from partnerschap.document.flow import Placed, pages
from partnerschap.document.ink import Ink, Place, Rule
from partnerschap.document.ink import Words as Drawn
from partnerschap.document.lines import SetLine, set_lines
from partnerschap.document.sections import strip
from partnerschap.document.tagging import Marker
from partnerschap.document.tree import Node, Spot
from partnerschap.document.verdicts import ATTACHED
from partnerschap.document.words import Words
from partnerschap.domain.contract import canonical

_OUTLINED = 2
_FOOT_HOLDS = 160  # characters; more never fit
# While ReportLab cuts a font down to what a document uses, its place in the file is kept with the font: two
# documents at a time would spoil each other.
writing = threading.Lock()


def render_contract(
    content: Content,
    signatures: Sequence[SignatureRecord],
    *,
    fingerprint: str,
    status: Status,
    check_url: str = "",
) -> bytes:
    """The contract as PDF bytes, without clock or chance; every font is embedded, and there are no pictures.

    `fingerprint` is the content's SHA-256 in hexadecimal, `check_url` the full address in the QR code (empty:
    no code). A status other than 'final' is said at the top and on every page.
    """
    made = blocks(content, signatures, fingerprint=fingerprint, status=status, check_url=check_url)
    document = Node("Document")
    sheets = pages(strip(made, document), style.HEIGHT)
    with writing:
        drawn = _draw_all(content, status, made, sheets)
    words = Words(content["map"]["language"])
    about = About(
        title=title(content),
        subject=plain(words.fill("eyebrow", version=content["version"])),
        language=words.language,
        made_at=max((record["at"] for record in signatures if record["at"]), default=None),
    )
    attached = [Attachment(ATTACHED, words["attachment"], canonical(content), Relation.SOURCE)]
    if status == "final":
        record = evidence(signatures, fingerprint, words.language)
        attached.append(Attachment(NAME, words["evidence"], record, Relation.SUPPLEMENT))
    return finished(drawn, document, about, attached)


def _draw_all(
    content: Content, status: Status, made: Sequence[Block], sheets: Sequence[Sequence[Placed]]
) -> bytes:
    """The pages drawn, with their marks."""
    words = Words(content["map"]["language"])
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        invariant=1,
        pageCompression=0,  # qpdf does that, quicker
        initialFontName=_first_font(),  # type: ignore[arg-type]  # the published types are wrong here
    )
    marker = Marker(canvas)
    page_names = [
        plain(words.fill("page", page=number + 1, pages=len(sheets))) for number in range(len(sheets))
    ]
    foot = _footer_line(title(content), _footer_note(content, status, words), page_names[-1])
    for sheet, page in zip(sheets, page_names, strict=True):
        _outline(canvas, sheet, made)
        _draw(canvas, marker, sheet)
        marker.footer()
        _footer(canvas, foot, page)
        marker.end_page()
    canvas.save()
    return buffer.getvalue()


def _first_font() -> str:
    """A canvas begins with a font of its own, which would stand in the file without being embedded."""
    fonts.font(fonts.SANS)
    return fonts.SANS


def _draw(canvas: Canvas, marker: Marker, sheet: Sequence[Placed]) -> None:
    """Each row column after column, so that the order in the file is the order of reading."""
    for _, same in groupby(sheet, key=lambda placed: placed.slice.row):
        row = list(same)
        for column in range(max(len(placed.slice.columns) for placed in row)):
            for placed in row:
                if column < len(placed.slice.columns):
                    for ink in placed.slice.columns[column]:
                        _ink(canvas, marker, ink, placed.y)


def _ink(canvas: Canvas, marker: Marker, ink: Ink, y: float) -> None:
    left, top = style.MARGIN_LEFT, style.PAGE_HEIGHT - style.MARGIN_TOP - y
    if isinstance(ink, Place):
        ink.node.kids.append(Spot(marker.page, ink.box(left, top), ink.address))
    else:
        marker.of(ink.node)
        ink.draw(canvas, left, top)


def _outline(canvas: Canvas, sheet: Sequence[Placed], made: Sequence[Block]) -> None:
    """A bookmark for every heading of the second level that begins on this page."""
    seen = set()
    for placed in sheet:
        number, block = placed.slice.block, made[placed.slice.block]
        if placed.slice.gap or number in seen or not isinstance(block, Heading) or block.level != _OUTLINED:
            continue
        seen.add(number)
        top = style.PAGE_HEIGHT - style.MARGIN_TOP - placed.y + 8
        canvas.bookmarkHorizontalAbsolute(f"block-{number}", top, left=0, fit="XYZ")
        label = f"{block.number} {block.text}" if block.number else block.text
        canvas.addOutlineEntry(label, f"block-{number}", level=0)


def _footer_note(content: Content, status: Status, words: Words) -> str:
    version = plain(words.fill("version", version=content["version"]))
    return f" · {version}" if status == "final" else f" · {version} · {words[status].lower()}"


def _footer_line(name: str, note: str, widest: str) -> SetLine:
    """Title and version as they stand at the foot of every page; a long title is shortened."""
    (number,) = set_lines(fixed(widest), style.FOOTER, style.WIDTH)
    room = style.WIDTH - number.width - 24
    lines = set_lines((*own(name[:_FOOT_HOLDS]), *fixed(note)), style.FOOTER, room)
    shortened = name[:_FOOT_HOLDS]
    while len(lines) > 1 or (len(shortened) == _FOOT_HOLDS < len(name)):
        shortened = shortened[:-2].rstrip()
        lines = set_lines((*own(shortened), *fixed(f" …{note}")), style.FOOTER, room)
    return replace(lines[0], indent=0.0)


def _footer(canvas: Canvas, line: SetLine, page: str) -> None:
    """The title and version, and the page number, under a hairline."""
    down = style.HEIGHT + 20
    left, top = style.MARGIN_LEFT, style.PAGE_HEIGHT - style.MARGIN_TOP
    Rule(0, down, style.WIDTH, style.HAIR, 0.4).draw(canvas, left, top)
    (number,) = set_lines(fixed(page), style.FOOTER, style.WIDTH)
    for x, shown in ((0.0, line), (style.WIDTH - number.width, number)):
        Drawn(x, down + 14, shown, style.FOOTER.size, style.FOOTER.colour).draw(canvas, left, top)
