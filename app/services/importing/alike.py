"""Works that an entry looks like: never certain enough to join, worth asking her."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from app.bibliography import latex, similarity
from app.bibliography.record import Record
from app.database import db, reading
from app.models import Authorship, Publication
from app.services.importing.known import author_key


class Alike:
    """The works of the site and those that wait, by how their titles and authors read."""

    def __init__(self) -> None:
        self._index = similarity.Index()
        self._works: dict[int, int] = {}

    def add(self, id_: int, record: Record) -> None:
        """Know an entry that will be a work of its own."""
        self._put(id_, id_, _title(record), _keys(a.name for a in record.people), record.year)

    def nearest(self, record: Record) -> tuple[int, int] | None:
        """Return the work that a record looks like and how much, of 100; None for none."""
        authors = _keys(author.name for author in record.people)
        found = self._index.nearest(_title(record), authors, record.year)
        if found is None or found[1] < similarity.SUGGESTED:
            return None
        return self._works[found[0]], round(found[1])

    @classmethod
    def read(cls) -> "Alike":
        """Return the works that the site has."""
        alike, authors = cls(), defaultdict(list)
        printed = select(Authorship.publication_id, Authorship.name_as_published)
        columns = (Publication.id, Publication.work_id, Publication.title_text, Publication.year)
        # To index them takes longer than to read them.
        with reading():
            for id_, name in db.session.execute(printed.order_by(Authorship.publication_id)):
                authors[id_].append(name)
            versions = db.session.execute(select(*columns)).all()
        for id_, work_id, title, year in versions:
            alike._put(id_, work_id, title, _keys(authors.pop(id_, ())), year)
        return alike

    def _put(self, id_: int, work: int, title: str, authors: list[str], year: int | None) -> None:
        self._works[id_] = work
        self._index.add(id_, title, authors, year)


def _title(record: Record) -> str:
    return latex.to_text(record.title) or record.title


def _keys(authors: Iterable[str]) -> list[str]:
    return [author_key(name) for name in authors]
