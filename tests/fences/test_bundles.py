"""What a page names is joined and packed: every script, every sheet, and all that these import."""

import gzip
import json
import re

from partnerschap.web.bundled import Bundled
from partnerschap.web.static_files import _digests
from tools import bundles
from tools.project import BUILT, PACKAGE, STATIC

TEMPLATES = [path.read_text(encoding="utf-8") for path in (PACKAGE / "templates").rglob("*.html")]
MADE = [BUILT / path.relative_to(STATIC) for path in bundles.entries()]
LATER = {'"./catalogues/en.js"', '"./takingpart.js"'}
FIRST_VISIT_BYTES = 70_000
"""What a participant's script and sheet may take by plain HTTP; the goal for the whole page is 100 kB."""


def test_pages_name_the_scripts_and_the_sheets_that_are_joined():
    scripts = {name for text in TEMPLATES for name in re.findall(r"filename='js/(\w+)[.]js'", text)}
    scripts |= {name for text in TEMPLATES for name in re.findall(r"\{% with screen = '(\w+)'", text)}
    assert scripts == set(bundles.SCRIPTS)
    sheets = {"pages", *(name for text in TEMPLATES for name in re.findall(r"block sheet %\}(\w+)\{%", text))}
    assert {f"for-{name}.css" for name in sheets} == {
        path.name for path in (STATIC / "css").glob("for-*.css")
    }
    assert not any("filename='css/" in text for text in TEMPLATES)


def test_every_copy_is_there_fresh_and_packed():
    served = Bundled(STATIC, _digests(STATIC))
    for path in MADE:
        assert path.relative_to(BUILT).as_posix() in served
        whole = path.read_bytes()
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == whole
        assert path.with_name(f"{path.name}.br").stat().st_size < len(whole)


def test_a_change_of_any_source_makes_the_copies_old():
    made_of = json.loads((BUILT / "sources.json").read_text())
    assert {"js/map.js", "js/live/link.js", "css/tokens.css", "fonts/fonts.css", "img/waves.svg"} <= set(
        made_of
    )
    assert "js/takingpart.js" not in Bundled(STATIC, {**_digests(STATIC), "js/ids.js": "other"})


def test_a_copy_asks_for_nothing_but_fonts_and_the_words_of_a_language():
    for path in MADE:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".js":
            assert not re.search(r"""\b(from|import)["'][.]""", text), path.name
            assert set(re.findall(r"import\(([^)]*)", text)) <= LATER, path.name
        else:
            assert "@import" not in text, path.name
            asked = set(re.findall(r"""url\(["']?((?!["']?data:)[^)"']+)""", text))
            assert asked, path.name
            assert [each for each in asked if not (STATIC / "css" / each).resolve().is_file()] == []


def test_the_participants_script_and_sheet_stay_small():
    sizes = [
        (BUILT / name).stat().st_size
        for name in ("js/map.js.gz", "js/takingpart.js.gz", "css/for-map.css.gz")
    ]
    assert sum(sizes) < FIRST_VISIT_BYTES
