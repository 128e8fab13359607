"""The links of a publication, those that follow from its identifiers included."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.bibliography import identifiers
from app.models import Publication


class ShownLink(NamedTuple):
    kind: str
    label: str
    url: str


class Version(NamedTuple):
    """What links follow from."""

    id: int
    doi: str | None
    arxiv_id: str | None


def of_versions(
    versions: Iterable[Version], extra: Mapping[int, list[ShownLink]]
) -> list[ShownLink]:
    """Return the links of a work's versions, the shown one's first, each address once."""
    found: dict[str, ShownLink] = {}
    for version in versions:
        for link in _of(version, extra.get(version.id, [])):
            found.setdefault(link.url, link)
    # Two arXiv versions of one paper, or two PDFs, would read as the same word twice.
    named = {(link.kind, link.label): link for link in reversed(found.values())}
    return [link for link in found.values() if named[link.kind, link.label] is link]


def of_publication(publication: Publication) -> list[ShownLink]:
    """Return the links of one version."""
    version = Version(publication.id, publication.doi, publication.arxiv_id)
    extra = [ShownLink(link.kind, link.label, link.url) for link in publication.links]
    return of_versions([version], {publication.id: extra})


def _of(version: Version, extra: list[ShownLink]) -> list[ShownLink]:
    found = []
    if version.doi:
        found.append(ShownLink("doi", "DOI", identifiers.doi_url(version.doi)))
    if version.arxiv_id:
        found.append(ShownLink("arxiv", "arXiv", identifiers.arxiv_url(version.arxiv_id)))
        if not any(link.kind == "pdf" for link in extra):
            pdf = identifiers.arxiv_pdf_url(version.arxiv_id)
            found.append(ShownLink("pdf", "PDF", pdf))
    return found + extra
