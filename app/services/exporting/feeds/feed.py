"""The newest works as a feed, whatever its format."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from app.bibliography.identifiers import arxiv_pdf_url
from app.bibliography.latex import to_text
from app.bibliography.record import LinkKind, Record
from app.database import db
from app.models import Work
from app.services.catalog import owner, profile, records, search
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations.languages import site_languages
from app.services.exporting import shown
from app.services.exporting.feeds import content, tags
from app.translations.current import current_language
from app.translations.languages import SOURCE
from app.translations.shown import language_of
from app.translations.text import gettext as _

WorkUrl = Callable[[str], str]
PDF = "application/pdf"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A subscriber wants to know what is new on the site, whenever it appeared: a reader that was told
# of the newest works last week is told of an old one that is added today. Works of one import
# became visible together, so among them the date decides.
NEWEST = Work.visible_since.desc(), Work.listed_on.desc(), Work.id.desc()


@dataclass(frozen=True)
class FeedEntry:
    """A work; `html` is safe. `pdf` and `doi` are addresses."""

    id: str
    url: str
    title: str
    authors: list[str]
    html: str
    topics: list[str]
    pdf: str | None
    language: str | None
    published: datetime
    updated: datetime
    # That of the title alone, if it is not that of the feed.
    title_language: str | None = None


@dataclass(frozen=True)
class Feed:
    """The entries, newest first; `home` is the page of the same works, `address` the feed's own."""

    id: str
    title: str
    home: str
    address: str
    author: str | None
    updated: datetime
    entries: list[FeedEntry]
    language: str = SOURCE


@dataclass(frozen=True)
class Addresses:
    """Where a site is, as absolute URLs; `work` returns that of a work's page by its slug.

    `root` is the site's without its last slash: the addresses of files begin with it. `tag` is
    that of the language in addresses.
    """

    root: str
    home: str
    feed: str
    work: WorkUrl
    tag: str = ""


def feed(
    selection: PublicFilter, most: int, addresses: Addresses, chosen: Sequence[str] = ()
) -> Feed:
    """Return the newest works of a filter, of which `chosen` says in words what it is."""
    authority = tags.tag_authority(addresses.root)
    rows = db.session.execute(_newest(selection), {"most": most}).all()
    entries = list(_entries(rows, authority, addresses))
    changed = max((entry.updated for entry in entries), default=profile.last_change() or EPOCH)
    query = f"?{selection.query}" if selection.query else ""
    name = owner.owner_name()
    return Feed(
        id=tags.tag(authority, f"feed{f'/{addresses.tag}' if addresses.tag else ''}{query}"),
        title=_title(name, chosen),
        home=addresses.home,
        address=addresses.feed,
        author=name,
        updated=changed,
        entries=entries,
        language=current_language(),
    )


@lru_cache(maxsize=64)
def _newest(selection: PublicFilter) -> Select[*tuple[Any, ...]]:
    columns = Work.id, Work.slug, Work.visible_since, Work.created_at, Work.updated_at
    matching = select(*columns).where(search.matching_condition(selection))
    return matching.order_by(*NEWEST).limit(bindparam("most"))


def _title(name: str | None, chosen: Sequence[str]) -> str:
    whole = _("%(name)s: publications", name=name) if name else _("Publications")
    return f"{whole} ({', '.join(chosen)})" if chosen else whole


def _entries(
    rows: Iterable[Row[*tuple[Any, ...]]], authority: str, addresses: Addresses
) -> Iterable[FeedEntry]:
    works = list(rows)
    versions = defaultdict[str | None, list[Record]](list)
    for one in records.exported_records(Work.id.in_([row.id for row in works]), Work.id):
        versions[one.record.work].append(one.linking_to(addresses.root))
    names = shown.shown_topics()
    for row in works:
        # Works without any version are reported by `check`.
        if of_work := versions[row.slug]:
            id_ = tags.tag(authority, f"work/{row.id}")
            yield _entry(row, of_work, id_, addresses, names)


def _entry(
    row: Row[*tuple[Any, ...]],
    versions: list[Record],
    id_: str,
    addresses: Addresses,
    names: Mapping[str, str],
) -> FeedEntry:
    first, title = versions[0], shown.shown_title(versions[0])
    published = (row.visible_since or row.created_at).replace(microsecond=0)
    given = dict.fromkeys(link for record in versions for link in content.work_links(record))
    links = content.told_apart(given, addresses.root)
    return FeedEntry(
        id=id_,
        url=addresses.work(row.slug),
        title=title,
        authors=[to_text(maker.name) for maker in first.makers],
        html=content.entry_html(first, shown.shown_abstract(versions), links),
        topics=[names.get(name, name) for name in first.topics],
        pdf=_pdf(versions, addresses.root),
        # In a site of several, its texts may be in different ones.
        language=None if site_languages().are_several else first.language,
        title_language=language_of(title),
        published=published,
        updated=max(published, row.updated_at.replace(microsecond=0)),
    )


def _pdf(versions: list[Record], root: str) -> str | None:
    """Return the address of the work's PDF: a file of this site, else that of the first version."""
    found = [url for record in versions for url in _pdfs(record)]
    own = (url for url in found if url.startswith(f"{root}/"))
    return next(own, next(iter(found), None))


def _pdfs(record: Record) -> list[str]:
    given = [link.url for link in record.links if link.kind is LinkKind.PDF]
    return given or ([arxiv_pdf_url(record.arxiv_id)] if record.arxiv_id else [])
