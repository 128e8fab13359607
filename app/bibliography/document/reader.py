"""Profile documents: a whole site as one JSON file (the guide specifies the keys)."""

from calendar import monthrange
from collections.abc import Collection
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, structs

from app.bibliography import errors, identifiers, urls
from app.bibliography.document import languages, listing
from app.bibliography.document.cv import CvLayout
from app.bibliography.document.languages import LineOrLines, Tag, TextOrTexts, Texts
from app.bibliography.document.sections import Date, Placement, SectionKind, SectionPart
from app.bibliography.errors import DocumentError
from app.bibliography.json_stream import clean_values
from app.bibliography.messages import Message, message, with_values
from app.bibliography.record import FIELDS, HttpAddress, Line, Record, Slug, Strict

__all__ = [
    "DescribedTopic",
    "DescribedWork",
    "Document",
    "DocumentError",
    "FilePart",
    "ListView",
    "ProfileLink",
    "ProfilePart",
    "PublicationPart",
    "SupervisionPart",
    "Supervisor",
    "publication",
    "read_document",
]

IDENTIFIERS = (
    ("doi", identifiers.doi, message("“%(value)s” is not a DOI such as 10.1000/182")),
    (
        "arxiv_id",
        identifiers.arxiv_id,
        message("“%(value)s” is not an arXiv number such as 2410.08811"),
    ),
)

CHOICES = {**errors.CHOICES, "sections.kind": SectionKind, "placement": Placement}


Email = Annotated[str, Meta(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\Z", max_length=254)]
Orcid = Annotated[str, Meta(pattern=rf"^{identifiers.ORCID}\Z")]


class ProfileLink(Strict, frozen=True):
    label: Line
    url: HttpAddress
    kind: Line = "web"


class ListView(Strict, frozen=True):
    """How the list of publications is shown by default."""

    group: Literal["year", "type", "year-type"] = "year"
    view: Literal["full", "compact"] = "full"
    sort: Literal["newest", "oldest", "title"] = "newest"


class ProfilePart(Strict, frozen=True, kw_only=True):
    name: Line
    given_name: str | None = None
    family_name: Line | None = None
    other_names: tuple[Line, ...] = ()
    # The site's languages; read from the texts where a document does not list them.
    languages: tuple[Tag, ...] = ()
    memberships: tuple[LineOrLines, ...] = ()
    position: str | Texts = ""
    affiliation: str | Texts = ""
    research_topics: tuple[LineOrLines, ...] = ()
    portrait: Line | None = None
    email: Email | None = None
    orcid: Orcid | None = None
    links: tuple[ProfileLink, ...] = ()
    biography: str | Texts = ""
    list_view: ListView = ListView()
    cv: CvLayout = CvLayout()


class Supervisor(Strict, frozen=True):
    name: Line
    role: Literal["principal", "co"]


class SupervisionPart(Strict, frozen=True, kw_only=True):
    """A student or collaborator; the name is omitted if it is not published."""

    name: Line | None = None
    url: HttpAddress | None = None
    level: LineOrLines | None = None
    institution: LineOrLines | None = None
    role: Literal["principal", "co"] | None = None
    supervisors: tuple[Supervisor, ...] = ()
    started_on: Date | None = None
    ended_on: Date | None = None
    project: TextOrTexts | None = None
    next_position: TextOrTexts | None = None


class DescribedTopic(Strict, frozen=True):
    """A topic in several languages, or whose slug differs from the one made from its name."""

    name: LineOrLines
    slug: Slug | None = None


class DescribedWork(Strict, frozen=True, kw_only=True):
    """The properties of a work beyond its records."""

    work: Slug
    state: Literal["draft", "published"] = "published"
    featured: Annotated[int, Meta(ge=0)] | None = None
    arranged: bool = False
    former: tuple[Slug, ...] = ()


class FilePart(Strict, frozen=True):
    """A PDF beside the document; `name` is that in its address, by default made of the file's."""

    file: Line
    name: Slug | None = None


class PublicationPart(Record, frozen=True, kw_only=True, gc=False):
    """A publication with its files."""

    files: tuple[FilePart, ...] = ()

    @property
    def record(self) -> Record:
        """The publication without its files."""
        return Record(**{field: getattr(self, field) for field in FIELDS})


class Document(Strict, frozen=True, kw_only=True):
    vitae: Literal[1]
    profile: ProfilePart
    people: tuple[SupervisionPart, ...] = ()
    sections: tuple[SectionPart, ...] = ()
    topics: tuple[DescribedTopic | Line, ...] = ()
    works: tuple[DescribedWork, ...] = ()
    publications: tuple[PublicationPart, ...] = ()

    @property
    def first_language(self) -> str:
        """The language of texts that are given without one."""
        return next(iter(self.profile.languages), languages.DEFAULT)

    @property
    def described_topics(self) -> tuple[DescribedTopic, ...]:
        """The topics in order."""
        return tuple(DescribedTopic(t) if isinstance(t, str) else t for t in self.topics)


def read_document(content: bytes, known: Collection[str] = ()) -> Document:
    """Read a profile document or an institute's listing; raise DocumentError if it is invalid.

    Publications in several of the `known` languages make a site in these.
    """
    try:
        raw = clean_values(_decode(content))
        if isinstance(raw, dict) and "vitae" not in raw and "person" in raw:
            raw = listing.translate(raw)
        document = msgspec.convert(languages.resolved(raw, known), Document)
    except msgspec.ValidationError as error:
        raise DocumentError(errors.key_error(str(error), CHOICES)) from None
    except RecursionError:
        raise DocumentError(errors.nesting_error(content)) from None
    for index, person in enumerate(document.people):
        _check_order(person.started_on, person.ended_on, f"people[{index}]")
        _check_address(person.url, f"people[{index}].url")
    for index, link in enumerate(document.profile.links):
        _check_address(link.url, f"profile.links[{index}].url")
    _check_sections(document.sections)
    first = document.first_language
    records = [
        _normalise(record, f"publications[{at}].", first)
        for at, record in enumerate(document.publications)
    ]
    return structs.replace(document, publications=tuple(records))


def publication(raw: Any, *, is_listed: bool, first: str = languages.DEFAULT) -> Record:
    """Read one publication of a document or a listing; raise DocumentError if it is invalid.

    `first` is the language of what is given without one.
    """
    try:
        given = listing.document_publication(raw) if is_listed else raw
        part = msgspec.convert(languages.resolved_publication(given, first), PublicationPart)
    except msgspec.ValidationError as error:
        raise DocumentError(errors.key_error(str(error), is_document=False)) from None
    # An import can't read the files beside a document.
    return _normalise(part, "", first).record


def publication_json(record: Record, first: str) -> str:
    """Return a record as the text of a publication of a document."""
    if not record.translations:
        return msgspec.json.encode(record, order="sorted").decode()
    joined = languages.joined(msgspec.to_builtins(record), first)
    # The text is read again without its document.
    if first != languages.DEFAULT:
        joined.setdefault("language", first)
    return msgspec.json.encode(joined, order="sorted").decode()


def _decode(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        said = message("this is not UTF-8 text")
        raise DocumentError(errors.at_line(line, said)) from None
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise DocumentError(errors.json_error(str(error), text)) from None


def _check_sections(sections: tuple[SectionPart, ...]) -> None:
    names: set[str] = set()
    for number, section in enumerate(sections):
        where = f"sections[{number}]"
        if section.kind is SectionKind.CUSTOM and not section.name:
            raise _error(where, message("the key “kind” or “name” is missing"))
        if section.lists_talks and section.kind is not SectionKind.TALKS:
            said = message("only a section of talks can list them")
            raise _error(f"{where}.lists_talks", said)
        full_name = languages.plain(section.full_name)
        if (name := full_name.casefold()) in names:
            raise _error(where, message("there are two sections “%(name)s”", name=full_name))
        names.add(name)
        for at, entry in enumerate(section.entries):
            _check_order(entry.started_on, entry.ended_on, f"{where}.entries[{at}]")
            for field in ("started_on", "ended_on"):
                _check_day(getattr(entry, field) or "", f"{where}.entries[{at}].{field}")
            _check_address(entry.url, f"{where}.entries[{at}].url")


def _check_order(start: str | None, end: str | None, where: str) -> None:
    if start and end and end < start[: len(end)]:
        said = message("%(end)s is before the start, %(start)s", end=end, start=start)
        raise _error(f"{where}.ended_on", said)


def _check_day(day: str, where: str) -> None:
    year, month, number = (*map(int, filter(None, day.split("-"))), 0, 0, 0)[:3]
    if number and number > (days := monthrange(year, month)[1]):
        raise _error(where, _short_month(days))


def _check_address(url: str | None, where: str) -> None:
    if url and (error := urls.validation_error(url)):
        raise _error(where, message("the address %(error)s", error=error))


def _normalise(record: PublicationPart, where: str, first: str) -> PublicationPart:
    _check_date(record, where)
    source = record.source or publication_json(record.record, first)
    found = {}
    for field, normalise, wrong in IDENTIFIERS:
        if given := getattr(record, field):
            found[field] = normalise(given)
            if not found[field]:
                raise _error(f"{where}{field}", with_values(wrong, value=given))
    return structs.replace(record, **found, source=source)


def _check_date(record: Record, where: str) -> None:
    if record.month and not record.year:
        raise _error(f"{where}month", message("a month needs its year"))
    if record.day and not record.month:
        raise _error(f"{where}day", message("a day needs its month"))
    if record.year and record.month and record.day:
        days = monthrange(record.year, record.month)[1]
        if record.day > days:
            raise _error(f"{where}day", _short_month(days))


def _short_month(days: int) -> Message:
    return message("that month has only %(days)s days", days=days)


def _error(where: str, said: Message) -> DocumentError:
    return DocumentError(errors.at_key(where, said))
