"""values of facets by work, and numbers of works by co-author."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_facets",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.String(), nullable=True),
        sa.Column("coauthors", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("work_id", name=op.f("pk_work_facets")),
    )
    op.create_index("ix_work_facets_group_id", "work_facets", ["group_id"])
    op.add_column("coauthor", sa.Column("works", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_coauthor_works", "coauthor", [sa.text("works DESC"), "id"])


def downgrade() -> None:
    op.drop_index("ix_coauthor_works", "coauthor")
    op.drop_column("coauthor", "works")
    op.drop_table("work_facets")
