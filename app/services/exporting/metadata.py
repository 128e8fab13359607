"""What the page of a work tells machines: its versions as records, and the iDs of its authors."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import structs

from app.bibliography.record import Record
from app.models import Publication, Work
from app.services.catalog import records
from app.services.catalog.translations import shown as shown_texts
from app.services.catalog.translations import tables
from app.services.catalog.translations.languages import site_languages


@dataclass(frozen=True)
class WorkMetadata:
    """A work's versions, the one shown first, and the names of the PDF files of each.

    ORCID iDs are by the names of contributors as printed.
    """

    records: list[Record]
    orcids: Mapping[str, str]
    files: list[list[str]]
    # Those to show, each marked if it is in another language than the page.
    topics: list[str]

    @property
    def shown(self) -> Record:
        """The version shown."""
        return self.records[0]

    @property
    def others(self) -> list[Record]:
        """The other versions."""
        return self.records[1:]


def work_metadata(work: Work) -> WorkMetadata:
    """Return the metadata of a work that was loaded for its page."""
    orcids: dict[str, str] = {}
    for version in work.publications:
        orcids |= _orcids(version)
    translations = records.translations_of_work(work.id)
    shown = shown_texts.translations()
    return WorkMetadata(
        records=[
            _in_language(records.record_of(version, work, translations.get(version.id, ())))
            for version in work.publications
        ],
        orcids=orcids,
        files=[[file.name for file in version.files] for version in work.publications],
        topics=[shown.text(tables.TOPIC, one.id, "name", one.name) for one in work.topics],
    )


def _in_language(record: Record) -> Record:
    """Return a record with its language, which a site of several must tell."""
    languages = site_languages()
    if record.language or not languages.are_several:
        return record
    return structs.replace(record, language=languages.of_texts)


def _orcids(version: Publication) -> dict[str, str]:
    """Return the iDs of a version's contributors, without those whose names several have."""
    printed = Counter(one.name_as_published for one in version.authorships)
    return {
        one.name_as_published: one.person.orcid
        for one in version.authorships
        if one.person and one.person.orcid and printed[one.name_as_published] == 1
    }
