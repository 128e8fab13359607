"""permanent deletion."""

import sqlalchemy as sa
from alembic import op

from app.migrations.choices import change_choices

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FORMER_ACTIONS = ("save", "add", "delete", "join", "split", "import", "undo", "restore")
ACTIONS = (*FORMER_ACTIONS, "erase")
REVISIONS = sa.table("revision", sa.column("action"))


def upgrade() -> None:
    op.add_column(
        "revision_item",
        sa.Column("is_erased", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    change_choices("revision", "action", FORMER_ACTIONS, ACTIONS)


def downgrade() -> None:
    op.execute(REVISIONS.update().where(REVISIONS.c.action == "erase").values(action="delete"))
    change_choices("revision", "action", ACTIONS, FORMER_ACTIONS)
    op.drop_column("revision_item", "is_erased")
