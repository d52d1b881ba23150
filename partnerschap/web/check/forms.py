"""A file in a form."""

from contextlib import closing
from typing import Any

from wtforms import FileField

from partnerschap.document.verdicts import LARGEST
from partnerschap.web.fields import Sheet
from partnerschap.web.tongue import _, _l


class FileForm(Sheet):
    """A contract, as a file."""

    file = FileField(_l("Kies het contract op je apparaat"))


def contents(form: Sheet) -> bytes | None:
    """Return the file of a form, or the start of one that is too large; without one None, and it is said."""
    sent: Any = form["file"].data
    if not getattr(sent, "filename", ""):
        form.put("file", _("Kies eerst een bestand."))
        return None
    with closing(sent):
        data: bytes = sent.stream.read(LARGEST + 1)
    return data
