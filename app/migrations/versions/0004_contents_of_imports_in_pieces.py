"""contents of imports in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PIECES = sa.table("import_content", sa.column("batch_id"), sa.column("position"), sa.column("piece"))
BATCHES = sa.table("import_batch", sa.column("id"), sa.column("content", sa.LargeBinary()))


def upgrade() -> None:
    op.create_table(
        "import_content",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("piece", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_import_content_position")),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_content_batch_id_import_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_import_content")),
    )
    whole = sa.select(BATCHES.c.id, sa.literal(0), BATCHES.c.content)
    op.execute(PIECES.insert().from_select(["batch_id", "position", "piece"], whole))
    # Made anew, the table would take its entries with it when the former one is dropped.
    with op.batch_alter_table("import_batch", recreate="never") as batch_op:
        batch_op.drop_column("content")


def downgrade() -> None:
    with op.batch_alter_table("import_batch", recreate="never") as batch_op:
        batch_op.add_column(
            sa.Column("content", sa.LargeBinary(), nullable=False, server_default="")
        )
    connection = op.get_bind()
    for id_ in connection.scalars(sa.select(BATCHES.c.id)).all():
        pieces = sa.select(PIECES.c.piece).where(PIECES.c.batch_id == id_)
        whole = b"".join(connection.scalars(pieces.order_by(PIECES.c.position)))
        connection.execute(BATCHES.update().where(BATCHES.c.id == id_).values(content=whole))
    op.drop_table("import_content")
