"""Message catalogues: each committed .po file is compiled to what the app loads.

The server loads `messages.mo`, the browser `static/js/catalogues/<language>.js`, which holds only the texts
that stand in JavaScript. Neither is committed. How a .po file is kept complete: see tools/messages.py.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tools.project import PACKAGE, TRANSLATIONS, say

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SCRIPT_CATALOGUES = PACKAGE / "static" / "js" / "catalogues"


def compile_all() -> list[Path]:
    """Compile every catalogue whose results are missing or older than its .po; return the files written."""
    written = []
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        targets = [source.with_suffix(".mo"), SCRIPT_CATALOGUES / f"{language}.js"]
        if all(target.exists() and target.stat().st_mtime > source.stat().st_mtime for target in targets):
            continue
        from babel.messages.mofile import write_mo  # noqa: PLC0415 -- Babel is not there before the set-up
        from babel.messages.pofile import read_po  # noqa: PLC0415

        say(f"translations: compiling {language} …")
        with source.open("rb") as text:
            catalogue = read_po(text, locale=language)
        with targets[0].open("wb") as binary:
            write_mo(binary, catalogue)
        SCRIPT_CATALOGUES.mkdir(exist_ok=True)
        targets[1].write_text(script(catalogue), encoding="utf-8")
        written += targets
    return written


def script(catalogue: "Catalog") -> str:
    """Return the module that `static/js/text.js` loads: Dutch text -> text, or one and many."""
    words = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalogue
        if message.id and any(name.endswith(".js") for name, _ in message.locations)
    }
    return f"export default {json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)};\n"
