"""The subjects of the work forms: an existing, a new or a deleted work."""

import re
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.new_work import NewWorkForm
from app.forms.work import WorkForm
from app.services.actor import Actor
from app.services.catalog import cards
from app.services.editing import works
from app.services.editing.works import EditedWork, WorkState
from app.services.history.snapshots import RecordRef
from app.translations.text import lazy_gettext
from app.views.editing import form_page, refresh
from app.views.editing.subject import DeletedSubject, FormTarget

STATES = {"publish": WorkState.PUBLISHED, "draft": WorkState.DRAFT}


@dataclass(frozen=True)
class KnownWork:
    """A work and the version being edited."""

    edited: EditedWork

    kind, template = lazy_gettext("Work"), "editing/works/_form.html"

    @property
    def form_class(self) -> type[WorkForm]:
        """The form, with the ids of the work and version that may keep their slug and DOI."""

        class EditedWorkForm(WorkForm):
            work_id, publication_id = self.edited.work.id, self.edited.publication.id

        return EditedWorkForm

    @property
    def heading(self) -> str:
        """The plain-text title of the version."""
        return self.edited.publication.title_text

    @property
    def place(self) -> FormTarget:
        """The place of the work in the list."""
        work, version = self.edited.work, self.edited.publication.id
        # The id of the version is needed because another one may become the version shown.
        chosen = version if len(work.publications) > 1 else None
        return place_of(work.id, work.slug, chosen)

    def records(self) -> list[RecordRef]:
        """The work and the venue of the version."""
        return self.edited.records()

    def values(self) -> dict[str, Any]:
        """The current values of the form."""
        return self.edited.values()

    def save(self, form: WorkForm, editor: Actor) -> int | None:
        """Save the form."""
        return works.save(self.edited, form.values(), _state(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the work."""
        context = shown(self.edited.work.slug)
        answer = form_page.done(self, "editing/works/entry_fragment.html", revision_id, **context)
        return refresh.with_works(answer, revision_id)


class NewWork:
    kind, template = lazy_gettext("Work"), "editing/works/_form.html"
    edited, heading = None, lazy_gettext("New work")
    values = staticmethod(works.blank_values)

    @property
    def form_class(self) -> type[NewWorkForm]:
        """The form; `joins` adds it as a version to the work with the same DOI or entry."""

        class JoiningForm(NewWorkForm):
            joins = _pressed() == "version"

        return JoiningForm

    @property
    def place(self) -> FormTarget:
        """The place of the button."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """Return none: the work does not exist yet."""
        return []

    def save(self, form: WorkForm, editor: Actor) -> int | None:
        """Add the work, or add it as a version to the work with the same DOI."""
        if form.joins and form.holder:
            work_id = form.holder.work_id
            return works.add_version(work_id, form.values(), editor, form.sending)
        return works.add(form.values(), _state(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the button and the new work."""
        slug = works.changed_by(revision_id)
        if slug is None:
            return redirect(url_for("works_table.page"), 303)
        if not form_page.is_fragment():
            return redirect(url_for("edit_works.work", slug=slug), 303)
        is_new = slug == works.made_by(revision_id)
        answer = form_page.in_place(
            "editing/works/_added.html", revision_id, is_new=is_new, **shown(slug)
        )
        return refresh.with_works(answer, revision_id)


def requested_version() -> int | None:
    """Return the version being edited: from the URL, else from the submitted form."""
    sent = request.form.get("edited", type=int) if request.method == "POST" else None
    return request.args.get("version", sent, type=int)


def shown(slug: str) -> dict[str, Any]:
    """Return the template context of a list entry, drafts included."""
    entry = cards.work_card(slug, whole=False, drafts=True)
    return {"entry": entry, "list": {"selection": refresh.page_filter()}}


def _state() -> WorkState | None:
    """Return the state set by the pressed button, or None."""
    return STATES.get(_pressed())


def _pressed() -> str:
    return security.form_data().get("do", "")


@dataclass(frozen=True)
class DeletedWork(DeletedSubject):
    """The submitted form of a deleted work."""

    slug: str
    version: int | None

    kind, template, form_class = lazy_gettext("Work"), "editing/works/_form.html", WorkForm
    edited = None
    values = staticmethod(works.blank_values)

    @property
    def own_form(self) -> str | None:
        """The form of the work that the version now belongs to, if it was split off or moved."""
        slug = works.holder_of(self.version)
        return place_of(0, slug).page if slug else None

    @property
    def place(self) -> FormTarget:
        """The place of the form, which it submits itself."""
        submitted = re.fullmatch(r"work-(\d{1,18})", security.form_data().get("place", ""))
        id_ = int(submitted[1]) if submitted else 0
        place = place_of(id_, self.slug, self.version)
        return replace(place, back=url_for("works_table.page"))

    def records(self) -> list[RecordRef]:
        """Return none: the work was deleted."""
        return []

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render what the form saved before the work was deleted."""
        if not form_page.is_fragment():
            return redirect(url_for("works_table.page", done=revision_id), 303)
        return form_page.in_place("editing/works/_deleted.html", revision_id)


def place_of(work_id: int, slug: str, version: int | None = None) -> FormTarget:
    """Return the target of the form of a work or version."""
    return FormTarget(
        page=url_for("edit_works.work", slug=slug, version=version),
        fragment=url_for("edit_works.work_fragment", slug=slug, version=version),
        id=f"work-{work_id}",
        back=url_for("publications.page", slug=slug),
        restore=url_for("edit_works.work_shown", slug=slug),
        tag="article",
    )


def place_of_new() -> FormTarget:
    """Return the target of the form for a new work."""
    return FormTarget(
        page=url_for("edit_works.new"),
        fragment=url_for("edit_works.new_fragment"),
        id="new-work",
        back=url_for("works_table.page"),
        restore=url_for("edit_works.new_shown"),
        tag="article",
    )
