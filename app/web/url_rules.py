"""Addresses whose links are prepared when the first one is made.

Werkzeug compiles two functions for each address at the start, which took a tenth of it.
"""

from collections.abc import Callable
from functools import cache

from flask import Flask
from werkzeug.routing import Rule


def configure(app: Flask) -> None:
    """Let `app` prepare its links late."""
    app.url_rule_class = UrlRule


class UrlRule(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        @cache
        def compiled() -> Callable[..., tuple[str, str]]:
            return super(UrlRule, self)._compile_builder(append_unknown)

        return lambda rule, /, **values: compiled()(rule, **values)
