"""Works that an entry may duplicate: not certain enough to join, but worth asking the editor."""

from app.bibliography import latex
from app.bibliography.matching import similar
from app.bibliography.matching.keys import author_key
from app.bibliography.record import Record
from app.services.editing import duplicate_pairs


class SimilarityIndex:
    """The works of the site and of the file, by similarity of titles and authors."""

    def __init__(self, works: similar.Index) -> None:
        self._works = works

    def add(self, id_: int, record: Record) -> None:
        """Add an entry that will become a new work."""
        self._works.add(id_, _title(record), _keys(record), record.year)

    def nearest(self, record: Record) -> tuple[int, int] | None:
        """Return the most similar work and its score out of 100, or None."""
        found = self._works.nearest(_title(record), _keys(record), record.year)
        if found is None or found[1] < similar.SUGGESTED:
            return None
        return found[0], round(found[1])


def read_similarity_index() -> SimilarityIndex:
    """Return the similarity index of the works on the site."""
    return SimilarityIndex(duplicate_pairs.similarity_index())


def _title(record: Record) -> str:
    return latex.to_text(record.title) or record.title


def _keys(record: Record) -> list[str]:
    return [author_key(author.name) for author in record.makers]
