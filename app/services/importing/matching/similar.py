"""Works that an entry looks like: never certain enough to join, worth asking her."""

from app.bibliography import latex
from app.bibliography.matching import similar
from app.bibliography.record import Record
from app.services.editing import duplicate_pairs
from app.services.importing.matching.index import author_key


class SimilarityIndex:
    """The works of the site and those that wait, by how their titles and authors read."""

    def __init__(self, works: similar.Index) -> None:
        self._works = works

    def add(self, id_: int, record: Record) -> None:
        """Know an entry that will be a work of its own."""
        self._works.add(id_, _title(record), _keys(record), record.year)

    def nearest(self, record: Record) -> tuple[int, int] | None:
        """Return the work that a record looks like and how much, of 100; None for none."""
        found = self._works.nearest(_title(record), _keys(record), record.year)
        if found is None or found[1] < similar.SUGGESTED:
            return None
        return found[0], round(found[1])


def read_similarity_index() -> SimilarityIndex:
    """Return the works that the site has."""
    return SimilarityIndex(duplicate_pairs.similarity_index())


def _title(record: Record) -> str:
    return latex.to_text(record.title) or record.title


def _keys(record: Record) -> list[str]:
    return [author_key(author.name) for author in record.people]
