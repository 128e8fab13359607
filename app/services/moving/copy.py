"""Copy a site to another database, and compare every table of both."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Table, insert, update

from app.models import Site
from app.services import cache
from app.services.backup import places
from app.services.moving import content, counters, source, tables, target
from app.services.moving.content import Content, UnfitRowError
from app.services.moving.errors import MoveError, explained, first_words

NUL = (
    "PostgreSQL stores no text with the character 0, which these records have: {}."
    " Save each of them without it, then copy again."
)
UNFIT = "The target does not take the record {} ({}). Correct it on the site, then copy again."
DIFFERS = "The table {} differs in the copy, which was deleted. Please report this."
Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Copied:
    """What was copied: the number of rows by table."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """The number of all rows."""
        return sum(self.rows.values())


def copy_site(address: URL, report: Report) -> Copied:
    """Copy the site to an empty database, all or nothing. Raises MoveError."""
    target.check(address)
    with source.unchanging() as site:
        if address.get_backend_name() == "postgresql" and (named := source.records_with_nul(site)):
            raise MoveError(NUL.format("; ".join(named)))
        with target.opened(address, 2 * places.size_of_site()) as copy:
            copying = _Copying(address, site, copy, report)
            expected = copying.copy_rows()
            with explained(address):
                copying.compare(expected)
                _renew_data_version(copy)
    return Copied({name: one.rows for name, one in expected.items()})


@dataclass
class _Copying:
    address: URL
    site: Connection
    copy: Connection
    report: Report

    def copy_rows(self) -> dict[str, Content]:
        """Copy all rows and the counters of ids; return what was read."""
        total, done = content.number_of_rows(self.site), 0
        found = {}
        for table in tables.all_tables():
            found[table.name] = read = Content()
            for rows in content.read(self.site, table):
                read.add(rows)
                with explained(self.address):
                    self._write(table, rows)
                done += len(rows)
                self.report("Copying", done, total)
        given = counters.given_ids(self.site)
        with explained(self.address):
            counters.continue_after(self.copy, given)
        return found

    def compare(self, expected: dict[str, Content]) -> None:
        """Read the copy again, and raise MoveError if it has other rows than were read."""
        total, done = sum(one.rows for one in expected.values()), 0
        for table in tables.all_tables():
            found = Content()
            for rows in content.read(self.copy, table):
                found.add(rows)
                done += len(rows)
                self.report("Comparing", done, total)
            if not found.is_same(expected[table.name]):
                raise MoveError(DIFFERS.format(table.name))

    def _write(self, table: Table, rows: content.Rows) -> None:
        try:
            content.write(self.copy, table, rows)
        except UnfitRowError as unfit:
            words = first_words(unfit.error, self.address)
            raise MoveError(UNFIT.format(unfit.record, words)) from None


def _renew_data_version(copy: Connection) -> None:
    """Give the copy a version that the site never has, so that nothing cached is valid for it."""
    leap = cache.leap()
    renewed = update(Site).values(changes=Site.changes + leap, lineage=secrets.token_hex(8))
    if not copy.execute(renewed).rowcount:
        copy.execute(insert(Site).values(id=1, changes=leap))
