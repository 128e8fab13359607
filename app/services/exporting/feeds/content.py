"""What a feed says of a work, as HTML that any reader shows: without MathML, classes and styles."""

from collections.abc import Collection, Iterable, Iterator
from html import escape

from app.bibliography import identifiers
from app.bibliography.latex import math, to_text
from app.bibliography.latex.reader import Reader
from app.bibliography.record import Record, Status
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy
from app.bibliography.urls import shown_host
from app.translations.shown import lang_of
from app.translations.text import translated

TAGS = frozenset({"b", "strong", "i", "em", "sub", "sup", "code"})


def to_html(source: str) -> str:
    """Return LaTeX source as plain HTML; formulas are text."""
    return "".join(_html(tidy(Reader(clean(source)).read())))


def entry_html(record: Record, abstract: str | None, links: Iterable[tuple[str, str]]) -> str:
    """Return the authors, venue and date, abstract and links (label, URL) of a work."""
    authors = ", ".join(to_text(maker.name) for maker in record.makers)
    paragraphs = [
        _paragraph(escape(authors)),
        _paragraph(escape(facts(record))),
        _paragraph(to_html(abstract or ""), lang_of(abstract or "")),
        _paragraph(_links(links)),
    ]
    return "".join(paragraphs)


def _paragraph(html: str, attributes: str = "") -> str:
    return f"<p{attributes}>{html}</p>" if html else ""


def facts(record: Record) -> str:
    """Return where and when a work appeared, and what it is."""
    is_published = record.status is Status.PUBLISHED
    status = None if is_published else translated(record.status.label)
    where = record.venue or record.publisher
    date = "-".join(f"{part:02}" for part in record.date_parts)
    return " · ".join(filter(None, (where, date, translated(record.type_label), status)))


def work_links(record: Record) -> list[tuple[str, str]]:
    """Return the links of a version that a feed names: (label, URL)."""
    found = [("DOI", identifiers.doi_url(record.doi))] if record.doi else []
    found += [("arXiv", identifiers.arxiv_url(record.arxiv_id))] if record.arxiv_id else []
    typed = [(link.label or translated(link.kind.label), link.url) for link in record.links]
    return found + typed


def told_apart(links: Collection[tuple[str, str]], root: str) -> Iterator[tuple[str, str]]:
    """Yield links (label, URL), with the host of those that are called like another.

    The files of the site at `root` keep their labels.
    """
    labels = {label for label, url in links if url.startswith(f"{root}/")}
    for label, url in links:
        if url.startswith(f"{root}/") or label not in labels:
            labels.add(label)
            yield label, url
        else:
            yield f"{label} ({shown_host(url)})", url


def _links(links: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f'<a href="{escape(url)}">{escape(label)}</a>' for label, url in links)


def _html(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Text(value):
                yield escape(value, quote=False)
            case Formula(source, display):
                text = escape(math.to_text(source), quote=False)
                yield f" {text} " if display else text
            case Break(paragraph):
                yield "<br><br>" if paragraph else "<br>"
            case ElementStart(tag) if tag in TAGS:
                yield f"<{tag}>"
            case ElementEnd(tag) if tag in TAGS:
                yield f"</{tag}>"
