"""Whether a database can take a site: empty, of this version or older, with the rights it needs."""

from sqlalchemy import Connection, delete, exists, inspect, literal, select, text

from app.database import Base, db, full_text, schema
from app.database.transactions import connect_to_read
from app.models import Invitation, SignInAttempt, Site
from app.services.moving.errors import MoveError

SAME = "The target is the database that the site uses."
OCCUPIED = "The target has a site already. Name an empty database."
OTHERS = "The target has tables of another program ({}). Name an empty database."
NEWER = "The target was made by a newer version of Vitae. Update the code, or name another one."
ENCODING = "The target's encoding is {}. Create one with UTF8: createdb -E UTF8 -T template0 NAME."
NO_SCHEMA = "The user {} may not create tables in the target. Make it the owner of the database."
# What a server that was started on an empty database has written, also if strangers found it.
BEGUN = (Site, Invitation, SignInAttempt)
# Which database of which running server it is.
IDENTITY = text(
    "SELECT pg_postmaster_start_time(), oid FROM pg_database WHERE datname = current_database()"
)
ENCODED = text(
    "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
)
MAY_CREATE = text("SELECT has_schema_privilege(current_schema(), 'CREATE'), current_user")


def require_vacant(connection: Connection) -> None:
    """Raise MoveError unless a database can take a site."""
    if connection.dialect.name == "postgresql":
        _require_other(connection)
        _require_usable(connection)
    names = set(inspect(connection).get_table_names())
    if others := names - {*Base.metadata.tables, *full_text.PARTS, schema.TABLE}:
        raise MoveError(OTHERS.format(min(others)))
    stored = schema.revision_of(connection)
    if stored is not None and stored not in schema.VERSIONS:
        raise MoveError(NEWER)
    if any(_has_rows(connection, name) for name in names):
        raise MoveError(OCCUPIED)


def clear(connection: Connection) -> None:
    """Delete what a vacant database has."""
    for model in BEGUN:
        connection.execute(delete(model))


def _has_rows(connection: Connection, name: str) -> bool:
    table = Base.metadata.tables.get(name)
    if table is None or table in {model.__table__ for model in BEGUN}:
        return False
    return bool(connection.execute(select(exists(select(literal(1)).select_from(table)))).scalar())


def _require_other(connection: Connection) -> None:
    if db.engine.dialect.name != "postgresql":
        return
    with connect_to_read() as source:
        if source.execute(IDENTITY).one() == connection.execute(IDENTITY).one():
            raise MoveError(SAME)


def _require_usable(connection: Connection) -> None:
    if (encoding := connection.execute(ENCODED).scalar()) != "UTF8":
        raise MoveError(ENCODING.format(encoding))
    may_create, user = connection.execute(MAY_CREATE).one()
    if not may_create:
        raise MoveError(NO_SCHEMA.format(user))
