"""Which works may be one: compared once, and again only when a title, author or year changed."""

import re
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import select

from app.bibliography import latex
from app.bibliography.matching.similar import Index
from app.bibliography.names import names
from app.database import db, reading
from app.models import Authorship, Publication
from app.services import changes
from app.services.changes import remembered_whole

LATEX = re.compile(r"[\\{}$~^&%`']|--")


class Pair(NamedTuple):
    """Two works, the lower id first, and how like they are, from 0 to 100."""

    one: int
    other: int
    score: float


class Row(NamedTuple):
    """What is compared of a version."""

    work_id: int
    title: str
    year: int | None
    authors: tuple[str, ...]


def find() -> list[Pair]:
    """Return the works that may be one, those kept apart too; the most like first."""
    return _pairs(changes.count())


def index() -> Index:
    """Return all works, to find the nearest to one that is not among them."""
    # To index them takes longer than to read them.
    with reading():
        rows = _rows()
    return _index(rows)


@remembered_whole
def _pairs(_changes: int) -> list[Pair]:
    rows = _rows()
    found: list[Pair] = changes.cache().recall(
        __name__, _digest(rows), lambda: _compared(rows), changes.WHOLE_LIST
    )
    return found


def _compared(rows: list[Row]) -> list[Pair]:
    return [Pair(*pair) for pair in _index(rows).pairs()]


def _digest(rows: list[Row]) -> bytes:
    digest = blake2b()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.digest()


def _index(rows: list[Row]) -> Index:
    made = Index()
    # The same names come again and again.
    keys = {name: _key(name) for name in {name for row in rows for name in row.authors}}
    for row in rows:
        made.add(row.work_id, row.title, (keys[name] for name in row.authors), row.year)
    return made


def _key(name: str) -> str:
    # Most are plain text as they stand, and reading LaTeX takes far longer.
    return names.key(latex.to_text(name) if LATEX.search(name) else name)


def _rows() -> list[Row]:
    authors: dict[int, list[str]] = defaultdict(list)
    of = Authorship
    signed = select(of.publication_id, of.name_as_published)
    for id_, name in db.session.execute(signed.order_by(of.publication_id, of.position)):
        authors[id_].append(name)
    version = Publication
    columns = select(version.id, version.work_id, version.title_text, version.year)
    rows = db.session.execute(columns.order_by(version.work_id, version.position))
    return [Row(work_id, title, year, tuple(authors[id_])) for id_, work_id, title, year in rows]
