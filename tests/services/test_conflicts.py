"""What a form once showed, told from what there is now."""

from app.services import conflicts


def test_what_is_the_same_is_unchanged() -> None:
    values = {"title": "Tides", "year": None, "authors": [{"name": "Ada", "equal": False}]}
    assert conflicts.changed(conflicts.digests(values), dict(values)) == set()


def test_what_differs_is_named() -> None:
    seen = conflicts.digests({"title": "Tides", "year": 2024, "note": ""})
    assert conflicts.changed(seen, {"title": "Tides", "year": 2025, "note": ""}) == {"year"}


def test_what_was_never_shown_counts_as_changed() -> None:
    assert conflicts.changed("", {"title": "Tides"}) == {"title"}
    assert conflicts.changed("title garbage : ::", {"title": "Tides"}) == {"title"}
