"""Remove what imports hold of erased records: their entries, and the files that they came in."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from sqlalchemy import delete, select, update

from app.bibliography import formats, latex
from app.bibliography.entry import Format
from app.bibliography.matching.keys import author_key
from app.bibliography.messages import message
from app.bibliography.raw import raw_parts
from app.bibliography.record import Record
from app.database import db
from app.models import ImportBatch, ImportContent, ImportItem, ImportState, Noun
from app.services.erasing.scope import Scope
from app.services.history.snapshots import State, field_name
from app.services.importing.batches import read_content

NOTE = message(
    "Part of this file was deleted permanently. To import the rest, choose the file again."
)
ERASED_NAME = message("a deleted entry")
# Only these are read from their files (again).
UNREAD = (ImportState.READING, ImportState.STOPPED, ImportState.FAILED)
AT_ONCE = 500


class ErasedWorks:
    """What the entries of erased works are recognized by."""

    def __init__(self, scope: Scope, states: Iterable[State]) -> None:
        self.works, self.versions = scope.ids(Noun.WORK), scope.versions
        self.sources: set[str] = set()
        self.identifiers: set[str] = set()
        self.authors: dict[str, set[str]] = defaultdict(set)
        for state in states:
            for name, value in state.items():
                self._add(name, value, state)

    @property
    def texts(self) -> set[str]:
        """The titles and identifiers of the works."""
        return {*self.authors, *self.identifiers}

    def _add(self, name: str, value: object, state: State) -> None:
        version, field, _ = field_name(name)
        if field == "source":
            self.sources |= {part.strip() for part in raw_parts(str(value or ""))}
        elif field in {"doi", "arxiv_id"} and value:
            self.identifiers.add(str(value).casefold())
        elif field == "title":
            rows = state.get(f"{version}.authors", ())
            for text in {str(value), latex.to_text(str(value))} - {""}:
                self.authors[text] |= {author_key(row[0]) for row in rows}

    def has(self, item: ImportItem) -> bool:
        """Return whether an entry is of one of the works."""
        if item.work_id in self.works or item.publication_id in self.versions:
            return True
        if item.source.strip() in self.sources:
            return True
        if item.record is None:
            return any(title in item.source for title in self.authors)
        record = msgspec.json.decode(item.record, type=Record)
        own = {text.casefold() for text in (record.doi, record.arxiv_id) if text}
        return not own.isdisjoint(self.identifiers) or self._has_title(item, record)

    def _has_title(self, item: ImportItem, record: Record) -> bool:
        if item.work_id is not None or item.title not in self.authors:
            return False
        theirs = self.authors[item.title]
        keys = {author_key(author.name) for author in record.makers}
        return not theirs or not keys or not theirs.isdisjoint(keys)


def erase_from_imports(erased: ErasedWorks, people: set[str]) -> None:
    """Delete the entries of erased works, and the files that hold them or the people's names."""
    gone: dict[int, list[int]] = defaultdict(list)
    for item in db.session.scalars(select(ImportItem).execution_options(yield_per=AT_ONCE)):
        if erased.has(item):
            gone[item.batch_id].append(item.position)
    for batch_id, positions in gone.items():
        _delete_items(batch_id, positions)
    for batch in db.session.scalars(select(ImportBatch)).all():
        if batch.id in gone or _holds(batch, erased, people):
            _delete_file(batch, erased)
    db.session.flush()


def _delete_items(batch_id: int, positions: list[int]) -> None:
    of = ImportItem
    here = of.batch_id == batch_id
    db.session.execute(
        update(of).where(here, of.duplicate_of.in_(positions)).values(duplicate_of=None)
    )
    db.session.execute(delete(of).where(here, of.position.in_(positions)))


def _holds(batch: ImportBatch, erased: ErasedWorks, people: set[str]) -> bool:
    """Return whether a file holds an erased work that is not an entry yet, or a person's name."""
    if batch.state not in UNREAD and not (people and batch.format is Format.DOCUMENT):
        return False
    text = formats.decode(read_content(batch.id))[0]
    return any(one in text for one in (*erased.texts, *people))


def _delete_file(batch: ImportBatch, erased: ErasedWorks) -> None:
    db.session.execute(delete(ImportContent).where(ImportContent.batch_id == batch.id))
    if any(text in batch.name for text in erased.texts):
        batch.name = ERASED_NAME
    if batch.state in UNREAD:
        batch.state, batch.note = ImportState.FAILED, NOTE
