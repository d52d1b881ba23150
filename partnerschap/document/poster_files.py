"""The poster as files: a tagged PDF for the printer, and an SVG for who wants to use it elsewhere."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from partnerschap.document import fonts
from partnerschap.document.content import Content
from partnerschap.document.finish import About, finished
from partnerschap.document.poster import HEIGHT, WIDTH, Poster, poster
from partnerschap.document.render import writing
from partnerschap.document.svg import sheets_as_svg
from partnerschap.document.tagging import Marker
from partnerschap.domain.instrument import standard


def poster_pdf(content: Content) -> bytes:
    """Return the filled map on A3 sheets as a PDF, the same bytes for the same content."""
    made = poster(content, standard())
    with writing:
        drawn = _drawn(made)
    about = About(title=made.title, subject=made.subject, language=made.language, made_at=None)
    return finished(drawn, made.structure, about, [])


def poster_svg(content: Content) -> bytes:
    """Return the filled map as an SVG whose text is text, its sheets under each other."""
    made = poster(content, standard())
    return sheets_as_svg(made).encode()


def _drawn(made: Poster) -> bytes:
    buffer = BytesIO()
    fonts.font(fonts.SANS)
    canvas = Canvas(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=0,
        initialFontName=fonts.SANS,  # type: ignore[arg-type]  # the published types are wrong here
    )
    marker = Marker(canvas)
    for sheet in made.sheets:
        for placed in sheet:
            marker.of(placed.ink.node)
            placed.ink.draw(canvas, placed.left, HEIGHT - placed.top)
        marker.end_page()
    canvas.save()
    return buffer.getvalue()
