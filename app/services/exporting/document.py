"""Export the whole site as a profile document, which an empty site can load again."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import select, true

from app.bibliography.document import languages as document_languages
from app.bibliography.document import reader
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
    Topic,
    Work,
    WorkSlug,
    WorkState,
)
from app.models.translation import (
    PROFILE_FIELDS,
    ProfileTranslation,
    TopicTranslation,
)
from app.services.catalog import owner as catalog_owner
from app.services.catalog import records, slugs
from app.services.catalog.owner import Owner
from app.services.catalog.records import Exported
from app.services.exporting import people, sections
from app.services.exporting.translated import DocumentTexts, translations
from app.translations.collation import in_order, sorted_texts

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
    texts = DocumentTexts()
    part = profile(portrait, texts)
    whole = Document(
        vitae=1,
        profile=part,
        people=people.supervision_parts(owner, texts),
        sections=sections.section_parts(texts, drafts=drafts),
        topics=tuple(_topics(texts)),
        works=tuple(_works(drafts)),
        publications=tuple(_publication(one, owner, file_name, texts) for one in found),
    )
    listed = texts.listed if _needs_languages(whole, texts) else ()
    return structs.replace(whole, profile=structs.replace(part, languages=listed))


def content(whole: Document) -> bytes:
    """Return a document as indented JSON."""
    parts: Any = whole
    if any(one.translations for one in whole.publications):
        parts = msgspec.to_builtins(whole)
        first = whole.first_language
        parts["publications"] = [
            document_languages.joined(one, first) for one in parts["publications"]
        ]
    return msgspec.json.format(msgspec.json.encode(parts), indent=2) + b"\n"


def _needs_languages(whole: Document, texts: DocumentTexts) -> bool:
    """Return whether a document would be read as one of another site if it listed none."""
    around = msgspec.to_builtins(structs.replace(whole, publications=()))
    named = document_languages.document_languages(around)
    # Where publications are in several languages, it would be one of a site in these.
    are_translated = any(one.translations for one in whole.publications)
    return bool(named) or are_translated or texts.listed != (document_languages.DEFAULT,)


def _topics(texts: DocumentTexts) -> Iterator[Any]:
    taken: set[str] = set()
    names = translations(TopicTranslation)
    rows = db.session.execute(select(Topic.id, Topic.name, Topic.slug, Topic.position))
    for id_, name, slug, _position in in_order(rows):
        given = texts.given(name, names[id_, "name"])
        is_usual = slugs.make_slug(name, taken, "topic") == slug
        yield given if is_usual else DescribedTopic(given, slug)
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


def _publication(
    one: Exported, owner: Owner, file_name: FileNames | None, texts: DocumentTexts
) -> PublicationPart:
    record = _record(one, owner, texts)
    files = one.files if file_name else ()
    parts = (FilePart(file_name(record.work or "", name), name) for name, _ in files if file_name)
    return PublicationPart(
        **{field: getattr(record, field) for field in FIELDS}, files=tuple(parts)
    )


def _record(one: Exported, owner: Owner, texts: DocumentTexts) -> Record:
    # Otherwise its texts would be read as ones in the document's first language.
    known = one.record.language or (texts.own if texts.own != texts.first else None)
    record = structs.replace(
        one.record,
        language=known,
        authors=_authors(one, owner),
        venue_kind=one.record.venue_kind or _usual_kind(one.record),
    )
    # A record without a raw entry has itself as its source, which need not be repeated.
    bare = structs.replace(record, source=None)
    own = reader.publication_json(bare, texts.first)
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


def profile(portrait: str | None, texts: DocumentTexts) -> ProfilePart:
    """Return the owner's profile; `portrait` is the name of its file."""
    one = db.session.get_one(Profile, 1)
    others = translations(ProfileTranslation)
    given = {
        field: texts.given(getattr(one, field), others[one.id, field]) for field in PROFILE_FIELDS
    }
    person = one.person
    guessed = names.parse(person.name)
    return ProfilePart(
        name=person.name,
        given_name=person.given_name if person.given_name != guessed.given else None,
        family_name=person.family_name if person.family_name != guessed.family else None,
        other_names=tuple(_other_names(person)),
        memberships=texts.lines(one.memberships, others[one.id, "memberships"]),
        position=given["position_title"],
        affiliation=given["affiliation"],
        research_topics=tuple(_research_topics()),
        portrait=portrait,
        email=one.email,
        orcid=person.orcid,
        links=tuple(ProfileLink(x["label"], x["url"], x["kind"]) for x in one.links),
        biography=given["biography"],
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


def _other_names(person: Person) -> Iterator[str]:
    found = db.session.scalars(select(PersonName.name).where(PersonName.person_id == person.id))
    return (name for name in sorted_texts(found) if name != person.name)


def _research_topics() -> Iterator[str]:
    joined = select(Topic.name).join(ProfileTopic, ProfileTopic.topic_id == Topic.id)
    return iter(db.session.scalars(joined.order_by(ProfileTopic.position)))
