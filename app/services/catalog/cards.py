"""The cards of works in the list, read in two statements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import Row, Select, Subquery, bindparam, null, select

from app.bibliography.record import PublicationType, Status, type_label
from app.database import db
from app.models import (
    Coauthor,
    PersonName,
    Publication,
    Topic,
    Venue,
    Work,
    WorkState,
    work_coauthor,
    work_topic,
)
from app.models.work import listed_year
from app.services.catalog import author_links, search
from app.services.catalog.full_text import highlight
from app.services.catalog.links import shown
from app.services.catalog.links.shown import FILES, TYPED, WORKS, LinkedVersion, ShownLink
from app.services.catalog.translations import tables
from app.services.catalog.translations import works as translated_works
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.shown import translations
from app.services.catalog.translations.works import marked_language
from app.translations.collation import position_key
from app.translations.current import current_language
from app.translations.text import translated

Statement = Select[*tuple[Any, ...]]
# Of a statement's parameters.
Values = Mapping[str, Any]
# One short word with a capital after its first letter: "ICLR", "arXiv", but not "Nature".
ACRONYM = re.compile(r"(?=\S{2,12}\Z)\S+[A-Z]\S*")
# The columns of the search that these fields of a card show.
HTML_FIELDS = {"title": "title_html", "authors": "authors_html", "abstract": "abstract_html"}
# Built once, as are the statements below: to build them takes longer than to run them.
PUBLICATIONS: Statement = (
    select(
        Publication.id,
        Publication.work_id,
        Work.slug,
        Work.state,
        Work.featured_position,
        Work.listed_on,
        Work.title_key,
        Publication.type,
        Publication.genre,
        Publication.status,
        Publication.title_html,
        Publication.authors_html,
        Publication.authors_short_html,
        Publication.authors_hidden,
        Publication.abstract_html,
        Publication.preview_html,
        Publication.publisher,
        Publication.language,
        Publication.doi,
        Publication.arxiv_id,
        Publication.coins,
        Venue.name.label("venue"),
        Venue.short_name,
    )
    .join(Work, Work.id == Publication.work_id)
    .outerjoin(Venue, Venue.id == Publication.venue_id)
)
# Their columns are those of links.
TOPICS = (
    select(work_topic.c.work_id, Topic.position, null(), Topic.name, Topic.slug, Topic.id)
    .join(Topic, Topic.id == work_topic.c.topic_id)
    .where(work_topic.c.work_id.in_(WORKS))
)
# The people of the site among the co-authors, under all their names. The names of others would
# link to their pages, too, but a page of the list has no room for so many links.
PEOPLE = (
    select(work_coauthor.c.work_id, null(), null(), Coauthor.name, Coauthor.slug, null())
    .join(Coauthor, Coauthor.id == work_coauthor.c.coauthor_id)
    .where(work_coauthor.c.work_id.in_(WORKS), Coauthor.person_id.is_not(None))
)
VARIANTS = PEOPLE.join(PersonName, PersonName.person_id == Coauthor.person_id).with_only_columns(
    work_coauthor.c.work_id, null(), null(), PersonName.name, Coauthor.slug, null()
)
NAMED = PEOPLE.union_all(VARIANTS)
# In one statement, since each takes a page of the list longer than its rows.
DETAILS = TYPED.union_all(FILES, TOPICS, PEOPLE, VARIANTS).order_by("owner", "place", "label")


@dataclass
class WorkCard:
    """A work in the list. The HTML fields are safe, since `stored_html` rendered them."""

    id: int
    slug: str
    year: int
    title_html: str
    authors_html: str
    authors_hidden: int
    venue: str | None
    has_short_venue: bool
    type: PublicationType
    type_label: str
    # Those of the title and the abstract, if they are to be marked.
    language: str | None
    abstract_language: str | None
    title_key: str = ""
    # What reference managers read.
    coins: str = ""
    status: Status = Status.PUBLISHED
    is_draft: bool = False
    is_starred: bool = False
    versions: list[LinkedVersion] = field(default_factory=list)
    abstract_html: str | None = None
    is_cut: bool = False
    is_whole: bool = False
    # Whether words that a search found are marked in it.
    is_marked: bool = False
    topics: list[tuple[str, str]] = field(default_factory=list)
    # The pages of people by the names that the list of authors prints.
    people: dict[str, str] = field(default_factory=dict)
    links: list[ShownLink] = field(default_factory=list)

    @property
    def publications(self) -> int:
        """The number of versions."""
        return len(self.versions)


def work_card(slug: str, *, whole: bool, drafts: bool) -> WorkCard | None:
    """Return the card of a work, with its abstract and authors whole or shortened."""
    found = work_cards(_one_work(drafts), {"slug": slug}, whole)
    if found and whole:
        found[0].people = author_links.pages_of_work(found[0].id, drafts=drafts)
    return found[0] if found else None


def statement(chosen: Select[int], order: tuple[Any, ...] = ()) -> Statement:
    """Return the statement that reads the cards of the works whose ids `chosen` selects."""
    return PUBLICATIONS.where(Work.id.in_(chosen)).order_by(*order, Publication.position)


def ranked_statement(ranked: Subquery) -> Statement:
    """Return the statement that reads the cards of works by their scores."""
    read = PUBLICATIONS.join(ranked, ranked.c.id == Work.id)
    return read.order_by(ranked.c.score, Work.listed_on.desc(), Work.id, Publication.position)


def work_cards(read: Statement, values: Values, whole: bool = False) -> list[WorkCard]:
    """Return the cards that a statement reads."""
    found = brief_cards(read, values, whole)
    cards_by_id = {card.id: card for card in found}
    # Selected by the ids found, so that the search does not run again.
    works = {"works": list(cards_by_id)}
    links, texts = defaultdict(list), translations()
    topics: dict[int, list[Any]] = defaultdict(list)
    for owner, place, kind, name, address, number in db.session.execute(DETAILS, works):
        if kind is not None:
            links[owner].append(shown.stored_link(kind, name, address, number))
        elif number is None:
            cards_by_id[owner].people |= author_links.pages_by_name([(address, name)])
        else:
            shown_name = texts.text(tables.TOPIC, number, "name", name)
            topics[owner].append((position_key(place, shown_name), (address, shown_name)))
    for card in found:
        card.topics = [topic for _, topic in sorted(topics[card.id])]
        card.links = shown.version_links(card.versions, links)
    return found


def compact_cards(read: Statement, values: Values) -> list[WorkCard]:
    """Return the cards that a statement reads, without topics, links and abstracts' whole text."""
    found = brief_cards(read, values)
    cards_by_id = {card.id: card for card in found}
    for work_id, *_, name, slug, _ in db.session.execute(NAMED, {"works": list(cards_by_id)}):
        cards_by_id[work_id].people |= author_links.pages_by_name([(slug, name)])
    return found


def brief_cards(read: Statement, values: Values, whole: bool = False) -> list[WorkCard]:
    """Return the cards that a statement reads, without topics and links."""
    cards_by_id: dict[int, WorkCard] = {}
    are_several = site_languages().are_several
    if are_several:
        read = translated_works.with_texts(read)
        values = {**values, "language": current_language()}
    for row in db.session.execute(read, values):
        is_first = row.work_id not in cards_by_id
        if is_first:
            cards_by_id[row.work_id] = _card(row, whole)
        card = cards_by_id[row.work_id]
        card.versions.append(LinkedVersion(row.id, row.doi, row.arxiv_id))
        has_abstract = card.abstract_html is not None
        _fill_abstract(card, row)
        if are_several:
            if not has_abstract:
                card.abstract_language = marked_language(row.language)
            translated_works.show_in_language(card, row, is_first=is_first)
    return list(cards_by_id.values())


def with_marks(cards: Iterable[WorkCard], q: str) -> Iterator[WorkCard]:
    """Yield cards with what a search found marked in titles, authors, venues and abstracts."""
    for card in cards:
        texts = {column: getattr(card, name) or "" for column, name in HTML_FIELDS.items()}
        found = highlight.marked_columns({**texts, "venue": str(escape(card.venue or ""))}, q)
        changed: dict[str, Any] = {HTML_FIELDS.get(name, name): html for name, html in found}
        if "venue" in changed:
            changed["venue"] = Markup(changed["venue"])
        yield replace(card, **changed, is_marked=True) if changed else card


@lru_cache
def _one_work(drafts: bool) -> Statement:
    slug = Work.slug == bindparam("slug")
    return statement(select(Work.id).where(slug, search.visible_condition(drafts)))


def _card(row: Row[*tuple[Any, ...]], whole: bool) -> WorkCard:
    language = marked_language(row.language)
    return WorkCard(
        id=row.work_id,
        slug=row.slug,
        year=listed_year(row.listed_on),
        status=row.status,
        title_html=row.title_html,
        authors_html=(not whole and row.authors_short_html) or row.authors_html,
        authors_hidden=row.authors_hidden,
        venue=row.short_name or row.venue or row.publisher,
        has_short_venue=is_short(row.short_name, row.venue or row.publisher),
        type=row.type,
        type_label=translated(type_label(row.type, row.genre)),
        title_key=row.title_key,
        coins=row.coins,
        language=language,
        abstract_language=language,
        is_draft=row.state is WorkState.DRAFT,
        is_starred=row.featured_position is not None,
        is_whole=whole,
    )


def is_short(short_name: str | None, name: str | None) -> bool:
    """Return whether a venue is shown by a short name, or its name is one, as "ICLR"."""
    return bool(short_name) or bool(name and ACRONYM.fullmatch(name))


def _fill_abstract(card: WorkCard, row: Row[*tuple[Any, ...]]) -> None:
    if card.abstract_html is None and row.abstract_html is not None:
        card.abstract_html = (not card.is_whole and row.preview_html) or row.abstract_html
        card.is_cut = row.preview_html is not None
