"""The services for each kind of identifier: their requests, and how to read the responses."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from app.bibliography import csl
from app.bibliography.answers import arxiv, openalex, orcid
from app.bibliography.answers import json as answers_json
from app.bibliography.answers.json import UnreadableAnswerError
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.messages import message, without_full_stop
from app.services.lookups import errors
from app.services.lookups.client import DEFAULT_PAUSE, Client, LookupRequest
from app.services.lookups.errors import LookupFailedError, TooLargeError
from app.services.lookups.identifiers import Identifier, IdentifierKind

CSL, ATOM, JSON = Format.CSL.mimetype, "application/atom+xml", "application/json"
# OpenAlex: works per page, and pages per author.
WORKS, PAGES = 100, 10
# For works of large collaborations, which can exceed the size limit.
FEWER_WORKS = 20
NO_AUTHORS = message("ORCID lists no authors: look up the DOI, or add them yourself")


@dataclass(frozen=True)
class LookupResult:
    """The entries found for an identifier; `missing` counts the works that were not fetched."""

    name: str
    entries: list[ParsedEntry]
    missing: int = 0


@dataclass(frozen=True)
class Sources:
    """The client, and the base URL of each service."""

    client: Client
    doi_base: str = "https://doi.org"
    arxiv_base: str = "https://export.arxiv.org"
    orcid_base: str = "https://pub.orcid.org"
    openalex_base: str = "https://api.openalex.org"
    openalex_key: str = ""

    def find(self, identifier: Identifier) -> LookupResult:
        """Return the entries of an identifier. Raises LookupFailedError."""
        methods = {
            IdentifierKind.DOI: self._by_doi,
            IdentifierKind.ARXIV: self._by_arxiv_id,
            IdentifierKind.ORCID: self._by_orcid,
            IdentifierKind.OPENALEX: self._by_openalex,
        }
        found = methods[identifier.kind](identifier)
        if not found.entries:
            raise LookupFailedError(message("Nothing found for %(name)s.", name=identifier.name))
        if all(entry.record is None for entry in found.entries):
            error = without_full_stop(found.entries[0].error)
            raise LookupFailedError(
                message("%(name)s can't be read: %(error)s.", name=identifier.name, error=error)
            )
        return found

    def _by_doi(self, identifier: Identifier) -> LookupResult:
        request = LookupRequest(
            f"{self.doi_base}/{quote(identifier.value, safe='/:;()')}", CSL, identifier.name
        )
        with _readable(self.doi_base):
            item = answers_json.read_object(self.client.fetch(request))
        # The list of cited works may be long, and is not part of the record.
        item.pop("reference", None)
        return LookupResult(identifier.name, _entries([item]))

    def _by_arxiv_id(self, identifier: Identifier) -> LookupResult:
        query = urlencode({"id_list": identifier.value, "max_results": 1})
        request = LookupRequest(f"{self.arxiv_base}/api/query?{query}", ATOM, identifier.name)
        response = self.client.fetch(request)
        # arXiv also reports its rate limit with status 200.
        if response.startswith("Rate exceeded"):
            raise self.client.pause_host(request.url, DEFAULT_PAUSE)
        with _readable(self.arxiv_base):
            return LookupResult(identifier.name, list(arxiv.read_arxiv(response)))

    def _by_orcid(self, identifier: Identifier) -> LookupResult:
        request = LookupRequest(
            f"{self.orcid_base}/v3.0/{identifier.value}/works", JSON, identifier.name
        )
        with _readable(self.orcid_base):
            items = orcid.items(self.client.fetch(request))
        # Stored in the item, so that the warning is shown whenever the item is read.
        warned = [item | {"custom": {"vitae": {"doubts": [str(NO_AUTHORS)]}}} for item in items]
        return LookupResult(identifier.name, _entries(warned))

    def _by_openalex(self, identifier: Identifier) -> LookupResult:
        pages = list(self._pages(identifier))
        items = [item for page in pages for item in page.items]
        return LookupResult(identifier.name, _entries(items), max(0, pages[-1].total - len(items)))

    def _pages(self, identifier: Identifier) -> Iterator[openalex.ResultPage]:
        """Fetch page by page; keep the pages fetched before an error."""
        cursor = "*"
        for number in range(PAGES):
            try:
                page = self._page(identifier, cursor)
            except LookupFailedError:
                if number == 0:
                    raise
                return
            yield page
            cursor = page.cursor
            if not cursor or not page.items:
                return

    def _page(self, identifier: Identifier, cursor: str) -> openalex.ResultPage:
        try:
            return self._works(identifier, cursor, WORKS)
        except TooLargeError:
            return self._works(identifier, cursor, FEWER_WORKS)

    def _works(self, identifier: Identifier, cursor: str, size: int) -> openalex.ResultPage:
        query = {
            "filter": f"authorships.author.id:{identifier.value}",
            "select": ",".join(openalex.FIELDS),
            "per-page": size,
            "cursor": cursor,
            "mailto": self.client.contact,
            "api_key": self.openalex_key,
        }
        parameters = urlencode({name: value for name, value in query.items() if value})
        request = LookupRequest(f"{self.openalex_base}/works?{parameters}", JSON, identifier.name)
        with _readable(self.openalex_base):
            return openalex.result_page(self.client.fetch(request))


@contextmanager
def _readable(base: str) -> Iterator[None]:
    try:
        yield
    except UnreadableAnswerError:
        raise errors.unreadable(urlsplit(base).hostname or base) from None


def _entries(items: list[dict[str, Any]]) -> list[ParsedEntry]:
    return list(csl.read(json.dumps(items, ensure_ascii=False, indent=1)))
