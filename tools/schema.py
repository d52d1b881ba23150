"""`python -m tools.schema`: write the JSON Schema of the map's file, made from the types of its content."""

import json
from typing import Any

import msgspec

from partnerschap.document.content import Content
from tools.project import ROOT, say

PATH = ROOT / "partnerschap" / "static" / "schema" / "kaart-1.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `kaart.json`, version 1; it names every key."""
    made = msgspec.json.schema(Content)
    for shape in made["$defs"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "partnerschap-kaart/1",
        "description": "What a partnership map says: the content of its contract. Nothing private is in it.",
        **made,
    }


def text() -> str:
    """Return the file as it should be."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(text(), encoding="utf-8")
    say(f"schema: wrote {PATH.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
