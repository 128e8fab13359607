"""known devices, and who made an invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in_attempt", sa.Column("device", sa.String()))
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("made_by", sa.Integer()))
        batch.create_foreign_key(
            batch.f("fk_invitation_made_by_account"),
            "account",
            ["made_by"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(batch.f("fk_invitation_made_by_account"), type_="foreignkey")
        batch.drop_column("made_by")
    op.drop_column("sign_in_attempt", "device")
