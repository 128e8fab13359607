"""change counts beyond 32 bits: a restored or copied site has one."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("site", "import_batch")


def upgrade() -> None:
    change_type(sa.BigInteger())


def downgrade() -> None:
    change_type(sa.Integer())


def change_type(type_: sa.types.TypeEngine[int]) -> None:
    # SQLite's integers have 64 bits.
    if op.get_bind().dialect.name != "sqlite":
        for table in TABLES:
            op.alter_column(table, "changes", type_=type_)
