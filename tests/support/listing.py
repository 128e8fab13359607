"""What is derived from works, computed afresh without the database's help, for comparison."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select

from app.bibliography import formats, latex
from app.bibliography.record import ContributorRole, LinkKind
from app.database import db
from app.database.full_text import TABLE
from app.models import (
    Coauthor,
    FacetGroup,
    Person,
    Profile,
    Publication,
    PublicationTranslation,
    TopicTranslation,
    Work,
    WorkFacets,
    work_coauthor,
)
from app.services.catalog.full_text.index import BREAK
from app.services.catalog.full_text.words import split_words
from app.services.catalog.listing.author_names import printed_author

BITS = {"pdf": 1, "code": 2, "video": 4, "slides": 8, "poster": 16, "data": 32, "web": 64}


class Derived(NamedTuple):
    """A work's year, type, status, and kinds of links; its co-authors by slug, with person ids."""

    group: tuple[int, str, str, int]
    coauthors: dict[str, int | None]
    # The words that searches find it by.
    words: set[str]


def derived_now() -> dict[int, Derived]:
    """Return what is derived from each work, computed afresh; needs an application context."""
    profile = db.session.get(Profile, 1)
    owner = profile.person if profile else None
    people = list(db.session.scalars(select(Person).order_by(Person.id)))
    return {
        work.id: Derived(
            _group(work.publications),
            _coauthors(work.publications[0], people, owner),
            _words(work),
        )
        for work in db.session.scalars(select(Work))
    }


def derived_stored() -> dict[int, Derived]:
    """Return what is stored of each work; needs an application context."""
    pairs = db.session.execute(
        select(work_coauthor.c.work_id, Coauthor.slug, Coauthor.person_id).join(Coauthor)
    ).all()
    texts = {
        id_: set(" ".join(columns).split()) - {BREAK}
        for id_, *columns in db.session.execute(select(TABLE))
    }
    groups = {one.id: one for one in db.session.scalars(select(FacetGroup))}
    found = {}
    for work in db.session.scalars(select(Work)):
        group = groups[work.facet_group_id or 0]
        values = (group.year, group.type.value, group.status.value, group.links)
        own = {slug: person for work_id, slug, person in pairs if work_id == work.id}
        found[work.id] = Derived(values, own, texts.get(work.id, set()))
    assert texts.keys() == found.keys()
    return found


def assert_derived_afresh() -> None:
    """Assert that what is stored is what would be stored now, and nothing besides."""
    db.session.rollback()
    assert derived_stored() == derived_now()
    _assert_counted_afresh()
    used = set(db.session.scalars(select(work_coauthor.c.coauthor_id)))
    assert set(db.session.scalars(select(Coauthor.id))) == used
    for one in db.session.scalars(select(Coauthor)):
        if one.person_id is None:
            assert slug_of(one.name) in {one.slug, one.slug.removesuffix("-2")}
        else:
            person = db.session.get_one(Person, one.person_id)
            assert (one.slug, one.name) == (person.slug, person.name)


def slug_of(name: str) -> str:
    found = printed_author(name)
    assert found
    return found.slug


def _group(versions: list[Publication]) -> tuple[int, str, str, int]:
    shown = versions[0]
    kinds = {LinkKind(link.kind).value for version in versions for link in version.links}
    if any(version.arxiv_id for version in versions):
        kinds.add("pdf")
    return (
        shown.year or 0,
        shown.type.value,
        shown.status.value,
        sum(BITS[kind] for kind in kinds),
    )


def _words(work: Work) -> set[str]:
    texts: list[Any] = [topic.name for topic in work.topics]
    for one in work.publications:
        texts += [one.title, one.abstract, one.publisher, one.year, one.doi, one.arxiv_id]
        texts += [author.name_as_published for author in one.authorships]
        texts += [one.venue.name, one.venue.short_name] if one.venue else []
        texts += formats.stored_keywords(one.source)
        texts += _translations(PublicationTranslation, one.id, {"title", "abstract"})
    texts += [text for topic in work.topics for text in _translations(TopicTranslation, topic.id)]
    plain = (latex.to_text(str(text)) or str(text) for text in texts if text)
    return {word for text in plain for word in split_words(text)}


def _translations(table: Any, record_id: int, fields: Collection[str] = ("name",)) -> list[str]:
    rows = db.session.scalars(select(table).where(table.record_id == record_id))
    return [row.text for row in rows if row.field in fields]


def _coauthors(
    publication: Publication, people: list[Person], owner: Person | None
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for one in _makers(publication):
        if owner and one.person_id == owner.id:
            continue
        known = next((person for person in people if person.id == one.person_id), None)
        slug = slug_of(one.name_as_published)
        if known is None and owner and slug in _slugs(owner):
            slug += "-2"
        others = [person for person in people if person is not owner]
        known = known or next((person for person in others if person.slug == slug), None)
        known = known or next((person for person in others if slug in _slugs(person)), None)
        found[known.slug if known else slug] = known.id if known else None
    return found


def _makers(publication: Publication) -> list[Any]:
    for role in (ContributorRole.AUTHOR, ContributorRole.EDITOR, ContributorRole.TRANSLATOR):
        if made := [one for one in publication.authorships if one.role is role]:
            return made
    return []


def _slugs(person: Person) -> set[str]:
    return {person.slug, *map(slug_of, (person.name, *(one.name for one in person.names)))}


def _assert_counted_afresh() -> None:
    """Assert that each work's ids are in one row, and that co-authors' works are counted."""
    stored = {
        one.work_id: (one.group_id, _ids(one.topics), _ids(one.coauthors))
        for one in db.session.scalars(select(WorkFacets))
    }
    pairs = db.session.execute(select(work_coauthor)).all()
    works = list(db.session.scalars(select(Work)))
    assert stored == {
        work.id: (
            work.facet_group_id,
            sorted(topic.id for topic in work.topics),
            sorted(id_ for work_id, id_ in pairs if work_id == work.id),
        )
        for work in works
    }
    published = {work.id for work in works if work.state == "published"}
    for one in db.session.scalars(select(Coauthor)):
        assert one.works == sum(work_id in published for work_id, id_ in pairs if id_ == one.id)


def _ids(text: str | None) -> list[int]:
    return [int(id_) for id_ in text.split(",")] if text else []
