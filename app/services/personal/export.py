"""All that the site stores on a person, as plain values for JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import or_, select

from app.bibliography.record import Record
from app.database import db
from app.models import (
    Authorship,
    ImportBatch,
    ImportItem,
    Noun,
    Profile,
    Publication,
    Revision,
    RevisionItem,
    Supervision,
    SupervisionSupervisor,
    Work,
)
from app.services.catalog import owner
from app.services.history import snapshots
from app.services.history.snapshots import RecordRef, State
from app.services.personal import former_profiles, mentions
from app.services.personal.subject import Subject
from app.translations.collation import sorted_texts

AT_ONCE = 500


def exported(subject: Subject) -> dict[str, Any]:
    """Return all that the site stores on a person.

    Of what belongs to others as well, such as a list of authors, only the person's part.
    """
    return {
        "names": sorted_texts(subject.names),
        "people": _states(Noun.PERSON, subject.ids),
        "profile": _states(Noun.PROFILE, _profiles(subject)),
        "supervisions": _states(Noun.SUPERVISION, _supervisions(subject)),
        "section_entries": _states(Noun.ENTRY, _entries(subject)),
        "authorships": list(_authorships(subject)),
        "imported_entries": list(_imported_entries(subject)),
        "history": list(_history(subject)),
    }


def _states(noun: Noun, ids: Iterable[int]) -> list[State]:
    return [{"id": id_, **state} for id_, state in snapshots.take_snapshots(noun, ids).items()]


def _profiles(subject: Subject) -> list[int]:
    is_owner = owner.owner_id() in subject.ids
    return list(db.session.scalars(select(Profile.id))) if is_owner else []


def _supervisions(subject: Subject) -> list[int]:
    """Return the supervisions of the person, as the student or as a supervisor."""
    of = SupervisionSupervisor
    rows = db.session.scalars(select(of)).all()
    found = {one.supervision_id for one in rows if subject.has_row(one.person_id, one.name)}
    own = select(Supervision.id).where(Supervision.student_id.in_(subject.ids))
    return sorted(found.union(db.session.scalars(own)))


def _entries(subject: Subject) -> list[int]:
    return [entry.id for entry in mentions.entries_about(subject)]


def _authorships(subject: Subject) -> Iterator[dict[str, Any]]:
    query = (
        select(Authorship, Publication.title, Publication.year, Work.slug, Work.state)
        .join(Publication, Publication.id == Authorship.publication_id)
        .join(Work, Work.id == Publication.work_id)
        .order_by(Authorship.publication_id, Authorship.position)
    )
    for one, title, year, slug, state in db.session.execute(query):
        is_linked = one.person_id in subject.ids
        if subject.has_row(one.person_id, one.name_as_published):
            yield {
                "work": slug,
                "state": state.value,
                "title": title,
                "year": year,
                "position": one.position,
                "name_as_published": one.name_as_published,
                "role": one.role.value,
                "is_corresponding": one.is_corresponding,
                "equal_contribution": one.equal_contribution,
                "is_linked": is_linked,
            }


def _imported_entries(subject: Subject) -> Iterator[dict[str, Any]]:
    query = (
        select(ImportItem, ImportBatch.name, ImportBatch.made_at)
        .join(ImportBatch, ImportBatch.id == ImportItem.batch_id)
        .where(ImportItem.record.is_not(None))
        .order_by(ImportItem.batch_id, ImportItem.position)
    )
    for item, name, made_at in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        record = msgspec.json.decode(item.record or "", type=Record)
        printed = [one.name for one in record.makers if subject.is_printed(one.name)]
        if printed:
            yield {
                "file": name,
                "imported_at": made_at.isoformat(),
                "line": item.line,
                "title": item.title,
                "names": printed,
            }


def _history(subject: Subject) -> Iterator[dict[str, Any]]:
    item = RevisionItem
    nouns = (Noun.PERSON, Noun.PROFILE, Noun.SUPERVISION, Noun.WORK)
    query = (
        select(item, Revision)
        .join(Revision, Revision.id == item.revision_id)
        .where(or_(*(item.noun == noun for noun in nouns)))
        .order_by(item.revision_id, item.position)
    )
    own, profiles = _own_records(subject), former_profiles.own_states(subject)
    for one, revision in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        before, after = one.before, one.after
        if one.noun is Noun.PROFILE:
            before, after = profiles.get(one.revision_id, ({}, {}))
        elif (one.noun, one.record_id) not in own:
            before, after = (_own_rows(state, subject) for state in (before, after))
        if before or after:
            yield {
                "revision": revision.id,
                "made_at": revision.made_at.isoformat(),
                "made_by": revision.who,
                "action": revision.action.value,
                "title": revision.title,
                "record": f"{one.noun.value} {one.record_id}",
                "before": before,
                "after": after,
            }


def _own_records(subject: Subject) -> set[RecordRef]:
    """Return the records that are about the person alone, now or at some time."""
    item, own = RevisionItem, {(Noun.PERSON, id_) for id_ in subject.ids}
    student = select(Supervision.id).where(Supervision.student_id.in_(subject.ids))
    own |= {(Noun.SUPERVISION, id_) for id_ in db.session.scalars(student)}
    rows = select(item.record_id, item.before, item.after).where(item.noun == Noun.SUPERVISION)
    for id_, *states in db.session.execute(rows):
        if any(state.get("student_id") in subject.ids for state in states):
            own.add((Noun.SUPERVISION, id_))
    return own


def _own_rows(state: State, subject: Subject) -> State:
    """Return the person's rows among the authors or supervisors of a snapshot."""
    rows = {
        name: [row for row in value if _is_own_row(name, row, subject)]
        for name, value in state.items()
        if name == "supervisors" or name.endswith(".authors")
    }
    return {name: own for name, own in rows.items() if own}


def _is_own_row(name: str, row: list[Any], subject: Subject) -> bool:
    # Supervisors begin with the person's id, authors with the name as published.
    id_and_name = row[:2] if name == "supervisors" else row[1::-1]
    return subject.has_row(*id_and_name)
