"""what feeds and reference managers read: dates, COinS, and who names the entries."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("visible_since", sa.DateTime(), nullable=True))
    # The best that is known: a draft's own date would be when it was begun.
    op.execute("UPDATE work SET visible_since = created_at WHERE state = 'published'")
    # Rendered afterwards (migrations/env.py).
    op.add_column("publication", sa.Column("coins", sa.String(), nullable=False, server_default=""))
    # Alembic can't add a column with a check to SQLite's.
    op.execute(
        "ALTER TABLE site ADD COLUMN tag_authority VARCHAR"
        " CONSTRAINT ck_site_tag_authority_not_blank CHECK (length(trim(tag_authority)) > 0)"
    )


def downgrade() -> None:
    op.drop_column("site", "tag_authority")
    op.drop_column("publication", "coins")
    op.drop_column("work", "visible_since")
