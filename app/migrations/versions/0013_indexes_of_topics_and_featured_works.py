"""indexes of topics and featured works."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_work_topic_topic_id", "work_topic")
    op.create_index("ix_work_topic_topic_id", "work_topic", ["topic_id", "work_id"])
    op.create_index("ix_work_featured", "work", ["state", "featured_position"])


def downgrade() -> None:
    op.drop_index("ix_work_featured", "work")
    op.drop_index("ix_work_topic_topic_id", "work_topic")
    op.create_index("ix_work_topic_topic_id", "work_topic", ["topic_id"])
