"""What the buttons of a preview do; each of them keeps first what was chosen on its page."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from app import security
from app.forms import importing as forms
from app.services.importing import batches, choices, counting, jobs, mending, pages
from app.services.importing.desks import Desk, Mending
from app.views import editing, import_desk

Act = Callable[[Desk, str], ResponseReturnValue]


def answer(desk: Desk) -> ResponseReturnValue:
    """Keep what was chosen, and do what the button says."""
    _, data = editing.acted()
    asked = forms.read(data, pages.ON_A_PAGE)
    choices.choose(desk.batch.id, asked.choices)
    mending.keep(desk.batch.id, asked.typed)
    return ACTS.get(asked.do, _back)(desk, asked.what)


def _back(desk: Desk, anchor: str = "") -> ResponseReturnValue:
    here = import_desk.page_url(desk.batch.id, desk.page.view, anchor or None)
    return redirect(here, 303)


def _show(desk: Desk, what: str) -> ResponseReturnValue:
    view, present = pages.of_words(what), desk.page.view
    is_leafed = view.state == present.state and view != present
    anchor = "entries" if is_leafed else view.anchor
    return redirect(import_desk.page_url(desk.batch.id, view, anchor), 303)


def _choose_all(desk: Desk, what: str) -> ResponseReturnValue:
    decision, _, state = what.partition(".")
    choices.choose_all(desk.batch.id, decision, state)
    return _back(desk, f"all-{decision}-{state}")


def _take_topics(desk: Desk, what: str) -> ResponseReturnValue:
    how, _, state = what.partition(".")
    choices.take_suggested(desk.batch.id, state, all_of_them=how == "all")
    return _back(desk, f"topics-{how}-{state}")


def _mend(desk: Desk, what: str) -> ResponseReturnValue:
    position = forms.number(what)
    if position is None:
        return _back(desk)
    text = forms.source(security.form_data(), position)
    try:
        problem = mending.mend(desk.batch.id, position, text)
    except mending.IsReadError as error:
        desk.refused = str(error)
        return import_desk.show(desk, 409)
    if problem is None:
        view = pages.holding(desk.batch.id, position)
        return redirect(import_desk.page_url(desk.batch.id, view, f"entry-{position}"), 303)
    desk = import_desk.find(desk.batch.id)
    desk.mending[position] = Mending(text, problem)
    return import_desk.show(desk, 422)


def _import(desk: Desk, _: str) -> ResponseReturnValue:
    counts = counting.of(desk.batch.id)
    if counts.chosen + counts.kept and batches.ask(desk.batch.id):
        jobs.start(desk.batch.id)
    return _back(desk)


ACTS: dict[str, Act] = {
    "show": _show,
    "all": _choose_all,
    "topics": _take_topics,
    "mend": _mend,
    "import": _import,
}
