"""The last hand: from drawn pages to a file that is PDF/UA-1 and PDF/A-3a.

ISO 14289-1 wants a structure that reading software can follow, ISO 19005-3 everything embedded and declared.
What is made here depends on its arguments alone, so that the same contract is the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from hashlib import md5
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String
from PIL import ImageCms

from partnerschap.document.structure import write_structure
from partnerschap.document.tree import Node
from partnerschap.document.xmp import packet

PRODUCER = "Partnerschap"
_ICC_DATE = slice(24, 36)


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; `made_at` is when the last person signed, and none where nobody did."""

    title: str
    subject: str
    language: str
    made_at: datetime | None


class Relation(StrEnum):
    """What an attachment is to the document (ISO 19005-3, annex E)."""

    SOURCE = "Source"
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A JSON file that goes with the document."""

    name: str
    description: str
    data: bytes
    relation: Relation


def finished(drawn: bytes, document: Node, about: About, attached: Sequence[Attachment]) -> bytes:
    """Return the drawn pages with their structure, metadata, colours and attachments, these by name.

    Where the structure has a place for the seal there is an empty signature field, named `SEAL_FIELD`.
    """
    with Pdf.open(BytesIO(drawn)) as pdf:
        write_structure(pdf, document)
        _describe(pdf, about)
        _declare_colours(pdf)
        files = [_stored(pdf, each, about.made_at) for each in attached]
        named = [
            part for each, file in zip(attached, files, strict=True) for part in (String(each.name), file)
        ]
        if files:
            pdf.Root.AF = Array(files)
            pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(named)))
        done = BytesIO()
        pdf.save(
            done,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return done.getvalue()


def _describe(pdf: Pdf, about: About) -> None:
    """Title, language and dates, twice: old software reads the one list, new software the other."""
    root = pdf.Root
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    made = packet(
        title=about.title,
        subject=about.subject,
        language=about.language,
        producer=PRODUCER,
        made_at=about.made_at,
    )
    root.Metadata = pdf.make_stream(made, Type=Name.Metadata, Subtype=Name.XML)
    info: dict[str, Object | str] = {
        "/Title": about.title,
        "/Subject": about.subject,
        "/Author": PRODUCER,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
    }
    if about.made_at:
        info["/CreationDate"] = info["/ModDate"] = _date(about.made_at)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in info.items():
        pdf.docinfo[key] = value


def _declare_colours(pdf: Pdf) -> None:
    """Say which red, green and blue are meant."""
    profile = pdf.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def _srgb() -> bytes:
    """The sRGB profile; it is made anew by every process, and may not tell when."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = b"\x07\xd0\x00\x01\x00\x01" + bytes(6)
    return bytes(profile)


def _stored(pdf: Pdf, attached: Attachment, made_at: datetime | None) -> Object:
    parameters = Dictionary(Size=len(attached.data))
    parameters.CheckSum = String(md5(attached.data, usedforsecurity=False).digest())
    if made_at:
        parameters.ModDate = String(_date(made_at))
    stored = pdf.make_stream(
        attached.data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=parameters
    )
    described = Dictionary(
        Type=Name.Filespec,
        F=String(attached.name),
        UF=String(attached.name),
        Desc=String(attached.description),
        AFRelationship=Name(f"/{attached.relation}"),
        EF=Dictionary(F=stored, UF=stored),
    )
    return pdf.make_indirect(described)


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
