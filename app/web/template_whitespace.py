"""Line breaks and indentation of templates, left out when they are compiled.

Browsers show any run of white space as one space. What templates insert is left as it is.
"""

import re
from collections.abc import Iterable, Iterator

from flask import Flask
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

INDENTED = re.compile(r"[ \t]*\n\s*")


def configure(app: Flask) -> None:
    """Compile the templates of `app` without their indentation."""
    app.jinja_env.add_extension(WithoutIndentation)


class WithoutIndentation(Extension):
    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens of a template, with a space for each line break and its indentation."""
        is_html = (stream.name or "").endswith(".html")
        return self._without_indentation(stream) if is_html else stream

    def _without_indentation(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                yield token
            else:
                yield Token(token.lineno, token.type, INDENTED.sub(" ", token.value))
