"""Preprint servers under every name that bibliographies use for them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.bibliography import identifiers
from app.bibliography.kinds import LOOSE, PAPERS
from app.bibliography.names import names
from app.bibliography.record import PublicationType as Type
from app.bibliography.repositories.servers import ARCHIVES, HOSTS, SERVERS
from app.bibliography.repositories.sites import HAL, Deposit, deposit_of_url, server_of_doi
from app.bibliography.text.patterns import late_pattern

__all__ = [
    "Clues",
    "Deposit",
    "filed_as_report",
    "find_deposit",
    "identified",
    "is_archive",
    "is_called",
    "is_host",
    "is_own_number",
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
_ARCHIVE_NAMES = frozenset(map(names.fold, ARCHIVES))
_PREPRINT = late_pattern(
    r"\b(?:e-?prints?|pre-?prints?|pr[ée]publications?|vorabdruck|working paper or preprint)\b",
    re.IGNORECASE,
)
# Journals are called so, too; only a DOI of the server tells.
_AMBIGUOUS = (
    ("Preprints.org", late_pattern(r"preprints(?:[\s,]+[\d\s,.v()-]*)?", re.IGNORECASE)),
    ("Research Square", late_pattern(r"in review", re.IGNORECASE)),
)
_LEADING = late_pattern(
    r"^(?:(?:preprint|available|deposited|posted|published|online)\b[,:.]?\s*){1,4}"
    r"(?:(?:at|on|in|from|via|as|doi|url)\b:?\s*){0,2}(?=[\s(]|\b|$)",
    re.IGNORECASE,
)
# What follows the name of a server and says no more.
_ADDITION = late_pattern(
    r"\b(?:e-?prints?|pre-?prints?|prepr|papers|posted content|server|repository)\b",
    re.IGNORECASE,
)
# "Paper 2024/77", "Report No. 12", "TR24-001", "[cs.LG]", "4567890", "2020", "hal-01234567v2".
_NUMBER = late_pattern(
    rf"""[\s,:;(/⟨[]*+(?:(?:19|20)\d\d,\s+(?=\d{{6}}))?
    (?:(?:paper|report|art(?:icle)?|preprint|technical\ report
    |tech\.?\ rep\.?|no\.?|number|abstract|id)[\s.:=#⟨]*+)*+
    (?P<number>(?:TR)?\d[\d./:–-]*\d|\d|{HAL})?(?:(?:,?\s*version\s*|,?\s*v)\d+)?[)⟩\]]?(?:\s*\[[\w.\s-]+\])?[\s,.]*""",
    re.IGNORECASE | re.VERBOSE,
)
_HAL_NUMBER = late_pattern(rf"({HAL})(?:(?:,?\s*version\s*|,?\s*v)\d+)?", re.IGNORECASE)
_MONTH = late_pattern(
    r"\b(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b\.?"
    r"(?:\s+\d{1,2}\b)?",
    re.IGNORECASE,
)
_DATE = late_pattern(r"(?:19|20)\d\d(?:[-–./]{1,2}(?:0?[1-9]|1[0-2])(?:[-–./]{1,2}\d{1,2})?)?")
_CLASSES = r"(?:\s*[\[(][\w.,:\s-]{1,200}[\])])*"
_ARXIV_SUBJECT = (
    r"(?:astrophysics|astronomy|physics|mathematics|mathematical\s+physics|statistics|economics"
    r"|computer\s+science|quantitative\s+(?:biology|finance)|condensed\s+matter|general\s+relativity"
    r"|high\s+energy\s+physics|nuclear|nonlinear\s+sciences|quantum\s+physics|electrical\s+engineering)"
)
_ARXIV = late_pattern(
    rf"""(?:e-?print\s+|{_ARXIV_SUBJECT}\s+)?ar[Xx]iv(?:\.org)?
    (?:\s+\((?:Cornell\ University|math|cs)\)
    |\s+{_ARXIV_SUBJECT}(?:\s[\w\s,&-]{{0,80}})?(?=e-?prints?\Z))?
    (?:\s*[,:]?\s*(?:e-?prints?|preprints?|prepr\b\.?)(?:\s+(?:archive|server|repository))?)?
    (?:[ :,/(]+(?:pp?\.\s*|no\.\s*)?(?:(?:arxiv|abs)(?:\b|(?=\d))[^,;]*|{identifiers.ARXIV_NUMBER}
    |[a-z-]+(?:\.[A-Z]{{2}})?/\d{{7}}
    (?:v\d+)?|[a-z-]+\.[A-Z]{{2}})\)?)?(?:\s*,\s*\d{{4}})?{_CLASSES}(?:\s*,\s*\d{{4}})?
    | cornell\ university(?:\ library)?(?:\s*-\s*|,\s+)arxiv(?:\.org)?
    | corr(?:[ ,/]+abs\b.*|[ ,/]+{identifiers.ARXIV_NUMBER})?
    | arxiv:\s+[A-Z][A-Za-z\s,&-]+""",
    re.IGNORECASE | re.VERBOSE,
)
_EPRINT_OF_IACR = late_pattern(r"(?:IACR\s+)?e-?print[\s:,]+((?:19|20)\d\d/\d{1,4})", re.IGNORECASE)
_URL = late_pattern(
    r"(?:\bdoi:?\s*)?(?:https?://|www\.)\S+|\b(?:[a-z][a-z-]{0,30}\.){1,4}[a-z]{2,7}/\S+"
    rf"|(?:\bdoi:?\s*)?{identifiers.DOI.pattern}"
)
# OpenAlex names the host of a server after it: "bioRxiv (Cold Spring Harbor Laboratory)".
_HOST = late_pattern(r"(\w[\w ]*) \([^()]+\)")
_WORKING_PAPERS = late_pattern(
    r"""nber(?:\s.*)?|national\ bureau\ of\ economic\ research|repec|mpra(?:\s+papers?)?
    |munich\ personal\ repec\ archive
    |.*\b(?:working|discussion|staff)\ papers?(?:\ series)?(?:,?\s+(?:no\.?\s*)?[\w./-]*\d)?""",
    re.IGNORECASE | re.VERBOSE,
)


_REPORT = late_pattern(
    r"(?:\w+\s){0,2}(?:report|memo(?:randum)?|bulletin|white ?paper|deliverable|technical note)\b",
    re.IGNORECASE,
)


class Clues(NamedTuple):
    """What may tell the server of a preprint besides its venue."""

    doi: str | None = None
    arxiv_id: str | None = None
    names: Sequence[str] = ()
    urls: Sequence[str] = ()
    # What the source calls the type of the publication.
    form: str = ""


def find_deposit(venue: str, doi: str | None = None) -> Deposit | None:
    """Return the preprint server that a venue names, or None."""
    deposit = _find_deposit(venue[:LONGEST_VENUE], doi or "")
    if deposit and deposit.server == "OSF Preprints":
        # It hosts the servers of several fields, each with DOIs of its own.
        return deposit._replace(server=server_of_doi(doi or "") or deposit.server)
    return deposit


def _find_deposit(venue: str, doi: str) -> Deposit | None:
    text = " ".join(_URL.sub("", venue).split()).strip(" .,:;<>⟨⟩")
    if not text:
        return deposit_of_url(venue)
    for server, name in _AMBIGUOUS:
        if name.fullmatch(text):
            return Deposit(server) if server_of_doi(doi) == server else None
    if _PREPRINT.fullmatch(text):
        return _linked_deposit(venue) or Deposit()
    said, text = text, _LEADING.sub("", text).strip()
    if not text:
        return _linked_deposit(venue) or (Deposit() if says_preprint(said) else None)
    if len(text) > 200:
        return None
    hosted = _HOST.fullmatch(text)
    return _named_deposit(text.strip("()")) or (_find_deposit(hosted[1], doi) if hosted else None)


def _linked_deposit(text: str) -> Deposit | None:
    """Return the server that the first URL or DOI in a text tells."""
    if not (link := _URL.search(text)):
        return None
    server = server_of_doi(identifiers.doi(link[0]) or "", text)
    return Deposit(server) if server else deposit_of_url(link[0])


# Most venues occur many times.
@lru_cache(maxsize=2048)
def _named_deposit(text: str) -> Deposit | None:
    if _ARXIV.fullmatch(text):
        return Deposit("arXiv")
    if number := _HAL_NUMBER.fullmatch(text):
        return Deposit("HAL", number[1].lower())
    if number := _EPRINT_OF_IACR.fullmatch(text):
        return Deposit("Cryptology ePrint Archive", number[1])
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
    return "" if is_date else number.rstrip(".").replace(":", "/")


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
    if not deposit and kind is Type.REPORT:
        deposit = filed_as_report(venue, clues)
    is_report = kind is Type.REPORT and _REPORT.match(clues.form) is not None
    if not deposit and (not venue or is_host(venue)) and not is_report:
        given = (find_deposit(name, clues.doi) for name in clues.names)
        named = [*filter(None, given)] if kind in LOOSE else []
        servers = [one for one in named if one.server]
        deposit = next(iter(servers), None) or identified(kind, clues) or next(iter(named), None)
    if deposit:
        return Type.ARTICLE, deposit.server, deposit.number
    if venue and is_working_papers(venue):
        return Type.REPORT, venue, ""
    if kind is not Type.ARTICLE and venue and is_archive(venue):
        return Type.DOCUMENT, venue, ""
    return kind, venue, ""


def filed_as_report(venue: str, clues: Clues) -> Deposit | None:
    """Return where a report is a preprint: older programs file them so, under their subject."""
    if is_working_papers(venue) or _REPORT.match(clues.form):
        return None
    if says_preprint(clues.form):
        return identified(Type.ARTICLE, clues) or Deposit(venue)
    return identified(Type.REPORT, clues)


def is_called(server: str, name: str) -> bool:
    """Return whether a name, such as that of a publisher, is one of a server."""
    deposit = find_deposit(name) if name and server else None
    return deposit is not None and deposit.server == server


# Programs take these numbers, and the years and months in them, for pages.
_AT_BIORXIV = late_pattern(
    r"\d{6}|20\d\d(?:\.\d\d){2}\.\d{6,9}(?:v\d+)?(?:\.\S*)?|20\d\d[-–]{1,2}[01]\d"
)


def is_own_number(venue: str, text: str) -> bool:
    """Return whether a text is the number of a preprint there, or a part of it, and no pages."""
    return venue in ("bioRxiv", "medRxiv") and _AT_BIORXIV.fullmatch(text) is not None


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
    return names.fold(venue.partition(" (")[0]) in _ARCHIVE_NAMES


def says_preprint(text: str) -> bool:
    """Return whether a text calls something a preprint."""
    return _PREPRINT.search(text) is not None


def _is_preprint(server: str, text: str) -> bool:
    return SERVERS[server] is not None or says_preprint(text)
