"""The catalogues, one file for each language: what the source says, and its translation.

`python -m app.translations.catalogues` brings them up to date (`make messages`): new texts come in
without a translation, those that the source no longer has go, and all is compiled.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.translations.languages import FOLDER, VISITORS_ONLY

ROOT = FOLDER.parents[1]
METHODS = [
    ("app/migrations/**", "ignore"),
    ("app/**.py", "python"),
    ("templates/**.html", "jinja2"),
]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_gettext": None,
    "message": None,
    "plural_message": (1, 2),
}
# Where the texts of the visitors' pages are.
VISITORS = (
    "templates/base.html",
    "templates/errors/",
    "templates/public/",
    "app/bibliography/document/cv.py",
    "app/bibliography/document/sections.py",
    "app/bibliography/labels/",
    "app/database/problems.py",
    "app/models/supervision.py",
    "app/services/catalog/",
    "app/services/exporting/",
    "app/views/public/",
    "app/web/",
)
# Imports that stand alone on a line; others are for editors.
MACROS = re.compile(r'^{% from "(macros/\w+\.html)"', re.MULTILINE)
WIDTH = 100
# The same texts are to make the same file.
SOME_DATE = datetime(2026, 1, 1, tzinfo=UTC)
VARYING = re.compile(r'^"(?:POT-|PO-|Project-|Report-|Last-|Language-Team|Generated).*\n', re.M)


def extracted(language: str = "") -> Catalog:
    """Return the texts that the catalogue of a language has, by default all, untranslated."""
    catalogue = Catalog(fuzzy=False)
    are_visitors = language in VISITORS_ONLY
    for file, _line, text, _comments, context in _texts():
        if not are_visitors or is_for_visitors(file):
            catalogue.add(text, context=context)
    return catalogue


def is_for_visitors(file: str) -> bool:
    """Return whether visitors see texts of a file: a template, or what their pages show."""
    return file.startswith(VISITORS) or file in _macros_of_visitors()


@cache
def _macros_of_visitors() -> frozenset[str]:
    """Return the macros that public templates, and these macros, import for everyone."""
    new = [f"{file.relative_to(ROOT)}" for file in (ROOT / "templates/public").rglob("*.html")]
    found = set[str]()
    while new:
        names = MACROS.findall((ROOT / new.pop()).read_text("utf-8"))
        macros = {f"templates/{name}" for name in names} - found
        found |= macros
        new += macros
    return frozenset(found)


def language_of(file: Path) -> str:
    """Return the language of a catalogue's file."""
    return file.parent.parent.name.replace("_", "-")


def sources() -> list[Path]:
    """Return the files of the translations, one for each language."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def read_catalogue(file: Path) -> Catalog:
    """Return a catalogue with its translations."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name)


def as_source(catalogue: Catalog) -> bytes:
    """Return the file of a catalogue: sorted, so that changes are easy to compare."""
    stream = BytesIO()
    write_po(stream, catalogue, width=WIDTH, sort_output=True, no_location=True, omit_header=False)
    # Dates and versions of programs would differ each time.
    text = re.sub(r"\A(?:#.*\n)+", "", stream.getvalue().decode())
    return VARYING.sub("", text).lstrip().encode()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    stream = BytesIO()
    catalogue.creation_date = catalogue.revision_date = SOME_DATE
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that a catalogue has no translation of."""
    return [_first(one) for one in catalogue if one.id and not _is_translated(one)]


def update() -> None:
    """Bring all catalogues up to date, and print how many texts lack a translation."""
    for file in sources():
        catalogue = read_catalogue(file)
        catalogue.update(extracted(language_of(file)), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file.write_bytes(as_source(catalogue))
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = len(untranslated(catalogue))
        print(f"{file.parent.parent.name}: {len(catalogue)} texts, {missing} to translate")


def _texts() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    return extract_from_dir(ROOT, METHODS, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True)


def _first(text: Message) -> str:
    return text.id if isinstance(text.id, str) else text.id[0]


def _is_translated(text: Message) -> bool:
    strings = [text.string] if isinstance(text.string, str) else text.string or [""]
    return all(strings)


if __name__ == "__main__":
    update()
