"""Autocomplete suggestions for form fields."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from app.forms.author_names import shown_name
from app.services.catalog import suggestions

blueprint = Blueprint("suggestions", __name__, url_prefix="/fragments/edit/suggestions")


@blueprint.get("/names")
def names() -> str:
    """Suggest author names."""
    return _options(lambda typed: [*map(shown_name, suggestions.printed_names(typed))])


@blueprint.get("/venues")
def venues() -> str:
    """Suggest venues."""
    return _options(suggestions.venue_names)


@blueprint.get("/works")
def works() -> str:
    """Suggest titles of works."""
    return _options(suggestions.work_titles)


def _options(find: Callable[[str], list[str]]) -> str:
    # The parameter is named after the field, which differs from row to row.
    typed = next(iter(request.args.values()), "")
    return render_template("editing/_suggestions.html", texts=find(typed))
