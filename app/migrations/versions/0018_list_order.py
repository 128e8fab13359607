"""order of the list, and the owner's default view of it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CHOICES = (
    ("list_group", "year", "'year', 'type', 'year-type'"),
    ("list_view", "full", "'full', 'compact'"),
    ("list_sort", "newest", "'newest', 'oldest', 'title'"),
)


def upgrade() -> None:
    op.add_column("work", sa.Column("type_rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("work", sa.Column("title_key", SORT_KEY, nullable=False, server_default=""))
    listed_on = sa.text("listed_on DESC")
    op.create_index("ix_work_by_type", "work", ["state", "type_rank", listed_on, "id"])
    op.create_index("ix_work_by_title", "work", ["state", "title_key", "id"])
    for name, default, values in CHOICES:
        # Alembic can't add a column with a check to SQLite's.
        op.execute(
            f"ALTER TABLE profile ADD COLUMN {name} VARCHAR DEFAULT '{default}' NOT NULL"
            f" CONSTRAINT ck_profile_{name}_known CHECK ({name} IN ({values}))"
        )
    # So that they are derived again, these included (migrations/env.py).
    op.execute("UPDATE work SET facet_group_id = NULL")


def downgrade() -> None:
    for name, _, _ in CHOICES:
        op.drop_column("profile", name)
    op.drop_index("ix_work_by_title", "work")
    op.drop_index("ix_work_by_type", "work")
    op.drop_column("work", "title_key")
    op.drop_column("work", "type_rank")
