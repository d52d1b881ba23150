"""What opens the contract and its parts: masthead, notice and headings."""

from dataclasses import replace

from partnerschap.document import style
from partnerschap.document.blocks import Heading, Masthead, Notice, Rich, fixed, own
from partnerschap.document.column import Piece, height, lowered, stacked, text_pieces
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Disc, Panel, Rule, Words
from partnerschap.document.lines import Style, set_lines

_TITLE_LINES = 2
_WHOLE = 28


def masthead(block: Masthead) -> list[Piece]:
    """The title as large as it can be in two lines, under the eyebrow and above the sentence."""
    titles = [
        text_pieces(own(block.title), each, 0, style.WIDTH, keep=True, even=True, flush=True)
        for each in style.TITLES
    ]
    pieces = text_pieces(fixed(block.eyebrow), style.EYEBROW, 0, style.WIDTH, keep=True)
    pieces += [Piece(7, keep=True), *next((one for one in titles if len(one) <= _TITLE_LINES), titles[-1])]
    sentence = _names_whole(block.sentence)
    pieces += [Piece(9, keep=True), *text_pieces(sentence, style.SENTENCE, 0, style.WIDTH, even=True)]
    if block.situation:
        situation = text_pieces(own(block.situation), style.BODY, 0, style.WIDTH * 0.86, even=True)
        pieces += [Piece(9, keep=True), *situation]
    return pieces


def _names_whole(sentence: Rich) -> Rich:
    """Short names in the sentence are not split over two lines."""
    return tuple(
        replace(span, text=span.text.replace(" ", "\u00a0"))
        if span.own and len(span.text) <= _WHOLE
        else span
        for span in sentence
    )


def notice(block: Notice, row: int, number: int) -> Slice:
    """The pale panel that says that this copy is not final, never cut."""
    inside = style.WIDTH - 28
    pieces = text_pieces(fixed(block.label), style.NAME, 14, inside)
    pieces += text_pieces(fixed(block.text), style.BODY, 14, inside)
    tall = height(pieces) + 18
    inks = tuple(lowered(ink, 9) for ink in stacked(pieces))
    return Slice(tall, ((Panel(0, 0, style.WIDTH, tall, style.PALE), *inks),), row=row, block=number)


def heading(block: Heading) -> list[Piece]:
    """A heading with its rule, its stone and its remark; it stays with what follows."""
    if block.level > 2:  # noqa: PLR2004
        return text_pieces(
            own(block.text), style.SUBHEADING, style.TEXT_X, style.TEXT_WIDTH, keep=True, flush=True
        )
    rule = Piece(11, (Rule(0, 0, style.WIDTH, style.ACCENT, 0.8),), keep=True)
    indent = 0.0 if block.number is None else style.INDENT
    pieces = text_pieces(fixed(block.text), style.HEADING, indent, style.WIDTH - indent, keep=True)
    extra: list[Disc | Words] = []
    if block.number is not None:
        extra.append(Disc(10.5, 12, 10.5, style.ACCENT))
        extra.append(placed(str(block.number), style.STONE, 10.5, 15.8, share=0.5))
    if block.aside:
        extra.append(placed(block.aside, style.ASIDE, style.WIDTH, 17.5, share=1))
    first = pieces[0]
    return [rule, replace(first, inks=(*extra[:2], *first.inks, *extra[2:])), *pieces[1:]]


def placed(text: str, chosen: Style, x: float, y: float, *, share: float) -> Words:
    """One short line of our own, set so that `share` of its width lies left of `x`."""
    (line,) = set_lines(fixed(text), chosen, style.WIDTH)
    return Words(x - line.width * share, y, line, chosen.size, chosen.colour)
