"""The site's languages, and the one of the texts that are not translated."""

from dataclasses import dataclass
from typing import Any

from flask import has_app_context
from sqlalchemy import select

from app.bibliography.text.translation import is_same_language
from app.database import db
from app.models import Profile
from app.services import cache
from app.translations.current import note_site_languages, noted_site_languages
from app.translations.languages import SOURCE

STATEMENT = select(Profile.languages, Profile.text_language)


@dataclass(frozen=True)
class SiteLanguages:
    """The tags of the site's languages in their order; the records' columns are in `of_texts`."""

    tags: tuple[str, ...] = (SOURCE,)
    of_texts: str = SOURCE

    @property
    def are_several(self) -> bool:
        """Whether texts may be translated."""
        return len(self.tags) > 1

    @property
    def others(self) -> list[str]:
        """Return the languages that texts are translated into."""
        return self.besides(self.of_texts)

    def besides(self, language: str) -> list[str]:
        """Return the other languages, for which a text needs translations."""
        return [tag for tag in self.tags if tag != language] if self.are_several else []


def site_languages() -> SiteLanguages:
    """Return the languages of the site, read once in a request; English without a site."""
    if not has_app_context():
        return SiteLanguages()
    found: SiteLanguages = cache.known_in_request(
        "site_languages",
        lambda: _languages(
            cache.languages_in_request() or db.session.execute(STATEMENT).one_or_none()
        ),
    )
    return found


def publication_language(language: str | None) -> str:
    """Return the language of a publication's own texts: one of the site's, if it is one of them.

    Without any it is that of the site's texts; "en-GB" is "en".
    """
    found = site_languages()
    tag = language or found.of_texts
    return next((one for one in found.tags if is_same_language(one, tag)), tag)


def page_languages() -> tuple[str, ...]:
    """Return the languages that pages are in, the one of addresses without a tag first.

    Most statements that begin a page read them, too.
    """
    return noted_site_languages() or note_site_languages(site_languages().tags)


def remember(row: Any) -> None:
    """Keep the languages that a row has, for the rest of the request."""
    cache.keep_in_request("site_languages", _languages(row))
    note_site_languages(row.languages if row else ())


def _languages(row: Any) -> SiteLanguages:
    return SiteLanguages(tuple(row.languages), row.text_language) if row else SiteLanguages()
