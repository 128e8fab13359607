"""The page of one work."""

import textwrap
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.bibliography import fit, latex
from app.bibliography.record import ContributorRole
from app.database import db
from app.models import Publication, Work, work_topic
from app.models.work import listed_year
from app.services.catalog import author_line, author_links, cards, owner, search
from app.services.catalog.links.shown import ShownLink, publication_links, with_files_first
from app.services.catalog.translations import tables
from app.services.catalog.translations.shown import translations
from app.translations.dates import date_in_words
from app.translations.text import gettext as _

MOST_RELATED = 3


@dataclass(frozen=True)
class Neighbour:
    """The work before or after this one in the list."""

    slug: str
    title: str


class VersionRow(NamedTuple):
    """A version with its links and note, as shown in its row."""

    publication: Publication
    links: list[ShownLink]
    note_html: str

    @property
    def venue_name(self) -> str | None:
        """The full name of the venue, or else the publisher."""
        venue = self.publication.venue
        return venue.name if venue else self.publication.publisher

    @property
    def short_name(self) -> str | None:
        """The short name of the venue, unless it has no other."""
        venue = self.publication.venue
        return venue.short_name if venue and venue.short_name != venue.name else None

    @property
    def is_short(self) -> bool:
        """Whether the only name of the venue is short, as "ICLR"."""
        return cards.is_short(None, self.venue_name)

    @property
    def date(self) -> str:
        """The date of publication, as far as it is known: "24 April 2025"."""
        year, month, day = self.publication.year, self.publication.month, self.publication.day
        return date_in_words(year, month, day) if year else ""

    @property
    def numbers(self) -> str:
        """The volume, issue and pages: "4(2), 1–9"."""
        volume, issue, pages = (
            self.publication.volume,
            self.publication.issue,
            self.publication.pages,
        )
        number = (volume or "") + (f"({issue})" if issue else "")
        return ", ".join(filter(None, (number, fit.with_dash(pages or ""))))


class RelatedByTopic(NamedTuple):
    """A work on the same topics."""

    slug: str
    title_html: str
    language: str | None
    year: int


@dataclass(frozen=True)
class WorkPage:
    """A work with its versions and neighbours; `shown` is the version in the list."""

    work: Work
    shown: Publication
    abstract_source: Publication
    versions: list[VersionRow]
    contributors: list[tuple[str, Markup]]
    people: dict[str, str]
    related: list[RelatedByTopic]
    newer: Neighbour | None
    older: Neighbour | None

    @property
    def abstract_html(self) -> str | None:
        """The shown version's abstract, or else that of the next version with one."""
        return self.abstract_source.abstract_html

    @property
    def summary(self) -> str:
        """The start of the abstract as plain text, for search engines."""
        return textwrap.shorten(
            latex.to_text(self.abstract_source.abstract or ""), 200, placeholder="…"
        )

    @property
    def links(self) -> list[ShownLink]:
        """The links of all versions, its own PDF first of all PDFs; identifiers are spelt out."""
        found = {link.url: link for version in self.versions for link in version.links}
        ordered = with_files_first([*found.values()])
        return [link._replace(label=_identifier(link) or link.label) for link in ordered]

    @property
    def topics(self) -> list[tuple[str, str]]:
        """The slugs and names of its topics."""
        shown = translations()
        return [
            (topic.slug, shown.text(tables.TOPIC, topic.id, "name", topic.name))
            for topic in self.work.topics
        ]

    @property
    def marks(self) -> list[str]:
        """The legend of the marks used in the author line."""
        equal = any(a.equal_contribution for a in self.shown.authorships)
        corresponding = any(a.is_corresponding for a in self.shown.authorships)
        return [_("* equal contribution")] * equal + [_("† corresponding author")] * corresponding


def work_page(work: Work, *, drafts: bool) -> WorkPage:
    """Return the page of a work; its neighbours include drafts only if `drafts`."""
    listed = search.visible_condition(drafts)
    shown = work.publications[0]
    return WorkPage(
        work=work,
        shown=shown,
        abstract_source=next((p for p in work.publications if p.abstract_html), shown),
        versions=[
            VersionRow(p, publication_links(p, work.slug), latex.to_html(p.note or ""))
            for p in work.publications
        ],
        contributors=_contributors(shown),
        people=author_links.pages_of_work(work.id, drafts=drafts),
        related=_related(work, listed),
        newer=_newer(work, listed),
        older=_older(work, listed),
    )


def _contributors(shown: Publication) -> list[tuple[str, Markup]]:
    # Most works have authors only, so that the owner need not be read.
    if all(one.role is ContributorRole.AUTHOR for one in shown.authorships):
        return []
    return author_line.contributor_lines(shown, owner.owner_id())


def _identifier(link: ShownLink) -> str | None:
    """Return "doi:10.…" or "arXiv:…" for the link of an identifier."""
    for kind, prefix, of in (("doi", "doi:", "doi.org/"), ("arxiv", "arXiv:", "arxiv.org/abs/")):
        if link.kind == kind:
            return prefix + link.url.partition(of)[2]
    return None


def _related(work: Work, listed: ColumnElement[bool]) -> list[RelatedByTopic]:
    """Return the works that share most topics; sharing a rare topic counts more."""
    best = _sharing_most(work, listed).subquery()
    rows = db.session.execute(
        select(Work.slug, Publication.title_html, Publication.language, Work.listed_on)
        .join(best, best.c.id == Work.id)
        .join(Publication, and_(Publication.work_id == Work.id, Publication.position == 0))
        .order_by(best.c.shared.desc(), Work.listed_on.desc(), Work.id)
    )
    return [
        RelatedByTopic(slug, title, lang, listed_year(date)) for slug, title, lang, date in rows
    ]


def _sharing_most(work: Work, listed: ColumnElement[bool]) -> Select[int, float]:
    topic, theirs = work_topic.c.topic_id, work_topic.alias()
    own = select(topic).where(work_topic.c.work_id == work.id)
    # Once per topic; per work on it, the time would grow with the square of the works.
    weights = select(topic, (1.0 / func.count()).label("weight")).where(topic.in_(own))
    weighted = weights.group_by(topic).subquery()
    shared = func.sum(weighted.c.weight).label("shared")
    return (
        select(theirs.c.work_id.label("id"), shared)
        .select_from(weighted)
        .join(theirs, theirs.c.topic_id == weighted.c.topic_id)
        .join(Work, Work.id == theirs.c.work_id)
        .where(listed, Work.id != work.id)
        # Not by the column of Work, or SQLite would read all works to have them in order.
        .group_by(theirs.c.work_id, Work.listed_on)
        .order_by(shared.desc(), Work.listed_on.desc(), theirs.c.work_id)
        .limit(MOST_RELATED)
    )


def _newer(work: Work, listed: ColumnElement[bool]) -> Neighbour | None:
    same_day = and_(Work.listed_on == work.listed_on, Work.id < work.id)
    newer = or_(Work.listed_on > work.listed_on, same_day)
    return _first(and_(newer, listed), Work.listed_on, Work.id.desc())


def _older(work: Work, listed: ColumnElement[bool]) -> Neighbour | None:
    same_day = and_(Work.listed_on == work.listed_on, Work.id > work.id)
    older = or_(Work.listed_on < work.listed_on, same_day)
    return _first(and_(older, listed), Work.listed_on.desc(), Work.id)


def _first(condition: ColumnElement[bool], *order: Any) -> Neighbour | None:
    row = db.session.execute(
        select(Work.slug, Publication.title_text)
        .join(Publication, and_(Publication.work_id == Work.id, Publication.position == 0))
        .where(condition)
        .order_by(*order)
        .limit(1)
    ).one_or_none()
    return Neighbour(*row) if row else None
