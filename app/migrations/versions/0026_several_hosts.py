"""several hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None



def upgrade() -> None:
    op.create_table(
        "lookup_host",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(), nullable=False),
        sa.Column("asker", sa.String(), nullable=True),
        sa.CheckConstraint("length(trim(host)) > 0", name=op.f("ck_lookup_host_host_not_blank")),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_lookup_host")),
    )
    op.create_table(
        "purge",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_purge_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge")),
    )


def downgrade() -> None:
    op.drop_table("purge")
    op.drop_table("lookup_host")
