"""PostgreSQL: what migrations tell it when they change the values of a column."""

import io

from alembic.migration import MigrationContext
from alembic.operations import Operations

from app.database import Base
from app.migrations.choices import change_choices


def test_postgresql_replaces_the_constraint_under_its_own_name() -> None:
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written, "target_metadata": Base.metadata}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with Operations.context(context):
        change_choices("publication", "type", ("article", "book"), ("article", "book", "patent-x"))
    assert [line for line in written.getvalue().splitlines() if line] == [
        "ALTER TABLE publication DROP CONSTRAINT ck_publication_type;",
        "ALTER TABLE publication ALTER COLUMN type TYPE VARCHAR(8);",
        "ALTER TABLE publication ADD CONSTRAINT ck_publication_type"
        " CHECK (type IN ('article', 'book', 'patent-x'));",
    ]
