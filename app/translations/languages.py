"""The languages that the interface is in: English, the source, and one catalogue for each other."""

import re
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

SOURCE = "en"
FOLDER = Path(__file__).parent
CATALOGUE = "LC_MESSAGES/messages.mo"
# Whose catalogues have the visitors' pages only: owners edit such a site in another language.
VISITORS_ONLY = frozenset({"ar"})
# A language with an optional region (BCP 47), as the names of the catalogues' folders have it.
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


@cache
def known_languages() -> tuple[str, ...]:
    """Return the tags of all languages, the source first."""
    found = (folder.parent.parent.name for folder in FOLDER.glob(f"*/{CATALOGUE}"))
    return (SOURCE, *sorted(name.replace("_", "-") for name in found))


def editing_languages() -> tuple[str, ...]:
    """Return the tags of the languages that owners can edit the site in."""
    return tuple(tag for tag in known_languages() if tag not in VISITORS_ONLY)


@cache
def locale(tag: str) -> Locale:
    """Return the locale of a language, with its names and formats."""
    return Locale.parse(tag, sep="-")


@cache
def formats(tag: str) -> Locale:
    """Return the locale for dates, numbers and lists: "24 April 2025" in English, too."""
    return Locale("en", "GB") if tag == SOURCE else locale(tag)


@cache
def language_name(tag: str) -> str:
    """Return the name of a language in itself, such as "Français"."""
    name = name_in_text(tag)
    return name[:1].upper() + name[1:]


@cache
def name_in_text(tag: str) -> str:
    """Return the name of a language in itself as within a sentence, such as "français"."""
    try:
        return locale(tag).get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        # What is stored may be in any language.
        return tag


@cache
def locale_code(tag: str) -> str:
    """Return a language with the country where most people speak it, such as "fr_FR"."""
    found = formats(tag)
    likely = get_global("likely_subtags").get(found.language, "")
    country = found.territory or likely.rpartition("_")[2]
    return "_".join(filter(None, (found.language, country)))


@cache
def direction(tag: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr".

    "auto" lets browsers tell by the text; it is for languages that are not known.
    """
    try:
        return locale(tag).text_direction
    except (UnknownLocaleError, ValueError):
        # What is stored may be in any language.
        return "auto"
