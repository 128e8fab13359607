"""What the page of a work tells machines: its versions as records, and the iDs of its authors."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.bibliography.record import Record
from app.models import Work
from app.services.catalog import records


@dataclass(frozen=True)
class WorkMetadata:
    """A work's versions, the one shown first; ORCID iDs by the names of contributors as printed."""

    records: list[Record]
    orcids: Mapping[str, str]

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
    authorships = [one for version in work.publications for one in version.authorships]
    return WorkMetadata(
        records=[records.record_of(version, work) for version in work.publications],
        orcids={
            one.name_as_published: one.person.orcid
            for one in authorships
            if one.person and one.person.orcid
        },
    )
