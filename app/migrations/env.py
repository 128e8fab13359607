"""How Alembic meets the site's database (Flask-Migrate gives it the application)."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.database import Base, database_file, db, full_text, postgresql, schema, sqlite
from app.database.transactions import session_on
from app.services.catalog import stored_html
from app.services.catalog.listing import refresh


def run() -> None:
    """Run the migrations in a transaction, on SQLite with foreign keys checked at its end."""
    database = context.config.attributes.get("database") or db.engine
    if isinstance(database, Connection):
        # Within a transaction of its own, which only PostgreSQL allows.
        migrate(database)
        return
    if database.dialect.name == "sqlite":
        database_file.create_file(database)
    with database.connect() as connection, sqlite.without_foreign_keys(connection):
        migrate(connection)
        connection.commit()


def migrate(connection: Connection) -> None:
    """Run the migrations on a connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=full_text.is_compared,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        postgresql.sort_by_code_points(connection, [*Base.metadata.tables, full_text.TABLE.name])
        refresh_derived(connection)
        sqlite.check_foreign_keys(connection)


def refresh_derived(connection: Connection) -> None:
    """Derive what works of before a migration lack; the models describe the latest schema only."""
    if schema.revision_of(connection) == schema.VERSIONS[-1]:
        with session_on(connection):
            stored_html.render_missing()
            refresh.refresh_missing()


run()
