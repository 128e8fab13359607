"""Change the values that a text column is restricted to, for migrations."""

import sqlalchemy as sa
from alembic import op

from app.database import sqlite


def change_choices(
    table: str, column: str, former: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    """Restrict a column to the wanted values instead of the former ones."""
    length, new_length = (max(map(len, values)) for values in (former, wanted))
    check, new_check = f"{column} IN {former}", f"{column} IN {wanted}"
    if op.get_bind().dialect.name == "sqlite":
        size = f"{column} VARCHAR({length})", f"{column} VARCHAR({new_length})"
        sqlite.recreate_table(op.get_bind(), table, size, (check, new_check))
    else:
        op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
        op.alter_column(table, column, type_=sa.String(new_length))
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, new_check)
