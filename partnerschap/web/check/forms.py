"""The one form for a file."""

from contextlib import closing
from typing import Any

from wtforms import FileField

from partnerschap.document.verdicts import LARGEST
from partnerschap.web.fields import Sheet
from partnerschap.web.tongue import _, _l


class FileForm(Sheet):
    """A contract, as a file."""

    file = FileField(_l("Kies het contract op je apparaat"))

    def contents(self) -> bytes | None:
        """Return the file, or the beginning of one that is too large; None, and that is said, without one."""
        sent: Any = self.file.data
        if not getattr(sent, "filename", ""):
            self.put("file", _("Kies eerst een bestand."))
            return None
        with closing(sent):
            data: bytes = sent.stream.read(LARGEST + 1)
        return data
