"""Conversion of an entry's fields to a record, and the extras that it cannot hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.bibliography import fit, kinds, languages, remarks, repositories, statuses
from app.bibliography import identifiers as shared_identifiers
from app.bibliography.bibtex import (
    dates,
    extension,
    identifiers,
    links,
    names,
    titles,
    types,
    venues,
)
from app.bibliography.bibtex.fields import LONGEST_LINE, FieldReader, composed, is_line, plain
from app.bibliography.messages import message
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Record
from app.bibliography.text.characters import unescape
from app.bibliography.text.translation import Translation, is_same_language

LINES = {
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "publisher": ("publisher", "organization"),
    "isbn": ("isbn",),
    "venue_short": ("shortjournal",),
}
TEXTS = ("abstract", "note")
# The fields that may tell how far a publication is: Scopus has "Article in Press" as the type.
_STATES = ("pubstate", "document_type", "publication_stage", "entrysubtype", "status", "month")
_REMARKS = ("howpublished", "addendum", "annote", "comment")
KEYWORDS = {"keywords", "keyword"}
# The last is that of older versions of BibLaTeX.
_LANGUAGES = ("language", "langid", "hyphenation", "x-language")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A record with its extras, or an error."""

    record: Record | None = None
    error: str = ""
    warnings: tuple[str, ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()


def read_record(kind: str, key: str, values: Mapping[str, str]) -> ReadResult:
    """Convert an entry of this kind, key and fields to a record."""
    fields = FieldReader(kind, values)
    title, language = _title(fields), _language(fields)
    translated = titles.in_languages(values)
    if not title:
        language, title = _translated_title(translated, language)
    if not plain(title):
        return ReadResult(error=message("the entry has no title"), extras=dict(values))
    found = {"title": title, "citation_key": key if is_line(key) else None, **_parts(fields)}
    found |= _in_own_language(found, translated, language) if translated else {}
    found["language"] = language
    try:
        record = msgspec.convert(
            {name: value for name, value in found.items() if value}, Record, from_attributes=True
        )
    except msgspec.ValidationError as error:
        return ReadResult(error=_reason(str(error)), extras=dict(values))
    record = _with_extension(record, fields)
    extras = fields.extras()
    keywords = _keywords(record, extras)
    return ReadResult(record, "", tuple(fields.warnings), extras, keywords)


def _title(fields: FieldReader) -> str:
    title = titles.read_title(fields.raw("title"))
    fields.use("title")
    if title and (subtitle := titles.read_title(fields.raw("subtitle"))):
        fields.use("subtitle")
        title = f"{title}{' ' if title[-1] in ':?!.' else ': '}{subtitle}"
    if title and (addition := titles.read_title(fields.raw("titleaddon"))):
        fields.use("titleaddon")
        title = f"{title}{' ' if title[-1] in '?!.' or addition[0] in '([' else '. '}{addition}"
    return title


def _translated_title(
    translated: Iterable[Translation], language: str | None
) -> tuple[str | None, str]:
    """Return the title in the entry's language, or else the first one, after its language."""
    given = {one.language: one.text for one in translated if one.field == "title"}
    first = next(iter(given), None)
    own = (tag for tag in given if language and is_same_language(tag, language))
    tag = next(own, first)
    return language or tag, given.get(tag or "", "")


def _in_own_language(
    found: Mapping[str, Any], translated: Iterable[Translation], language: str | None
) -> dict[str, Any]:
    """Return the texts of fields that name their language: those of its own, and translations."""
    own: dict[str, Any] = {}
    others: list[Translation] = []
    for one in translated:
        if language and is_same_language(one.language, language):
            own.setdefault(one.field, one.text)
        elif one.text != found.get(one.field):
            others.append(one)
    lacking = {name: text for name, text in own.items() if not found.get(name)}
    return {**lacking, "translations": tuple(others)}


def _parts(fields: FieldReader) -> dict[str, Any]:
    doi = identifiers.doi(fields)
    arxiv_id = identifiers.arxiv_id(fields, doi)
    placed = venues.read_venue(fields, doi, arxiv_id)
    lines = {name: _line(fields, names, arxiv_id) for name, names in LINES.items()}
    if placed.type is Type.ARTICLE and repositories.is_called(
        placed.venue or "", lines["publisher"] or ""
    ):
        lines["publisher"] = None
    states = _states(fields)
    found = {
        "doi": doi,
        "arxiv_id": arxiv_id,
        "authors": names.read_contributors(fields),
        **dates.read_date(fields),
        "pages": _pages(fields, arxiv_id, placed.venue or ""),
        **lines,
        **placed._asdict(),
        "issue": lines["issue"] or placed.issue,
        "links": links.read_links(fields, doi, arxiv_id),
        "abstract": _text(fields, "abstract"),
        "note": _note(fields, doi, arxiv_id),
    }
    found["note"] = "\n\n".join(filter(None, (*_remarks(fields), found["note"])))
    year = plain(fields.raw("year") or fields.raw("date"))
    settled = statuses.settle(kinds.without_degree(found), next(iter(states.values()), ""), year)
    if "status" in settled:
        fields.use(*(name for name, text in states.items() if text == plain(fields.raw(name))))
    return settled


def _states(fields: FieldReader) -> dict[str, str]:
    """Return the fields that tell the status and nothing else, and the status beside a series."""
    given = {name: plain(fields.raw(name)[:LONGEST_LINE]) for name in fields.given(_STATES)}
    found = {name: text for name, text in given.items() if statuses.read_pubstate(text)}
    beside = statuses.read_status(plain(fields.raw("series")[:LONGEST_LINE]))
    return found | ({"series": str(beside.status.label)} if beside and beside.venue else {})


def _remarks(fields: FieldReader) -> Iterator[str]:
    """Yield the texts that tell a status as notes do."""
    for name in _REMARKS:
        raw = "" if fields.is_used(name) else fields.raw(name)
        if raw and statuses.read_note(raw)[0] and (text := _text(fields, name)):
            yield text


def _line(fields: FieldReader, names: tuple[str, ...], arxiv_id: str | None) -> str | None:
    for name in fields.given(names):
        if name == "isbn":
            return _isbn(fields)
        is_number = name in ("volume", "number", "issue")
        if is_number and _repeats_arxiv(fields, name, arxiv_id):
            continue
        if text := fields.line(name):
            return text
    return None


def _isbn(fields: FieldReader) -> str | None:
    """Return the first ISBN, or else what stands for one; words beside it remain an extra."""
    text = plain(fields.raw("isbn"))
    found = shared_identifiers.first_isbn(text)
    return found if found and found != text else fields.line("isbn")


def _text(fields: FieldReader, name: str) -> str | None:
    if fields.is_used(name):
        return None
    fields.use(name)
    return titles.read_text(fields.raw(name))


def _note(fields: FieldReader, doi: str | None, arxiv_id: str | None) -> str | None:
    """Return the note for readers; one with remarks of programs remains an extra."""
    raw = fields.raw("note")
    said = remarks.without_remarks(raw, doi, arxiv_id)
    if said == raw or fields.is_used("note"):
        return _text(fields, "note")
    return titles.read_text(said)


def _pages(fields: FieldReader, arxiv_id: str | None, venue: str) -> str | None:
    """Return pages, or else an article number, as they are stored: ranges with two hyphens."""
    found = ""
    for name in fields.given(identifiers.PAGES_AND_NUMBERS):
        text = plain(fields.raw(name))
        if _repeats_arxiv(fields, name, arxiv_id) or not is_line(text):
            continue
        pages = "" if repositories.is_own_number(venue, text) else fit.page_ranges(text)
        found = found or pages
        # A count of pages remains an extra.
        if pages == found and (pages or not re.search("[1-9]", text)):
            fields.use(name)
    return found or None


def _repeats_arxiv(fields: FieldReader, name: str, arxiv_id: str | None) -> bool:
    """Return whether a field has an arXiv number, which databases repeat in many fields."""
    text = plain(fields.raw(name))
    if not shared_identifiers.is_arxiv(text):
        return False
    if arxiv_id and shared_identifiers.arxiv_id(text) == arxiv_id:
        fields.use(name)
    return True


def _language(fields: FieldReader) -> str | None:
    codes = {
        name: code
        for name in fields.given(_LANGUAGES)
        if (code := languages.language_code(plain(fields.raw(name)[:LONGEST_LINE])))
    }
    found = next(iter(codes.values()), None)
    # The variety of a language, such as "british", may be told for its hyphenation only.
    exact = next((code for code in codes.values() if code.startswith(f"{found}-")), found)
    used = (name for name, code in codes.items() if code in (found, exact))
    # HAL has names of its own for fields, which it reads again.
    fields.use(*(name for name in used if not name.startswith("x-")))
    return exact


def _with_extension(record: Record, fields: FieldReader) -> Record:
    raw = fields.raw(extension.FIELD)
    extended = extension.apply_extension(record, raw) if raw else None
    if raw and extended is None:
        fields.warnings.append(
            message("the field “%(field)s” can't be read", field=extension.FIELD)
        )
    if extended is None:
        return record
    said = dict.fromkeys(venues.venue_fields(extended.type), extended.venue) | {
        "type": extended.genre or types.WORDS.get(extended.type),
        "pubstate": statuses.PUBSTATES.get(extended.status),
        **{names[0]: getattr(extended, name) for name, names in LINES.items()},
    }
    texts = {name: composed(text) for name, text in said.items() if text}
    fields.use(*(name for name, text in texts.items() if text == plain(fields.raw(name))))
    fields.use(extension.FIELD, *links.link_fields(fields, extended.links))
    return extended


def _keywords(record: Record, extras: dict[str, str]) -> tuple[str, ...]:
    """Return the keywords; they stay an extra unless they only repeat the record's topics."""
    raw = unescape(extras.get("keywords") or extras.get("keyword") or "")
    words = re.split(";" if ";" in raw else ",", raw)
    keywords = tuple(dict.fromkeys(word for raw in words if is_line(word := plain(raw))))
    if keywords and list(keywords) == [composed(topic) for topic in record.topics]:
        extras.pop("keywords", None)
        return ()
    return keywords


def _reason(error: str) -> str:
    where = re.search(r"\$\.(\w+)", error)
    if where is None:
        return message("the entry is too long or can't be read")
    return message("the %(field)s is too long or can't be read", field=where[1])
