"""A site's whole content as plain values, to compare two moments byte for byte."""

from typing import Any

from sqlalchemy import select

from app.database import Base, db

# What grows beside the content: who may edit, and what was done.
APART = {
    "account", "account_session", "image", "import_batch", "import_content", "import_item",
    "invitation", "kept_apart", "revision", "revision_item", "sign_in_attempt", "site",
}  # fmt: skip
COUNTED = {"version", "updated_at"}


def content() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of content; needs an application context."""
    db.session.rollback()
    tables = (table for table in Base.metadata.sorted_tables if table.name not in APART)
    found = {table.name: _rows(table) for table in tables}
    # Only their order counts: what goes leaves a gap.
    for rank, row in enumerate(sorted(found["profile_topic"], key=lambda row: row["position"])):
        row["position"] = rank
    return found


def _rows(table: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in COUNTED]
    rows = db.session.execute(select(*columns).order_by(*table.primary_key.columns))
    return [dict(row) for row in rows.mappings()]
