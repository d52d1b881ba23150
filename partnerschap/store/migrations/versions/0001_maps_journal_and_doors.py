"""Maps with their parts, the journal, and the doors: seats, links and join codes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=null, primary_key=key)


def _number(name: str, *, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=key, autoincrement=False)


def _big(name: str, *, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False, primary_key=key, autoincrement=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=null)


def _json(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=null)


def _map_id(*, key: bool = True) -> sa.Column[Any]:
    of_map = sa.ForeignKey("maps.id", ondelete="CASCADE")
    return sa.Column("map_id", sa.Text, of_map, primary_key=key, nullable=False)


def upgrade() -> None:
    _create_maps()
    _create_what_people_wrote()
    _create_contracts()
    _create_journal()
    _create_doors()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_maps() -> None:
    op.create_table(
        "maps",
        _text("id", key=True),
        _big("seq"),
        _moment("created_at"),
        _moment("touched_at"),
        _text("title"),
        _text("subject"),
        _text("situation"),
        _text("kind"),
        _text("form"),
        _text("language"),
        _text("names"),
        _json("side_words"),
        _text("focus_step"),
        _text("focus_phase"),
        _text("focus_screen"),
        _text("focus_spotlight"),
        _json("focus_begin_with"),
        _number("version"),
        _flag("paused"),
        _json("revealed"),
        _flag("final"),
    )
    op.create_index("ix_maps_touched_at", "maps", ["touched_at"])
    op.create_table(
        "gates",
        _map_id(),
        _number("number", key=True),
        _big("position"),
        _json("steps"),
        _text("status"),
        _text("reopened_because"),
        _json("override", null=True),
        _flag("stances_open"),
    )
    op.create_table(
        "participants",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("name"),
        _text("called"),
        _text("side", null=True),
        _flag("partner"),
        _text("role"),
        _text("organisation"),
        _flag("facilitator"),
        _flag("device"),
        _flag("at_table"),
        _flag("absent"),
        _flag("removed"),
        _flag("withdrawn"),
        _number("order"),
        _number("version"),
        _moment("blank_since", null=True),
    )


def _create_what_people_wrote() -> None:
    op.create_table(
        "own_entries",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("author"),
        _text("place_step"),
        _text("place_prompt"),
        _text("place_topic"),
        _text("place_question"),
        _text("text"),
        _moment("at"),
        _number("version"),
        _text("because"),
        _text("meaning"),
        _text("hand", null=True),
        _flag("confirmed"),
        _flag("open"),
        _flag("late"),
        _flag("added_later"),
        _json("answer", null=True),
        _json("meanings"),
        _flag("meaning_asked"),
    )
    op.create_table(
        "joint_entries",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("place_step"),
        _text("place_prompt"),
        _text("place_topic"),
        _text("place_question"),
        _json("texts"),
        _text("by"),
        _moment("at"),
        _number("order"),
        _number("since"),
        _flag("difference"),
        _text("because"),
        _text("hand", null=True),
        _flag("confirmed"),
        _json("sources"),
        _json("people"),
        _flag("adopted"),
        _text("details_role"),
        _text("details_status", null=True),
        _json("details_owners"),
        _text("details_asked_of"),
        _day("details_due", null=True),
        _text("details_backup"),
        _json("details_serves"),
        _json("takes"),
        _json("respect"),
        _json("meanings"),
        _flag("meaning_asked"),
        _json("feasible"),
        _json("change", null=True),
        _json("review", null=True),
    )
    op.create_table(
        "parked",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("text"),
        _text("by"),
        _moment("at"),
        _text("hand", null=True),
        _flag("confirmed"),
        _flag("used"),
    )
    op.create_table(
        "stances",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("person"),
        _number("group"),
        _text("kind"),
        _text("because"),
        _text("wording"),
        _moment("at"),
        _text("hand", null=True),
        _flag("confirmed"),
        _flag("shown"),
        _json("replies"),
    )
    op.create_table(
        "responsibilities",
        _map_id(),
        _text("id", key=True),
        _big("position"),
        _text("task"),
        _text("kind"),
    )
    op.create_table(
        "personal_limits",
        _map_id(),
        _text("person", key=True),
        _big("position"),
        _text("will"),
        _text("will_not"),
        _text("until"),
    )
    op.create_table(
        "spectrum_marks",
        _map_id(),
        _text("person", key=True),
        _text("step", key=True),
        _number("version", key=True),
        _big("position"),
        _number("now"),
        _number("wished"),
    )


def _create_contracts() -> None:
    op.create_table(
        "terms",
        _map_id(),
        _big("position"),
        _text("non_compliance"),
        _text("guardian"),
        _text("confidentiality"),
        _day("review_on"),
        _text("intent"),
        _text("by"),
        _number("version"),
    )
    op.create_table(
        "versions",
        _map_id(),
        _number("version", key=True),
        _big("position"),
        _json("frozen_content"),
        _text("frozen_hash"),
        _moment("frozen_at"),
        _json("frozen_at_table"),
        _flag("final"),
        _text("reopened_because"),
    )
    op.create_table(
        "signatures",
        _map_id(),
        _number("version", key=True),
        _text("person", key=True),
        _big("position"),
        _flag("signed"),
        _moment("at"),
        _text("method", null=True),
        _text("typed"),
        _json("strokes"),
        _text("because"),
        _text("hand", null=True),
    )
    op.create_table(
        "withdrawals",
        _map_id(),
        _number("version", key=True),
        _number("number", key=True),
        _big("position"),
        _text("person"),
        _moment("at"),
        _text("because"),
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        _map_id(),
        _big("seq", key=True),
        _text("operation", null=True),
        _text("person", null=True),
        _text("hand", null=True),
        _text("act"),
        _moment("at"),
    )
    op.create_table(
        "journal_content",
        _text("map_id", key=True),
        _big("seq", key=True),
        _json("events"),
        sa.ForeignKeyConstraint(["map_id", "seq"], ["journal.map_id", "journal.seq"], ondelete="CASCADE"),
    )
    op.create_table(
        "operations",
        _map_id(),
        _text("person", key=True),
        _text("id", key=True),
        _text("digest"),
        _big("seq"),
        _json("refusal", null=True),
        _moment("at"),
    )


def _create_doors() -> None:
    op.create_table(
        "seats",
        _text("device_hash", key=True),
        _map_id(),
        _text("kind"),
        _text("person", null=True),
        _moment("at"),
    )
    op.create_index("ix_seats_map_id_person", "seats", ["map_id", "person"])
    op.create_table(
        "links",
        _text("link_hash", key=True),
        _map_id(key=False),
        _text("kind"),
        _text("person", null=True),
        _moment("at"),
    )
    op.create_index("ix_links_map_id_person", "links", ["map_id", "person"])
    op.create_table(
        "codes",
        _text("code", key=True),
        _map_id(key=False),
        _flag("is_open"),
        _moment("at"),
        _moment("revoked_at", null=True),
    )
    op.create_index("ix_codes_map_id", "codes", ["map_id"])


TABLES = (
    "maps",
    "gates",
    "participants",
    "own_entries",
    "joint_entries",
    "parked",
    "stances",
    "responsibilities",
    "personal_limits",
    "spectrum_marks",
    "terms",
    "versions",
    "signatures",
    "withdrawals",
    "journal",
    "journal_content",
    "operations",
    "seats",
    "links",
    "codes",
)
