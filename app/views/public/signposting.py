"""Typed links of works' pages for programs (Signposting, FAIR profile), also as link sets."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.bibliography import identifiers
from app.bibliography.metadata import schema_org
from app.services.catalog import works
from app.services.exporting import files
from app.services.exporting import metadata as exporting
from app.services.exporting.metadata import WorkMetadata
from app.views import responses
from app.views.public import metadata
from app.web import typed_links
from app.web.response_cache import public
from app.web.site_address import absolute_url
from app.web.typed_links import LinkSet, TypedLink

blueprint = Blueprint("signposting", __name__)
ABOUT_PAGE, VOCABULARY = "https://schema.org/AboutPage", "https://schema.org/"
# Of authors, a header has few: some servers take no longer ones than 4 kB. The link set has all.
MOST_AUTHORS = 10


@blueprint.get("/publications/<slug>.linkset.json")
@public()
def json_link_set(slug: str) -> ResponseReturnValue:
    """Return the typed links of a work's page, and those that lead back to it."""
    return _answer(slug, typed_links.JSON, typed_links.as_json)


@blueprint.get("/publications/<slug>.linkset")
@public()
def text_link_set(slug: str) -> ResponseReturnValue:
    """Return the same in the form of a header."""
    return _answer(slug, typed_links.TEXT, typed_links.as_text)


def header(found: WorkMetadata) -> str:
    """Return the `Link` header of a work's page."""
    authors = [link for link in _links(found) if link.rel == "author"]
    left_out = set(authors[MOST_AUTHORS:])
    return typed_links.header([*(x for x in _links(found) if x not in left_out), *_sets(found)])


def describes(page: str) -> TypedLink:
    """Return the link from a file about a work to the path of the work's page."""
    return TypedLink(absolute_url(page), "describes", "text/html")


def belongs_to(page: str) -> TypedLink:
    """Return the link from a work itself, its PDF, to the path of its page."""
    return TypedLink(absolute_url(page), "collection", "text/html")


def _answer(slug: str, type_: str, write: Callable[[LinkSet], str]) -> ResponseReturnValue:
    work = works.get_work(slug, drafts=security.sees_drafts())
    if work is None:
        return responses.moved(slug)
    found = exporting.work_metadata(work)
    text = write({metadata.work_url(found): _links(found), **_links_back(found)})
    response = responses.part(text, url_for("publications.page", slug=slug))
    response.content_type = type_
    return response


def _links(found: WorkMetadata) -> list[TypedLink]:
    """Return the links of a work's page.

    There is no `cite-as`: that of a page is an identifier that resolves to it, and the DOIs of
    works lead to publishers, which makes them `related`. Nor is there a licence to state.
    """
    printed = (one.name for record in found.records for one in record.people)
    known = dict.fromkeys(found.orcids[name] for name in printed if name in found.orcids)
    dois = dict.fromkeys(record.doi for record in found.records if record.doi)
    return [
        TypedLink(ABOUT_PAGE, "type"),
        TypedLink(VOCABULARY + schema_org.work_type(found.shown), "type"),
        *(TypedLink(identifiers.orcid_url(orcid), "author") for orcid in known),
        *(TypedLink(url, "item", "application/pdf") for url in metadata.file_urls(found)),
        *(TypedLink(url, "describedby", type_) for url, type_ in _files(found).items()),
        *(TypedLink(identifiers.doi_url(doi), "related") for doi in dois),
    ]


def _links_back(found: WorkMetadata) -> dict[str, list[TypedLink]]:
    page = url_for("publications.page", slug=found.shown.work)
    items = {url: [belongs_to(page)] for url in metadata.file_urls(found)}
    return items | {url: [describes(page)] for url in _files(found)}


def _files(found: WorkMetadata) -> dict[str, str]:
    """Return the media types of the files about a work, by their addresses."""
    return {
        absolute_url(url_for("exports.work", slug=found.shown.work, suffix=suffix)): kind.mimetype
        for suffix, kind in files.KINDS.items()
    }


def _sets(found: WorkMetadata) -> list[TypedLink]:
    views = {"json_link_set": typed_links.JSON, "text_link_set": typed_links.TEXT}
    return [
        TypedLink(
            absolute_url(url_for(f"signposting.{view}", slug=found.shown.work)), "linkset", type_
        )
        for view, type_ in views.items()
    ]
