"""Fragments: the parts of pages that have addresses of their own, beside those of the pages."""

PREFIX = "/fragments"


def is_fragment(path: str) -> bool:
    """Tell whether a path leads to a part of a page."""
    return path.startswith(f"{PREFIX}/")


def page_path(path: str) -> str:
    """Return the path of the page where a fragment belongs; a page's own as it is."""
    return path.removeprefix(PREFIX) if is_fragment(path) else path
