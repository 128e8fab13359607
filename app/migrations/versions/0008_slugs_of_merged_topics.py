"""slugs of merged topics."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ITEMS = sa.table(
    "revision_item",
    sa.column("revision_id"),
    sa.column("position"),
    sa.column("noun"),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
)


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
    rewrite_topics(is_added=True)


def downgrade() -> None:
    rewrite_topics(is_added=False)
    op.drop_table("topic_slug")


def rewrite_topics(*, is_added: bool) -> None:
    """Give every whole snapshot of a topic its former slugs, so far none; or take them away."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(ITEMS).where(ITEMS.c.noun == "topic")).all():
        states = {"before": dict(row.before), "after": dict(row.after)}
        is_whole = not row.before or not row.after
        for state in states.values():
            state.pop("former", None)
            if is_added and is_whole and state:
                state["former"] = []
        one = sa.and_(ITEMS.c.revision_id == row.revision_id, ITEMS.c.position == row.position)
        connection.execute(ITEMS.update().where(one).values(states))
