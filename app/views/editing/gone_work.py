"""A work, or a version of it, that was deleted while its form was open: what was typed stays."""

import re
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.work import WorkForm
from app.services.editing import works
from app.services.history.snapshots import Record
from app.views.editing import form_page, work_form, work_places
from app.views.editing.subject import Gone, Place


@dataclass(frozen=True)
class GoneWork(Gone):
    """The form of a work as it was sent."""

    slug: str
    version: int | None

    kind, template, form_class = "Work", "editing/works/_form.html", WorkForm
    edited = None
    values = staticmethod(works.blank)

    @property
    def own_form(self) -> str | None:
        """Where the version is edited that became a work of its own, or another's."""
        slug = works.holder_of(self.version)
        return work_places.place_of(0, slug, None, is_draft=True).page if slug else None

    @property
    def place(self) -> Place:
        """Where the form stood: it said so itself."""
        said = re.fullmatch(r"work-(\d{1,18})", security.form_data().get("place", ""))
        id_ = int(said[1]) if said else 0
        return work_places.place_of(id_, self.slug, self.version, is_draft=True)

    def records(self) -> list[Record]:
        """There are none any more."""
        return []

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what the form did while the work was there."""
        if not form_page.is_fragment():
            return redirect(url_for("works_table.page", done=revision_id), 303)
        return work_form.in_place("editing/works/_deleted.html", revision_id)
