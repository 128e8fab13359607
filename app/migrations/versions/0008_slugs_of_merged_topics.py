"""slugs of merged topics."""

import sqlalchemy as sa
from alembic import op

from app.migrations.snapshots import State, rewrite_snapshots

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topic_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_topic_slug_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_topic_slug")),
    )
    op.create_index(op.f("ix_topic_slug_topic_id"), "topic_slug", ["topic_id"])
    rewrite_snapshots("topic", with_former_slugs)


def downgrade() -> None:
    rewrite_snapshots("topic", without_former_slugs)
    op.drop_table("topic_slug")


def with_former_slugs(state: State, other: State) -> State:
    """Return a snapshot that, if it is whole, has the topic's former slugs: so far none."""
    return state | {"former": []} if state and not other else state


def without_former_slugs(state: State, _other: State) -> State:
    """Return a snapshot without the topic's former slugs."""
    return {name: value for name, value in state.items() if name != "former"}
