"""Fragments: parts of pages that are served at paths of their own."""

PREFIX = "/fragments"


def is_fragment(path: str) -> bool:
    """Tell whether a path is that of a fragment."""
    return path.startswith(f"{PREFIX}/")


def page_path(path: str) -> str:
    """Return the path of the page that a fragment belongs to; a page's path is returned as is."""
    return path.removeprefix(PREFIX) if is_fragment(path) else path
