"""What visitors read of a publication, made once when it is saved instead of at every visit."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from app.bibliography import latex
from app.bibliography.names import names
from app.models import Authorship, Publication

SHOWN_WHOLE = 10
SHOWN_FIRST = 3


def render(publication: Publication, owner_id: int | None) -> None:
    """Fill the rendered fields of a publication; `owner_id` is the person who stands out."""
    title = publication.title
    publication.title_text = latex.to_text(title) or title
    # A title of markup alone is shown as it was typed: a link needs words.
    publication.title_html = latex.to_html(title, links=False) or escape(title)
    publication.authors_html = _line(publication.authorships, owner_id)
    publication.authors_short_html, publication.authors_hidden = _short(
        publication.authorships, owner_id
    )
    abstract = publication.abstract
    publication.abstract_html = (latex.to_html(abstract) or None) if abstract else None
    publication.preview_html = latex.to_preview(abstract) if abstract else None
    publication.words = _words(publication)


def _words(publication: Publication) -> str:
    venue, names_printed = publication.venue, (a.name_as_published for a in publication.authorships)
    texts = (
        publication.title_text,
        *map(latex.to_text, names_printed),
        latex.to_text(publication.abstract or ""),
        *((venue.name, venue.short_name) if venue else ()),
        publication.year,
        publication.doi,
        publication.arxiv_id,
    )
    return " " + names.fold(" ".join(str(text) for text in texts if text))


def _line(authorships: Sequence[Authorship], owner_id: int | None) -> str:
    return Markup(", ").join(_name(authorship, owner_id) for authorship in authorships)


def _short(authorships: Sequence[Authorship], owner_id: int | None) -> tuple[str | None, int]:
    """Return the line shortened around the owner and the number left out; None, 0 if whole."""
    if len(authorships) <= SHOWN_WHOLE:
        return None, 0
    first, rest = authorships[:SHOWN_FIRST], authorships[SHOWN_FIRST:]
    owner = [a for a in rest if owner_id is not None and a.person_id == owner_id][:1]
    line = Markup(_line(first, owner_id))
    if owner:
        gap = Markup(", ") if rest[0] is owner[0] else Markup(", … ")
        line += gap + _name(owner[0], owner_id)
    return line, len(rest) - len(owner)


@lru_cache(maxsize=4096)
def _printed(name: str) -> Markup:
    # The same people write together again and again.
    return Markup(latex.to_html(name, links=False))


def _name(authorship: Authorship, owner_id: int | None) -> Markup:
    name = _printed(authorship.name_as_published)
    marks = ("*" if authorship.equal_contribution else "") + (
        "†" if authorship.is_corresponding else ""
    )
    if marks:
        name += Markup("<sup>{}</sup>").format(marks)
    is_owner = owner_id is not None and authorship.person_id == owner_id
    return Markup("<strong>{}</strong>").format(name) if is_owner else name
