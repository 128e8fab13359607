"""Find one entry, looked up or pasted, to fill in the form of a new work."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from app.bibliography import formats, raw
from app.bibliography.entry import ParsedEntry
from app.bibliography.messages import (
    as_clause,
    message,
    message_of,
    plural_message,
    without_full_stop,
)
from app.bibliography.record import Record
from app.database import db
from app.models import ItemState, Publication, Work
from app.services.catalog import owner
from app.services.catalog.translations import texts
from app.services.editing import declined, work_fields
from app.services.editing.from_records import Publications, with_own_texts
from app.services.importing import sources, staging
from app.services.importing import topics as importing_topics
from app.services.importing.choices import OTHER_VERSION
from app.services.importing.matching.finding import Finding
from app.services.importing.sources import ImportInput, LookupFailedError
from app.services.lookups.identifiers import IdentifierKind, parse_identifier

PASTED = message("the pasted entry")
NOT_AN_ENTRY = message("This is not a DOI, an arXiv number or an entry such as @article{…}.")
NO_ENTRY = message("there is no entry in it")
# These lead to all works of an author.
OF_AUTHORS = {IdentifierKind.ORCID, IdentifierKind.OPENALEX}


class EntryError(Exception):
    """The text leads to no entry that can be read; the message is for the user."""


class SeveralEntriesError(EntryError):
    """The text leads to several entries; `field` of the import's form takes it."""

    def __init__(self, said: str, field: str) -> None:
        super().__init__(said)
        self.field = field


class MatchingWork(NamedTuple):
    """A work on the site that an entry matches: the same, another version, or a similar one."""

    state: ItemState
    work_id: int
    slug: str
    title: str

    @property
    def is_same(self) -> bool:
        """Whether the work has this very version."""
        return self.state in {ItemState.SAME, ItemState.CHANGED}

    @property
    def is_version(self) -> bool:
        """Whether the entry is another version of the work."""
        return self.state in OTHER_VERSION


class FoundEntry(NamedTuple):
    """The values of an entry for the form, where it is from, and what to tell about it."""

    origin: str
    source: str
    values: dict[str, Any]
    translations: dict[str, str]
    warnings: tuple[str, ...]
    suggested_topics: list[str]
    match: MatchingWork | None


def find_entry(text: str) -> FoundEntry:
    """Return the entry that a text leads to. Raises EntryError."""
    given = _given(text)
    entries = list(formats.read_entries(given.format, formats.decode(given.content)[0]))
    found = [(entry, entry.record) for entry in entries if entry.record]
    if len(found) > 1:
        said = plural_message(
            "This is %(num)s entry. Import them to add them all.",
            "These are %(num)s entries. Import them to add them all.",
            len(found),
        )
        raise SeveralEntriesError(said, "text")
    if not found:
        error = entries[0].error if entries else NO_ENTRY
        raise EntryError(message("This can't be read: %(error)s.", error=without_full_stop(error)))
    return _found(given.name, *found[0])


def matching_work(state: str, work_id: int) -> MatchingWork | None:
    """Return a work that an entry matched, or None if it was deleted."""
    shown = Publication.position == 0
    query = select(Work.slug, Publication.title_text).join(Publication).where(shown)
    row = db.session.execute(query.where(Work.id == work_id)).one_or_none()
    return MatchingWork(ItemState(state), work_id, *row) if row else None


def entry_of_source(source: str, values: dict[str, Any]) -> str | None:
    """Return a raw entry if these values are still of the same publication, else None."""
    entry = formats.read_source(source) if 0 < len(source) <= raw.LONGEST else None
    if entry is None or entry.record is None:
        return None
    record = entry.record
    is_same = any(
        value and value in (values[name] for name in values if name.partition(".")[0] == field)
        for field, value in (
            ("title", " ".join(record.title.split())),
            ("doi", record.doi),
            ("arxiv_id", record.arxiv_id),
        )
    )
    return source if is_same else None


def _given(text: str) -> ImportInput:
    """Return the pasted entry, or the one looked up. Raises EntryError."""
    if format_ := formats.detect("", text):
        return ImportInput(PASTED, text.encode(), format_)
    identifier = parse_identifier(text)
    if identifier is None:
        raise EntryError(NOT_AN_ENTRY)
    if identifier.kind in OF_AUTHORS:
        said = message(
            "%(name)s leads to all works of an author. Import them to add them all.",
            name=identifier.name,
        )
        raise SeveralEntriesError(said, "identifier")
    try:
        return sources.look_up(text)
    except LookupFailedError as error:
        raise EntryError(message_of(error)) from None


def _found(origin: str, entry: ParsedEntry, record: Record) -> FoundEntry:
    finding = staging.current_classifier().of([(0, entry)])[0]
    own = with_own_texts(record)
    suggestions = importing_topics.topic_suggestions()
    return FoundEntry(
        origin=origin,
        source=record.source or "",
        values=_values(own),
        translations={texts.key(x.field, x.language): x.text for x in own.translations},
        warnings=(*_declined_before(finding), *entry.warnings),
        suggested_topics=[
            *record.topics,
            *suggestions.of(record, entry.keywords, finding.work_id),
        ],
        match=_match(finding),
    )


def _declined_before(finding: Finding) -> Iterator[str]:
    for reason in declined.reasons([finding.declined_id]).values():
        yield message(
            "you declined this before (%(reason)s); saving it takes that back",
            reason=as_clause(reason),
        )


def _match(finding: Finding) -> MatchingWork | None:
    return matching_work(finding.state, finding.work_id) if finding.work_id else None


def _values(record: Record) -> dict[str, Any]:
    """Return the values of a record for the form, as an import would write them."""
    values = work_fields.version_values(Publications(owner.owner_id()).make(record))
    return {
        **values,
        "authors": values["authors"] or [dict(work_fields.NO_AUTHOR)],
        # Unlike an import, the form reports a DOI that another work has.
        "doi": record.doi or "",
    }
