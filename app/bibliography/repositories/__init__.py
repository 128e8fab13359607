"""Preprint servers under every name that bibliographies use for them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.bibliography import identifiers
from app.bibliography.kinds import LOOSE, PAPERS
from app.bibliography.names import names
from app.bibliography.record import PublicationType as Type
from app.bibliography.repositories.servers import ARCHIVES, HOSTS, SERVERS
from app.bibliography.repositories.sites import HAL, Deposit, deposit_of_url, server_of_doi

__all__ = [
    "Clues",
    "Deposit",
    "find_deposit",
    "identified",
    "is_archive",
    "is_host",
    "is_working_papers",
    "place",
    "says_preprint",
    "server_of_doi",
]

LONGEST_VENUE = 2_000
_NAMES = {
    name: server
    for server, others in SERVERS.items()
    for name in (names.fold(server), *filter(None, (others or "").split("|")))
}
_PREPRINT = re.compile(
    r"\b(?:e-?prints?|pre-?prints?|pr[ée]publications?|vorabdruck|working paper or preprint)\b",
    re.IGNORECASE,
)
_PREPRINTS = re.compile(r"preprints(?:[\s,]+[\d\s,.v()-]*)?", re.IGNORECASE)
_LEADING = re.compile(r"^(?:available (?:at|on|from)|preprint)[,:]?\s+(?:(?:at|on|in)\s+)?", re.I)
# What follows the name of a server and says no more.
_ADDITION = re.compile(
    r"\b(?:e-?prints?|pre-?prints?|papers|posted content|server|repository)\b", re.IGNORECASE
)
# "Paper 2024/77", "Report No. 12", "TR24-001", "[cs.LG]", "4567890", "2020", "hal-01234567v2".
_NUMBER = re.compile(
    rf"""[\s,:;(/⟨[]*+(?:(?:paper|report|art(?:icle)?|preprint|technical\ report
    |tech\.?\ rep\.?|no\.?|number|abstract|id)[\s.:=#⟨]*+)*+
    (?P<number>(?:TR)?\d[\d./–-]*\d|\d|{HAL})?(?:(?:,?\s*version\s*|,?\s*v)\d+)?[)⟩\]]?(?:\s*\[[\w.\s-]+\])?[\s,.]*""",
    re.IGNORECASE | re.VERBOSE,
)
_HAL_NUMBER = re.compile(rf"({HAL})(?:(?:,?\s*version\s*|,?\s*v)\d+)?", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b\.?"
    r"(?:\s+\d{1,2}\b)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d(?:[-–./]{1,2}(?:0?[1-9]|1[0-2])(?:[-–./]{1,2}\d{1,2})?)?")
_ARXIV = re.compile(
    rf"""(?:e-?print\s+)?ar[Xx]iv(?:\.org)?(?:\s+\((?:Cornell\ University|math|cs)\))?
    (?:\s*[,:]?\s*(?:e-?prints?|preprints?))?
    (?:[ :,/]+(?:(?:arxiv|abs)\b[^,;]*|{identifiers.ARXIV_NUMBER}|[a-z-]+(?:\.[A-Z]{{2}})?/\d{{7}}
    (?:v\d+)?|[a-z-]+\.[A-Z]{{2}}))?(?:\s*,\s*\d{{4}})?(?:\s*[\[(][\w.\s-]+[\])])*(?:\s*,\s*\d{{4}})?
    | cornell\ university(?:\ library)?(?:\s*-\s*|,\s+)arxiv(?:\.org)?
    | corr(?:[ ,/]+abs\b.*|[ ,/]+{identifiers.ARXIV_NUMBER})?
    | arxiv:\s+[A-Z][A-Za-z\s,&-]+""",
    re.IGNORECASE | re.VERBOSE,
)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:[a-z][a-z-]{0,30}\.){1,4}[a-z]{2,7}/\S+"
    rf"|(?:\bdoi:?\s*)?{identifiers.DOI.pattern}"
)
# OpenAlex names the host of a server after it: "bioRxiv (Cold Spring Harbor Laboratory)".
_HOST = re.compile(r"(\w[\w ]*) \([^()]+\)")
_WORKING_PAPERS = re.compile(
    r"""nber(?:\s.*)?|national\ bureau\ of\ economic\ research|repec|mpra(?:\s+papers?)?
    |munich\ personal\ repec\ archive
    |.*\b(?:working|discussion|staff)\ papers?(?:\ series)?(?:,?\s+(?:no\.?\s*)?[\w./-]*\d)?""",
    re.IGNORECASE | re.VERBOSE,
)


class Clues(NamedTuple):
    """What may tell the server of a preprint besides its venue."""

    doi: str | None = None
    arxiv_id: str | None = None
    names: Sequence[str] = ()
    urls: Sequence[str] = ()


def find_deposit(venue: str, doi: str | None = None) -> Deposit | None:
    """Return the preprint server that a venue names, or None."""
    text = " ".join(_URL.sub("", venue[:LONGEST_VENUE]).split()).strip(" .,:;<>⟨⟩")
    if not text:
        return deposit_of_url(venue)
    if _PREPRINTS.fullmatch(text):
        # Journals are called so, too; the server of this name registers DOIs.
        return Deposit("Preprints.org") if server_of_doi(doi or "") == "Preprints.org" else None
    if _PREPRINT.fullmatch(text):
        return Deposit()
    text = _LEADING.sub("", text)
    if not text or len(text) > 200:
        return None
    hosted = _HOST.fullmatch(text)
    return _named_deposit(text) or (find_deposit(hosted[1]) if hosted else None)


def _named_deposit(text: str) -> Deposit | None:
    if _ARXIV.fullmatch(text):
        return Deposit("arXiv")
    if number := _HAL_NUMBER.fullmatch(text):
        return Deposit("HAL", number[1].lower())
    # The longest name counts, since several begin alike.
    for last in reversed(list(re.finditer(r"\S+", text))):
        server = _NAMES.get(names.fold(_ADDITION.sub("", text[: last.end()])) or "")
        server = _NAMES.get(names.fold(text[: last.end()])) or server
        rest = _MONTH.sub("", text[last.end() :]) if server else ""
        number = _NUMBER.fullmatch(rest) if server else None
        if server and number and _is_preprint(server, text):
            return Deposit(server, _own_number(server, number["number"] or ""))
    return None


def _own_number(server: str, number: str) -> str:
    """Return the number of a preprint, unless it is only a date."""
    is_date = _DATE.fullmatch(number) and (
        server != "Cryptology ePrint Archive" or "/" not in number
    )
    return "" if is_date else number.rstrip(".")


def is_working_papers(venue: str) -> bool:
    """Return whether a venue is an institution's series of working papers, which are reports."""
    return len(venue) <= 200 and _WORKING_PAPERS.fullmatch(venue.strip(" .")) is not None


def place(kind: Type, venue: str, clues: Clues) -> tuple[Type, str, str]:
    """Return the type, the venue and the number there; a paper at a preprint server is a preprint.

    A preprint's venue is the server under its proper name.
    """
    if kind not in PAPERS:
        return kind, venue, ""
    deposit = find_deposit(venue, clues.doi)
    if not deposit and (not venue or is_host(venue)):
        named = [*filter(None, map(find_deposit, clues.names))] if kind in LOOSE else []
        servers = [one for one in named if one.server]
        deposit = next(iter(servers), None) or identified(kind, clues) or next(iter(named), None)
    if deposit:
        return Type.ARTICLE, deposit.server, deposit.number
    if venue and is_working_papers(venue):
        return Type.REPORT, venue, ""
    if kind is not Type.ARTICLE and venue and is_archive(venue):
        return Type.DOCUMENT, venue, ""
    return kind, venue, ""


def identified(kind: Type, clues: Clues) -> Deposit | None:
    """Return the server that the DOI, the arXiv number or a URL of a paper without venue names."""
    said = " ".join((*clues.urls, *clues.names))
    if server := server_of_doi(clues.doi or "", said):
        return Deposit(server)
    if kind not in LOOSE:
        return None
    if clues.arxiv_id:
        return Deposit("arXiv")
    return next(filter(None, map(deposit_of_url, clues.urls)), None)


def is_host(venue: str) -> bool:
    """Return whether a venue is only the organization behind a preprint server."""
    return names.fold(venue) in HOSTS


def is_archive(venue: str) -> bool:
    """Return whether a venue is an archive of publications of all types."""
    return names.fold(venue.partition(" (")[0]) in {names.fold(name) for name in ARCHIVES}


def says_preprint(text: str) -> bool:
    """Return whether a text calls something a preprint."""
    return _PREPRINT.search(text) is not None


def _is_preprint(server: str, text: str) -> bool:
    return SERVERS[server] is not None or says_preprint(text)
