"""Load a profile document into the site, in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, select

from app.bibliography.document.reader import DescribedWork, Document, DocumentError
from app.bibliography.messages import plural_message
from app.database import Base, db
from app.models import Action, Work, WorkSlug, WorkState
from app.services import cache
from app.services.actor import TERMINAL
from app.services.catalog import owner
from app.services.history import recording as history_recording
from app.services.history.recording import Recording
from app.services.importing import direct
from app.services.importing.direct import AddedPublications
from app.services.importing.write import WorkAddresses
from app.services.loading import files as loading_files
from app.services.loading import languages as loading_languages
from app.services.loading import people, sections
from app.services.loading import profile as loading_profile
from app.services.loading.files import DocumentFiles
from app.services.loading.topics import TopicNames

# Starting over keeps accounts, imports, history, and the images and PDFs that it may restore.
KEPT = {
    "account",
    "account_session",
    "declined",
    "declined_value",
    "image",
    "import_batch",
    "import_content",
    "import_item",
    "invitation",
    "kept_apart",
    "names_kept_apart",
    "pdf_content",
    "revision",
    "revision_item",
    "sign_in_attempt",
    "site",
}

NO_FILES: DocumentFiles = MappingProxyType({})


@dataclass(frozen=True)
class Loaded:
    """The result of loading a document: counts, and whether anything was written."""

    records: int
    works: int
    added: int
    completed: int
    kept: int
    wrote: bool


def load_document(
    document: Document,
    *,
    replace: bool = False,
    portrait: bytes | None = None,
    files: DocumentFiles = NO_FILES,
    title: str = "",
) -> Loaded:
    """Add what the site lacks, overwriting nothing; with `replace`, clear the site first.

    `portrait` is the content of the image that the document names, `files` are the PDFs, `title`
    is the title of the load in the history. Raises DocumentError for another person's document or
    an unusable image.
    """
    loading_languages.check_languages(document)
    with history_recording.recording(TERMINAL, Action.IMPORT, "Loaded") as recording:
        recording.watch_everything()
        with db.session.no_autoflush:
            if replace:
                clear_site()
            else:
                _refuse_another_person(document)
            languages = loading_languages.languages_of(document)
            # First, so that topics are created in the order of the document.
            names = TopicNames(document, languages)
            names.load()
            owner_id = loading_profile.load_profile(document, portrait, languages, names)
            people.load_people(document.people, owner_id, languages)
            names.translate()
            db.session.flush()
        document = names.translated(languages.with_languages(document))
        added = _add_works(document, recording)
        named = {record.work for record in document.publications if record.work}
        sections.load_sections(document.sections, named, languages)
        loading_files.attach_files(files, added.publications)
        recording.title = title or _title(len(document.publications), replace)
    wrote = recording.revision_id is not None
    counts = added.works, added.added, added.completed, added.kept
    return Loaded(len(document.publications), *counts, wrote)


def clear_site() -> None:
    """Delete all public content; keep accounts, imports, history and images."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in KEPT:
            db.session.execute(delete(table))
    db.session.expunge_all()


def is_new() -> bool:
    """Return whether nothing was ever written to this site."""
    count = cache.change_count()
    # The caller may wait for input or start serving, so release the write lock.
    db.session.rollback()
    return count == 0


def _add_works(document: Document, recording: Recording) -> AddedPublications:
    taken = {*db.session.scalars(select(Work.slug)), *db.session.scalars(select(WorkSlug.slug))}
    named = {record.work for record in document.publications if record.work}
    former = {slug for described in document.works for slug in described.former}
    described = {one.work: _columns(one) for one in document.works}
    addresses = WorkAddresses(taken, named, former)
    added = direct.add_publications(document.publications, addresses, described, recording)
    _add_former_addresses(document.works, added.new_works, taken.union(added.new_works.values()))
    return added


def _columns(described: DescribedWork) -> dict[str, Any]:
    return {
        "state": WorkState(described.state),
        "featured_position": described.featured,
        "is_arranged": described.arranged,
    }


def _add_former_addresses(
    described: Iterable[DescribedWork], new_works: Mapping[int, str], taken: set[str]
) -> None:
    """Add the former addresses of new works, unless another work has them."""
    ids = {slug: id_ for id_, slug in new_works.items()}
    for one in described:
        for slug in one.former if one.work in ids else ():
            if slug not in taken:
                taken.add(slug)
                db.session.add(WorkSlug(slug=slug, work_id=ids[one.work]))


def _title(records: int, replace: bool) -> str:
    if replace:
        return plural_message(
            "Started over with %(num)s record", "Started over with %(num)s records", records
        )
    return plural_message("Loaded %(num)s record", "Loaded %(num)s records", records)


def _refuse_another_person(document: Document) -> None:
    if loading_profile.is_owners_name(document.profile.name) is False:
        current = owner.owner_name()
        raise DocumentError(
            f"profile.name: this site is {current}'s and the document is {document.profile.name}'s;"
            " --replace starts over with the document"
        )
