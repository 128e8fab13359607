"""The links of works: to identifiers, to the work's own PDF files, and those that were typed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, literal, null, select

from app.bibliography import identifiers
from app.bibliography.record import LinkKind
from app.bibliography.urls import shown_host
from app.models import PdfContent, Publication, PublicationFile, PublicationLink, Work
from app.translations.text import format_number, translated
from app.translations.text import gettext as _

MEGABYTE = 2**20
IDENTIFIERS = ("doi", "arxiv")
WORKS: BindParameter[int] = bindparam("works", expanding=True)
OF_WORKS = Publication.work_id.in_(WORKS)
# Of a version: a row's place among others, what it is, a name, an address, and a number.
TYPED = (
    select(
        PublicationLink.publication_id.label("owner"),
        PublicationLink.position.label("place"),
        PublicationLink.kind,
        PublicationLink.label,
        PublicationLink.url,
        null().label("size"),
    )
    .join(Publication, Publication.id == PublicationLink.publication_id)
    .where(OF_WORKS)
)
FILES = (
    select(
        PublicationFile.publication_id,
        PublicationFile.position,
        literal(LinkKind.PDF, PublicationLink.kind.type),
        PublicationFile.name,
        Work.slug,
        PdfContent.size,
    )
    .join(PdfContent, PdfContent.hash == PublicationFile.hash)
    .join(Publication, Publication.id == PublicationFile.publication_id)
    .join(Work, Work.id == Publication.work_id)
    .where(OF_WORKS)
)


class ShownLink(NamedTuple):
    """A link; that to a file of the site has its size, and begins at the site's root, with "/"."""

    kind: str
    label: str
    url: str
    size: int | None = None

    @property
    def size_label(self) -> str:
        """The size of the file as people say it: "1.2 MB"."""
        size = self.size or 0
        if size < MEGABYTE:
            return _("%(size)s kB", size=max(round(size / 1024), 1))
        return _("%(size)s MB", size=format_number(round(size / MEGABYTE, 1), "0.0"))


class LinkedVersion(NamedTuple):
    """The fields of a version that links are made from."""

    id: int
    doi: str | None
    arxiv_id: str | None


def stored_link(kind: LinkKind, label: str, url: str, size: int | None) -> ShownLink:
    """Return the link that a row of `TYPED` or `FILES` is about: their last four columns."""
    return file_link(url, label, size) if size else _typed_link(kind, label, url)


def version_links(
    versions: Iterable[LinkedVersion], extra: Mapping[int, list[ShownLink]]
) -> list[ShownLink]:
    """Return the distinct links of a work's versions, those of the shown one first."""
    found: dict[str, ShownLink] = {}
    for version in versions:
        for link in _own_links(version, extra.get(version.id, [])):
            found.setdefault(link.url, link)
    links = with_files_first([*found.values()])
    # Two arXiv versions or two PDFs would have the same label twice.
    named = {(link.kind, link.label): link for link in reversed(links)}
    return [link for link in links if named[link.kind, link.label] is link]


def publication_links(publication: Publication, slug: str) -> list[ShownLink]:
    """Return the links of one version of the work at this address: all that was typed in, too."""
    version = LinkedVersion(publication.id, publication.doi, publication.arxiv_id)
    files = [file_link(slug, file.name, file.stored.size) for file in publication.files]
    typed = [_typed_link(link.kind, link.label, link.url) for link in publication.links]
    return version_links([version], {publication.id: [*files, *_told_apart(typed, files)]})


def _typed_link(kind: LinkKind, label: str, url: str) -> ShownLink:
    """Return a link, whose label is stored even if it is the usual one of its kind."""
    return ShownLink(kind, translated(kind.label) if label == kind.label else label, url)


def _told_apart(links: Iterable[ShownLink], files: Iterable[ShownLink]) -> Iterator[ShownLink]:
    """Yield links, with the host of those that are called like a file or a link before."""
    labels = {(link.kind, link.label) for link in files}
    for link in links:
        if (link.kind, link.label) in labels:
            yield link._replace(label=f"{link.label} ({shown_host(link.url)})")
        else:
            labels.add((link.kind, link.label))
            yield link


def with_files_first(links: Sequence[ShownLink]) -> list[ShownLink]:
    """Return links with the site's own files before other PDFs; the first is just the PDF."""
    files = [link for link in links if link.size]
    if not files:
        return [*links]
    others = [link for link in links if not link.size]
    place = next((n for n, link in enumerate(others) if link.kind not in IDENTIFIERS), len(others))
    first, *more = files
    more = [link._replace(label=link.url.rpartition("/")[2]) for link in more]
    return [*others[:place], first._replace(label=LinkKind.PDF.label), *more, *others[place:]]


def file_path(slug: str, name: str) -> str:
    """Return the path of a file of a work within the site."""
    return f"/publications/{slug}/{name}.pdf"


def file_link(slug: str, name: str, size: int) -> ShownLink:
    """Return the link to a file of a work."""
    return ShownLink(LinkKind.PDF, LinkKind.PDF.label, file_path(slug, name), size)


def _own_links(version: LinkedVersion, extra: list[ShownLink]) -> list[ShownLink]:
    found = []
    if version.doi:
        found.append(ShownLink("doi", "DOI", identifiers.doi_url(version.doi)))
    if version.arxiv_id:
        found.append(ShownLink("arxiv", "arXiv", identifiers.arxiv_url(version.arxiv_id)))
        if not any(link.kind == "pdf" for link in extra):
            pdf = identifiers.arxiv_pdf_url(version.arxiv_id)
            found.append(ShownLink("pdf", "PDF", pdf))
    return found + extra
