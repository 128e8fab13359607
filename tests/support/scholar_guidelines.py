"""What Google Scholar's inclusion guidelines ask of the tags of a page, as a table."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from app.bibliography.record import PublicationType, Record

Tags = Sequence[tuple[str, str]]
WORD = r"\S(?:.*\S)?"
URL = r"https?://\S+"
# The form of each tag's content, and whether a page may have several.
FORMS: dict[str, tuple[str, bool]] = {
    "citation_title": (WORD, False),
    # "Family, Given" or "Given Family", without lists of names.
    "citation_author": (r"[^;,]*[^;,\s](?:, [^;,]+)?", True),
    "citation_publication_date": (r"\d{4}(?:/\d\d(?:/\d\d)?)?", False),
    "citation_journal_title": (WORD, False),
    "citation_conference_title": (WORD, False),
    "citation_dissertation_institution": (WORD, False),
    "citation_technical_report_institution": (WORD, False),
    "citation_technical_report_number": (WORD, False),
    "citation_volume": (WORD, False),
    "citation_issue": (WORD, False),
    "citation_firstpage": (WORD, False),
    "citation_lastpage": (r"\S+", False),
    "citation_issn": (r"\d{4}-\d{3}[\dX]", False),
    "citation_isbn": (r"[\dXx -]{10,17}", False),
    "citation_doi": (r"10\.\d{4,9}(?:\.\d+)*/\S+", False),
    "citation_arxiv_id": (r"\d{4}\.\d{4,5}|[a-z.-]+/\d{7}", False),
    "citation_language": (r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", False),
    "citation_publisher": (WORD, False),
    "citation_keywords": (WORD, True),
    "citation_pdf_url": (URL, True),
    "citation_abstract_html_url": (URL, False),
    # Names of other programs with the same beginning.
    "citation_abstract": (WORD, False),
    "citation_editor": (r"[^;,]*[^;,\s](?:, [^;,]+)?", True),
    "citation_inbook_title": (WORD, False),
    "citation_journal_abbrev": (WORD, False),
    "citation_series_title": (WORD, False),
}
# Where each type of publication names its venue.
VENUES = {
    PublicationType.ARTICLE_JOURNAL: "citation_journal_title",
    PublicationType.REVIEW: "citation_journal_title",
    PublicationType.PAPER_CONFERENCE: "citation_conference_title",
    PublicationType.THESIS: "citation_dissertation_institution",
    PublicationType.REPORT: "citation_technical_report_institution",
}
# LaTeX that a reader would see: macros, maths, accents, braces around words.
LATEX = re.compile(r"\\[a-zA-Z]+\s*[{\[]|\$[^$]+\$|\\[\"'`^~=.]")
# Abstracts have braces of their own, as in "the effect of {D1}".
BRACES = re.compile(r"\{[^{}]*\}")
ENOUGH = 8


def complaints(tags: Tags, record: Record, page: str | None = None) -> list[str]:
    """Return what the guidelines have against the tags of a record; `page` is its address."""
    own = [(name, content) for name, content in tags if name.startswith("citation_")]
    return [*_forms(own), *_parts(dict(own), record), *_number(own, record), *_addresses(own, page)]


def _forms(tags: Tags) -> list[str]:
    found = [f"{name} is unknown" for name, _ in tags if name not in FORMS]
    counts = Counter(name for name, _ in tags)
    found += [
        f"{name} occurs {n} times" for name, n in counts.items() if n > 1 and not FORMS[name][1]
    ]
    for name, content in tags:
        if name in FORMS and not re.fullmatch(FORMS[name][0], content):
            found.append(f"{name} has {content!r}")
        has_braces = name != "citation_abstract" and BRACES.search(content)
        if has_braces or LATEX.search(content):
            found.append(f"{name} has LaTeX: {content!r}")
    return found


def _parts(named: dict[str, str], record: Record) -> list[str]:
    found = [] if "citation_title" in named else ["no title"]
    if bool(record.makers) is not ("citation_author" in named):
        found.append("no author")
    if bool(record.year) is not ("citation_publication_date" in named):
        found.append("no date")
    elif record.year and not _is_date(named["citation_publication_date"], record):
        found.append(f"date {named['citation_publication_date']}")
    venues = [name for name in dict.fromkeys(VENUES.values()) if name in named]
    if record.venue and venues != [name for name in [VENUES.get(record.type)] if name]:
        found.append(f"venues {venues} of a {record.type}")
    if "citation_lastpage" in named and "citation_firstpage" not in named:
        found.append("a last page without a first")
    return found


def _is_date(text: str, record: Record) -> bool:
    parts = [int(part) for part in text.split("/")]
    date(*[*parts, 1, 1][:3])
    return parts == record.date_parts


def _number(tags: Tags, record: Record) -> list[str]:
    """Demand as many tags as the record has data for, up to eight."""
    first, _, last = (record.pages or "").partition("--")
    values = (record.title, record.year, record.venue, record.volume, record.issue, first, last)
    numbers = (record.doi, record.arxiv_id, record.isbn, record.language, record.abstract)
    most = sum(map(bool, (*values, *numbers, *record.makers, *record.topics)))
    wanted = min(ENOUGH, most)
    return [] if len(tags) >= wanted else [f"{len(tags)} tags instead of {wanted}"]


def _addresses(tags: Tags, page: str | None) -> list[str]:
    if page is None:
        return []
    named = dict(tags)
    found = [] if named.get("citation_abstract_html_url") == page else ["not the page's address"]
    for name, url in tags:
        if name == "citation_pdf_url" and not _is_below(url, page):
            found.append(f"{url} is not a PDF below {page}")
    return found


def _is_below(url: str, page: str) -> bool:
    pdf, own = urlsplit(url), urlsplit(page)
    is_same = (pdf.scheme, pdf.netloc) == (own.scheme, own.netloc)
    return is_same and pdf.path.startswith(f"{own.path}/") and pdf.path.endswith(".pdf")
