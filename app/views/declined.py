"""Buttons that take back what the owner declined; the page of imports lists it."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.services.editing import declined
from app.views.editing import form_page

blueprint = Blueprint("declined", __name__)


@blueprint.post("/edit/import/declined/<int:declined_id>/deletion")
def take_back(declined_id: int) -> ResponseReturnValue:
    """Take back one declined entry."""
    editor, _ = form_page.authorized_post()
    return _redirect(declined.take_back(declined_id, editor))


@blueprint.post("/edit/import/declined/deletion")
def take_back_all() -> ResponseReturnValue:
    """Take back everything that is declined."""
    editor, _ = form_page.authorized_post()
    return _redirect(declined.take_back(None, editor))


def _redirect(revision_id: int | None) -> ResponseReturnValue:
    return redirect(url_for("imports.page", done=revision_id), 303)
