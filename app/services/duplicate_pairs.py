"""Which works may be one: compared once, and again only when a title, author or year changed."""

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select

from app.bibliography import latex, names
from app.bibliography.similarity import Index
from app.database import db, reading
from app.models import Authorship, Publication
from app.services import changes

PLACE = __name__
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


@dataclass(frozen=True)
class Compared:
    """All pairs at a count of the site's changes, and what they follow from."""

    count: int
    digest: bytes
    pairs: list[Pair]


def find() -> list[Pair]:
    """Return the works that may be one, those kept apart too; the most like first."""
    kept: Compared | None = current_app.extensions.get(PLACE)
    count = changes.count()
    if kept is None or kept.count != count:
        kept = _compared(count, kept)
        current_app.extensions[PLACE] = kept
    return kept.pairs


def index() -> Index:
    """Return all works, to find the nearest to one that is not among them."""
    # To index them takes longer than to read them.
    with reading():
        rows = _rows()
    return _index(rows)


def _compared(count: int, before: Compared | None) -> Compared:
    rows = _rows()
    digest = _digest(rows)
    if before and before.digest == digest:
        return Compared(count, digest, before.pairs)
    return Compared(count, digest, [Pair(*pair) for pair in _index(rows).pairs()])


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
