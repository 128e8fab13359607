"""Links from a page to itself in the site's other languages, for people and for programs."""

from typing import NamedTuple

from flask import Flask, request
from markupsafe import Markup

from app.services.catalog.translations.languages import page_languages
from app.translations.current import current_language
from app.translations.languages import direction, language_name, locale_code
from app.web import languages, robots
from app.web.site_address import absolute_url

ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">'
LOCALE, OTHER_LOCALE = "og:locale", "og:locale:alternate"


class LanguageLink(NamedTuple):
    """A link to the page that is shown, in another language, by whose own name it is called."""

    language: str
    name: str
    direction: str
    url: str


def configure(app: Flask) -> None:
    """Add the template globals for these links."""
    app.jinja_env.globals.update(
        alternate_links=alternate_links,
        lang_elsewhere=lang_elsewhere,
        language_switch=language_switch,
        social_locales=social_locales,
        requested_url=languages.requested_url,
        text_direction=lambda: direction(current_language()),
    )


def language_switch() -> list[LanguageLink]:
    """Return the links to the same view in the other languages, none if it has only one."""
    others = [tag for tag in page_languages() if tag != current_language()]
    if not others or not languages.is_in_languages(request.endpoint):
        return []
    query = request.query_string.decode("latin-1")
    path = languages.requested_path() + (f"?{query}" if query else "")
    return [LanguageLink(one, language_name(one), direction(one), _in(one, path)) for one in others]


def alternate_links(url: str) -> Markup:
    """Return the tags that name a page in all languages, given its canonical address."""
    if len(page_languages()) == 1 or not robots.may_be_indexed():
        return Markup()
    links = (Markup(ALTERNATE).format(tag, address) for tag, address in alternates(url))
    return Markup().join(links)


def alternates(url: str) -> list[tuple[str, str]]:
    """Return the absolute address of a page in each language, and in the one for all others."""
    path = url.removeprefix(absolute_url(request.script_root))
    every = [(tag, absolute_url(_in(tag, request.script_root + path))) for tag in page_languages()]
    return [*every, ("x-default", every[0][1])]


def social_locales() -> Markup:
    """Return the tags that name the language of a page, and the others (Open Graph protocol)."""
    if len(page_languages()) == 1:
        return Markup()
    mine = current_language()
    named = sorted((tag != mine, locale_code(tag)) for tag in page_languages())
    return Markup().join(
        Markup('<meta property="{}" content="{}">').format(OTHER_LOCALE if other else LOCALE, one)
        for other, one in named
    )


def lang_elsewhere() -> Markup:
    """Return the attributes of what other sites embed, whose pages are in any language."""
    if len(page_languages()) == 1:
        return Markup()
    mine = current_language()
    return Markup(' lang="{}" dir="{}"').format(mine, direction(mine))


def _in(language: str, path: str) -> str:
    """Return the path of a page in a language, given that in the language used now."""
    rest = path.removeprefix(languages.path_root())
    tag = "" if language == page_languages()[0] else language
    return languages.language_root(tag) + rest
