"""no words of versions: the full-text index has those of works."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("publication", "words")


def downgrade() -> None:
    # The former program renders them again with `check --fix`.
    op.add_column("publication", sa.Column("words", sa.String(), nullable=False, server_default=""))
