"""Publications as bibliographic records, read in six statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

from msgspec import structs
from sqlalchemy import ColumnElement, Result, Row, Select, select

from app.bibliography.record import (
    Author,
    ContributorRole,
    Link,
    LinkKind,
    Record,
    default_kind,
    default_label,
)
from app.bibliography.text.translation import TRANSLATED, TranslatedField, Translation
from app.database import db
from app.models import (
    Authorship,
    Publication,
    PublicationFile,
    PublicationLink,
    Topic,
    Venue,
    Work,
    work_topic,
)
from app.models.publication import FIELDS
from app.models.translation import PublicationTranslation
from app.services.catalog.links.shown import file_path
from app.services.catalog.translations.languages import site_languages
from app.translations.collation import in_order


class Exported(NamedTuple):
    """A publication's record with its id, and the ids of its authors."""

    id: int
    record: Record
    # The person id of each author, in order.
    people: tuple[int | None, ...]
    # The name and content hash of each file, in order.
    files: tuple[tuple[str, str], ...] = ()

    def linking_to(self, root: str) -> Record:
        """Return the record with links to its files, on the site with this root address."""
        slug = self.record.work or ""
        files = (Link(root + file_path(slug, name), LinkKind.PDF) for name, _ in self.files)
        return structs.replace(self.record, links=(*files, *self.record.links))


def exported_records(
    condition: ColumnElement[bool], *order: Any, translated: bool = True
) -> list[Exported]:
    """Return the publications that match a condition on works and publications."""
    authors, people = _authors(condition)
    links, topics, files = _links(condition), _topics(condition), _files(condition)
    translations = _translations(condition) if translated else defaultdict(list)
    rows = db.session.execute(_publications(condition).order_by(*order, Publication.position))
    return [
        Exported(
            row.id,
            _record(row, authors, links, topics, translations),
            tuple(people[row.id]),
            tuple(files[row.id]),
        )
        for row in rows
    ]


def record_of(
    publication: Publication, work: Work, translations: Iterable[Translation] = ()
) -> Record:
    """Return a loaded version of a work as a record, like those that are exported."""
    venue = publication.venue
    return Record(
        **{field: getattr(publication, field) for field in FIELDS},
        venue=venue.name if venue else None,
        venue_short=venue.short_name if venue else None,
        venue_kind=venue.kind
        if venue and venue.kind is not default_kind(publication.type)
        else None,
        authors=tuple(map(_author, publication.authorships)),
        links=tuple(map(_link, publication.links)),
        topics=tuple(topic.name for topic in in_order(work.topics)),
        work=work.slug,
        translations=tuple(translations),
    )


def _author(one: Authorship | Row[*tuple[Any, ...]]) -> Author | str:
    name, role = one.name_as_published, one.role
    marked = one.is_corresponding or one.equal_contribution or role is not ContributorRole.AUTHOR
    if not marked:
        return name
    return Author(name, one.is_corresponding, one.equal_contribution, role=role)


def _link(one: PublicationLink | Row[*tuple[Any, ...]]) -> Link:
    is_own = one.label != default_label(one.kind, one.url)
    return Link(one.url, one.kind, one.label if is_own else None)


def _publications(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Publication.id,
            Publication.work_id,
            Work.slug,
            *(getattr(Publication, field) for field in FIELDS),
            Venue.name.label("venue"),
            Venue.short_name,
            Venue.kind,
        )
        .join(Work, Work.id == Publication.work_id)
        .outerjoin(Venue, Venue.id == Publication.venue_id)
        .where(condition)
    )


def _record(
    row: Row[*tuple[Any, ...]],
    authors: dict[int, list[Author | str]],
    links: dict[int, list[Link]],
    topics: dict[int, list[str]],
    translations: dict[int, list[Translation]],
) -> Record:
    return Record(
        **{field: getattr(row, field) for field in FIELDS},
        venue=row.venue,
        venue_short=row.short_name,
        venue_kind=row.kind if row.kind is not default_kind(row.type) else None,
        authors=tuple(authors[row.id]),
        links=tuple(links[row.id]),
        topics=tuple(topics[row.work_id]),
        work=row.slug,
        translations=tuple(translations[row.id]),
    )


def _authors(
    condition: ColumnElement[bool],
) -> tuple[dict[int, list[Author | str]], dict[int, list[int | None]]]:
    authors: dict[int, list[Author | str]] = defaultdict(list)
    people: dict[int, list[int | None]] = defaultdict(list)
    one = Authorship
    columns = one.name_as_published, one.is_corresponding, one.equal_contribution, one.role
    read = select(one.publication_id, *columns, one.person_id)
    for row in _of_versions(read, condition, one.position):
        authors[row.publication_id].append(_author(row))
        people[row.publication_id].append(row.person_id)
    return authors, people


def _links(condition: ColumnElement[bool]) -> dict[int, list[Link]]:
    links: dict[int, list[Link]] = defaultdict(list)
    one = PublicationLink
    read = select(one.publication_id, one.kind, one.label, one.url)
    for row in _of_versions(read, condition, one.position):
        links[row.publication_id].append(_link(row))
    return links


def _files(condition: ColumnElement[bool]) -> dict[int, list[tuple[str, str]]]:
    files: dict[int, list[tuple[str, str]]] = defaultdict(list)
    one = PublicationFile
    read = select(one.publication_id, one.name, one.hash)
    for id_, name, digest in _of_versions(read, condition, one.position):
        files[id_].append((name, digest))
    return files


def translations_of_work(work_id: int) -> Mapping[int, list[Translation]]:
    """Return the texts in other languages of a work's versions by their ids.

    A site in one language does not tell of them.
    """
    return _translations(Work.id == work_id) if site_languages().are_several else {}


def _translations(condition: ColumnElement[bool]) -> dict[int, list[Translation]]:
    translations: dict[int, list[Translation]] = defaultdict(list)
    one = PublicationTranslation
    read = select(one.record_id, one.language, one.field, one.text)
    for id_, language, field, text in _of_versions(read, condition, one.language):
        translations[id_].append(Translation(language, cast("TranslatedField", field), text))
    for found in translations.values():
        found.sort(key=lambda translation: TRANSLATED.index(translation.field))
    return translations


def _of_versions(
    read: Select[*tuple[Any, ...]], condition: ColumnElement[bool], order: Any
) -> Result[*tuple[Any, ...]]:
    """Run a statement whose first column is the id of a version, for the versions of works."""
    (version_id, *_) = read.selected_columns
    return db.session.execute(
        read.join(Publication, Publication.id == version_id)
        .join(Work, Work.id == Publication.work_id)
        .where(condition)
        .order_by(version_id, order)
    )


def _topics(condition: ColumnElement[bool]) -> dict[int, list[str]]:
    topics: dict[int, list[str]] = defaultdict(list)
    chosen = select(Work.id).join(Publication, Publication.work_id == Work.id).where(condition)
    rows = db.session.execute(
        select(work_topic.c.work_id, Topic.name, Topic.position)
        .join(Topic, Topic.id == work_topic.c.topic_id)
        .where(work_topic.c.work_id.in_(chosen))
    )
    for topic in in_order(rows):
        topics[topic.work_id].append(topic.name)
    return topics
