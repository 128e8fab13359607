"""The page of one work."""

import textwrap
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from app.bibliography import fit, latex
from app.bibliography.record import ContributorRole
from app.models import Publication, Work
from app.services.catalog import author_line, author_links, cards, owner, search
from app.services.catalog.links.shown import ShownLink, publication_links, with_files_first
from app.services.catalog.translations import tables
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.shown import translations
from app.services.catalog.translations.works import (
    WorkText,
    WorkTexts,
    marked_language,
    texts_of_work,
)
from app.services.catalog.work_page import neighbours
from app.services.catalog.work_page.neighbours import Neighbour, RelatedByTopic
from app.translations.collation import position_key
from app.translations.dates import date_in_words
from app.translations.text import gettext as _


class VersionRow(NamedTuple):
    """A version with its links and note, as shown in its row."""

    publication: Publication
    links: list[ShownLink]
    note_html: str
    note_language: str | None

    @property
    def title_language(self) -> str | None:
        """The language of its title, if it is to be marked; a site in one language marks none."""
        are_several = site_languages().are_several
        return marked_language(self.publication.language) if are_several else None

    @property
    def venue_name(self) -> str | None:
        """The full name of the venue, or else the publisher."""
        venue = self.publication.venue
        return venue.name if venue else self.publication.publisher

    @property
    def short_name(self) -> str | None:
        """The short name of the venue, unless it has no other."""
        venue = self.publication.venue
        return venue.short_name if venue and venue.short_name != venue.name else None

    @property
    def is_short(self) -> bool:
        """Whether the only name of the venue is short, as "ICLR"."""
        return cards.is_short(None, self.venue_name)

    @property
    def date(self) -> str:
        """The date of publication, as far as it is known: "24 April 2025"."""
        year, month, day = self.publication.year, self.publication.month, self.publication.day
        return date_in_words(year, month, day) if year else ""

    @property
    def numbers(self) -> str:
        """The volume, issue and pages: "4(2), 1–9"."""
        volume, issue, pages = (
            self.publication.volume,
            self.publication.issue,
            self.publication.pages,
        )
        number = (volume or "") + (f"({issue})" if issue else "")
        return ", ".join(filter(None, (number, fit.with_dash(pages or ""))))


@dataclass(frozen=True)
class WorkPage:
    """A work with its versions and neighbours; `shown` is the version in the list."""

    work: Work
    shown: Publication
    abstract_source: Publication
    versions: list[VersionRow]
    contributors: list[tuple[str, Markup]]
    people: dict[str, str]
    related: list[RelatedByTopic]
    newer: Neighbour | None
    older: Neighbour | None
    # Those in the reader's language.
    texts: WorkTexts

    @property
    def title_html(self) -> str:
        """The title, in the reader's language if it has one there."""
        return self._translated_title.html if self._translated_title else self.shown.title_html

    @property
    def title_text(self) -> str:
        """The same as plain text."""
        if self._translated_title is None:
            return self.shown.title_text
        return latex.to_text(self._translated_title.text) or self._translated_title.text

    @property
    def original_title_html(self) -> str | None:
        """The original title if a translation is shown."""
        return self.shown.title_html if self._translated_title else None

    @property
    def own_language(self) -> str | None:
        """The language of the original title, if it is to be marked."""
        return marked_language(self.shown.language)

    @property
    def title_language(self) -> str | None:
        """The language of the title, if it is to be marked."""
        return None if self._translated_title else self.own_language

    @property
    def abstract_html(self) -> str | None:
        """The shown version's abstract, or else that of the next version with one."""
        translated = self._translated_abstract
        return translated.html if translated else self.abstract_source.abstract_html

    @property
    def abstract_language(self) -> str | None:
        """The language of the abstract, if it is to be marked."""
        if self._translated_abstract:
            return None
        # A site in one language has always marked it with that of the version shown.
        source = self.abstract_source if site_languages().are_several else self.shown
        return marked_language(source.language)

    @property
    def summary(self) -> str:
        """The start of the abstract as plain text, for search engines."""
        translated = self._translated_abstract
        abstract = translated.text if translated else self.abstract_source.abstract
        return textwrap.shorten(latex.to_text(abstract or ""), 200, placeholder="…")

    @property
    def _translated_title(self) -> WorkText | None:
        return self.texts.get((self.shown.id, "title")) if self.own_language else None

    @property
    def _translated_abstract(self) -> WorkText | None:
        found = (self.texts.get((p.id, "abstract")) for p in self.work.publications)
        return next(filter(None, found), None)

    @property
    def links(self) -> list[ShownLink]:
        """The links of all versions, its own PDF first of all PDFs; identifiers are spelt out."""
        found = {link.url: link for version in self.versions for link in version.links}
        ordered = with_files_first([*found.values()])
        return [link._replace(label=_identifier(link) or link.label) for link in ordered]

    @property
    def topics(self) -> list[tuple[str, str]]:
        """The slugs and names of its topics."""
        shown = translations()
        named = [
            (topic.position, shown.text(tables.TOPIC, topic.id, "name", topic.name), topic.slug)
            for topic in self.work.topics
        ]
        return [
            (slug, name) for _, name, slug in sorted(named, key=lambda one: position_key(*one[:2]))
        ]

    @property
    def marks(self) -> list[str]:
        """The legend of the marks used in the author line."""
        equal = any(a.equal_contribution for a in self.shown.authorships)
        corresponding = any(a.is_corresponding for a in self.shown.authorships)
        return [_("* equal contribution")] * equal + [_("† corresponding author")] * corresponding


def work_page(work: Work, *, drafts: bool) -> WorkPage:
    """Return the page of a work; its neighbours include drafts only if `drafts`."""
    listed = search.visible_condition(drafts)
    shown = work.publications[0]
    texts = texts_of_work(work.id)
    return WorkPage(
        work=work,
        shown=shown,
        abstract_source=next((p for p in work.publications if p.abstract_html), shown),
        versions=[
            VersionRow(p, publication_links(p, work.slug), *_note(p, texts))
            for p in work.publications
        ],
        contributors=_contributors(shown),
        people=author_links.pages_of_work(work.id, drafts=drafts),
        related=neighbours.related(work, listed),
        newer=neighbours.newer(work, listed),
        older=neighbours.older(work, listed),
        texts=texts,
    )


def _note(version: Publication, texts: WorkTexts) -> tuple[str, str | None]:
    """Return the HTML of a note, in the reader's language if it has one there, and its language."""
    translated = texts.get((version.id, "note"))
    note = translated.text if translated else version.note
    is_marked = site_languages().are_several and not translated
    return latex.to_html(note or ""), marked_language(version.language) if is_marked else None


def _contributors(shown: Publication) -> list[tuple[str, Markup]]:
    # Most works have authors only, so that the owner need not be read.
    if all(one.role is ContributorRole.AUTHOR for one in shown.authorships):
        return []
    return author_line.contributor_lines(shown, owner.owner_id())


def _identifier(link: ShownLink) -> str | None:
    """Return "doi:10.…" or "arXiv:…" for the link of an identifier."""
    for kind, prefix, of in (("doi", "doi:", "doi.org/"), ("arxiv", "arXiv:", "arxiv.org/abs/")):
        if link.kind == kind:
            return prefix + link.url.partition(of)[2]
    return None
