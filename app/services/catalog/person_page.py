"""The page of a person: a student or co-author, and the works written with the owner."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from app.bibliography import identifiers
from app.database import db
from app.models import Coauthor, Noun, Person, RevisionItem, Work, work_coauthor
from app.models.work import listed_year
from app.services.cache import remembered
from app.services.catalog import owner, people, search
from app.services.catalog.links.shown import ShownLink
from app.services.catalog.listing.author_names import name_slug
from app.services.catalog.listing.known_people import known_people
from app.services.catalog.people import PersonCard
from app.translations.text import gettext as _

# A name alone has a page once it recurs; a person of the site always has one.
FEWEST_WORKS = 2
COLUMNS: Select[*tuple[Any, ...]] = select(
    Person.id, Person.slug, Person.name, Person.url, Person.orcid, owner.is_owner(Person.id)
)


@dataclass(frozen=True)
class PersonPage:
    """A person with links, supervisions, and the number and years of works with the owner."""

    slug: str
    name: str
    works: int
    years: str
    links: list[ShownLink] = field(default_factory=list)
    supervisions: list[PersonCard] = field(default_factory=list)
    is_owner: bool = False


def person_page(slug: str, *, drafts: bool) -> PersonPage | None:
    """Return the page at a slug; a name without a person needs works that the reader may see."""
    person = db.session.execute(COLUMNS.where(Person.slug == slug)).one_or_none()
    name = db.session.scalar(select(Coauthor.name).where(Coauthor.slug == slug))
    works, years = _works(slug, drafts)
    if person:
        return _known(person, works, years)
    if name is None or works < FEWEST_WORKS:
        return None
    return PersonPage(slug, name, works, years)


def current_slug(slug: str) -> str | None:
    """Return the slug of the person who is or was called so, or None."""
    known = known_people()
    slugs = {slug, *_former_names(slug)}
    for one in sorted(slugs):
        if one in known.owner_slugs and known.owner_id:
            return known.people[known.owner_id].slug
        if one in known.by_slug:
            return known.people[known.by_slug[one]].slug
    return next((one for one in sorted(slugs) if one != slug), None)


@remembered
def merged_names(_changes: int) -> dict[str, str]:
    """Return the slugs of people, the owner aside, by those of their other names."""
    known = known_people()
    pages = {slug: known.people[id_].slug for slug, id_ in known.by_slug.items()}
    return {slug: page for slug, page in pages.items() if slug != page}


def _known(person: Row[*tuple[Any, ...]], works: int, years: str) -> PersonPage:
    id_, slug, name, url, orcid, is_owner = person
    links = [ShownLink("web", _("Website"), url)] if url else []
    links += [ShownLink("orcid", "ORCID", identifiers.orcid_url(orcid))] if orcid else []
    supervisions = people.supervisions_of(id_)
    return PersonPage(slug, name, works, years, links, supervisions, bool(is_owner))


def _works(slug: str, drafts: bool) -> tuple[int, str]:
    number, first, last = db.session.execute(_counted(drafts), {"slug": slug}).one()
    if not last:
        return number, ""
    return number, str(first) if first == last else f"{first}–{last}"


@lru_cache
def _counted(drafts: bool) -> Select[*tuple[Any, ...]]:
    year = func.nullif(listed_year(Work.listed_on), 0)
    together = select(func.count(), func.min(year), func.max(year)).select_from(work_coauthor)
    together = together.join(Coauthor).join(Work, Work.id == work_coauthor.c.work_id)
    return together.where(Coauthor.slug == bindparam("slug"), search.visible_condition(drafts))


def _former_names(slug: str) -> set[str]:
    """Return the slugs of the names that a person had who had this slug."""
    item = RevisionItem
    had = item.before["slug"].as_string() == slug
    states = select(item.before).where(item.noun == Noun.PERSON, had, ~item.is_erased)
    names = {name for state in db.session.scalars(states) if (name := state.get("name"))}
    return {found for name in names if (found := name_slug(name))}
