"""Export the whole site as a profile document, which an empty site can load again."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from app.bibliography.document.cv import CvLayout, CvSection, Paper, ReferenceStyle
from app.bibliography.document.reader import (
    DescribedTopic,
    DescribedWork,
    Document,
    FilePart,
    ListView,
    ProfileLink,
    ProfilePart,
    PublicationPart,
    SupervisionPart,
    Supervisor,
)
from app.bibliography.names import names
from app.bibliography.record import FIELDS, Author, Record, VenueKind, default_kind
from app.database import db
from app.models import (
    Image,
    PdfContent,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Publication,
    PublicationFile,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Work,
    WorkSlug,
    WorkState,
)
from app.services.catalog import owner as catalog_owner
from app.services.catalog import records, slugs
from app.services.catalog.owner import Owner
from app.services.catalog.records import Exported
from app.services.exporting import sections

# Makes the name of the file of a PDF from the work's address and the PDF's name in it.
FileNames = Callable[[str, str], str]


def document(
    *, drafts: bool = False, portrait: str | None = None, file_name: FileNames | None = None
) -> Document | None:
    """Return the site, or None if it has no profile.

    `portrait` is the name of its file; `file_name` names those of PDFs, if they are written too.
    """
    owner = catalog_owner.owner()
    if owner is None:
        return None
    works = true() if drafts else Work.state == WorkState.PUBLISHED
    found = records.exported_records(works, Work.id)
    return Document(
        vitae=1,
        profile=profile(portrait),
        people=people(owner),
        sections=sections.section_parts(drafts=drafts),
        topics=tuple(_topics()),
        works=tuple(_works(drafts)),
        publications=tuple(_publication(one, owner, file_name) for one in found),
    )


def content(whole: Document) -> bytes:
    """Return a document as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _topics() -> Iterator[DescribedTopic | str]:
    taken: set[str] = set()
    order = (Topic.position, Topic.name)
    for name, slug in db.session.execute(select(Topic.name, Topic.slug).order_by(*order)):
        yield name if slugs.make_slug(name, taken, "topic") == slug else DescribedTopic(name, slug)
        taken.add(slug)


def _works(drafts: bool) -> Iterator[DescribedWork]:
    former = defaultdict(list)
    for slug, work_id in db.session.execute(
        select(WorkSlug.slug, WorkSlug.work_id).order_by(WorkSlug.slug)
    ):
        former[work_id].append(slug)
    columns = Work.id, Work.slug, Work.state, Work.featured_position, Work.is_arranged
    for id_, slug, state, featured, arranged in db.session.execute(
        select(*columns).order_by(Work.id)
    ):
        if state is WorkState.DRAFT and not drafts:
            continue
        described = DescribedWork(
            work=slug,
            state=state.value,
            featured=featured,
            arranged=arranged,
            former=tuple(former[id_]),
        )
        # Most works are fully described by their records.
        if described != DescribedWork(work=slug):
            yield described


def _publication(one: Exported, owner: Owner, file_name: FileNames | None) -> PublicationPart:
    record = _record(one, owner)
    files = one.files if file_name else ()
    parts = (FilePart(file_name(record.work or "", name), name) for name, _ in files if file_name)
    return PublicationPart(
        **{field: getattr(record, field) for field in FIELDS}, files=tuple(parts)
    )


def _record(one: Exported, owner: Owner) -> Record:
    record = structs.replace(
        one.record,
        authors=_authors(one, owner),
        venue_kind=one.record.venue_kind or _usual_kind(one.record),
    )
    # A record without a raw entry has itself as its source, which need not be repeated.
    bare = structs.replace(record, source=None)
    own = msgspec.json.encode(bare, order="sorted").decode()
    return bare if record.source == own else record


def _usual_kind(record: Record) -> VenueKind | None:
    return default_kind(record.type) if record.venue else None


def _authors(one: Exported, owner: Owner) -> tuple[Author | str, ...]:
    """Return the authors, with the owner marked where the name alone would be misleading."""
    people = list(one.record.people)
    actual = [at for at, who in enumerate(one.people) if who == owner.id]
    if owner.positions(people) == actual:
        return one.record.authors
    authors: list[Author | str] = list(one.record.authors)
    for at in actual:
        authors[at] = structs.replace(people[at], owner=True)
    while not actual and (mistaken := owner.positions(people)):
        for at in mistaken:
            authors[at] = people[at] = structs.replace(people[at], owner=False)
    return tuple(authors)


def profile(portrait: str | None) -> ProfilePart:
    """Return the owner's profile; `portrait` is the name of its file."""
    one = db.session.get_one(Profile, 1)
    person = one.person
    guessed = names.parse(person.name)
    return ProfilePart(
        name=person.name,
        given_name=person.given_name if person.given_name != guessed.given else None,
        family_name=person.family_name if person.family_name != guessed.family else None,
        other_names=tuple(_other_names(person)),
        memberships=tuple(line for line in one.memberships.splitlines() if line.strip()),
        position=one.position_title,
        affiliation=one.affiliation,
        research_topics=tuple(_research_topics()),
        portrait=portrait,
        email=one.email,
        orcid=person.orcid,
        links=tuple(ProfileLink(x["label"], x["url"], x["kind"]) for x in one.links),
        biography=one.biography,
        list_view=_list_view(one),
        cv=_cv(one),
    )


def _list_view(profile: Profile) -> ListView:
    shown = {"group": profile.list_group, "view": profile.list_view, "sort": profile.list_sort}
    return msgspec.convert(shown, ListView)


def _cv(profile: Profile) -> CvLayout:
    parts = tuple(CvSection(one["part"], one["shown"]) for one in profile.cv_parts)
    return CvLayout(ReferenceStyle(profile.cv_style), Paper(profile.cv_paper), parts)


def picture() -> bytes | None:
    """Return the largest portrait as JPEG, or None."""
    files = db.session.scalar(select(Profile.portrait)) or []
    jpegs = [file for file in files if file["mimetype"] == "image/jpeg"]
    largest = max(jpegs, key=lambda file: file["width"], default=None)
    image = db.session.get(Image, largest["hash"]) if largest else None
    return image.content if image else None


def pdfs(*, drafts: bool) -> Iterator[tuple[str, str, bytes]]:
    """Yield the address of the work, the name and the content of each PDF, one at a time."""
    found = select(Work.slug, PublicationFile.name, PublicationFile.hash)
    found = found.join(Publication, Publication.id == PublicationFile.publication_id)
    found = found.join(Work, Work.id == Publication.work_id)
    visible = true() if drafts else Work.state == WorkState.PUBLISHED
    for slug, name, digest in db.session.execute(found.where(visible)).all():
        content = select(PdfContent.content).where(PdfContent.hash == digest)
        yield slug, name, db.session.scalars(content).one()


def people(owner: Owner) -> tuple[SupervisionPart, ...]:
    """Return students and collaborators with their supervisors."""
    supervisors = _supervisors()
    rows = db.session.execute(
        select(Supervision, Person.name, Person.url)
        .outerjoin(Person, Person.id == Supervision.student_id)
        .order_by(Supervision.id)
    )
    return tuple(_supervisee(*row, supervisors[row[0].id], owner) for row in rows)


def _other_names(person: Person) -> Iterator[str]:
    order = select(PersonName.name).where(PersonName.person_id == person.id)
    found = db.session.scalars(order.order_by(PersonName.name))
    return (name for name in found if name != person.name)


def _research_topics() -> Iterator[str]:
    joined = select(Topic.name).join(ProfileTopic, ProfileTopic.topic_id == Topic.id)
    return iter(db.session.scalars(joined.order_by(ProfileTopic.position)))


def _supervisors() -> dict[int, list[Any]]:
    known, of = aliased(Person), SupervisionSupervisor
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        select(of.supervision_id, of.person_id, of.name, known.name.label("known"), of.role)
        .outerjoin(known, known.id == of.person_id)
        .order_by(of.supervision_id, of.position)
    ):
        found[row.supervision_id].append(row)
    return found


def _supervisee(
    one: Supervision, name: str | None, url: str | None, supervisors: list[Any], owner: Owner
) -> SupervisionPart:
    is_owner_alone = [row.person_id for row in supervisors] == [owner.id]
    listed = () if is_owner_alone else supervisors
    return SupervisionPart(
        name=name,
        url=url,
        level=one.level,
        institution=one.institution,
        role=supervisors[0].role.value if is_owner_alone else None,
        supervisors=tuple(Supervisor(row.known or row.name, row.role.value) for row in listed),
        started_on=one.started_on.isoformat() if one.started_on else None,
        ended_on=one.ended_on.isoformat() if one.ended_on else None,
        project=one.project,
        next_position=one.next_position,
    )
