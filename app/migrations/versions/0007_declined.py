"""declined entries, and imports that can be removed from the list and restored."""

import sqlalchemy as sa
from alembic import op

from app.migrations.choices import change_choices

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FORMER_STATES = ("new", "changed", "same", "version", "similar", "unreadable")
STATES = ("new", "changed", "same", "version", "similar", "declined", "unreadable")
FORMER_DECISIONS, DECISIONS = ("add", "join", "skip"), ("add", "join", "skip", "decline")
REASONS = ("not-mine", "deleted")
KINDS = ("doi", "arxiv", "isbn", "title", "author", "year", "entry")
ITEMS = sa.table("import_item", sa.column("state"), sa.column("decision"))


def upgrade() -> None:
    op.create_table(
        "declined",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", one_of("reason", REASONS), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("declined_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(work_id IS NULL) = (reason = 'not-mine')", name=op.f("ck_declined_deleted_work")
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_declined_title_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declined")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_declined_work_id", "declined", ["work_id"])
    op.create_table(
        "declined_value",
        sa.Column("declined_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("kind", KINDS), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("is_hashed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(trim(value)) > 0", name=op.f("ck_declined_value_value_not_blank")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_declined_value_version_counts")),
        sa.ForeignKeyConstraint(
            ["declined_id"],
            ["declined.id"],
            name=op.f("fk_declined_value_declined_id_declined"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "declined_id", "version", "kind", "value", name=op.f("pk_declined_value")
        ),
    )
    change_choices("import_item", "state", FORMER_STATES, STATES)
    change_choices("import_item", "decision", FORMER_DECISIONS, DECISIONS)
    op.add_column("import_item", sa.Column("declined_id", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("removed_by", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("restored_by", sa.Integer(), nullable=True))
    op.add_column("site", sa.Column("secret", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("site", "secret")
    op.drop_column("import_batch", "restored_by")
    op.drop_column("import_batch", "removed_by")
    op.drop_column("import_item", "declined_id")
    # What was declined is no longer known, but remains skipped.
    for column, former, now in (("decision", "decline", "skip"), ("state", "declined", "new")):
        op.execute(ITEMS.update().where(ITEMS.c[column] == former).values({column: now}))
    change_choices("import_item", "decision", DECISIONS, FORMER_DECISIONS)
    change_choices("import_item", "state", STATES, FORMER_STATES)
    op.drop_table("declined_value")
    op.drop_table("declined")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Return the type of a text column that is restricted to some values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)
