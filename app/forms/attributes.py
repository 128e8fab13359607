"""HTML attributes of form controls for focus, hints, errors, previews and suggestions."""

from wtforms import Field

Attributes = dict[str, str | bool]


def control_attributes(
    field: Field, *, has_focus: bool = False, preview_url: str = "", suggestions_url: str = ""
) -> Attributes:
    """Return the attributes of a field's control.

    `preview_url` renders a live preview of the text, `suggestions_url` returns suggestions for it.
    """
    return {
        "autofocus": has_focus,
        **_error_and_hint(field),
        **(_preview(field, preview_url) if preview_url else {}),
        **(suggestion_attributes(f"{field.id}-known", suggestions_url) if suggestions_url else {}),
    }


def error_attributes(field: Field, *, has_conflict: bool = False) -> Attributes:
    """Return the attributes that mark a control as invalid; none if it is valid.

    `has_conflict` means that the message is about a newer value, not an error.
    """
    if not (field.errors or has_conflict):
        return {}
    return {"aria-invalid": "true", "aria-describedby": f"{field.id}-error"}


def suggestion_attributes(list_id: str, url: str) -> Attributes:
    """Return the attributes that load suggestions while the user types."""
    return {
        "list": list_id,
        "hx-get": url,
        "hx-trigger": "input changed delay:200ms",
        "hx-target": f"#{list_id}",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
        "hx-preload": "none",
    }


def _error_and_hint(field: Field) -> Attributes:
    hint = f"{field.id}-hint " if field.description else ""
    described_by = hint + (f"{field.id}-error" if field.errors else "")
    attributes: Attributes = {"aria-invalid": "true"} if field.errors else {}
    return attributes | ({"aria-describedby": described_by} if described_by else {})


def _preview(field: Field, url: str) -> Attributes:
    return {
        "hx-post": url,
        # The form's files are not sent with each letter.
        "hx-encoding": "application/x-www-form-urlencoded",
        "hx-trigger": "input changed delay:250ms",
        "hx-target": f"#{field.id}-preview",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
    }
