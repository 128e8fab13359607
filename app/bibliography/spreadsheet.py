"""Records as CSV for spreadsheets (RFC 4180)."""

import csv
import io
import re
from collections.abc import Iterable

from app.bibliography import citation_keys
from app.bibliography.latex import to_text
from app.bibliography.record import ContributorRole, Record

COLUMNS = (
    "key",
    "type",
    "genre",
    "status",
    "title",
    "authors",
    "editors",
    "translators",
    "venue",
    "year",
    "month",
    "day",
    "volume",
    "issue",
    "pages",
    "publisher",
    "doi",
    "arxiv_id",
    "isbn",
    "language",
    "topics",
    "links",
    "abstract",
)
# Without it, Excel reads UTF-8 in the local legacy encoding.
BYTE_ORDER_MARK = "\ufeff"
# Spreadsheets run a cell that begins like this as a formula (OWASP, "CSV injection").
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def write_csv(records: Iterable[Record]) -> str:
    """Return the records as CSV with a header row, with formulas made harmless."""
    records = list(records)
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for record, key in zip(records, citation_keys.unique_keys(records), strict=True):
        rows.writerow([_cell(value) for value in _row(record, key)])
    return BYTE_ORDER_MARK + table.getvalue()


def _row(record: Record, key: str) -> list[str | int | None]:
    texts: dict[str, str | int | None] = {
        "key": key,
        "title": to_text(record.title),
        **{f"{role}s": _people(record, role) for role in ContributorRole},
        "topics": "; ".join(record.topics),
        "links": " ".join(link.url for link in record.links),
        "abstract": to_text(record.abstract or ""),
    }
    return [texts[name] if name in texts else getattr(record, name) for name in COLUMNS]


def _people(record: Record, role: ContributorRole) -> str:
    return "; ".join(map(to_text, record.names_of(role)))


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
