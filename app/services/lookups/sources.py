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
from app.services.lookups.client import PAUSE, Client, Question
from app.services.lookups.errors import LookupFailedError, TooLargeError
from app.services.lookups.identifiers import Identifier, IdentifierKind

CSL, ATOM, JSON = Format.CSL.mimetype, "application/atom+xml", "application/json"
# What is asked of OpenAlex at once, and how often for one author.
WORKS, PAGES = 100, 10
# Works of large collaborations weigh more than a page may.
FEWER_WORKS = 20
NO_AUTHORS = "ORCID names no authors: look up the DOI, or add them by hand"


@dataclass(frozen=True)
class Found:
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

    def find(self, wanted: Identifier) -> Found:
        """Return what `wanted` leads to; raise LookupFailedError, in a sentence."""
        ways = {
            IdentifierKind.DOI: self._by_doi,
            IdentifierKind.ARXIV: self._by_arxiv_id,
            IdentifierKind.ORCID: self._by_orcid,
            IdentifierKind.OPENALEX: self._by_openalex,
        }
        found = ways[wanted.kind](wanted)
        if not found.entries:
            raise LookupFailedError(f"Nothing is listed as {wanted.name}.")
        if all(entry.record is None for entry in found.entries):
            raise LookupFailedError(
                f"{wanted.name} can't be read: {found.entries[0].error.rstrip('.')}."
            )
        return found

    def _by_doi(self, wanted: Identifier) -> Found:
        question = Question(
            f"{self.doi_base}/{quote(wanted.value, safe='/:;()')}", CSL, wanted.name
        )
        with _readable(self.doi_base):
            item = answers_json.read_object(self.client.ask(question))
        # The works that it cites may be hundreds, and are not its own data.
        item.pop("reference", None)
        return Found(wanted.name, _entries([item]))

    def _by_arxiv_id(self, wanted: Identifier) -> Found:
        query = urlencode({"id_list": wanted.value, "max_results": 1})
        question = Question(f"{self.arxiv_base}/api/query?{query}", ATOM, wanted.name)
        answer = self.client.ask(question)
        # arXiv says so with status 200, too.
        if answer.startswith("Rate exceeded"):
            raise self.client.held(question.url, PAUSE)
        with _readable(self.arxiv_base):
            return Found(wanted.name, list(arxiv.read_arxiv(answer)))

    def _by_orcid(self, wanted: Identifier) -> Found:
        question = Question(f"{self.orcid_base}/v3.0/{wanted.value}/works", JSON, wanted.name)
        with _readable(self.orcid_base):
            items = orcid.items(self.client.ask(question))
        # It stands in the item, so that whoever reads it again is told, too.
        told = [item | {"custom": {"vitae": {"doubts": [NO_AUTHORS]}}} for item in items]
        return Found(wanted.name, _entries(told))

    def _by_openalex(self, wanted: Identifier) -> Found:
        pages = list(self._pages(wanted))
        items = [item for page in pages for item in page.items]
        return Found(wanted.name, _entries(items), max(0, pages[-1].total - len(items)))

    def _pages(self, wanted: Identifier) -> Iterator[openalex.ResultPage]:
        """Ask for one page after the other; what came before a failure is kept."""
        cursor = "*"
        for number in range(PAGES):
            try:
                page = self._page(wanted, cursor)
            except LookupFailedError:
                if number == 0:
                    raise
                return
            yield page
            cursor = page.cursor
            if not cursor or not page.items:
                return

    def _page(self, wanted: Identifier, cursor: str) -> openalex.ResultPage:
        try:
            return self._works(wanted, cursor, WORKS)
        except TooLargeError:
            return self._works(wanted, cursor, FEWER_WORKS)

    def _works(self, wanted: Identifier, cursor: str, size: int) -> openalex.ResultPage:
        query = {
            "filter": f"authorships.author.id:{wanted.value}",
            "select": ",".join(openalex.FIELDS),
            "per-page": size,
            "cursor": cursor,
            "mailto": self.client.contact,
            "api_key": self.openalex_key,
        }
        given = urlencode({name: value for name, value in query.items() if value})
        question = Question(f"{self.openalex_base}/works?{given}", JSON, wanted.name)
        with _readable(self.openalex_base):
            return openalex.result_page(self.client.ask(question))


@contextmanager
def _readable(base: str) -> Iterator[None]:
    try:
        yield
    except UnreadableAnswerError:
        raise errors.unreadable(urlsplit(base).hostname or base) from None


def _entries(items: list[dict[str, Any]]) -> list[ParsedEntry]:
    return list(csl.read(json.dumps(items, ensure_ascii=False, indent=1)))
