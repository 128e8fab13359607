"""Erase a person: from the site and from its history, but not from printed lists of authors."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from app.database import db
from app.models import (
    Authorship,
    Noun,
    PdfContent,
    Person,
    Profile,
    PublicationFile,
    RevisionItem,
    Supervision,
    SupervisionSupervisor,
)
from app.services import cache
from app.services.actor import Actor
from app.services.catalog import owner
from app.services.catalog.listing import refresh
from app.services.catalog.translations import tables, texts
from app.services.declined import store
from app.services.erasing import erase, revisions
from app.services.history.snapshots import RecordRef, State
from app.services.personal import former_profiles, mentions
from app.services.personal.subject import Subject, SubjectError


@dataclass(frozen=True)
class Remainder:
    """What stays: publications that print the name, and the texts that mention it."""

    publications: int
    in_biography: bool
    entries: tuple[str, ...] = ()
    # Of these publications, or with the name on their first page.
    pdf_files: int = 0


def check_erasable(subject: Subject) -> None:
    """Raise SubjectError for the owner of the site."""
    if owner.owner_id() in subject.ids:
        raise SubjectError("This is the owner of the site, which would be empty without them.")


def erase_person(subject: Subject, actor: Actor) -> Remainder:
    """Erase a person with their supervisions; return what stays. Raises SubjectError.

    Printed lists of authors stay as they were published, without a link to the person.
    """
    check_erasable(subject)
    refs: list[RecordRef] = [(Noun.PERSON, id_) for id_ in sorted(subject.ids)]
    refs += [(Noun.SUPERVISION, id_) for id_ in _own_supervisions(subject)]
    refs += former_profiles.former_sections(subject)
    works = refresh.works_of_people(subject.ids)
    _delete_supervisors(subject)
    _delete_records(subject)
    refresh.refresh_works(works)
    _forget_supervisors(subject)
    revisions.reword(former_profiles.erase_profile(subject), subject.names)
    if erase.erase(refs, actor, None, names=subject.names) is None:
        store.hash_author(subject.names)
        cache.commit()
    return remainder(subject)


def remainder(subject: Subject) -> Remainder:
    """Return where the name is printed."""
    printed = db.session.execute(select(Authorship.publication_id, Authorship.name_as_published))
    biographies = [
        db.session.scalar(select(Profile.biography)) or "",
        *texts.stored_texts(tables.PROFILE, [1]).get(1, {}).values(),
    ]
    publications = {id_ for id_, name in printed if subject.is_printed(name)}
    return Remainder(
        publications=len(publications),
        in_biography=any(name in one for name in subject.names for one in biographies),
        entries=tuple(entry.what for entry in mentions.entries_about(subject)),
        pdf_files=_pdf_files(subject, publications),
    )


def _pdf_files(subject: Subject, publications: set[int]) -> int:
    """Return how many files are likely to print the name: only people can read all of a PDF."""
    file = PublicationFile
    of_file = select(file.publication_id, PdfContent.first_page)
    rows = db.session.execute(of_file.join(PdfContent, PdfContent.hash == file.hash))
    return sum(
        row.publication_id in publications or any(name in row.first_page for name in subject.names)
        for row in rows
    )


def _own_supervisions(subject: Subject) -> list[int]:
    own = select(Supervision.id).where(Supervision.student_id.in_(subject.ids))
    return list(db.session.scalars(own.order_by(Supervision.id)))


def _delete_supervisors(subject: Subject) -> None:
    """Delete the person from among the supervisors of others."""
    for one in db.session.scalars(select(SupervisionSupervisor)).all():
        if subject.has_row(one.person_id, one.name):
            db.session.delete(one)
    db.session.flush()


def _delete_records(subject: Subject) -> None:
    own = Authorship.person_id.in_(subject.ids)
    db.session.execute(update(Authorship).where(own).values(person_id=None))
    db.session.execute(delete(Supervision).where(Supervision.student_id.in_(subject.ids)))
    db.session.execute(delete(Person).where(Person.id.in_(subject.ids)))


def _forget_supervisors(subject: Subject) -> None:
    """Remove the person from the supervisors in the history of others' supervisions.

    As if they had never been among them, so that these changes can still be undone.
    """
    item = RevisionItem
    for one in db.session.scalars(select(item).where(item.noun == Noun.SUPERVISION)).all():
        states = one.before, one.after
        before, after = (_without(state, subject) for state in states)
        if (before, after) != states:
            one.before, one.after = before, after


def _without(state: State, subject: Subject) -> State:
    if "supervisors" not in state:
        return state
    kept = [row for row in state["supervisors"] if not subject.has_row(*row[:2])]
    return {**state, "supervisors": kept}
