"""Live previews of LaTeX and Markdown fields."""

from typing import Literal

from flask import Blueprint, Flask, abort, request
from markupsafe import Markup

from app.bibliography import latex
from app.bibliography.latex.unclosed import unclosed_sign
from app.services.catalog import profile

blueprint = Blueprint("preview", __name__)
MAX_LENGTH = 200_000


def configure(app: Flask) -> None:
    """Add the template global for previews."""
    app.jinja_env.globals["previewed"] = previewed


@blueprint.post("/fragments/edit/preview/<any(latex, markdown):kind>")
def fragment(kind: Literal["latex", "markdown"]) -> Markup:
    """Render the text of the form field named by `field`; nothing is saved."""
    text = request.form.get(request.args.get("field", ""), "")
    if len(text) > MAX_LENGTH:
        abort(413)
    return previewed(kind, text)


def previewed(kind: Literal["latex", "markdown"], text: str) -> Markup:
    """Return a text as safe HTML, with a message if something in it is not closed."""
    html = Markup(profile.biography_html(text) if kind == "markdown" else latex.to_html(text))
    preview = Markup('<div class="prose" dir="auto">{}</div>').format(html)
    if message := unclosed_sign(text) if kind == "latex" else "":
        preview += Markup('<p class="unclosed" role="status" dir="auto">{}</p>').format(message)
    return preview
