"""The database: the declarative base, and the setup of connections and transactions."""

from flask import Flask, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, MetaData, event
from sqlalchemy.orm import DeclarativeBase

from app.database import postgresql, sqlite

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


def configure(app: Flask) -> None:
    """Bind the database to `app` and give every SQLite connection its settings."""
    db.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", sqlite.configure_connection)
            event.listen(db.engine, "begin", _begin_on_sqlite)
        elif db.engine.dialect.name == "postgresql":
            event.listen(db.engine, "begin", _begin_on_postgresql)


def _begin_on_sqlite(connection: Connection) -> None:
    sqlite.begin(connection, _is_reading(connection))


def _begin_on_postgresql(connection: Connection) -> None:
    postgresql.begin(connection, _is_reading(connection))


def _is_reading(connection: Connection) -> bool:
    asked = connection.get_execution_options()
    is_visit = has_request_context() and request.method in SAFE_METHODS
    return bool(asked.get("reading", is_visit and not asked.get("writing", False)))
