"""Suggestions of names of authors and venues, and of titles, while typing."""

from collections.abc import Iterable

from sqlalchemy import Select, func, select

from app.bibliography import latex
from app.bibliography.names import names
from app.database import db
from app.models import Authorship, Publication, Venue, Work
from app.services import cache
from app.services.cache import remembered
from app.translations.collation import sort_key

MOST = 20
# Pairs of the folded words, each after a space, and the text.
Known = tuple[tuple[str, str], ...]


def printed_names(typed: str) -> list[str]:
    """Return author names as printed, most frequent first, then by name."""
    return _beginning(_printed(cache.change_count()), typed)


def venue_names(typed: str) -> list[str]:
    """Return venue names, most frequent first, then by name."""
    return _beginning(_venues(cache.change_count()), typed)


def work_titles(typed: str) -> list[str]:
    """Return titles of works, newest first."""
    return _beginning(_titles(cache.change_count()), typed)


@remembered
def _printed(_changes: int) -> Known:
    name = Authorship.name_as_published
    return _folded(_most_used(select(name, func.count()).group_by(name)))


@remembered
def _venues(_changes: int) -> Known:
    named = select(Venue.name, func.count(Publication.id)).group_by(Venue.id)
    named = named.outerjoin(Publication, Publication.venue_id == Venue.id)
    return _folded(_most_used(named))


@remembered
def _titles(_changes: int) -> Known:
    shown = select(Publication.title_text).join(Work, Work.id == Publication.work_id)
    order = Work.listed_on.desc(), Work.id
    return _folded(db.session.scalars(shown.where(Publication.position == 0).order_by(*order)))


def _most_used(counted: Select[str, int]) -> list[str]:
    found = sorted(db.session.execute(counted), key=lambda row: (-row[1], sort_key(row[0])))
    return [name for name, _ in found]


def _folded(texts: Iterable[str]) -> Known:
    return tuple((f" {names.fold(latex.to_text(text))}", text) for text in texts)


def _beginning(known: Known, typed: str) -> list[str]:
    """Return the texts in which each typed word starts a word."""
    words = [f" {word}" for word in names.fold(typed[:200]).split()]
    if not words:
        return []
    found = (text for folded, text in known if all(word in folded for word in words))
    return [text for text, _ in zip(found, range(MOST), strict=False)]
