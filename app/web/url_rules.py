"""Addresses whose links are prepared when the first one is made, and get the language's tag.

Werkzeug compiles two functions for each address at the start, which took a tenth of it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.web import languages


def configure(app: Flask) -> None:
    """Let `app` prepare its links late."""
    app.url_rule_class = UrlRule


class UrlRule(Rule):
    def build(
        self, values: Mapping[str, Any], append_unknown: bool = True
    ) -> tuple[str, str] | None:
        """Return the host and the path of a link, in the language used now."""
        built = super().build(values, append_unknown)
        if built and languages.is_in_languages(self.endpoint) and (tag := languages.link_tag()):
            return built[0], f"/{tag}{built[1]}"
        return built

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        @cache
        def compiled() -> Callable[..., tuple[str, str]]:
            return super(UrlRule, self)._compile_builder(append_unknown)

        return lambda rule, /, **values: compiled()(rule, **values)
