"""What a text that is being typed may become: options for the list beside its field."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from app.services.catalog import suggestions

blueprint = Blueprint("suggestions", __name__, url_prefix="/fragments/edit/suggestions")


@blueprint.get("/names")
def names() -> str:
    """Answer printed names."""
    return _options(suggestions.printed_names)


@blueprint.get("/venues")
def venues() -> str:
    """Answer names of venues."""
    return _options(suggestions.venue_names)


def _options(find: Callable[[str], list[str]]) -> str:
    # The field's own name differs from row to row: whatever it is called, it is the only one.
    typed = next(iter(request.args.values()), "")
    return render_template("editing/_suggestions.html", texts=find(typed))
