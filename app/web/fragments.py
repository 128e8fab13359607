"""Fragments: parts of pages, served at their own paths."""

PREFIX = "/fragments"


def is_fragment(path: str) -> bool:
    """Return whether a path is that of a fragment."""
    return path.startswith(f"{PREFIX}/")


def page_path(path: str) -> str:
    """Return the path of a fragment's page; other paths are returned unchanged."""
    return path.removeprefix(PREFIX) if is_fragment(path) else path
