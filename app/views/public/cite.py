"""How to cite a work, as a page and as a dialog."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.services import cache
from app.services.catalog import profile
from app.services.exporting import citations
from app.services.exporting.citations import WorkCitation
from app.views import responses
from app.web.languages import in_languages
from app.web.response_cache import public

blueprint = Blueprint("citing", __name__)


@blueprint.get("/publications/<slug>/cite")
@in_languages
@public()
def page(slug: str) -> ResponseReturnValue:
    """Show how to cite a work."""
    citation = _citation(slug)
    if citation is None:
        return responses.moved(slug)
    html = render_template(
        "public/cite/page.html", citation=citation, slug=slug, footer=profile.footer()
    )
    return _of_work(html, slug)


@blueprint.get("/fragments/publications/<slug>/cite")
@in_languages
@public()
def fragment(slug: str) -> ResponseReturnValue:
    """Render the dialog."""
    citation = _citation(slug)
    if citation is None:
        return responses.moved(slug)
    html = render_template("public/cite/fragment.html", citation=citation, slug=slug)
    return _of_work(html, slug)


def _citation(slug: str) -> WorkCitation | None:
    return citations.work_citation(cache.change_count(), slug, security.sees_drafts())


def _of_work(html: str, slug: str) -> Response:
    return responses.part(html, url_for("publications.page", slug=slug))
