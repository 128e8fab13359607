"""The catalogues, one file for each language: what the source says, and its translation.

`python -m app.translations.catalogues` brings them up to date (`make messages`): new texts come in
without a translation, those that the source no longer has go, and all is compiled.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.translations.languages import FOLDER

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
WIDTH = 100
# The same texts are to make the same file.
SOME_DATE = datetime(2026, 1, 1, tzinfo=UTC)
VARYING = re.compile(r'^"(?:POT-|PO-|Project-|Report-|Last-|Language-Team|Generated).*\n', re.M)


def extracted() -> Catalog:
    """Return all texts of the program, without translations."""
    catalogue = Catalog(fuzzy=False)
    for _file, _line, text, _comments, context in _texts():
        catalogue.add(text, context=context)
    return catalogue


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


def update() -> int:
    """Bring all catalogues up to date; return how many texts lack a translation."""
    texts = extracted()
    missing = 0
    for file in sources():
        catalogue = read_catalogue(file)
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file.write_bytes(as_source(catalogue))
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        found = untranslated(catalogue)
        missing += len(found)
        print(f"{file.parent.parent.name}: {len(catalogue)} texts, {len(found)} to translate")
    return missing


def _texts() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    return extract_from_dir(ROOT, METHODS, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True)


def _first(text: Message) -> str:
    return text.id if isinstance(text.id, str) else text.id[0]


def _is_translated(text: Message) -> bool:
    strings = [text.string] if isinstance(text.string, str) else text.string or [""]
    return all(strings)


if __name__ == "__main__":
    update()
    sys.exit(0)
