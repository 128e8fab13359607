"""names kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "names_kept_apart",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.CheckConstraint("one < other", name=op.f("ck_names_kept_apart_in_order")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_names_kept_apart")),
    )


def downgrade() -> None:
    op.drop_table("names_kept_apart")
