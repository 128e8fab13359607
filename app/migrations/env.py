"""How Alembic meets the site's database (Flask-Migrate gives it the application)."""

from alembic import context
from flask import current_app

from app.database import Base, database_file, db, sqlite


def run() -> None:
    """Run the migrations in a transaction, on SQLite with foreign keys checked at its end."""
    engine = context.config.attributes.get("engine") or db.engine
    if engine.dialect.name == "sqlite":
        database_file.create_file(engine)
    with engine.connect() as connection, sqlite.without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            sqlite.check_foreign_keys(connection)
        connection.commit()


run()
