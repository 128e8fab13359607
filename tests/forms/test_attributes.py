"""Attributes of form controls: focus, ids of hint and error, previews."""

import pytest
from wtforms import Form, StringField

from app.forms.attributes import control_attributes, error_attributes


class Sample(Form):
    title = StringField("Title")
    venue = StringField("Venue", description="As printed")


def field(name: str, *errors: str) -> StringField:
    form = Sample()
    found = {"title": form.title, "venue": form.venue}[name]
    found.errors = errors
    return found


def test_a_plain_field_gets_no_extra_attributes() -> None:
    assert control_attributes(field("title")) == {"autofocus": False}
    assert "autofocus" not in field("title")(**control_attributes(field("title")))


def test_the_focused_field_gets_autofocus() -> None:
    assert control_attributes(field("title"), has_focus=True)["autofocus"] is True


@pytest.mark.parametrize(
    ("name", "errors", "described_by"),
    [
        ("venue", [], "venue-hint "),
        ("title", ["Missing"], "title-error"),
        ("venue", ["Missing"], "venue-hint venue-error"),
    ],
)
def test_a_control_is_described_by_its_hint_and_error(
    name: str, errors: list[str], described_by: str
) -> None:
    attributes = control_attributes(field(name, *errors))
    assert attributes["aria-describedby"] == described_by
    assert attributes.get("aria-invalid") == ("true" if errors else None)


def test_a_field_with_a_preview_url_requests_its_preview() -> None:
    attributes = control_attributes(field("title"), preview_url="/preview?field=title")
    assert attributes["hx-post"] == "/preview?field=title"
    assert attributes["hx-target"] == "#title-preview"
    assert "hx-get" not in attributes


def test_suggestions_fill_the_datalist_of_their_field() -> None:
    attributes = control_attributes(field("venue"), suggestions_url="/suggestions")
    assert attributes["hx-get"] == "/suggestions"
    assert attributes["hx-target"] == f"#{attributes['list']}" == "#venue-known"
    assert "hx-post" not in attributes


def test_addresses_are_escaped() -> None:
    html = field("title")(**control_attributes(field("title"), preview_url='/?a=1&b="<'))
    assert 'hx-post="/?a=1&amp;b=&#34;&lt;"' in html


def test_only_a_control_with_an_error_or_conflict_is_marked_invalid() -> None:
    marked = {"aria-invalid": "true", "aria-describedby": "venue-error"}
    assert error_attributes(field("venue")) == {}
    assert error_attributes(field("venue", "Too long")) == marked
    assert error_attributes(field("venue"), has_conflict=True) == marked
