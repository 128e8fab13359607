"""Detecting which fields changed since a form was shown."""

from app.services import form_state


def test_equal_values_are_unchanged() -> None:
    values = {"title": "Tides", "year": None, "authors": [{"name": "Ada", "equal": False}]}
    digests = form_state.digests(values)
    assert form_state.changed(form_state.seen(digests), form_state.digests(dict(values))) == set()


def test_changed_fields_are_named() -> None:
    seen = form_state.seen(form_state.digests({"title": "Tides", "year": 2024, "note": ""}))
    present = form_state.digests({"title": "Tides", "year": 2025, "note": ""})
    assert form_state.changed(seen, present) == {"year"}


def test_a_field_that_was_not_shown_counts_as_changed() -> None:
    present = form_state.digests({"title": "Tides"})
    assert form_state.changed("", present) == {"title"}
    assert form_state.changed("title garbage : ::", present) == {"title"}
