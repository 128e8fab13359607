"""The documentation's table of settings."""

from collections.abc import Iterable

from app.settings.declarations import Setting


def settings_table(settings: Iterable[Setting]) -> str:
    """Return the table in Markdown, as the guide has it."""
    rows = [f"| `{one.name}` | {_default(one)} | {one.meaning} |" for one in settings]
    return "\n".join(["| name | default | meaning |", "|---|---|---|", *rows])


def _default(one: Setting) -> str:
    words = one.kind.in_words(one.default)
    shown = "" if one.default is None else str(one.default)
    return f"{shown} ({words})" if words else shown
