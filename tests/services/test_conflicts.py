"""What a form once showed, told from what there is now."""

from app.services import conflicts


def test_what_is_the_same_is_unchanged() -> None:
    values = {"title": "Tides", "year": None, "authors": [{"name": "Ada", "equal": False}]}
    digests = conflicts.digests(values)
    assert conflicts.changed(conflicts.seen(digests), conflicts.digests(dict(values))) == set()


def test_what_differs_is_named() -> None:
    seen = conflicts.seen(conflicts.digests({"title": "Tides", "year": 2024, "note": ""}))
    present = conflicts.digests({"title": "Tides", "year": 2025, "note": ""})
    assert conflicts.changed(seen, present) == {"year"}


def test_what_was_never_shown_counts_as_changed() -> None:
    present = conflicts.digests({"title": "Tides"})
    assert conflicts.changed("", present) == {"title"}
    assert conflicts.changed("title garbage : ::", present) == {"title"}
