"""The HTML of a publication, rendered when it is saved, not at every visit."""

from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.bibliography import latex
from app.bibliography.metadata import coins
from app.bibliography.record import Author, ContributorRole, Record
from app.database import db
from app.database.bulk import batches
from app.models import Publication
from app.models.publication import FIELDS
from app.services.catalog import author_line

AT_ONCE = 500


def render(publication: Publication, owner_id: int | None) -> None:
    """Fill the rendered fields of a publication, with the owner's name in bold."""
    title = publication.title
    publication.title_text = latex.to_text(title) or title
    # A title that is all markup is shown as typed, since a link needs text.
    publication.title_html = latex.to_html(title, links=False) or escape(title)
    named = author_line.named(publication, owner_id)
    publication.authors_html = author_line.full_line(named, owner_id)
    short_line, hidden = author_line.short_line(named, owner_id)
    publication.authors_short_html, publication.authors_hidden = short_line, hidden
    abstract = publication.abstract
    publication.abstract_html = (latex.to_html(abstract) or None) if abstract else None
    publication.preview_html = latex.to_preview(abstract) if abstract else None
    publication.coins = coins.coins(_record(publication))


def render_missing() -> None:
    """Render what publications of before it was stored lack."""
    missing = list(db.session.scalars(select(Publication.id).where(Publication.coins == "")))
    load = selectinload(Publication.authorships), joinedload(Publication.venue)
    for ids in batches(missing, AT_ONCE):
        found = select(Publication).where(Publication.id.in_(ids)).options(*load)
        for publication in db.session.scalars(found):
            publication.coins = coins.coins(_record(publication))
        db.session.flush()


def _record(publication: Publication) -> Record:
    venue = publication.venue
    return Record(
        **{field: getattr(publication, field) for field in FIELDS},
        venue=venue.name if venue else None,
        authors=tuple(
            Author(one.name_as_published, role=ContributorRole(one.role))
            for one in publication.authorships
        ),
    )
