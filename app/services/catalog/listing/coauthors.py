"""The co-authors of works, by slug: people of the site, and names that others publish under."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Text, delete, exists, or_, select, type_coerce, update

from app.bibliography.record import ContributorRole
from app.database import bulk, db
from app.models import Authorship, Coauthor, Publication, work_coauthor
from app.services.catalog.listing.author_names import name_slug, printed_author
from app.services.catalog.listing.groups import IDS, Query
from app.services.catalog.listing.known_people import CoauthorValues, known_people

ROLES = tuple(role.value for role in ContributorRole)
CONTRIBUTORS: Query = (
    select(
        Publication.work_id,
        type_coerce(Authorship.role, Text),
        Authorship.name_as_published,
        Authorship.person_id,
    )
    .join(Authorship, Authorship.publication_id == Publication.id)
    .where(Publication.work_id.in_(IDS), Publication.position == 0)
    .order_by(Publication.work_id, Authorship.position)
)
PAIRS: Query = (
    select(work_coauthor.c.work_id, Coauthor.id, Coauthor.slug, Coauthor.name, Coauthor.person_id)
    .join(Coauthor, Coauthor.id == work_coauthor.c.coauthor_id)
    .where(work_coauthor.c.work_id.in_(IDS))
)
UNUSED = ~exists().where(work_coauthor.c.coauthor_id == Coauthor.id)

# The co-authors of each work, by slug.
ByWork = Mapping[int, Mapping[str, CoauthorValues]]


def refresh(ids: list[int]) -> None:
    """Store the co-authors of works; delete those without any work."""
    wanted = _wanted_coauthors(ids)
    had = {(work_id, id_) for work_id, id_, *_ in _rows(PAIRS, ids)}
    known = _store(_by_slug(wanted))
    has = {(work_id, known[slug]) for work_id, made in wanted.items() for slug in made}
    _delete_pairs(had - has)
    bulk.insert_values(work_coauthor, sorted(has - had))
    # A work that is deleted leaves no trace of its co-authors.
    if had - has or any(not wanted.get(id_) for id_ in ids):
        db.session.execute(delete(Coauthor).where(UNUSED))


def outdated(ids: list[int]) -> set[int]:
    """Return those of these works whose co-authors are not stored as they are now."""
    wanted = _wanted_coauthors(ids)
    stored: dict[int, dict[str, CoauthorValues]] = defaultdict(dict)
    for work_id, _, *values in _rows(PAIRS, ids):
        stored[work_id][values[0]] = CoauthorValues(*values)
    return {id_ for id_ in ids if not _agree(stored[id_], wanted.get(id_, {}))}


def unused() -> list[str]:
    """Return the slugs of the co-authors without any work."""
    return list(db.session.scalars(select(Coauthor.slug).where(UNUSED).order_by(Coauthor.slug)))


def clear() -> None:
    """Delete all co-authors, so that no name remains that no work prints."""
    db.session.execute(delete(work_coauthor))
    db.session.execute(delete(Coauthor))


def purge() -> None:
    """Replace the spellings of names that no work prints any more."""
    printed = db.session.scalars(select(Authorship.name_as_published).distinct())
    authors = {author for name in printed if (author := printed_author(name))}
    in_order = sorted(authors, key=lambda author: (not author.name.isupper(), author))
    spellings = {author.slug: author.name for author in in_order}
    names = {author.name for author in authors}
    columns = select(Coauthor.id, Coauthor.name).where(Coauthor.person_id.is_(None))
    gone = [(id_, name) for id_, name in db.session.execute(columns) if name not in names]
    replaced = ((id_, spellings.get(name_slug(name) or "")) for id_, name in gone)
    bulk.write(Coauthor, [{"of": id_, "name": name} for id_, name in replaced if name])


def _wanted_coauthors(ids: list[int]) -> ByWork:
    people = known_people()
    by_role: dict[int, dict[str, dict[str, CoauthorValues]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for work_id, role, name, person_id in _rows(CONTRIBUTORS, ids):
        made = by_role[work_id][role]
        if one := people.coauthor(name, person_id):
            made[one.slug] = one
    # As `record.makers` finds them.
    return {work_id: made[min(made, key=ROLES.index)] for work_id, made in by_role.items()}


def _by_slug(wanted: ByWork) -> dict[str, CoauthorValues]:
    spellings = dict.fromkeys(one for made in wanted.values() for one in made.values())
    # Names in capitals come first, so that others replace them.
    in_order = sorted(spellings, key=lambda one: not one.name.isupper())
    return {one.slug: one for one in in_order}


def _rows(query: Query, ids: list[int]) -> Iterable[Any]:
    # Not through the session, which would take a third of the time of a large import's rows.
    return db.session.connection().execute(query, {"ids": ids}).all()


def _agree(stored: Mapping[str, CoauthorValues], wanted: Mapping[str, CoauthorValues]) -> bool:
    return stored.keys() == wanted.keys() and all(
        one.person_id == wanted[slug].person_id and _may_be_called(one, wanted[slug])
        for slug, one in stored.items()
    )


def _may_be_called(stored: CoauthorValues, wanted: CoauthorValues) -> bool:
    # Another work may print it in capitals, or with accents.
    by_name = wanted.person_id is None
    same = by_name and name_slug(stored.name) == name_slug(wanted.name)
    return same or stored.name == wanted.name


def _store(wanted: Mapping[str, CoauthorValues]) -> dict[str, int]:
    """Insert and update co-authors; return the ids of all of them by slug."""
    present = {id_: CoauthorValues(*values) for id_, *values in _present(wanted)}
    known = {one.slug: id_ for id_, one in present.items()}
    changed = [id_ for id_, one in present.items() if _differs(wanted.get(one.slug), one)]
    _release([id_ for id_ in changed if present[id_].person_id])
    rows = [(id_, wanted[one.slug]) for id_ in changed if (one := present[id_]).slug in wanted]
    bulk.write(Coauthor, [{"of": i, "name": o.name, "person_id": o.person_id} for i, o in rows])
    missing = sorted(wanted.keys() - known.keys())
    bulk.insert(Coauthor, (wanted[slug]._asdict() for slug in missing))
    return known | {slug: id_ for id_, slug, *_ in _with_slugs(missing)}


def _present(wanted: Mapping[str, CoauthorValues]) -> list[Any]:
    """Return the rows with these slugs, and those of these people under other slugs."""
    people = sorted({one.person_id for one in wanted.values() if one.person_id})
    return _with_slugs(sorted(wanted), people)


def _with_slugs(slugs: list[str], people: Iterable[int] = ()) -> list[Any]:
    columns = Coauthor.id, Coauthor.slug, Coauthor.name, Coauthor.person_id
    either = or_(Coauthor.slug.in_(slugs), Coauthor.person_id.in_(list(people)))
    return list(db.session.execute(select(*columns).where(either))) if slugs or people else []


def _differs(wanted: CoauthorValues | None, stored: CoauthorValues) -> bool:
    if wanted is None or wanted.person_id != stored.person_id:
        return True
    # Of the spellings of a name, the last that was saved counts, but not capitals.
    return wanted.name != stored.name and (
        wanted.person_id is not None or not wanted.name.isupper() or stored.name.isupper()
    )


def _release(ids: list[int]) -> None:
    """Take the people from rows that are rewritten, since no two rows may have the same."""
    if ids:
        db.session.execute(update(Coauthor).where(Coauthor.id.in_(ids)).values(person_id=None))


def _delete_pairs(pairs: set[tuple[int, int]]) -> None:
    by_coauthor: dict[int, list[int]] = defaultdict(list)
    for work_id, id_ in sorted(pairs):
        by_coauthor[id_].append(work_id)
    table = work_coauthor.c
    for id_, works in by_coauthor.items():
        these = table.coauthor_id == id_, table.work_id.in_(works)
        db.session.execute(delete(work_coauthor).where(*these))
