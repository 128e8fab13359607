"""What the forms of works are about, and where they stand."""

import re
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.work import WorkForm
from app.services.actor import Actor
from app.services.catalog import cards
from app.services.catalog.selection import PublicFilter
from app.services.editing import works
from app.services.editing.works import EditedWork, WorkState
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.views.editing import form_page, refresh
from app.views.editing.subject import DeletedSubject, FormTarget

STATES = {"publish": WorkState.PUBLISHED, "draft": WorkState.DRAFT}


@dataclass(frozen=True)
class KnownWork:
    """A work with the one of its versions that is edited."""

    edited: EditedWork

    kind, template = "Work", "editing/works/_form.html"

    @property
    def form_class(self) -> type[WorkForm]:
        """The form, which knows whose address and DOI are its own."""

        class EditedWorkForm(WorkForm):
            work_id, publication_id = self.edited.work.id, self.edited.publication.id

        return EditedWorkForm

    @property
    def heading(self) -> str:
        """The title of the version, as plain text."""
        return self.edited.publication.title_text

    @property
    def place(self) -> FormTarget:
        """Where the work stands in the list."""
        work, version = self.edited.work, self.edited.publication.id
        # By its number, where there are several: another may become the one shown meanwhile.
        chosen = version if len(work.publications) > 1 else None
        return place_of(work.id, work.slug, chosen, is_draft=self.edited.is_draft)

    def records(self) -> list[RecordRef]:
        """The work, and the venue of the version."""
        return self.edited.records()

    def values(self) -> dict[str, Any]:
        """What there is of both."""
        return self.edited.values()

    def save(self, form: WorkForm, editor: Actor) -> int | None:
        """Write the form."""
        return works.save(self.edited, form.values(), _state(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the work as the list shows it."""
        context = shown(self.edited.work.slug)
        answer = form_page.done(self, "public/works/entry_fragment.html", revision_id, **context)
        return refresh.with_works(answer, revision_id)


class NewWork:
    kind, template = "Work", "editing/works/_form.html"
    edited, heading = None, "New work"
    values = staticmethod(works.blank_values)

    @property
    def form_class(self) -> type[WorkForm]:
        """The form, which knows whether it is to be a version of the work that has its DOI."""

        class NewWorkForm(WorkForm):
            joins = _pressed() == "version"

        return NewWorkForm

    @property
    def place(self) -> FormTarget:
        """Where the button stood."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """There are none yet."""
        return []

    def save(self, form: WorkForm, editor: Actor) -> int | None:
        """Add the work, or what was typed to the work that has its DOI."""
        if form.joins and form.holder:
            work_id = form.holder.work_id
            return works.add_version(work_id, form.values(), editor, form.sending)
        return works.add(form.values(), _state(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the button once more, and the new work beside it."""
        slug = works.changed_by(revision_id)
        if slug is None:
            return redirect(url_for("works_table.page"), 303)
        if not form_page.is_fragment():
            return redirect(url_for("edit_works.work", slug=slug), 303)
        is_new = slug == works.made_by(revision_id)
        answer = in_place("editing/works/_added.html", revision_id, is_new=is_new, **shown(slug))
        return refresh.with_works(answer, revision_id)


def requested_version() -> int | None:
    """Return the version that a form is of, by its address or else by what it was opened with."""
    sent = request.form.get("edited", type=int) if request.method == "POST" else None
    return request.args.get("version", sent, type=int)


def shown(slug: str) -> dict[str, Any]:
    """Return what an entry of the list needs, drafts included."""
    entry = cards.work_card(slug, whole=False, drafts=True)
    return {"entry": entry, "list": {"selection": PublicFilter()}}


def in_place(template: str, revision_id: int | None, **context: Any) -> str:
    """Render what was just saved or deleted, with its undoing."""
    revision = timeline.message(revision_id)
    return render_template(template, revision=revision, focus=True, **context)


def _state() -> WorkState | None:
    """Return the state that the pressed button sets, or None."""
    return STATES.get(_pressed())


def _pressed() -> str:
    return security.form_data().get("do", "")


@dataclass(frozen=True)
class DeletedWork(DeletedSubject):
    """The form of a work as it was sent."""

    slug: str
    version: int | None

    kind, template, form_class = "Work", "editing/works/_form.html", WorkForm
    edited = None
    values = staticmethod(works.blank_values)

    @property
    def own_form(self) -> str | None:
        """Where the version is edited that became a work of its own, or another's."""
        slug = works.holder_of(self.version)
        return place_of(0, slug, None, is_draft=True).page if slug else None

    @property
    def place(self) -> FormTarget:
        """Where the form stood: it said so itself."""
        said = re.fullmatch(r"work-(\d{1,18})", security.form_data().get("place", ""))
        id_ = int(said[1]) if said else 0
        return place_of(id_, self.slug, self.version, is_draft=True)

    def records(self) -> list[RecordRef]:
        """There are none any more."""
        return []

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what the form did while the work was there."""
        if not form_page.is_fragment():
            return redirect(url_for("works_table.page", done=revision_id), 303)
        return in_place("editing/works/_deleted.html", revision_id)


def place_of(
    work_id: int, slug: str, version: int | None = None, *, is_draft: bool = False
) -> FormTarget:
    """Return where the form of a work, or of one of its versions, goes and stands."""
    back = url_for("works_table.page") if is_draft else url_for("publications.page", slug=slug)
    return FormTarget(
        page=url_for("edit_works.work", slug=slug, version=version),
        fragment=url_for("edit_works.work_fragment", slug=slug, version=version),
        id=f"work-{work_id}",
        back=back,
        restore=url_for("edit_works.work_shown", slug=slug),
        tag="article",
    )


def place_of_new() -> FormTarget:
    """Return where the form of a new work goes and stands."""
    return FormTarget(
        page=url_for("edit_works.new"),
        fragment=url_for("edit_works.new_fragment"),
        id="new-work",
        back=url_for("works_table.page"),
        restore=url_for("edit_works.new_shown"),
        tag="article",
    )
