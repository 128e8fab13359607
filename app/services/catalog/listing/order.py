"""What works are sorted by in lists by type and by title: that of the version shown."""

from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from app.bibliography.names import names
from app.bibliography.record import PLURALS
from app.database import db
from app.models import Publication, Work
from app.services.catalog.listing.groups import IDS, WORK, Query

# Built once: to build them takes longer than to run them for one work.
SHOWN: Query = (
    select(
        Work.id,
        Work.type_rank,
        Work.title_key,
        Publication.type,
        Publication.title_text,
        Publication.language,
    )
    .join(Publication, Publication.work_id == Work.id)
    .where(Work.id.in_(IDS), Publication.position == 0)
)
# What is derived is no change of the work itself.
STORE = (
    update(WORK)
    .where(WORK.c.id == bindparam("of"))
    .values(
        type_rank=bindparam("type_rank"),
        title_key=bindparam("title_key"),
        updated_at=WORK.c.updated_at,
    )
)
RANKS = {kind: rank for rank, kind in enumerate(PLURALS)}
LONGEST_KEY = 100
# By language, folded as titles are. A title of no known language is taken as English.
ARTICLES = {
    "en": {"a", "an", "the"},
    "de": {"der", "die", "das", "ein", "eine"},
    "es": {"el", "la", "lo", "los", "las", "un", "una", "unos", "unas"},
    "fr": {"le", "la", "les", "l", "un", "une", "des"},
    "it": {"il", "lo", "la", "i", "gli", "le", "l", "un", "uno", "una"},
    "nl": {"de", "het", "een"},
    "pt": {"o", "a", "os", "as", "um", "uma", "uns", "umas"},
}


class SortKeys(NamedTuple):
    """What a work is sorted by."""

    type_rank: int
    title_key: str


def refresh(ids: list[int]) -> None:
    """Store what works are sorted by."""
    rows = [{"of": id_, **keys._asdict()} for id_, keys in _outdated_keys(ids).items()]
    if rows:
        db.session.connection().execute(STORE, rows)


def outdated(ids: list[int]) -> set[int]:
    """Return those of these works that are sorted by something else than their own."""
    return set(_outdated_keys(ids))


def clear() -> None:
    """Keep what is stored: nothing of it outlives its work."""


def title_key(title: str, language: str | None) -> str:
    """Return a title as lists sort it: folded, without a leading article."""
    folded = names.fold(title)
    first, _, rest = folded.partition(" ")
    articles = ARTICLES.get((language or "en").partition("-")[0].lower(), set())
    return (rest if rest and first in articles else folded)[:LONGEST_KEY]


def _outdated_keys(ids: list[int]) -> dict[int, SortKeys]:
    found = {}
    for row in db.session.execute(SHOWN, {"ids": ids}):
        keys = SortKeys(RANKS[row.type], title_key(row.title_text, row.language))
        if keys != (row.type_rank, row.title_key):
            found[row.id] = keys
    return found
