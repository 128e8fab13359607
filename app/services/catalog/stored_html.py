"""The HTML of a publication, rendered when it is saved, not at every visit."""

from markupsafe import escape

from app.bibliography import latex
from app.models import Publication
from app.services.catalog import author_line


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
