"""An import's page, and its desk alone where that is looked at again and again."""

from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.importing import repair, review, wording
from app.services.importing.review import Desk, View
from app.views.editing import form_page


def find(batch_id: int) -> Desk:
    """Return the import and the page of it that the address names."""
    return review.find(batch_id, review.view(request.args)) or abort(404)


def view_of(batch_id: int) -> View:
    """Return the view that the address asks for; 404 if there is no such import."""
    return review.view_of(batch_id, review.view(request.args)) or abort(404)


def show(desk: Desk, status: int = 200) -> ResponseReturnValue:
    """Answer an import, as a page or its desk alone."""
    alone = form_page.is_fragment()
    html = render_template(
        "editing/imports/_review.html" if alone else "editing/imports/review.html",
        review=desk,
        words=wording,
        view_url=lambda view: page_url(desk.batch.id, view),
        can_be_mended=repair.can_be_mended,
        is_alone=alone,
    )
    return make_response(html, status)


def page_url(batch_id: int, view: View, anchor: str | None = None) -> str:
    """Return the address of a page of an import's preview."""
    keys: dict[str, Any] = {**view.query, "_anchor": anchor}
    return url_for("imports.one", batch_id=batch_id, **keys)
