"""The queue of possible duplicates: pairs of works to join or keep apart."""

from collections.abc import Callable

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.services.actor import Actor
from app.services.editing import duplicate_pairs, duplicates
from app.services.editing.duplicates import NotTwoWorksError
from app.services.history import recording, timeline
from app.translations.text import said_by
from app.views.editing import form_page, notice

blueprint = Blueprint("duplicates", __name__)
QUEUE = "/edit/duplicates"
KEPT = f"{QUEUE}/kept"
Data = MultiDict[str, str]


@blueprint.get(QUEUE)
def page() -> ResponseReturnValue:
    """Show a page of the queue and the result of the last action."""
    return _queue(notice.revision_id(), _pair(request.args), _number(request.args, "at"))


@blueprint.post(QUEUE)
@blueprint.post(f"/fragments{QUEUE}", endpoint="fragment")
def act() -> ResponseReturnValue:
    """Join two works, keep them apart, or undo that."""
    editor, data = form_page.authorized_post()
    action = ACTIONS.get(data.get("do", "")) or abort(400)
    at = _number(data, "at")
    try:
        done, kept = action(data, editor)
    except NotTwoWorksError as refusal:
        return _queue(None, None, at, 409, refused=said_by(refusal))
    if form_page.is_fragment():
        return _queue(done, kept, at)
    apart = f"{kept[0]}.{kept[1]}" if kept else None
    number = _number(request.args, "page") or None
    return redirect(url_for(".page", page=number, done=done, apart=apart, at=at), 303)


@blueprint.get(KEPT)
def kept() -> ResponseReturnValue:
    """Show the dismissed pairs."""
    return _kept()


@blueprint.post(KEPT)
@blueprint.post(f"/fragments{KEPT}", endpoint="kept_fragment")
def undismiss() -> ResponseReturnValue:
    """Undo the dismissal of a pair."""
    editor, data = form_page.authorized_post()
    try:
        _undismiss(data, editor)
    except NotTwoWorksError as refusal:
        return _kept(409, refused=said_by(refusal))
    if form_page.is_fragment():
        return _kept(again=True)
    return redirect(url_for(".kept", page=_number(request.args, "page") or None), 303)


def _join(data: Data, editor: Actor) -> tuple[int | None, None]:
    shown = _number(data, "shown") or None
    return duplicates.join(*_works(data), shown, editor, data.get("key")), None


def _dismiss(data: Data, editor: Actor) -> tuple[None, tuple[int, int]]:
    works = _works(data)
    duplicates.dismiss(*works, editor)
    return None, works


def _undismiss(data: Data, _: Actor) -> tuple[None, None]:
    duplicates.undismiss(*_works(data))
    return None, None


ACTIONS: dict[str, Callable[[Data, Actor], tuple[int | None, tuple[int, int] | None]]] = {
    "join": _join,
    "apart": _dismiss,
    "back": _undismiss,
}


def _queue(
    done: int | None, kept: tuple[int, int] | None, at: int, status: int = 200, **context: object
) -> ResponseReturnValue:
    queue = duplicates.duplicates_page(_number(request.args, "page"))
    has_acted = bool(done or kept or context or request.method == "POST")
    last = max(0, len(queue.pairs) - 1)
    alone = form_page.is_fragment()
    html = render_template(
        "editing/duplicates/_queue.html" if alone else "editing/duplicates/page.html",
        queue=queue,
        revision=timeline.revision_to_announce(done),
        apart=duplicates.dismissed_works(*kept) if kept else None,
        focus=min(at, last) if has_acted else None,
        **context,
    )
    return make_response(html, status)


def _kept(status: int = 200, **context: object) -> ResponseReturnValue:
    template = "editing/duplicates/_dismissed.html"
    html = render_template(
        template if form_page.is_fragment() else "editing/duplicates/dismissed.html",
        shown=duplicate_pairs.dismissed_page(_number(request.args, "page")),
        **context,
    )
    return make_response(html, status)


def _works(data: Data) -> tuple[int, int]:
    return _number(data, "one"), _number(data, "other")


def _pair(args: MultiDict[str, str]) -> tuple[int, int] | None:
    one, _, other = args.get("apart", "").partition(".")
    given = MultiDict({"one": one, "other": other})
    return _works(given) if one and other else None


def _number(data: MultiDict[str, str], name: str) -> int:
    """Return a number from a query string or form, 0 if it is missing or invalid."""
    given = data.get(name, "")
    return int(given) if recording.is_id(given) else 0
