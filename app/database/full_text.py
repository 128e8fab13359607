"""The table of full-text search: FTS5 on SQLite, a text search vector on PostgreSQL.

It is no model: its rows are derived, and its definition has no equal on both databases.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, inspect

COLUMNS = ("title", "authors", "venue", "topics", "numbers", "abstract")
# Each row has the id of its work.
TABLE = Table(
    "work_text",
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    *(Column(name, String, nullable=False) for name in COLUMNS),
)
# The columns are indexed by their first letters too, since words are typed letter by letter.
SQLITE = (
    f"CREATE VIRTUAL TABLE work_text USING fts5({', '.join(COLUMNS)},"
    " tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co Cn'\","
    " prefix = '1 2 3')"
)
POSTGRESQL = (
    "CREATE TABLE work_text (rowid INTEGER CONSTRAINT pk_work_text PRIMARY KEY"
    " CONSTRAINT fk_work_text_rowid_work REFERENCES work (id) ON DELETE CASCADE,"
    f" {' '.join(f'{name} TEXT NOT NULL,' for name in COLUMNS)} words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_work_text_words ON work_text USING gin (words)",
)
# The tables that FTS5 keeps the index in.
SHADOWS = ("data", "idx", "content", "docsize", "config")
PARTS = {TABLE.name, *(f"{TABLE.name}_{part}" for part in SHADOWS)}
DEFINED = "SELECT sql FROM sqlite_master WHERE name = 'work_text'"


def create_table(connection: Connection) -> None:
    """Create the empty table."""
    for statement in (SQLITE,) if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def is_as_defined(connection: Connection) -> bool:
    """Return whether the table exists as it is defined here."""
    if connection.dialect.name != "sqlite":
        return inspect(connection).has_table(TABLE.name)
    return bool(connection.exec_driver_sql(DEFINED).scalar() == SQLITE)


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether Alembic compares a table with the models: all but this and its parts."""
    return kind != "table" or name not in PARTS
