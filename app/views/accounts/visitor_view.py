"""View the site as visitors see it, while signed in."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from app import security

blueprint = Blueprint("visitor_view", __name__)


@blueprint.post("/edit/visitor-view")
def start() -> ResponseReturnValue:
    """Show public pages as visitors see them: without drafts and Edit links."""
    return _show(as_visitor=True)


@blueprint.post("/edit/visitor-view/end")
def end() -> ResponseReturnValue:
    """Show drafts and Edit links again."""
    return _show(as_visitor=False)


def _show(*, as_visitor: bool) -> ResponseReturnValue:
    security.require_token()
    security.view_as_visitor(as_visitor)
    return redirect(security.own_path(security.form_data().get("next")), 303)
