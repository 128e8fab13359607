"""What works are sorted by: in lists by type and by title, as the version shown has them, and in
feeds since when visitors see them.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from app.bibliography.labels.publications import PLURALS
from app.bibliography.names import names
from app.database import db
from app.models import Publication, Work, WorkState
from app.models.columns import now
from app.services.catalog.listing.groups import IDS, WORK, Query
from app.services.catalog.profile import LAST_CHANGE
from app.translations.collation import padded

# Built once: to build them takes longer than to run them for one work.
SHOWN: Query = (
    select(
        Work.id,
        Work.type_rank,
        Work.title_key,
        Work.state,
        Work.visible_since,
        LAST_CHANGE.label("changed_at"),
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
        visible_since=bindparam("visible_since"),
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
    visible_since: datetime | None


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
    """Return a title as lists sort it: folded, without a leading article, numbers by value."""
    folded = names.fold(title)
    first, _, rest = folded.partition(" ")
    articles = ARTICLES.get((language or "en").partition("-")[0].lower(), set())
    return padded(rest if rest and first in articles else folded)[:LONGEST_KEY]


def _outdated_keys(ids: list[int]) -> dict[int, SortKeys]:
    found = {}
    for row in db.session.execute(SHOWN, {"ids": ids}):
        key = title_key(row.title_text, row.language)
        keys = SortKeys(RANKS[row.type], key, _visible_since(row))
        if keys != (row.type_rank, row.title_key, row.visible_since):
            found[row.id] = keys
    return found


def _visible_since(row: Any) -> datetime | None:
    """Return the date of a work that is seen; drafts have none.

    Without one yet, it is seen since the change that is being saved, as all that come with it.
    """
    is_seen = row.state is WorkState.PUBLISHED
    return (row.visible_since or row.changed_at or now()) if is_seen else None
