"""The site that is copied, at one moment: visitors are served meanwhile, those who save wait."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import func

from app.database import full_text
from app.database.error_codes import find_problem
from app.database.problems import READ_ONLY
from app.database.transactions import connect_to_read, writing
from app.services.moving import tables

NO_LIMITS = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
# Several are named in a message, but not all.
MOST_NAMED = 5


@contextmanager
def unchanging() -> Iterator[Connection]:
    """Read the site's database as it is at one moment, after which nobody saves until it ends."""
    with ExitStack() as stack:
        try:
            remove_limits(stack.enter_context(writing()))
        except DBAPIError as error:
            # Nobody can save there anyway.
            if find_problem(error) is not READ_ONLY:
                raise
        # Its snapshot must not be older than the lock.
        connection = stack.enter_context(connect_to_read())
        remove_limits(connection)
        yield connection


def remove_limits(connection: Connection) -> None:
    """Let a transaction take longer than others may."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(NO_LIMITS)


def records_with_nul(connection: Connection) -> list[str]:
    """Return some of the records whose text has the character 0, which SQLite allows."""
    if connection.dialect.name != "sqlite":
        return []
    found: list[str] = []
    for table in tables.all_tables():
        texts = tables.texts_of(table)
        if table is full_text.TABLE or not texts:
            continue
        has_nul = or_(*(func.instr(one, func.char(0)) > 0 for one in texts))
        query = select(table).where(has_nul).limit(MOST_NAMED - len(found))
        found += [tables.describe(table, row._asdict()) for row in connection.execute(query)]
    return found
