"""Forms as browsers send them: what has no name belongs to no field."""

from typing import IO, TypeVar

from flask import Flask, Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

T = TypeVar("T", str, FileStorage)


class NamedFormParser(FormDataParser):
    """Leaves out the parts of a form that have no name, which the standard does not allow."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Return the rest of the stream, the fields and the files."""
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        for name, file in files.items(multi=True):
            if name is None:
                file.close()
        return rest, _named(form), _named(files)


class SiteRequest(Request):
    form_data_parser_class = NamedFormParser


def configure(app: Flask) -> None:
    """Read the forms of all requests this way."""
    app.request_class = SiteRequest


def _named(parts: MultiDict[str, T]) -> MultiDict[str, T]:
    # Werkzeug's types do not say that a name may be missing.
    return type(parts)((k, v) for k, v in parts.items(multi=True) if k is not None)
