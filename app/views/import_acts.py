"""What the buttons of a preview do; each of them keeps first what was chosen on its page."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from app import security
from app.forms import importing as forms
from app.services.importing import batches, choices, outcomes, repair, review, worker
from app.services.importing.review import Mending, View
from app.views import import_desk
from app.views.editing import form_page

Act = Callable[[int, View, str], ResponseReturnValue]


def answer(batch_id: int, view: View) -> ResponseReturnValue:
    """Keep what was chosen on a page of the preview, and do what the button says."""
    _, data = form_page.acted()
    asked = forms.read(data, review.ON_A_PAGE)
    choices.choose(batch_id, asked.choices)
    repair.keep(batch_id, asked.typed)
    return ACTS.get(asked.do, _back)(batch_id, view, asked.what)


def _back(batch_id: int, view: View, anchor: str = "") -> ResponseReturnValue:
    return redirect(import_desk.page_url(batch_id, view, anchor or None), 303)


def _show(batch_id: int, present: View, what: str) -> ResponseReturnValue:
    view = review.of_words(what)
    is_leafed = view.state == present.state and view != present
    anchor = "entries" if is_leafed else view.anchor
    return _back(batch_id, view, anchor)


def _choose_all(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    decision, _, state = what.partition(".")
    choices.choose_all(batch_id, decision, state)
    return _back(batch_id, view, f"all-{decision}-{state}")


def _take_topics(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    how, _, state = what.partition(".")
    choices.take_suggested(batch_id, state, all_of_them=how == "all")
    return _back(batch_id, view, f"topics-{how}-{state}")


def _mend(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    position = forms.number(what)
    if position is None:
        return _back(batch_id, view)
    text = forms.source(security.form_data(), position)
    try:
        problem = repair.mend(batch_id, position, text)
    except repair.IsReadError as error:
        desk = import_desk.find(batch_id)
        desk.refused = str(error)
        return import_desk.show(desk, 409)
    if problem is None:
        return _back(batch_id, review.holding(batch_id, position), f"entry-{position}")
    desk = import_desk.find(batch_id)
    desk.mending[position] = Mending(text, problem)
    return import_desk.show(desk, 422)


def _import(batch_id: int, view: View, _: str) -> ResponseReturnValue:
    counts = outcomes.preview_counts(batch_id)
    if counts.chosen + counts.kept and batches.ask(batch_id):
        worker.start(batch_id)
    return _back(batch_id, view)


ACTS: dict[str, Act] = {
    "show": _show,
    "all": _choose_all,
    "topics": _take_topics,
    "mend": _mend,
    "import": _import,
}
