"""Names of co-authors that may be of one person: to merge, or to keep apart."""

from collections.abc import Callable

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.services.actor import Actor
from app.services.editing.author_names import decisions, pairs
from app.services.editing.author_names.decisions import NotTwoNamesError
from app.services.history import timeline
from app.translations.text import said_by
from app.views.editing import form_page, notice

blueprint = Blueprint("edit_names", __name__)
Data = MultiDict[str, str]
ADDRESS = "/edit/people/names"


@blueprint.get(ADDRESS)
def page() -> ResponseReturnValue:
    """Show a page of the pairs, the merged names, and the result of the last action."""
    return _page()


@blueprint.post(ADDRESS)
def act() -> ResponseReturnValue:
    """Merge two names or keep them apart, or undo that."""
    editor, data = form_page.authorized_post()
    action = ACTIONS.get(data.get("do", "")) or abort(400)
    try:
        done = form_page.idempotent(data, lambda key: action(data, editor, key))
    except NotTwoNamesError as refusal:
        return _page(409, refused=said_by(refusal))
    apart = ".".join(sorted(_slugs(data))) if action is _keep_apart else None
    number = request.args.get("page", type=int)
    return redirect(url_for(".page", page=number, done=done, apart=apart), 303)


def _merge(data: Data, editor: Actor, key: str | None) -> int | None:
    return decisions.merge(*_slugs(data), editor, key)


def _separate(data: Data, editor: Actor, key: str | None) -> int | None:
    person_id = data.get("person", type=int) or abort(400)
    return decisions.separate(person_id, data.get("name", ""), editor, key)


def _keep_apart(data: Data, editor: Actor, _key: str | None) -> None:
    decisions.keep_apart(*_slugs(data), editor)


def _suggest_again(data: Data, _editor: Actor, _key: str | None) -> None:
    decisions.suggest_again(*_slugs(data))


ACTIONS: dict[str, Callable[[Data, Actor, str | None], int | None]] = {
    "same": _merge,
    "separate": _separate,
    "different": _keep_apart,
    "again": _suggest_again,
}


def _page(status: int = 200, **context: object) -> ResponseReturnValue:
    apart = tuple(request.args.get("apart", "").split("."))
    html = render_template(
        "editing/names/page.html",
        listing=pairs.names_page(request.args.get("page", 1, type=int), request.args.get("of", "")),
        merged=decisions.merged_people(),
        apart=apart if apart in pairs.dismissed_pairs() else None,
        revision=timeline.revision_to_announce(notice.revision_id()),
        **context,
    )
    return make_response(html, status)


def _slugs(data: Data) -> tuple[str, str]:
    return data.get("one", ""), data.get("other", "")
