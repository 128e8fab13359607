"""How Alembic meets the site's database (Flask-Migrate gives it the application)."""

from alembic import context
from flask import current_app

from app.database import Base, db


def run() -> None:
    """Run the migrations, each in a transaction of its own."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
