"""A PostgreSQL schema beside the site's, where a dump is made ready to take the site's place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from app.database.dumps import DumpedRows, DumpedTable, DumpError

NAME = "vitae_restore"
# The number of the lock that keeps two restores apart, and milliseconds to wait for readers.
LOCK, PATIENCE = 2, 30_000
CHUNK = 1024 * 1024
Step = Callable[[Connection], None]


@contextmanager
def staging_schema(engine: Engine) -> Iterator[Engine]:
    """Give an engine whose tables are in a new schema of the same database, deleted afterwards.

    Raises DumpError while another restore has it.
    """
    staging = create_engine(engine.url, poolclass=NullPool, hide_parameters=True)
    event.listen(staging, "connect", _search_there, insert=True)
    with staging.connect().execution_options(isolation_level="AUTOCOMMIT") as holder:
        if not holder.scalar(text(f"SELECT pg_try_advisory_lock({LOCK})")):
            raise DumpError("Another backup is being restored. Try again when it is done.")
        # One that was left behind by a process that was killed.
        holder.execute(text(f"DROP SCHEMA IF EXISTS {NAME} CASCADE"))
        holder.execute(text(f"CREATE SCHEMA {NAME}"))
        try:
            yield staging
        finally:
            holder.execute(text(f"DROP SCHEMA IF EXISTS {NAME} CASCADE"))


def load_rows(engine: Engine, rows: DumpedRows) -> None:
    """Fill the tables of an engine with the rows of a dump, and with no others."""
    with engine.begin() as connection:
        found = inspect(connection).get_sorted_table_and_fkc_names()
        ordered = [name for name, _ in found if name]
        if foreign := set(rows.tables) - set(ordered):
            raise DumpError(f"there is no table {min(foreign)}")
        run = connection.exec_driver_sql
        run(f"TRUNCATE {', '.join(ordered)}")
        for name in ordered:
            if name in rows.tables:
                _copy(connection, name, rows.tables[name])
        for name, (last, was_given) in rows.sequences.items():
            run("SELECT setval(to_regclass(%s), %s, %s)", (name, last, was_given))
        run("ANALYZE")


def exchange(engine: Engine, before: Step, after: Step) -> None:
    """Put the staged tables in the place of the site's, in one transaction.

    Others see all of it or nothing. `before` runs when nobody else can write any more, `after`
    before the transaction ends.
    """
    with engine.connect() as connection, connection.begin():
        run = connection.exec_driver_sql
        # Readers hold a table until they are done.
        run(f"SET LOCAL lock_timeout = {PATIENCE}")
        before(connection)
        site, tables = inspect(connection), inspect(connection).get_table_names(NAME)
        schema = connection.dialect.identifier_preparer.quote(site.default_schema_name or "public")
        if former := [name for name in site.get_table_names() if name in tables]:
            run(f"DROP TABLE {', '.join(f'{schema}.{name}' for name in former)}")
        for name in tables:
            run(f"ALTER TABLE {NAME}.{name} SET SCHEMA {schema}")
        after(connection)


def _search_there(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path = {NAME}")
    connection.commit()


def _copy(connection: Connection, table: str, rows: DumpedTable) -> None:
    columns = ", ".join(f'"{column}"' for column in rows.columns)
    statement = f"COPY {table} ({columns}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi
    try:
        with (
            rows.file.open("rb") as content,
            driver.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            while chunk := content.read(CHUNK):
                copy.write(chunk)
    except errors.Error as error:
        raise DBAPIError.instance(statement, None, error, errors.Error) from None
