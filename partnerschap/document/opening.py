"""What opens the contract and its parts: masthead, notice and headings."""

from dataclasses import replace

from partnerschap.document import style
from partnerschap.document.blocks import Heading, Masthead, Notice, Rich, fixed, own
from partnerschap.document.column import Piece, height, lowered, stacked, text_pieces
from partnerschap.document.flow import Slice
from partnerschap.document.ink import Disc, Panel, Rule, Words
from partnerschap.document.lines import Style, even_lines, set_lines
from partnerschap.document.tree import Node

_TITLE_LINES = 2
_WHOLE = 28


def masthead(block: Masthead, document: Node) -> list[Piece]:
    """The title as large as it can be in two lines, under the eyebrow and above the sentence."""
    eyebrow = document.child("P")
    pieces = text_pieces(fixed(block.eyebrow), style.EYEBROW, 0, style.WIDTH, node=eyebrow, keep=True)
    pieces += [Piece(7, keep=True), *_title(own(block.title), document.child("H1"))]
    sentence, node = _names_whole(block.sentence), document.child("P")
    pieces += [
        Piece(9, keep=True),
        *text_pieces(sentence, style.SENTENCE, 0, style.WIDTH, node=node, even=True),
    ]
    if block.situation:
        situation, node = own(block.situation), document.child("P")
        pieces += [
            Piece(9, keep=True),
            *text_pieces(situation, style.BODY, 0, style.WIDTH * 0.86, node=node, even=True),
        ]
    return pieces


def _title(title: Rich, node: Node) -> list[Piece]:
    for chosen in style.TITLES[:-1]:
        if len(even_lines(title, chosen, style.WIDTH)) <= _TITLE_LINES:
            break
    else:
        chosen = style.TITLES[-1]
    return text_pieces(title, chosen, 0, style.WIDTH, node=node, keep=True, even=True, flush=True)


def _names_whole(sentence: Rich) -> Rich:
    """Short names in the sentence are not split over two lines."""
    return tuple(
        replace(span, text=span.text.replace(" ", "\u00a0"))
        if span.own and len(span.text) <= _WHOLE
        else span
        for span in sentence
    )


def notice(block: Notice, document: Node, row: int, number: int) -> Slice:
    """The pale panel that says that this copy is not final, never cut."""
    inside = style.WIDTH - 28
    pieces = text_pieces(fixed(block.label), style.NAME, 14, inside, node=document.child("P"))
    pieces += text_pieces(fixed(block.text), style.BODY, 14, inside, node=document.child("P"))
    tall = height(pieces) + 18
    inks = tuple(lowered(ink, 9) for ink in stacked(pieces))
    return Slice(tall, ((Panel(0, 0, style.WIDTH, tall, style.PALE), *inks),), row=row, block=number)


def heading(block: Heading, document: Node) -> list[Piece]:
    """A heading with its rule, its stone and its remark; it stays with what follows."""
    node = document.child(f"H{block.level}")
    if block.level > 2:  # noqa: PLR2004
        x, width = style.TEXT_X, style.TEXT_WIDTH
        return text_pieces(own(block.text), style.SUBHEADING, x, width, node=node, keep=True, flush=True)
    rule = Piece(11, (Rule(0, 0, style.WIDTH, style.ACCENT, 0.8),), keep=True)
    indent = 0.0 if block.number is None else style.INDENT
    text = text_pieces(fixed(block.text), style.HEADING, indent, style.WIDTH - indent, node=node, keep=True)
    if block.number is not None:
        stone = Disc(10.5, 12, 10.5, style.ACCENT)
        number = placed(str(block.number), style.STONE, 10.5, 15.8, node, share=0.5, after=" ")
        text[0] = replace(text[0], inks=(stone, number, *text[0].inks))
    if block.aside:
        aside = placed(block.aside, style.ASIDE, style.WIDTH, 17.5, document.child("P"), share=1)
        text[-1] = replace(text[-1], inks=(*text[-1].inks, aside))
    return [rule, *text]


def placed(  # noqa: PLR0913 -- how a short text is set, and what it is
    text: str, chosen: Style, x: float, y: float, node: Node, *, share: float, after: str = ""
) -> Words:
    """One short line of our own, set so that `share` of its width lies left of `x`."""
    (line,) = set_lines(fixed(text), chosen, style.WIDTH)
    return Words(x - line.width * share, y, line, chosen.size, chosen.colour, node, after)
