"""link checks."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    states = sa.Enum(
        "ok",
        "moved",
        "dead",
        "unsure",
        name="state",
        native_enum=False,
        create_constraint=True,
    )
    op.create_table(
        "link_check",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "url LIKE 'http://%' OR url LIKE 'https://%'", name=op.f("ck_link_check_url_http")
        ),
        sa.CheckConstraint(
            "moved_to LIKE 'http://%' OR moved_to LIKE 'https://%'",
            name=op.f("ck_link_check_moved_to_http"),
        ),
        sa.CheckConstraint(
            "(state = 'moved') = (moved_to IS NOT NULL)",
            name=op.f("ck_link_check_moved_somewhere"),
        ),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link_check")),
    )
    op.create_table(
        "link_run",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_link_run_only_one")),
        sa.CheckConstraint("done BETWEEN 0 AND total", name=op.f("ck_link_run_done_of_total")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_run")),
    )


def downgrade() -> None:
    op.drop_table("link_run")
    op.drop_table("link_check")
