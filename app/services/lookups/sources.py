"""The hosts that know an identifier: what to ask them, and how to read what they answer."""

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
from app.services.lookups import errors
from app.services.lookups.client import DEFAULT_PAUSE, Client, LookupRequest
from app.services.lookups.errors import LookupFailedError, TooLargeError
from app.services.lookups.identifiers import Identifier, IdentifierKind

CSL, ATOM, JSON = Format.CSL.mimetype, "application/atom+xml", "application/json"
# What is asked of OpenAlex at once, and how often for one author.
WORKS, PAGES = 100, 10
# Works of large collaborations weigh more than a page may.
FEWER_WORKS = 20
NO_AUTHORS = "ORCID names no authors: look up the DOI, or add them by hand"


@dataclass(frozen=True)
class LookupResult:
    """What an identifier leads to; `missing` says how many more works there are than came."""

    name: str
    entries: list[ParsedEntry]
    missing: int = 0


@dataclass(frozen=True)
class Sources:
    """The client that asks, and where each interface lies."""

    client: Client
    doi_base: str = "https://doi.org"
    arxiv_base: str = "https://export.arxiv.org"
    orcid_base: str = "https://pub.orcid.org"
    openalex_base: str = "https://api.openalex.org"
    openalex_key: str = ""

    def find(self, identifier: Identifier) -> LookupResult:
        """Return what `identifier` leads to; raise LookupFailedError, in a sentence."""
        ways = {
            IdentifierKind.DOI: self._by_doi,
            IdentifierKind.ARXIV: self._by_arxiv_id,
            IdentifierKind.ORCID: self._by_orcid,
            IdentifierKind.OPENALEX: self._by_openalex,
        }
        found = ways[identifier.kind](identifier)
        if not found.entries:
            raise LookupFailedError(f"Nothing is listed as {identifier.name}.")
        if all(entry.record is None for entry in found.entries):
            raise LookupFailedError(
                f"{identifier.name} can't be read: {found.entries[0].problem.rstrip('.')}."
            )
        return found

    def _by_doi(self, identifier: Identifier) -> LookupResult:
        request = LookupRequest(
            f"{self.doi_base}/{quote(identifier.value, safe='/:;()')}", CSL, identifier.name
        )
        with _readable(self.doi_base):
            item = answers_json.read_object(self.client.fetch(request))
        # The works that it cites may be hundreds, and are not its own data.
        item.pop("reference", None)
        return LookupResult(identifier.name, _entries([item]))

    def _by_arxiv_id(self, identifier: Identifier) -> LookupResult:
        query = urlencode({"id_list": identifier.value, "max_results": 1})
        request = LookupRequest(f"{self.arxiv_base}/api/query?{query}", ATOM, identifier.name)
        answer = self.client.fetch(request)
        # arXiv says so with status 200, too.
        if answer.startswith("Rate exceeded"):
            raise self.client.pause_host(request.url, DEFAULT_PAUSE)
        with _readable(self.arxiv_base):
            return LookupResult(identifier.name, list(arxiv.read_arxiv(answer)))

    def _by_orcid(self, identifier: Identifier) -> LookupResult:
        request = LookupRequest(
            f"{self.orcid_base}/v3.0/{identifier.value}/works", JSON, identifier.name
        )
        with _readable(self.orcid_base):
            items = orcid.items(self.client.fetch(request))
        # It stands in the item, so that whoever reads it again is told, too.
        told = [item | {"custom": {"vitae": {"doubts": [NO_AUTHORS]}}} for item in items]
        return LookupResult(identifier.name, _entries(told))

    def _by_openalex(self, identifier: Identifier) -> LookupResult:
        pages = list(self._pages(identifier))
        items = [item for page in pages for item in page.items]
        return LookupResult(identifier.name, _entries(items), max(0, pages[-1].total - len(items)))

    def _pages(self, identifier: Identifier) -> Iterator[openalex.ResultPage]:
        """Ask for one page after the other; what came before a failure is kept."""
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
        given = urlencode({name: value for name, value in query.items() if value})
        request = LookupRequest(f"{self.openalex_base}/works?{given}", JSON, identifier.name)
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
