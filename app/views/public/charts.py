"""Charts of the publications, as a page and as a part of the profile."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.services import cache
from app.services.catalog import profile
from app.services.catalog.charts import charts
from app.views import responses
from app.web.languages import in_languages
from app.web.response_cache import public

blueprint = Blueprint("charts", __name__)


@blueprint.get("/charts")
@in_languages
@public()
def page() -> ResponseReturnValue:
    """Show the charts."""
    owner = profile.header()
    return render_template(
        "public/charts/page.html",
        charts=charts.charts(owner.changes if owner else 0, security.sees_drafts()),
        footer=owner.footer if owner else None,
    )


@blueprint.get("/fragments/charts")
@in_languages
@public()
def fragment() -> ResponseReturnValue:
    """Render the charts for the profile."""
    found = charts.charts(cache.change_count(), security.sees_drafts())
    html = render_template("public/charts/fragment.html", charts=found)
    return responses.part(html, url_for(".page"))
