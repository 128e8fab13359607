"""The addresses that search engines may index, each with its last change (sitemaps.org)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, Subquery, func, or_, select

from app.bibliography.text.xml_writer import XmlWriter
from app.database import db
from app.models import (
    Coauthor,
    FacetGroup,
    Person,
    Supervision,
    Topic,
    Work,
    WorkState,
    work_coauthor,
    work_topic,
)
from app.services.cache import remembered_whole
from app.services.catalog import owner, profile
from app.services.catalog.person_page import FEWEST_WORKS

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# The protocol's limit; so many of our addresses stay far below its 50 MB.
MOST_ADDRESSES = 50_000
IS_PUBLISHED = Work.state == WorkState.PUBLISHED
Query = Select[*tuple[Any, ...]]
Kind = Literal["home", "cv", "work", "person", "topic", "year"]
CHANGED = func.max(Work.updated_at)


class Address(NamedTuple):
    """A page: its kind, the slug or the year that names it among them, and its last change."""

    kind: Kind
    name: str
    changed: datetime | None


class PageUrl(NamedTuple):
    """The URL of a page, and those of the same page by their languages, if it has several."""

    url: str
    alternates: Sequence[tuple[str, str]] = ()


PageUrls = Callable[[Address], Iterable[PageUrl]]
Written = tuple[PageUrl, datetime | None]


@remembered_whole
def addresses(_changes: int) -> list[Address]:
    """Return all pages that belong in a search engine, the profile first."""
    changed = profile.last_change()
    found = [Address("home", "", changed), Address("cv", "", changed)]
    for kind, query in QUERIES:
        rows = db.session.execute(query())
        found += [Address(kind, str(name), last) for name, last in rows]
    return found


def parts(every: list[Address], languages: int) -> list[list[Address]]:
    """Return the addresses of each file, each in so many languages; one file if it has room."""
    most = MOST_ADDRESSES // languages
    return [every[start : start + most] for start in range(0, len(every), most)]


def write(some: Iterable[Address], urls: PageUrls) -> str:
    """Return a sitemap."""
    return _written("urlset", "url", ((page, one.changed) for one in some for page in urls(one)))


def write_index(files: Iterable[tuple[str, list[Address]]]) -> str:
    """Return the index of sitemaps: the URL of each, and what it holds."""
    dated = ((PageUrl(url), _last(one.changed for one in part)) for url, part in files)
    return _written("sitemapindex", "sitemap", dated)


def _last(dates: Iterable[datetime | None]) -> datetime | None:
    return max(filter(None, dates), default=None)


def _works() -> Query:
    return select(Work.slug, Work.updated_at).where(IS_PUBLISHED).order_by(Work.id)


def _people() -> Query:
    """Return students and co-authors, with the last change of their works."""
    changed = _changes_by_coauthor()
    shown = or_(changed.c.changed.is_not(None), Person.id.in_(select(Supervision.student_id)))
    return (
        select(Person.slug, changed.c.changed)
        .outerjoin(Coauthor, Coauthor.person_id == Person.id)
        .outerjoin(changed, changed.c.coauthor_id == Coauthor.id)
        .where(~owner.is_owner(Person.id), shown)
        .order_by(Person.id)
    )


def _names() -> Query:
    """Return the names that recur, of nobody whom the site knows."""
    changed = _changes_by_coauthor()
    recurs = Coauthor.works >= FEWEST_WORKS
    return (
        select(Coauthor.slug, changed.c.changed)
        .join(changed, changed.c.coauthor_id == Coauthor.id)
        .where(Coauthor.person_id.is_(None), recurs)
        .order_by(Coauthor.id)
    )


def _changes_by_coauthor() -> Subquery:
    coauthor = work_coauthor.c.coauthor_id
    dated = select(coauthor, CHANGED.label("changed")).select_from(work_coauthor).join(Work)
    return dated.where(IS_PUBLISHED).group_by(coauthor).subquery()


def _topics() -> Query:
    tagged = select(Topic.slug, CHANGED).select_from(Topic).join(work_topic).join(Work)
    return tagged.where(IS_PUBLISHED).group_by(Topic.id).order_by(Topic.position, Topic.id)


def _years() -> Query:
    year = FacetGroup.year
    dated = select(year, CHANGED).select_from(Work)
    dated = dated.join(FacetGroup, FacetGroup.id == Work.facet_group_id)
    return dated.where(IS_PUBLISHED, year > 0).group_by(year).order_by(year.desc())


QUERIES: tuple[tuple[Kind, Callable[[], Query]], ...] = (
    ("work", _works),
    ("person", _people),
    ("person", _names),
    ("topic", _topics),
    ("year", _years),
)


def _written(root: str, element: str, dated: Iterable[Written]) -> str:
    text = StringIO()
    writer = XmlWriter(text)
    writer.startDocument()
    entries = list(dated)
    has_alternates = any(page.alternates for page, _ in entries[:1])
    further = {"xmlns:xhtml": XHTML} if has_alternates else {}
    writer.startElement(root, {"xmlns": NAMESPACE, **further})
    for page, changed in entries:
        writer.startElement(element, {})
        writer.addQuickElement("loc", page.url)
        if changed:
            writer.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
        for language, url in page.alternates:
            link = {"rel": "alternate", "hreflang": language, "href": url}
            writer.addQuickElement("xhtml:link", "", link)
        writer.endElement(element)
    writer.endElement(root)
    return text.getvalue()
