"""What goes out: works as records with the keys that they keep, in the order of the list."""

from msgspec import structs
from sqlalchemy import and_, true

from app.bibliography.record import Record
from app.models import Publication, Work, WorkState
from app.services import changes
from app.services.catalog import facets, records, works
from app.services.catalog.records import Exported
from app.services.catalog.selection import Selection
from app.services.exporting import export_keys

SHOWN = Publication.position == 0
PUBLISHED = Work.state == WorkState.PUBLISHED


def listed(
    selection: Selection, *, all_versions: bool = False, drafts: bool = False
) -> list[Record]:
    """Return the works that a selection leaves, by the version shown or by all of them."""
    chosen = facets.listed(selection, drafts=drafts)
    versions = true() if all_versions else SHOWN
    found = records.read(and_(chosen, versions), *works.order(selection))
    return [record for _, record in _with_keys(found)]


def of_work(slug: str) -> list[tuple[int, Record]]:
    """Return a published work's versions with their ids, the one shown first; none for none."""
    found = records.read(and_(Work.slug == slug, PUBLISHED))
    return _with_keys(found) if found else []


def _with_keys(found: list[Exported]) -> list[tuple[int, Record]]:
    keys = export_keys.of_publications(changes.count())
    return [(one.id, structs.replace(one.record, citation_key=keys[one.id])) for one in found]
