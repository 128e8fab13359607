"""Choose the version of a work that is shown; add and remove versions."""

from dataclasses import dataclass
from typing import Any

from app.bibliography.messages import message
from app.bibliography.record import PublicationType, Status
from app.database import db
from app.models import Action, Authorship, Noun, Publication, Work, now
from app.services.actor import Actor
from app.services.catalog import owner, stored_html, version_order
from app.services.editing import venues
from app.services.history import recording as history_recording
from app.services.history.recording import Recording

Values = dict[str, Any]


def show(slug: str, version: int, actor: Actor, form_key: str | None) -> int | None:
    """Show this version in the list; return the revision's id, or None if it is shown already."""
    with history_recording.recording(actor, Action.SAVE, "Shown", form_key=form_key) as recording:
        work = version_order.work_at(slug)
        chosen = version_order.get_version(work, version)
        label = version_order.version_label(chosen)
        recording.title = message(
            "Chose “%(version)s” as the shown version of “%(title)s”",
            version=label,
            title=_title(work),
        )
        recording.watch(Noun.WORK, work.id)
        if chosen is not work.publications[0]:
            work.updated_at = now()
            version_order.put_first(work, chosen)
    return recording.revision_id


def remove(slug: str, version: int, actor: Actor, form_key: str | None) -> int | None:
    """Delete a version; return the revision's id.

    Raises NoSuchRecordError, and OnlyVersionError for the only version.
    """
    with history_recording.recording(
        actor, Action.DELETE, "Removed", form_key=form_key
    ) as recording:
        work = version_order.work_at(slug)
        leaving = version_order.one_of_several(work, version)
        recording.title = message(
            "Removed the version “%(version)s” of “%(title)s”",
            version=version_order.version_label(leaving),
            title=_title(work),
        )
        recording.watch(Noun.WORK, work.id)
        work.updated_at = now()
        work.publications.remove(leaving)
        db.session.flush()
        version_order.arrange_versions(work)
    return recording.revision_id


@dataclass(frozen=True)
class Addition:
    """A work that gets another version."""

    work: Work

    @property
    def title(self) -> str:
        """The title of the version shown, as plain text."""
        return _title(self.work)

    def values(self) -> Values:
        """Return the initial values of the form."""
        empty = {"type": "", "genre": "", "venue": "", "year": None, "doi": "", "arxiv_id": ""}
        status = Status.PUBLISHED.value
        return {"title": self.work.publications[0].title, "status": status, **empty}


def addition(slug: str) -> Addition:
    """Return the work that gets another version. Raises NoSuchRecordError."""
    return Addition(version_order.work_at(slug))


def add(slug: str, values: Values, actor: Actor, form_key: str | None) -> int | None:
    """Add a version with the authors of the one shown; return the revision's id."""
    with history_recording.recording(actor, Action.ADD, "Added", form_key=form_key) as recording:
        work = version_order.work_at(slug)
        recording.title = message("Added a version of “%(title)s”", title=_title(work))
        recording.watch(Noun.WORK, work.id)
        work.publications.append(_new_version(work, values, recording))
        work.updated_at = now()
        db.session.flush()
        version_order.arrange_versions(work)
    return recording.revision_id


def _title(work: Work) -> str:
    return work.publications[0].title_text


def _new_version(work: Work, values: Values, recording: Recording) -> Publication:
    kind, venue = PublicationType(values["type"]), values["venue"]
    made = Publication(
        position=work.publications[-1].position + 1,
        type=kind,
        genre=values["genre"] or None,
        status=Status(values["status"]),
        title=values["title"],
        venue=venues.ensure_venue(venue, None, kind, recording) if venue else None,
        year=values["year"],
        doi=values["doi"] or None,
        arxiv_id=values["arxiv_id"] or None,
        authorships=[_copy(authorship) for authorship in work.publications[0].authorships],
    )
    stored_html.render(made, owner.owner_id())
    return made


def _copy(authorship: Authorship) -> Authorship:
    return Authorship(
        position=authorship.position,
        person_id=authorship.person_id,
        name_as_published=authorship.name_as_published,
        is_corresponding=authorship.is_corresponding,
        equal_contribution=authorship.equal_contribution,
        role=authorship.role,
    )
