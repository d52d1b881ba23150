"""The fonts of the contract: static TrueType in document/fonts/, made from PyPI and npm packages.

ReportLab embeds TrueType outlines only, and no variable fonts: each weight is cut from the variable font.
What has 'Source' in its name is renamed, as its licence asks. The same packages give the same bytes.
"""

import json
import shutil
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tools.front_end import about
from tools.project import NODE_MODULES, PDF_FONTS


class Cut(NamedTuple):
    """One font of the contract: what it is called, where it comes from and where on the axes it lies."""

    family: str
    style: str
    package: str
    file: str
    axes: dict[str, float]

    @property
    def name(self) -> str:
        """Return the PostScript name, which is also the name of the file: `PartnerSans-Bold`."""
        return f"{self.family.replace(' ', '')}-{self.style}"


_SERIF = ("fontpkg-source-serif-4", "SourceSerif4[opsz,wght].ttf")
_SANS = ("fontpkg-source-sans-3", "SourceSans3[wght].ttf")
_ITALIC = ("fontpkg-source-sans-3", "SourceSans3-Italic[wght].ttf")
_ARABIC = ("fontpkg-noto-sans-arabic", "NotoSansArabic[wdth,wght].ttf")
_HAND = ("fontpkg-caveat", "Caveat[wght].ttf")
_HEBREW = ("@fontsource/noto-sans-hebrew", "noto-sans-hebrew-hebrew-400-normal.woff2")
_ETHIOPIC = ("@fontsource/noto-sans-ethiopic", "noto-sans-ethiopic-ethiopic-400-normal.woff2")
_EMOJI = ("@fontsource/noto-emoji", "noto-emoji-emoji-400-normal.woff2")

# The serif stands only in titles, so it is cut at an optical size of 24 points.
CUTS = (
    Cut("PartnerSerif", "Regular", *_SERIF, {"wght": 400, "opsz": 24}),
    Cut("PartnerSerif", "SemiBold", *_SERIF, {"wght": 600, "opsz": 24}),
    Cut("PartnerSans", "Regular", *_SANS, {"wght": 400}),
    Cut("PartnerSans", "SemiBold", *_SANS, {"wght": 600}),
    Cut("PartnerSans", "Bold", *_SANS, {"wght": 700}),
    Cut("PartnerSans", "Italic", *_ITALIC, {"wght": 400}),
    Cut("Noto Sans Arabic", "Regular", *_ARABIC, {"wght": 400, "wdth": 100}),
    Cut("Noto Sans Hebrew", "Regular", *_HEBREW, {}),
    Cut("Noto Sans Ethiopic", "Regular", *_ETHIOPIC, {}),
    Cut("Noto Emoji", "Regular", *_EMOJI, {}),
    Cut("Caveat", "Regular", *_HAND, {"wght": 400}),
)


def _place(cut: Cut) -> tuple[Path, Path, str]:
    """Return the font file, its licence and the version of the package."""
    if cut.package.startswith("@"):
        folder = NODE_MODULES / cut.package
        return folder / "files" / cut.file, folder / "LICENSE", about(cut.package)["version"]
    folder = Path(str(files(cut.package.replace("-", "_"))))
    return folder / "files" / cut.file, folder / "LICENSE", distribution(cut.package).version


def _rename(font: TTFont, cut: Cut) -> None:
    # Copyright (0), licence (13, 14), designers (8, 9, 11, 12) and version (5) stay as they came.
    table = font["name"]
    for number in (7, 10, 16, 17, 18, 19, 20, 21, 22, 25):
        table.removeNames(nameID=number)
    table.names = [name for name in table.names if name.nameID < 25]  # noqa: PLR2004 -- from 25 on: names of axes
    full = cut.family if cut.style == "Regular" else f"{cut.family} {cut.style}"
    family = cut.family if cut.style in {"Regular", "Bold", "Italic"} else full
    style = cut.style if cut.style in {"Regular", "Bold", "Italic"} else "Regular"
    for number, text in (
        (1, family),
        (2, style),
        (3, f"{cut.name};partnerschap"),
        (4, full),
        (6, cut.name),
    ):
        table.removeNames(nameID=number)
        table.setName(text, number, 3, 1, 0x409)


def _thin(font: TTFont) -> None:
    # ReportLab maps characters straight to glyphs: what only layout tables reach is left out.
    options = Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "DSIG", "GPOS", "GSUB", "GDEF", "meta"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap().keys())
    cutter.subset(font)


def _make(cut: Cut) -> dict[str, object]:
    source, licence, version = _place(cut)
    font = TTFont(source, recalcTimestamp=False)
    _thin(font)  # first, since it leaves less to cut
    if cut.axes:
        instantiateVariableFont(font, cut.axes, inplace=True)
    _rename(font, cut)
    font.flavor = None
    target = PDF_FONTS / f"{cut.name}.ttf"
    font.save(target, reorderTables=True)
    shutil.copyfile(licence, PDF_FONTS / f"LICENSE-{cut.package.rsplit('/', 1)[-1]}.txt")
    return {
        "file": target.name,
        "family": cut.family,
        "style": cut.style,
        "characters": len(font.getBestCmap()),
        "package": f"{cut.package} {version}",
        "licence": "OFL-1.1",
    }


def build() -> None:
    """Fill document/fonts/ anew: fonts, licences and fonts.json (name of the font -> file and origin)."""
    shutil.rmtree(PDF_FONTS, ignore_errors=True)
    PDF_FONTS.mkdir(parents=True)
    made = {cut.name: _make(cut) for cut in CUTS}
    (PDF_FONTS / "fonts.json").write_text(json.dumps(made, indent=2) + "\n")
