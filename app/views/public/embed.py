"""The list in a frame of another site's page, without what surrounds it on this site."""

from dataclasses import replace

from flask import Blueprint, Flask, current_app, render_template
from flask.typing import ResponseReturnValue

from app.services import cache
from app.services.catalog import owner, works
from app.services.catalog.selection import PublicFilter
from app.services.catalog.works import WorkList
from app.translations.text import gettext as _
from app.views import responses, urls
from app.web import policy
from app.web.costs import expensive
from app.web.languages import in_languages
from app.web.response_cache import public
from app.web.site_address import absolute_url

blueprint = Blueprint("embed", __name__)
WIDTH, HEIGHT = 640, 600
# Nobody edits in a frame, where a page could be laid over what is pressed.
IN_FRAME = {
    "editor": None,
    "previewer": None,
    "in_frame": True,
    "page_url": urls.embed_url,
    "more_url": urls.embed_more_url,
}


def configure(app: Flask) -> None:
    """Add the template globals by which pages offer the list to others."""
    app.jinja_env.globals.update(embed_code=embed_code, embed_hosts=embed_hosts)


@blueprint.get("/embed")
@in_languages
@expensive(urls.shows_many)
@public(urls.canonical_query)
def page() -> ResponseReturnValue:
    """Show the filtered list as visitors see it, whoever looks at it."""
    policy.allow_frames(embed_hosts())
    if moved := responses.merged_choices():
        return moved
    listed = responses.known(works.work_list(cache.change_count(), _selection()))
    address, name = (
        urls.list_url(listed.selection.on_page(1)),
        owner.owner_name() or _("A new site"),
    )
    html = render_template(
        "public/embed/page.html",
        list=listed,
        owner=name,
        title=list_title(listed, name),
        list_address=address,
        **IN_FRAME,
    )
    return responses.part(html, address.partition("#")[0])


@blueprint.get("/fragments/embed")
@in_languages
@expensive(lambda query: query.get("page") == "all")
@public(urls.canonical_query)
def more() -> ResponseReturnValue:
    """Render the works that a page adds to the page before."""
    if moved := responses.merged_choices():
        return moved
    found = responses.known(works.further_works(cache.change_count(), _selection()))
    html = render_template("public/works/more_fragment.html", list=found, **IN_FRAME)
    return responses.part(html, urls.page_url(found.selection.on_page(1)))


def list_title(listed: WorkList, name: str) -> str:
    """Return the title of a list that stands on another site: whose it is, and of what."""
    chosen = ", ".join(listed.chosen_labels)
    if not chosen:
        return _("Publications by %(owner)s", owner=name)
    return _("Publications by %(owner)s: %(chosen)s", owner=name, chosen=chosen)


def embed_hosts() -> str:
    """Return the hosts whose pages may show the list, "" if there are none."""
    return str(current_app.config["EMBED_HOSTS"])


def embed_code(listed: WorkList, name: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return the HTML by which another page shows the list."""
    return render_template(
        "public/embed/frame.html",
        address=absolute_url(urls.embed_url(listed.selection.on_page(1))),
        title=list_title(listed, name),
        width=width,
        height=height,
    ).strip()


def _selection() -> PublicFilter:
    return replace(urls.requested_filter(), drafts=False)
