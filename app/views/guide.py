"""The guide, for people who are signed in."""

import re

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup

from app.services.guide import pages, search
from app.translations.current import current_language
from app.translations.languages import SOURCE
from app.web import fragments

blueprint = Blueprint("guide", __name__)
ADDRESS = "/edit/help"
EDITING = re.compile(r"/edit(/|$)")
# The page of the guide about what is at an address, and the heading there; the first one counts.
TOPICS = (
    ("help", ""),
    ("import", "import"),
    ("duplicates", "duplicates"),
    ("works/[^/]+/join", "duplicates#joining-and-splitting"),
    ("works/[^/]+/versions", "works#versions"),
    ("featured", "works#selected-work"),
    ("new/work", "works#add-a-work"),
    ("works/[^/]+", "works#edit-a-work"),
    ("works", "works#many-works-at-once"),
    ("trash", "history#the-trash"),
    ("history", "history"),
    ("health", "site-health"),
    ("(people|new/person)", "profile#students-and-collaborators"),
    ("(sections|new/section)", "profile#sections"),
    ("(topics|new/topic)", "profile#topics"),
    ("portrait", "profile#portrait"),
    ("biography", "profile#biography"),
    ("profile", "profile#name-position-and-links"),
    ("languages", "profile"),
    ("start", "first-steps#make-it-yours"),
    ("cv", "cv#choose-what-is-in-it"),
    ("account/backup", "backup"),
    ("account/two-step", "accounts#two-step-sign-in"),
    ("accounts", "accounts#invite-someone"),
    ("account", "accounts"),
)
# What an editor can do about an error.
ERRORS = {413: "troubleshooting#too-large", 507: "troubleshooting#the-disk-is-full"}


@blueprint.get(ADDRESS)
def overview() -> str:
    """Show what the guide has, or what was found in it."""
    query = request.args.get("q", "").strip()
    results = search.search_guide(query) if query else []
    found = pages.find_page("") or abort(404)
    return render_template("editing/help/overview.html", page=found, query=query, results=results)


@blueprint.get(f"{ADDRESS}/<path:name>")
def page(name: str) -> str:
    """Show a page of the guide."""
    found = pages.find_page(name) or abort(404)
    return render_template("editing/help/page.html", page=found)


@blueprint.get(f"{ADDRESS}/files/<path:name>")
def file(name: str) -> Response:
    """Send a picture or a file that a page of the guide links to."""
    path = pages.find_file(name) or abort(404)
    mimetype = "image/png" if path.suffix == ".png" else "text/plain"
    return Response(path.read_bytes(), mimetype=mimetype)


def help_url() -> str | None:
    """Return the URL of the guide's page about what this request shows to an editor."""
    path = fragments.page_path(request.path)
    # Compiled when first asked, for a start needs none of them.
    found = (topic for begin, topic in TOPICS if re.match(rf"/edit/{begin}(/|$)", path))
    return _url(next(found, ""))


def error_help_url(code: int) -> str | None:
    """Return the URL of what the guide says about an error on the owner's side."""
    is_editing = EDITING.match(fragments.page_path(request.path))
    return _url(ERRORS.get(code, "")) if is_editing else None


def english_part() -> Markup:
    """Return the attributes of an element with English text, "" on an English page."""
    return Markup("" if current_language() == SOURCE else f' lang="{SOURCE}" dir="ltr"')


def configure(app: Flask) -> None:
    """Add the template globals that lead to the guide."""
    app.jinja_env.globals.update(
        help_url=help_url, error_help_url=error_help_url, english_part=english_part
    )


def _url(topic: str) -> str | None:
    name, _, anchor = topic.partition("#")
    return url_for("guide.page", name=name, _anchor=anchor or None) if name else None
