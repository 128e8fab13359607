"""Live previews of LaTeX and Markdown fields."""

from typing import Literal

from flask import Blueprint, Flask, abort, request
from markupsafe import Markup

from app import security
from app.bibliography import latex
from app.bibliography.latex.unclosed import unclosed_sign
from app.forms.base import EditForm
from app.forms.profile import BiographyForm
from app.forms.section import EntryForm
from app.forms.version import VersionForm
from app.forms.work import WorkForm
from app.services import cache
from app.services.catalog import biography
from app.translations.text import format_number, translated
from app.translations.text import gettext as _
from app.views import urls

blueprint = Blueprint("preview", __name__)
FORMS: dict[str, tuple[type[EditForm], ...]] = {
    "latex": (WorkForm, VersionForm),
    "markdown": (BiographyForm, EntryForm),
}


def configure(app: Flask) -> None:
    """Add the template global for previews."""
    app.jinja_env.globals["previewed"] = previewed


@blueprint.post("/fragments/edit/preview/<any(latex, markdown):kind>")
@security.only_shows()
def fragment(kind: Literal["latex", "markdown"]) -> Markup:
    """Render the text of the form field named by `field`; nothing is saved."""
    name = request.args.get("field", "")
    cache.hold_no_lock()
    return previewed(kind, request.form.get(name, ""), _limit(kind, name))


def previewed(kind: Literal["latex", "markdown"], text: str, limit: int) -> Markup:
    """Return a text as safe HTML, with a message if something in it is not closed."""
    if len(text) > limit:
        return Markup('<p class="unclosed" role="status">{}</p>').format(
            _(
                "At most %(most)s characters; this has %(length)s.",
                most=format_number(limit),
                length=format_number(len(text)),
            )
        )
    html = urls.site_links(biography.to_html(text) if kind == "markdown" else latex.to_html(text))
    preview = Markup('<div class="prose" dir="auto">{}</div>').format(html)
    if kind == "latex" and (message := translated(unclosed_sign(text))):
        preview += Markup('<p class="unclosed" role="status" dir="auto">{}</p>').format(message)
    return preview


def _limit(kind: str, name: str) -> int:
    """Return how long the text of a field may be."""
    # A text in another language has the limit of the field itself.
    name = name.partition(".")[0]
    field = next((getattr(form, name) for form in FORMS[kind] if hasattr(form, name)), None)
    limit: int | None = getattr(field, "kwargs", {}).get("render_kw", {}).get("maxlength")
    return limit or abort(400)
