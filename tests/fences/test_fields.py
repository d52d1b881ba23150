"""Every stored field is explained in docs/data-model.md, with a purpose and a term, and nothing else is."""

import re
from pathlib import Path

import pytest

from partnerschap.extensions import db
from partnerschap.store import tables

PAGE = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)
# Words that would mean that somebody's device, address or account is stored.
WITHOUT_A_TABLE = {
    "Terms",
    "Erasing one person",
    "What a person gets about themselves",
    "How the tables belong together",
}
NEVER = {"ip", "ip_address", "address", "remote_addr", "user_agent", "email", "mail", "phone", "password"}


def sections() -> dict[str, str]:
    """The text under each heading, by the heading."""
    heading, *rest = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    assert heading.startswith("# ")
    return {name.strip("`"): text for name, text in zip(rest[::2], rest[1::2], strict=True)}


TERMS = {name for name, _ in ROW.findall(sections()["Terms"])}


def test_every_table_is_explained_and_no_other() -> None:
    explained = set(sections()) - WITHOUT_A_TABLE

    assert explained == set(db.metadata.tables)
    assert tables.maps.name in explained


@pytest.mark.parametrize("name", sorted(db.metadata.tables))
def test_every_field_has_a_purpose_and_a_term(name: str) -> None:
    rows = {field: rest.split(" | ") for field, rest in ROW.findall(sections()[name])}

    assert list(rows) == list(db.metadata.tables[name].columns.keys())
    assert {len(rest) for rest in rows.values()} == {2}
    assert all(len(purpose) > 3 for purpose, _ in rows.values())
    assert {term for _, term in rows.values()} <= TERMS


def test_no_field_can_hold_an_address_or_an_account() -> None:
    fields = {column.name for table in db.metadata.tables.values() for column in table.columns}

    assert len(fields) > 100
    assert not fields & NEVER
