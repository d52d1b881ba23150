"""`python -m tools.schema`: write the JSON Schemas of the files that people take along, from their types."""

import json
from typing import Any

import msgspec

from partnerschap.document.content import Content
from partnerschap.domain.record_shapes import SCHEMA, Record
from tools.project import ROOT, say

FOLDER = ROOT / "partnerschap" / "static" / "schema"
PATH = FOLDER / "kaart-1.json"
OWN_PATH = FOLDER / "mijn-gegevens-1.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `kaart.json`, version 1; it names every key."""
    return _schema(
        Content,
        "partnerschap-kaart/1",
        "What a partnership map says: the content of its contract. Nothing private is in it.",
    )


def own_schema() -> dict[str, Any]:
    """Return the JSON Schema of `mijn-gegevens.json`, version 1; it names every key."""
    return _schema(
        Record, SCHEMA, "Everything that a partnership map holds about one person, for that person."
    )


def _schema(kind: type, title: str, description: str) -> dict[str, Any]:
    made = msgspec.json.schema(kind)
    for shape in made["$defs"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        **made,
    }


def text(made: dict[str, Any]) -> str:
    """Return the file as it should be."""
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, made in ((PATH, schema()), (OWN_PATH, own_schema())):
        path.write_text(text(made), encoding="utf-8")
        say(f"schema: wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
