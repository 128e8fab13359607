"""lineage of a site."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SITE = sa.table("site", sa.column("lineage"))


def upgrade() -> None:
    op.add_column("site", sa.Column("lineage", sa.String(), nullable=True))
    op.execute(SITE.update().values(lineage=secrets.token_hex(8)))


def downgrade() -> None:
    op.drop_column("site", "lineage")
