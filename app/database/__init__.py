"""The database: the declarative base, and the setup of connections and transactions."""

from flask import Flask, before_render_template, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, make_url
from sqlalchemy.orm import DeclarativeBase

from app.database import database_file, postgresql, schema, sqlite

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


# A failing statement must not log what someone wrote.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})


def configure(app: Flask) -> None:
    """Bind the database to `app` and give its connections their settings."""
    _open_as_told(app)
    db.init_app(app)
    before_render_template.connect(_before_rendering, app)
    with app.app_context():
        configure_engine(db.engine)


def configure_engine(engine: Engine) -> None:
    """Give the connections of an engine their settings and transactions."""
    if engine.dialect.name == "sqlite":
        database_file.watch_file(engine)
        is_read = database_file.OPENING in engine.get_execution_options()
        set_up = sqlite.configure_reader if is_read else sqlite.configure_connection
        event.listen(engine, "connect", set_up)
    else:
        event.listen(engine, "do_connect", postgresql.set_timeouts)
        event.listen(engine, "connect", postgresql.configure_connection)
        event.listen(engine, "handle_error", postgresql.hide_values)
    event.listen(engine, "begin", _begin)


def exists() -> bool:
    """Return whether there is a database to open, if only an empty one."""
    is_file = db.engine.dialect.name == "sqlite"
    return not is_file or database_file.has_file(db.engine)


def is_read_only() -> bool:
    """Return whether the settings say that the database is only to be read."""
    return database_file.OPENING in db.engine.get_execution_options()


def is_writable() -> bool:
    """Return whether the database may be written, as far as that is known without trying."""
    return not is_read_only() and database_file.is_writable(db.engine)


def require_writable() -> None:
    """Raise the error of a database that can be read, but not written."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql(schema.TOUCH)
        connection.rollback()


def is_visit() -> bool:
    """Return whether the request only reads, as one does that no view answers."""
    if not has_request_context():
        return False
    # Said of what was sent, or once it is saved.
    return request.method in SAFE_METHODS or request.endpoint is None or "only_reads" in g


def only_read_from_now() -> None:
    """Let the rest of the request take no write lock: others wait for it to save."""
    if has_request_context():
        g.only_reads = True


def show_from_now() -> None:
    """End the request's transaction before slow work; what it reads later, it reads alone.

    Others wait for a writer and, without WAL, for whoever has read something and not ended yet.
    """
    if not has_request_context():
        return
    was_reading = is_visit()
    g.only_reads = g.reads_alone = True
    if not was_reading:
        db.session.rollback()
    elif db.session().in_transaction() and db.engine.dialect.name == "sqlite":
        # Not through the session, which would read all that it has read again.
        db.session.connection().connection.rollback()


def save_from_now() -> None:
    """Let a request that has only read write; the next statement takes the write lock."""
    db.session.rollback()
    g.pop("reads_alone", None)
    g.pop("only_reads", None)


def _open_as_told(app: Flask) -> None:
    """Take what says that the database is only read from its address to the engine's options."""
    told = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    url, opening = database_file.read_only_address(told)
    if opening:
        options = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
        told_engine = {**options, "execution_options": {database_file.OPENING: opening}}
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = told_engine
        app.config["SQLALCHEMY_DATABASE_URI"] = url.render_as_string(hide_password=False)


def _before_rendering(_app: Flask, **_: object) -> None:
    show_from_now()


def _begin(connection: Connection) -> None:
    reading = _is_reading(connection)
    if connection.dialect.name == "postgresql":
        postgresql.begin(connection, reading)
    else:
        sqlite.begin(connection, reading, alone=_reads_alone())
    # Outside requests, migrations change the schema.
    if has_request_context():
        schema.require_current(connection)


def _reads_alone() -> bool:
    return has_request_context() and "reads_alone" in g


def _is_reading(connection: Connection) -> bool:
    asked = connection.get_execution_options()
    return database_file.OPENING in asked or bool(
        asked.get("reading", is_visit() and not asked.get("writing", False))
    )
