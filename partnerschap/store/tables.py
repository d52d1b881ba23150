"""Every table of the database; docs/data-model.md tells what each field is for, and a fence compares."""

from typing import Any

import sqlalchemy as sa

from partnerschap.extensions import db
from partnerschap.store.columns import day, flag, json, moment, number, text

maps = sa.Table(
    "maps",
    db.metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    moment("created_at"),
    moment("touched_at"),
    text("title"),
    text("subject"),
    text("situation"),
    text("kind"),
    text("form"),
    text("language"),
    text("names"),
    json("side_words"),
    text("focus_step"),
    text("focus_phase"),
    text("focus_screen"),
    text("focus_spotlight"),
    json("focus_begin_with"),
    number("version"),
    flag("paused"),
    json("revealed"),
    flag("final"),
    json("origin", null=True),
    sa.Column("keep_months", sa.Integer, nullable=True),
    sa.Index(None, "touched_at"),
)


def _of_map(*, key: bool = True) -> sa.Column[Any]:
    """Return the column that ties a row to its map: whatever belongs to a map goes when the map goes."""
    of_map = sa.ForeignKey("maps.id", ondelete="CASCADE")
    return sa.Column("map_id", sa.Text, of_map, primary_key=key, nullable=False)


def _part(name: str, key: tuple[sa.Column[Any], ...], *columns: sa.Column[Any]) -> sa.Table:
    """Return a table with a part of each map's state, its rows in order of `position`.

    The key begins with the map, so that an id that some other map uses never meets this one.
    """
    for column in key:
        column.primary_key, column.autoincrement = True, False
    position = sa.Column("position", sa.BigInteger, nullable=False)
    return sa.Table(name, db.metadata, _of_map(), *key, position, *columns)


gates = _part(
    "gates",
    (number("number"),),
    json("steps"),
    text("status"),
    text("reopened_because"),
    text("reopened_by", null=True),
    json("override", null=True),
    flag("stances_open"),
)
participants = _part(
    "participants",
    (text("id"),),
    text("name"),
    text("called"),
    text("side", null=True),
    flag("partner"),
    text("role"),
    text("organisation"),
    flag("facilitator"),
    flag("device"),
    flag("at_table"),
    flag("absent"),
    flag("removed"),
    flag("withdrawn"),
    number("order"),
    number("version"),
    moment("blank_since", null=True),
    flag("erased"),
)
own_entries = _part(
    "own_entries",
    (text("id"),),
    text("author"),
    text("place_step"),
    text("place_prompt"),
    text("place_topic"),
    text("place_question"),
    text("text"),
    moment("at"),
    number("version"),
    text("because"),
    text("meaning"),
    text("hand", null=True),
    flag("confirmed"),
    flag("open"),
    flag("late"),
    flag("added_later"),
    json("answer", null=True),
    json("meanings"),
    flag("meaning_asked"),
)
joint_entries = _part(
    "joint_entries",
    (text("id"),),
    text("place_step"),
    text("place_prompt"),
    text("place_topic"),
    text("place_question"),
    json("texts"),
    text("by"),
    moment("at"),
    number("order"),
    number("since"),
    flag("difference"),
    text("because"),
    text("hand", null=True),
    flag("confirmed"),
    json("sources"),
    json("people"),
    flag("adopted"),
    text("details_role"),
    text("details_status", null=True),
    json("details_owners"),
    text("details_asked_of"),
    day("details_due", null=True),
    text("details_backup"),
    json("details_serves"),
    json("takes"),
    json("respect"),
    json("meanings"),
    flag("meaning_asked"),
    json("feasible"),
    json("change", null=True),
    json("alternatives"),
    json("review", null=True),
    json("other_reviews"),
)
parked = _part(
    "parked",
    (text("id"),),
    text("text"),
    text("by"),
    moment("at"),
    text("hand", null=True),
    flag("confirmed"),
    flag("used"),
)
told = _part(
    "told",
    (text("id"),),
    text("kind"),
    text("text"),
    text("by"),
    moment("at"),
    number("version"),
    text("about", null=True),
    text("progress", null=True),
    text("outside"),
    text("hand", null=True),
    flag("confirmed"),
)
stances = _part(
    "stances",
    (text("id"),),
    text("person"),
    number("group"),
    text("kind"),
    text("because"),
    text("wording"),
    moment("at"),
    text("hand", null=True),
    flag("confirmed"),
    flag("shown"),
    json("replies"),
)
responsibilities = _part("responsibilities", (text("id"),), text("task"), text("kind"))
personal_limits = _part("personal_limits", (text("person"),), text("will"), text("will_not"), text("until"))
spectrum_marks = _part(
    "spectrum_marks",
    (text("person"), text("step"), number("version")),
    number("now"),
    number("wished"),
)
spreads = _part(
    "spreads",
    (text("step"), number("version")),
    json("whole_now"),
    json("whole_wished"),
    json("sides"),
)
terms = _part(
    "terms",
    (),
    text("non_compliance"),
    text("guardian"),
    text("confidentiality"),
    day("review_on"),
    text("intent"),
    text("by"),
    number("version"),
    flag("annex"),
)
versions = _part(
    "versions",
    (number("version"),),
    json("frozen_content"),
    text("frozen_hash"),
    moment("frozen_at"),
    json("frozen_at_table"),
    flag("final"),
    text("reopened_because"),
    text("reopened_by", null=True),
)
signatures = _part(
    "signatures",
    (number("version"), text("person")),
    flag("signed"),
    moment("at"),
    text("method", null=True),
    text("typed"),
    json("strokes"),
    text("because"),
    text("hand", null=True),
)
withdrawals = _part(
    "withdrawals",
    (
        number("version"),
        number("number"),
    ),
    text("person"),
    moment("at"),
    text("because"),
)

journal = sa.Table(
    "journal",
    db.metadata,
    _of_map(),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    text("operation", null=True),
    text("person", null=True),
    text("hand", null=True),
    text("act"),
    moment("at"),
    json("events", null=True),  # none once the words were erased: the line stays, so that no number lacks
    text("digest", null=True),
    # What a repeated operation is found by. Ids of operations sort by time, so new ones come close together.
    sa.Index(None, "map_id", "operation", "person", unique=True),
)
refused = sa.Table(
    "refused",
    db.metadata,
    _of_map(),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    text("digest"),
    sa.Column("seq", sa.BigInteger, nullable=False),
    json("refusal"),
    moment("at"),
)

contract_files = sa.Table(
    "contract_files",
    db.metadata,
    _of_map(),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    text("sha256"),
    sa.Column("file", sa.LargeBinary, nullable=False),
    moment("at"),
    sa.Index(None, "sha256"),
)

# Of no map: what was deleted stays deleted when a backup from before is put back.
erasures = sa.Table(
    "erasures",
    db.metadata,
    sa.Column("map_id", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    moment("at"),
    sa.Index(None, "at"),
)

seats = sa.Table(
    "seats",
    db.metadata,
    sa.Column("device_hash", sa.Text, primary_key=True),
    _of_map(),
    text("kind"),
    text("person", null=True),
    moment("at"),
    sa.Index(None, "map_id", "person"),
)
links = sa.Table(
    "links",
    db.metadata,
    sa.Column("link_hash", sa.Text, primary_key=True),
    _of_map(key=False),
    text("kind"),
    text("person", null=True),
    moment("at"),
    sa.Index(None, "map_id", "person"),
)
# They open one thing and give no seat: a link that was handed on lets nobody in.
passes = sa.Table(
    "passes",
    db.metadata,
    sa.Column("pass_hash", sa.Text, primary_key=True),
    _of_map(key=False),
    text("kind"),
    text("about"),
    moment("at"),
    sa.Index(None, "map_id", "about"),
)
codes = sa.Table(
    "codes",
    db.metadata,
    sa.Column("code", sa.Text, primary_key=True),
    _of_map(key=False),
    flag("is_open"),
    moment("at"),
    moment("revoked_at", null=True),
    sa.Index(None, "map_id"),
)
