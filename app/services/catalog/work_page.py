"""The page of one work."""

import textwrap
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from app.bibliography import latex
from app.bibliography.record import makers
from app.database import db
from app.models import Publication, Work
from app.services.catalog import cards, search
from app.services.catalog.cards import ShownLink


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


@dataclass(frozen=True)
class WorkPage:
    """A work with its versions and neighbours; `shown` is the version in the list."""

    work: Work
    shown: Publication
    abstract_source: Publication
    versions: list[VersionRow]
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
    def author_names(self) -> list[str]:
        """The authors as plain text, in order."""
        return [latex.to_text(a.name_as_published) for a in makers(self.shown.authorships)]

    @property
    def arxiv_id(self) -> str | None:
        """The arXiv number of any version."""
        return next((p.arxiv_id for p, *_ in self.versions if p.arxiv_id), None)

    @property
    def marks(self) -> list[str]:
        """The legend of the marks used in the author line."""
        equal = any(a.equal_contribution for a in self.shown.authorships)
        corresponding = any(a.is_corresponding for a in self.shown.authorships)
        return ["* equal contribution"] * equal + ["† corresponding author"] * corresponding


def work_page(work: Work, *, drafts: bool) -> WorkPage:
    """Return the page of a work; its neighbours include drafts only if `drafts`."""
    listed = search.visible_condition(drafts)
    shown = work.publications[0]
    return WorkPage(
        work=work,
        shown=shown,
        abstract_source=next((p for p in work.publications if p.abstract_html), shown),
        versions=[
            VersionRow(p, cards.publication_links(p), latex.to_html(p.note or ""))
            for p in work.publications
        ],
        newer=_newer(work, listed),
        older=_older(work, listed),
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
