"""full text: the index of searches."""

from alembic import op

from app.database import full_text

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    full_text.create_table(op.get_bind())


def downgrade() -> None:
    op.execute("DROP TABLE work_text")
