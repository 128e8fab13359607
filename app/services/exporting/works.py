"""Works as records for export, with stable citation keys, in list order."""

from collections.abc import Mapping

from msgspec import structs
from sqlalchemy import and_, select, true

from app.bibliography import citation_keys
from app.bibliography.record import Record
from app.database import db
from app.models import Authorship, Publication, Work
from app.services import cache
from app.services.cache import remembered_whole
from app.services.catalog import grouping, records, search
from app.services.catalog.records import Exported
from app.services.catalog.selection import PublicFilter

SHOWN = Publication.position == 0


def export_records(
    selection: PublicFilter, *, all_versions: bool = False, root: str = ""
) -> list[Record]:
    """Return the records of matching works: of the version shown, or of all versions.

    `root` is the address of the site, which links to its files begin with; without it, they have
    none.
    """
    chosen = search.matching_condition(selection)
    versions = true() if all_versions else SHOWN
    found = records.exported_records(and_(chosen, versions), *grouping.sort_columns(selection))
    return [record for _, record in _with_keys(found, root)]


def work_records(slug: str, *, drafts: bool, root: str = "") -> list[tuple[int, Record]]:
    """Return the version ids and records of a work, the one shown first; none of other works.

    Drafts are included only if `drafts`; for `root`, see above.
    """
    visible = search.visible_condition(drafts)
    found = records.exported_records(and_(Work.slug == slug, visible))
    return _with_keys(found, root) if found else []


def _with_keys(found: list[Exported], root: str) -> list[tuple[int, Record]]:
    keys = publication_keys(cache.change_count())
    return [
        (
            one.id,
            structs.replace(
                one.linking_to(root) if root else one.record, citation_key=keys[one.id]
            ),
        )
        for one in found
    ]


@remembered_whole
def publication_keys(_changes: int) -> Mapping[int, str]:
    """Return every publication's citation key: its own, or one made of author, year and title.

    Drafts have keys too, so that publishing one does not change other keys.
    """
    first = and_(Authorship.publication_id == Publication.id, Authorship.position == 0)
    rows = db.session.execute(
        select(
            Publication.id,
            Publication.title,
            Publication.year,
            Publication.citation_key,
            Authorship.name_as_published,
        )
        .outerjoin(Authorship, first)
        .order_by(Publication.id)
    ).all()
    described = [
        Record(title=title, year=year, citation_key=key, authors=(name,) if name else ())
        for _, title, year, key, name in rows
    ]
    ids = (row.id for row in rows)
    return dict(zip(ids, citation_keys.unique_keys(described), strict=True))
