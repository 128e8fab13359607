"""The form that begins imports, as it is opened, sent, refused and followed."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.forms.importing import BeginForm
from app.services.actor import Editor
from app.services.importing import listing

TOO_LARGE = (
    "That is more than {size:.3g} MB: more than this site takes at once. Whoever runs it can"
    " import it with “flask --app wsgi import”."
)


def opened() -> BeginForm:
    """Return an empty form."""
    form = _stand(BeginForm(meta={"token": editor().token}))
    form.key.data = secrets.token_urlsafe(16)
    return form


def sent() -> BeginForm:
    """Return the form as it was sent, with its files."""
    given = security.form_data().items(multi=True)
    everything: MultiDict[str, Any] = MultiDict([*given, *request.files.items(multi=True)])
    return _stand(BeginForm(everything, meta={"token": editor().token}))


def show(form: BeginForm, status: int = 200) -> ResponseReturnValue:
    """Answer the page of imports."""
    html = render_template("editing/imports/page.html", form=form, imports=listing.recent())
    return make_response(html, status)


def too_large() -> ResponseReturnValue:
    """Answer the page with what is too much said beside the files: nothing of it was read."""
    form = opened()
    size = current_app.config["MAX_CONTENT_LENGTH"] / 1024 / 1024
    form.files.errors = [TOO_LARGE.format(size=size)]
    return show(form, 422)


def begun(ids: Sequence[int]) -> ResponseReturnValue:
    """Lead to the import that was begun; to all of them, where there are several."""
    if len(ids) == 1:
        return redirect(url_for("imports.one", batch_id=ids[0]), 303)
    return redirect(url_for("imports.page", _anchor="earlier"), 303)


def editor() -> Editor:
    """Return who sends the form."""
    return security.require()


def _stand(form: BeginForm) -> BeginForm:
    form.stand_at("import")
    largest = current_app.config["MAX_CONTENT_LENGTH"]
    form.files.render_kw = {**(form.files.render_kw or {}), "data-largest": largest}
    return form
