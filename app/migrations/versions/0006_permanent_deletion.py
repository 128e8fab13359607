"""permanent deletion."""

import sqlalchemy as sa
from alembic import op

from app.database import sqlite

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
    change_actions(FORMER_ACTIONS, ACTIONS)


def downgrade() -> None:
    op.execute(REVISIONS.update().where(REVISIONS.c.action == "erase").values(action="delete"))
    change_actions(ACTIONS, FORMER_ACTIONS)
    op.drop_column("revision_item", "is_erased")


def change_actions(former: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    """Let revisions have the wanted actions instead of the former ones."""
    check, new_check = f"action IN {former}", f"action IN {wanted}"
    if op.get_bind().dialect.name == "sqlite":
        sqlite.recreate_table(op.get_bind(), "revision", (check, new_check))
    else:
        op.drop_constraint("ck_revision_action", "revision", type_="check")
        op.create_check_constraint("ck_revision_action", "revision", new_check)
