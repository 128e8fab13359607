"""The links that visitors find on the site, with the field that each comes from."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, Select, or_, select

from app.bibliography import identifiers
from app.bibliography.messages import message
from app.database import db
from app.database.bulk import batches
from app.models import (
    Person,
    Publication,
    PublicationLink,
    SectionEntry,
    Supervision,
    Work,
    WorkState,
)
from app.services.cache import remembered_whole
from app.services.site_health import profile
from app.services.site_health.findings import (
    EditPage,
    EntryField,
    Fix,
    Issue,
    PersonField,
    ProfileField,
    WorkField,
)

HREF = re.compile(r'href="(https?://[^"]*)"')
IS_VISIBLE = Work.state == WorkState.PUBLISHED
VERSIONS = select(Publication.id).join(Work, Work.id == Publication.work_id).where(IS_VISIBLE)
LINKS = (
    VERSIONS.join(PublicationLink, PublicationLink.publication_id == Publication.id)
    .add_columns(PublicationLink.url)
    .order_by(Work.listed_on.desc(), Publication.id, PublicationLink.position)
)
NUMBERS = VERSIONS.add_columns(Publication.doi, Publication.arxiv_id).order_by(
    Work.listed_on.desc(), Publication.id
)
PEOPLE: Select[*tuple[Any, ...]] = (
    select(Supervision.id, Person.name, Person.url)
    .join(Person, Person.id == Supervision.student_id)
    .where(Person.url.is_not(None))
    .order_by(Supervision.id)
)
ENTRIES: Select[*tuple[Any, ...]] = (
    select(
        SectionEntry.id,
        SectionEntry.section_id,
        SectionEntry.what,
        SectionEntry.url,
        SectionEntry.note_html,
    )
    .where(or_(SectionEntry.url.is_not(None), SectionEntry.note_html.contains("href=")))
    .order_by(SectionEntry.section_id, SectionEntry.id)
)
DESCRIPTIONS = (
    select(
        Publication.id,
        Publication.title_text,
        Publication.position,
        Work.id.label("work_id"),
        Work.slug,
    )
    .join(Work, Work.id == Publication.work_id)
    .order_by(Publication.id)
)


class LinkSource(NamedTuple):
    """A link, the kind and id of the record that it comes from, and its field.

    `value` is what the field has: an address, or the number that the address is made from.
    """

    url: str
    kind: Literal["version", "profile", "person", "entry"]
    record_id: int
    field: str
    value: str
    name: str = ""
    # The section of an entry.
    section_id: int = 0


@remembered_whole
def link_sources(changes: int) -> list[LinkSource]:
    """Return all links of the profile, people, sections and published works, the newest first."""
    return [*_of_profile(changes), *_of_people(), *_of_entries(), *_of_works()]


def described(found: Sequence[tuple[LinkSource, str]]) -> list[Issue]:
    """Return an issue for each link and what is said of it, with the titles of works."""
    ids = {source.record_id for source, _ in found if source.kind == "version"}
    versions = {
        row.id: row
        for some in batches(sorted(ids))
        for row in db.session.execute(DESCRIPTIONS.where(Publication.id.in_(some)))
    }
    return [
        Issue(_name(source, versions), detail, _fix(source, versions))
        for source, detail in found
        if source.kind != "version" or source.record_id in versions
    ]


def _of_works() -> Iterator[LinkSource]:
    for id_, url in db.session.execute(LINKS):
        yield LinkSource(url, "version", id_, "links", url)
    for id_, doi, arxiv_id in db.session.execute(NUMBERS):
        if doi:
            yield LinkSource(identifiers.doi_url(doi), "version", id_, "doi", doi)
        if arxiv_id:
            url = identifiers.arxiv_url(arxiv_id)
            yield LinkSource(url, "version", id_, "arxiv_id", arxiv_id)


def _of_profile(changes: int) -> Iterator[LinkSource]:
    row = profile.profile_row(changes)
    if row is None:
        return
    if row.orcid:
        url = f"https://orcid.org/{row.orcid}"
        yield LinkSource(url, "profile", 0, "orcid", row.orcid)
    for link in row.links:
        yield LinkSource(link["url"], "profile", 0, "links", link["url"])
    for url in _links_in(row.biography_html):
        yield LinkSource(url, "profile", 0, "biography", url)


def _of_people() -> Iterator[LinkSource]:
    for id_, name, url in db.session.execute(PEOPLE):
        yield LinkSource(url, "person", id_, "url", url, name)


def _of_entries() -> Iterator[LinkSource]:
    for id_, section_id, what, url, note_html in db.session.execute(ENTRIES):
        if url:
            yield LinkSource(url, "entry", id_, "url", url, what, section_id)
        for link in _links_in(note_html):
            yield LinkSource(link, "entry", id_, "note", link, what, section_id)


def _links_in(html: str) -> list[str]:
    return list(dict.fromkeys(map(unescape, HREF.findall(html))))


Versions = dict[int, Row[*tuple[Any, ...]]]


def _name(source: LinkSource, versions: Versions) -> str:
    if source.kind == "version":
        return str(versions[source.record_id].title_text)
    if source.kind in {"person", "entry"}:
        return source.name
    return message("Biography") if source.field == "biography" else message("Profile")


def _fix(source: LinkSource, versions: Versions) -> Fix:
    if source.kind == "version":
        row = versions[source.record_id]
        version = row.id if row.position else None
        return WorkField(row.slug, row.work_id, source.field, version)
    if source.kind == "person":
        return PersonField(source.record_id, source.field)
    if source.kind == "entry":
        return EntryField(source.section_id, source.record_id, source.field)
    return EditPage("biography") if source.field == "biography" else ProfileField(source.field)
