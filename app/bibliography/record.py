"""A record: one bibliographic entry outside the database, as parsed or about to be written."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import takewhile
from typing import Annotated, Protocol, TypeVar

from msgspec import Meta, Struct

from app.bibliography import identifiers
from app.bibliography.labels.genres import known_genre
from app.bibliography.labels.publications import (
    LINK_LABELS,
    PLURALS,
    ROLE_MARKS,
    STATUS_HEADINGS,
    STATUS_LABELS,
    TYPE_LABELS,
)
from app.bibliography.messages import Message
from app.bibliography.text.translation import Translation

VISIBLE = "[^\\s\u00ad\u200b-\u200f\u2060]"
Text = Annotated[str, Meta(min_length=1, max_length=200_000, pattern=VISIBLE)]
Line = Annotated[str, Meta(min_length=1, max_length=2_000, pattern=VISIBLE)]
# A host that browsers can open: a name or an IPv4 address, and optionally a valid port.
HOST = r"[^\s/?#\[\]@:.]{1,63}(\.[^\s/?#\[\]@:.]{1,63})*"
PORT = r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
HttpAddress = Annotated[
    str, Meta(pattern=rf"^https?://{HOST}(:{PORT})?([/?#]\S*)?\Z", max_length=2_000)
]
# `work` becomes part of the URL.
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=80)]


class PublicationType(StrEnum):
    """The CSL types of publications that the site supports."""

    ARTICLE_JOURNAL = "article-journal"
    PAPER_CONFERENCE = "paper-conference"
    ARTICLE = "article"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    SOFTWARE = "software"
    DATASET = "dataset"
    REVIEW = "review"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    PATENT = "patent"
    SPEECH = "speech"
    MANUSCRIPT = "manuscript"
    WEBPAGE = "webpage"
    STANDARD = "standard"
    # Whatever none of the others describes.
    DOCUMENT = "document"

    @property
    def label(self) -> Message:
        """The name shown to users."""
        return TYPE_LABELS[self]

    @property
    def plural(self) -> Message:
        """The name of several, as a heading."""
        return PLURALS[self]


LONGEST_LABEL = 40


def type_label(kind: PublicationType, genre: str | None) -> str:
    """Return what a publication is called: "Master's thesis" rather than "Thesis", where known."""
    return known_genre(genre) if genre and len(genre) <= LONGEST_LABEL else kind.label


class Status(StrEnum):
    """How far a publication is on its way to print."""

    PUBLISHED = "published"
    IN_PRESS = "in-press"
    ACCEPTED = "accepted"
    UNDER_REVIEW = "under-review"
    IN_PREPARATION = "in-preparation"

    @property
    def label(self) -> Message:
        """The name shown to users, within a line."""
        return STATUS_LABELS[self]

    @property
    def heading(self) -> Message:
        """The name shown to users, on its own."""
        return STATUS_HEADINGS[self]


class ContributorRole(StrEnum):
    """What a person contributed to a publication."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"

    @property
    def mark(self) -> str:
        """What follows the name of a contributor, "" for authors."""
        return ROLE_MARKS.get(self, "")


class VenueKind(StrEnum):
    """The kinds of places where publications appear."""

    JOURNAL = "journal"
    CONFERENCE = "conference"
    WORKSHOP = "workshop"
    REPOSITORY = "repository"
    PUBLISHER = "publisher"
    INSTITUTION = "institution"


VENUE_KINDS = {
    PublicationType.ARTICLE_JOURNAL: VenueKind.JOURNAL,
    PublicationType.REVIEW: VenueKind.JOURNAL,
    PublicationType.PAPER_CONFERENCE: VenueKind.CONFERENCE,
    PublicationType.SPEECH: VenueKind.CONFERENCE,
    PublicationType.THESIS: VenueKind.INSTITUTION,
    PublicationType.REPORT: VenueKind.INSTITUTION,
    PublicationType.STANDARD: VenueKind.INSTITUTION,
    PublicationType.ARTICLE: VenueKind.REPOSITORY,
}
# The types whose venue is an institution; CSL, RIS and schema.org call it the publisher.
INSTITUTIONAL = frozenset(
    kind for kind, venue in VENUE_KINDS.items() if venue is VenueKind.INSTITUTION
)


def workshop_kind(kind: PublicationType, venue: str) -> VenueKind | None:
    """Return the kind of a workshop, recognized by the name of the venue, or None."""
    is_workshop = kind is PublicationType.PAPER_CONFERENCE and "workshop" in venue.lower()
    return VenueKind.WORKSHOP if is_workshop else None


class LinkKind(StrEnum):
    """What a link leads to."""

    PDF = "pdf"
    CODE = "code"
    VIDEO = "video"
    SLIDES = "slides"
    POSTER = "poster"
    DATA = "data"
    WEB = "web"

    @property
    def label(self) -> Message:
        """The label of a link that has none of its own."""
        return LINK_LABELS[self]


def default_label(kind: LinkKind, url: str) -> str:
    """Return the label of a link that has none of its own."""
    return identifiers.site_name(url) if kind is LinkKind.WEB else str(kind.label)


def default_kind(type_: PublicationType) -> VenueKind:
    """Return the usual kind of venue for a type of publication."""
    return VENUE_KINDS.get(type_, VenueKind.PUBLISHER)


class Strict(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A value that rejects unknown keys, so that misspelt ones are reported, not lost."""


class Link(Strict, frozen=True, gc=False):
    url: HttpAddress
    kind: LinkKind = LinkKind.WEB
    label: Line | None = None


class Author(Strict, frozen=True, gc=False):
    name: Line
    corresponding: bool = False
    equal: bool = False
    # Whether this is the site's owner, if the name alone does not show it.
    owner: bool | None = None
    role: ContributorRole = ContributorRole.AUTHOR


class Contributor(Protocol):
    """Anyone with a role: an author of a record, or an authorship in the database."""

    @property
    def role(self) -> ContributorRole:
        """What the person contributed."""
        ...


C = TypeVar("C", bound=Contributor)


def makers(contributors: Iterable[C]) -> list[C]:
    """Return the authors, without any the editors, else the translators."""
    people = list(contributors)
    by_role = ([one for one in people if one.role == role] for role in ContributorRole)
    return next(filter(None, by_role), [])


class Record(Strict, frozen=True, kw_only=True, gc=False):
    """A publication with its fields as values; versions of the same work share its slug `work`."""

    title: Text
    type: PublicationType = PublicationType.ARTICLE
    # The kind within the type, such as "Master's thesis", "Editorial" or "Poster".
    genre: Line | None = None
    status: Status = Status.PUBLISHED
    authors: tuple[Author | Line, ...] = ()
    venue: Line | None = None
    venue_short: Line | None = None
    venue_kind: VenueKind | None = None
    year: Annotated[int, Meta(ge=1500, le=2200)] | None = None
    month: Annotated[int, Meta(ge=1, le=12)] | None = None
    day: Annotated[int, Meta(ge=1, le=31)] | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    publisher: Line | None = None
    doi: Line | None = None
    arxiv_id: Line | None = None
    isbn: Line | None = None
    citation_key: Line | None = None
    language: Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")] | None = None
    abstract: Text | None = None
    note: Text | None = None
    topics: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()
    work: Slug | None = None
    source: Text | None = None
    translations: tuple[Translation, ...] = ()

    @property
    def people(self) -> tuple[Author, ...]:
        """All contributors, including authors given as plain names."""
        return tuple(a if isinstance(a, Author) else Author(a) for a in self.authors)

    @property
    def makers(self) -> list[Author]:
        """The authors; the editors of an edited book, or else the translators."""
        return makers(self.people)

    @property
    def date_parts(self) -> list[int]:
        """The year, month and day, as far as they are known."""
        parts = (self.year, self.month, self.day)
        return [part for part in takewhile(lambda part: part is not None, parts) if part]

    @property
    def type_label(self) -> str:
        """What the publication is called."""
        return type_label(self.type, self.genre)

    def names_of(self, role: ContributorRole) -> list[str]:
        """Return the names of the contributors with a role, in order."""
        return [one.name for one in self.people if one.role is role]


# Derived from Record, so that its fields are listed only once: single-line and long texts.
FIELDS = Record.__struct_fields__
LINES = FIELDS[FIELDS.index("volume") : FIELDS.index("abstract")]
TEXTS = FIELDS[FIELDS.index("abstract") : FIELDS.index("topics")]
