"""The curriculum vitae: a page to print, and the same as a Word and a LaTeX file."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.bibliography.document.cv import Paper, ReferenceStyle
from app.services.catalog import owner, profile, slugs
from app.services.exporting.cv import content, print_style, rich_text, wording, years
from app.services.exporting.cv.content import Cv
from app.services.exporting.cv.files import FILES
from app.services.exporting.cv.options import CvOptions, parse_options
from app.views import responses
from app.web import robots
from app.web.costs import expensive, give_way
from app.web.languages import in_languages
from app.web.response_cache import public
from app.web.robots import indexed
from app.web.site_address import absolute_url

blueprint = Blueprint("cv", __name__)


def _options() -> CvOptions:
    return parse_options(request.args.to_dict(flat=False))


def _canonical_query() -> str | None:
    options = _options()
    return options.query if options.is_common else None


@blueprint.get("/cv")
@in_languages
@indexed
@expensive()
@public(_canonical_query)
def page() -> ResponseReturnValue:
    """Show the CV; redirect from the address that the form for its options makes."""
    options = _options()
    if "form" in request.args:
        return redirect(_url("page", content.without_usual_sections(options)), 302)
    cv = _found(options)
    if options.query:
        robots.forbid()
    return render_template(
        "public/cv/page.html",
        cv=cv,
        footer=profile.footer(),
        year_choices=years.choices(options.years, cv.made_on),
        wording=wording,
        to_html=rich_text.to_html,
        styles=ReferenceStyle,
        papers=Paper,
        files=[
            (kind.label, _url("file", options, suffix=suffix)) for suffix, kind in FILES.items()
        ],
    )


@blueprint.get("/cv.<any(docx, tex):suffix>")
@in_languages
@expensive()
@public(_canonical_query)
def file(suffix: str) -> ResponseReturnValue:
    """Return the CV as a file for a word processor or for LaTeX."""
    options = _options()
    cv = _found(options)
    response = Response(FILES[suffix].write(cv, give_way), content_type=FILES[suffix].mimetype)
    name = "-".join(filter(None, (slugs.readable(cv.name), "cv", slugs.readable(cv.years))))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response.headers["Link"] = responses.canonical_link(_url("page", options))
    return response


@blueprint.get("/cv.css")
@public(lambda: f"paper={_paper()}")
def page_style() -> Response:
    """Return the style of printed pages."""
    css = print_style.page_style(owner.owner_name() or "", _paper())
    return Response(css, mimetype="text/css")


def _paper() -> Paper:
    return _options().paper or Paper.A4


def _found(options: CvOptions) -> Cv:
    home = absolute_url(url_for("profile.page"))
    return content.curriculum(options, home, give_way) or abort(404)


def _url(endpoint: str, options: CvOptions, **values: Any) -> str:
    path = url_for(f".{endpoint}", **values)
    return f"{path}?{options.query}" if options.query else path
