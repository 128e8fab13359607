"""rendered biography."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PROFILE = sa.table("profile", sa.column("biography"), sa.column("biography_html"))


def upgrade() -> None:
    op.add_column(
        "profile", sa.Column("biography_html", sa.String(), nullable=False, server_default="")
    )
    # The renderer of today, as for what is saved from now on; `check --fix` renders again.
    from app.services.catalog import biography

    connection = op.get_bind()
    for markdown in connection.scalars(sa.select(PROFILE.c.biography)).all():
        connection.execute(PROFILE.update().values(biography_html=biography.to_html(markdown)))


def downgrade() -> None:
    op.drop_column("profile", "biography_html")
