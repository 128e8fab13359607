"""Migrate a test's database to and fro."""

from alembic import command

from app.database import db, migrating


def upgrade() -> None:
    """Migrate the database to the current schema."""
    migrating.upgrade(db.engine)


def downgrade(revision: str) -> None:
    """Migrate the database back to an earlier schema."""
    command.downgrade(migrating.alembic_config(), revision)
