"""The owner's forms, filled in and sent as a browser would."""

from typing import Any

from flask.testing import FlaskClient
from justhtml import Element, JustHTML
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.support.pages import content, elements, fragment, matches, page


def opened(client: FlaskClient, address: str) -> MultiDict[str, Any]:
    """Return what the form at `address` would send if nothing were typed."""
    return filled(client.get(address), address)


def filled(response: TestResponse, address: str) -> MultiDict[str, Any]:
    """Return what the form in an answer would send: its first that is more than a button."""
    tree = read(response, address)
    form = (matches(tree, "form.owners") or matches(tree, "form:not(.act)[method=post]"))[0]
    values: MultiDict[str, Any] = MultiDict()
    for control in elements(form, "input", "textarea", "select"):
        for value in _values(control):
            values.add(control.attrs.get("name") or "", value)
    values.poplist("")
    return values


def read(response: TestResponse, address: str) -> JustHTML:
    """Return the answer's tree, a fragment's or a page's."""
    return fragment(response) if address.startswith("/fragments/") else page(response)


def send(client: FlaskClient, address: str, **changes: Any) -> TestResponse:
    """Open the form at `address`, change some fields, save it."""
    values = opened(client, address)
    for name, value in changes.items():
        values.setlist(name, value if isinstance(value, list) else [value])
    return client.post(address, data=values)


def complaints(tree: JustHTML) -> list[str]:
    """Return the errors beside the fields."""
    return [content(error) for error in matches(tree, ".error")]


def _values(control: Element) -> list[str]:
    if control.name == "textarea":
        text = "".join(child.data or "" for child in control.children or ())
        return [text.removeprefix("\n")]
    if control.name == "select":
        options = list(elements(control, "option"))
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        given = [(option.attrs.get("value"), content(option)) for option in chosen]
        return [text if value is None else value for value, text in given]
    kind = control.attrs.get("type")
    if kind == "file":
        return []
    if kind in {"checkbox", "radio"} and "checked" not in control.attrs:
        return []
    return [control.attrs.get("value") or ""]
