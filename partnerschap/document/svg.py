"""Ink as SVG. Text stays text, with its width told, so that it fits also where our fonts are not at hand."""

from collections.abc import Iterator
from html import escape

from partnerschap.document import fonts
from partnerschap.document.ink import Disc, Drawn, Panel, Rule, Words
from partnerschap.document.poster import HEIGHT, WIDTH, Poster
from partnerschap.document.text import has_rtl

_FAMILY = {
    fonts.SERIF: ("'Source Serif 4', Georgia, serif", 400),
    fonts.SERIF_BOLD: ("'Source Serif 4', Georgia, serif", 600),
    fonts.SANS: ("'Source Sans 3', Arial, sans-serif", 400),
    fonts.SANS_BOLD: ("'Source Sans 3', Arial, sans-serif", 600),
}
_BETWEEN = 20.0


def sheets_as_svg(made: Poster) -> str:
    """Return a poster as one picture, in points; each sheet lies on white."""
    tall = len(made.sheets) * (HEIGHT + _BETWEEN) - _BETWEEN
    body = []
    for number, sheet in enumerate(made.sheets):
        down = number * (HEIGHT + _BETWEEN)
        wide, high = _short(WIDTH), _short(HEIGHT)
        body.append(f'<rect x="0" y="{_short(down)}" width="{wide}" height="{high}" fill="#ffffff"/>')
        for placed in sheet:
            body += _shape(placed.ink, placed.left, placed.top + down)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(WIDTH)}pt" height="{_short(tall)}pt" '
        f'viewBox="0 0 {_short(WIDTH)} {_short(tall)}" lang="{made.language}" xml:lang="{made.language}">\n'
        f"<title>{escape(made.title)}</title>\n<desc>{escape(made.subject)}</desc>\n"
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _shape(ink: Drawn, left: float, top: float) -> Iterator[str]:
    match ink:
        case Words():
            yield from _text(ink, left, top)
        case Rule():
            dash = f' stroke-dasharray="{" ".join(map(_short, ink.dash))}"' if ink.dash else ""
            x, y = left + ink.x, top + ink.y
            yield (
                f'<line x1="{_short(x)}" y1="{_short(y)}" x2="{_short(x + ink.width)}" y2="{_short(y)}" '
                f'stroke="{ink.colour}" stroke-width="{_short(ink.thick)}"{dash}/>'
            )
        case Disc():
            x, y = left + ink.x, top + ink.y
            yield f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_short(ink.radius)}" fill="{ink.colour}"/>'
        case Panel():
            yield (
                f'<rect x="{_short(left + ink.x)}" y="{_short(top + ink.y)}" width="{_short(ink.width)}" '
                f'height="{_short(ink.height)}" rx="5" fill="{ink.colour}"/>'
            )
        case _:
            raise TypeError(type(ink))  # a poster has no other ink


def _text(ink: Words, left: float, top: float) -> Iterator[str]:
    """Each phrase by itself; one that is drawn from right to left is written as it is read."""
    for phrase in ink.line.phrases:
        words = phrase.said or "".join(run.text for run in phrase.runs)
        if not words.strip():
            continue
        last = phrase.runs[-1]
        start = left + ink.x + ink.line.indent + phrase.runs[0].x
        wide = last.x + fonts.width(last.font, last.text, ink.size) - phrase.runs[0].x
        family, weight = _FAMILY.get(phrase.runs[0].font, _FAMILY[fonts.SANS])
        backwards = has_rtl(words)
        x = start + wide if backwards else start
        way = ' direction="rtl"' if backwards else ""
        yield (
            f'<text x="{_short(x)}" y="{_short(top + ink.y)}" font-family="{family}" font-weight="{weight}" '
            f'font-size="{_short(ink.size)}" fill="{ink.colour}" textLength="{_short(wide)}" '
            f'lengthAdjust="spacingAndGlyphs" xml:space="preserve"{way}>{escape(words, quote=False)}</text>'
        )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
