"""more types of publications, their kind and status, and the roles of contributors."""

import sqlalchemy as sa
from alembic import op

from app.migrations.choices import change_choices
from app.migrations.snapshots import State, rewrite_snapshots

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FORMER_TYPES = (
    "article-journal",
    "paper-conference",
    "article",
    "chapter",
    "book",
    "thesis",
    "report",
    "software",
    "dataset",
)
TYPES = (
    *FORMER_TYPES,
    "review",
    "entry-encyclopedia",
    "patent",
    "speech",
    "manuscript",
    "webpage",
    "standard",
    "document",
)
STATUSES = ("published", "in-press", "accepted", "under-review", "in-preparation")
ROLES = ("author", "editor", "translator")
PUBLICATIONS = sa.table("publication", sa.column("type"))
NEW_FIELDS = {"genre": None, "status": "published"}


def upgrade() -> None:
    change_choices("publication", "type", FORMER_TYPES, TYPES)
    add_column("publication", "genre VARCHAR", "genre_not_blank", "length(trim(genre)) > 0")
    status = "status VARCHAR(14) DEFAULT 'published' NOT NULL"
    add_column("publication", status, "status", f"status IN {STATUSES}")
    role = "role VARCHAR(10) DEFAULT 'author' NOT NULL"
    add_column("authorship", role, "role", f"role IN {ROLES}")
    rewrite_snapshots("work", with_new_fields)


def downgrade() -> None:
    rewrite_snapshots("work", without_new_fields)
    # A former type has to stand in for each of the new ones.
    is_new = PUBLICATIONS.c.type.not_in(FORMER_TYPES)
    op.execute(PUBLICATIONS.update().where(is_new).values(type="article"))
    for table, column in (("authorship", "role"), ("publication", "status"), ("publication", "genre")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    change_choices("publication", "type", TYPES, FORMER_TYPES)


def add_column(table: str, column: str, name: str, check: str) -> None:
    """Add a column with its named check, which Alembic would leave out."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} CONSTRAINT ck_{table}_{name} CHECK ({check})")


def with_new_fields(state: State, other: State) -> State:
    """Return a snapshot in which whole versions have a kind and a status, and authors a role."""
    whole = set(state.get("publications", ())) - set(other.get("publications", ()))
    found = {f"{id_}.{field}": value for id_ in whole for field, value in NEW_FIELDS.items()}
    for name, value in state.items():
        found[name] = [[*row, "author"] for row in value] if name.endswith(".authors") else value
    return found


def without_new_fields(state: State, _other: State) -> State:
    """Return a snapshot without these fields."""
    kept = {k: v for k, v in state.items() if k.rpartition(".")[2] not in NEW_FIELDS}
    return {k: [row[:4] for row in v] if k.endswith(".authors") else v for k, v in kept.items()}
