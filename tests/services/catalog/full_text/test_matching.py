"""What a search finds among thousands of works, against a plain filter in Python."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from app.bibliography.record import PublicationType, Status, VenueKind
from app.database import db
from app.models import Authorship, Publication, Topic, Venue, Work, work_topic
from app.services.catalog import search
from app.services.catalog.full_text import index
from tests.support.examples import at_most

WORKS = 3_000
YEARS = range(2015, 2026)
# Folded by hand.
FOLDED = {
    "ebb": "ebb",
    "Ebbing": "ebbing",
    "sea": "sea",
    "SEAL": "seal",
    "salt": "salt",
    "Été": "ete",
    "etude": "etude",
    "Straße": "strasse",
    "深度学习": "深 度 学 习",
    "low-loss": "low loss",
    "H2O": "h2o",
    "naïve": "naive",
    "Ωκεανός": "ωκεανοσ",
}
NAMES = {"Kim Li": "kim li", "Zoë Çelik": "zoe celik", "Bo Salt": "bo salt"}
VENUES = {"Journal of Salt": "journal of salt", "Annals of the Sea": "annals of the sea"}
TOPICS = {"Sea ice": "sea ice", "Salt": "salt", "Low tides": "low tides"}
EVERYTHING = FOLDED | NAMES | VENUES | TOPICS


class Sample(NamedTuple):
    """A work: the texts of each field, one for each version, as printed."""

    title: list[str]
    author: list[str]
    venue: list[str]
    topic: list[str]
    abstract: list[str]
    year: int

    def folded(self, field: str) -> list[str]:
        """Return the texts of a field, or of all of them."""
        fields = [field] if field else ["title", "author", "venue", "topic", "abstract"]
        texts = [text for name in fields for text in getattr(self, name)]
        found = [" ".join(EVERYTHING.get(word) or word for word in _printed(t)) for t in texts]
        return found if field else [*found, str(self.year)]


class Part(NamedTuple):
    """A part of a query: its folded words, and how they are meant."""

    words: str
    field: str
    is_exact: bool
    is_excluded: bool
    typed: str

    def is_in(self, one: Sample) -> bool:
        words = f" {self.words} " if self.is_exact else f" {self.words}"
        return any(words in f" {text} " for text in one.folded(self.field))


def _printed(text: str) -> list[str]:
    return [text] if text in EVERYTHING else text.split()


def draw_work(chance: Random) -> Sample:
    def words(count: int) -> str:
        return " ".join(chance.choices(list(FOLDED), k=count))

    versions = range(chance.choice([1, 1, 2]))
    return Sample(
        [words(3) for _ in versions],
        [chance.choice(list(NAMES)) for _ in versions],
        [chance.choice(list(VENUES)) for _ in versions],
        chance.sample(list(TOPICS), chance.randint(0, 2)),
        [words(chance.randint(1, 5)) for _ in versions],
        chance.choice(YEARS),
    )


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    chance = Random(19)  # noqa: S311 (not secret)
    return [draw_work(chance) for _ in range(WORKS)]


@pytest.fixture
def site(app: Flask, samples: list[Sample]) -> Iterator[list[Sample]]:
    with app.app_context():
        for number, name in enumerate(VENUES, 1):
            db.session.add(Venue(id=number, name=name, kind=VenueKind.JOURNAL))
        for number, name in enumerate(TOPICS, 1):
            db.session.add(Topic(id=number, slug=f"topic-{number}", name=name, position=number))
        db.session.flush()
        for id_, one in enumerate(samples, 1):
            _insert(id_, one)
        index.refresh(list(range(1, WORKS + 1)))
        db.session.commit()
        yield samples


def _insert(id_: int, one: Sample) -> None:
    work = {"id": id_, "slug": f"work-{id_}", "listed_on": one.year * 10_000}
    db.session.execute(insert(Work), [work])
    for position, title in enumerate(one.title):
        values: dict[str, Any] = dict.fromkeys(("title", "title_text", "title_html"), title)
        values |= {"id": 2 * id_ + position, "work_id": id_, "position": position}
        values |= {"type": PublicationType.BOOK, "status": Status.PUBLISHED, "authors_html": ""}
        values |= {"venue_id": list(VENUES).index(one.venue[position]) + 1, "year": one.year}
        values |= {"abstract": one.abstract[position]}
        db.session.execute(insert(Publication), [values])
        name = {"name_as_published": one.author[position], "position": 0, "role": "author"}
        db.session.execute(insert(Authorship), [name | {"publication_id": values["id"]}])
    for topic in one.topic:
        tagged = {"work_id": id_, "topic_id": list(TOPICS).index(topic) + 1}
        db.session.execute(insert(work_topic), [tagged])


@st.composite
def part(draw: st.DrawFn) -> Part:
    printed = draw(st.sampled_from(list(EVERYTHING)))
    field = draw(st.sampled_from(["", "", "title", "author", "venue", "topic"]))
    is_excluded = draw(st.sampled_from([False, False, True]))
    is_exact = draw(st.booleans()) or " " in printed
    words, typed = EVERYTHING[printed], printed
    if is_exact:
        typed = f'"{printed}"'
    elif printed.isascii() and "-" not in printed:
        length = draw(st.integers(1, len(printed)))
        words, typed = words[:length], printed[:length]
    typed = f"{'-' if is_excluded else ''}{f'{field}:' if field else ''}{typed}"
    return Part(words, field, is_exact, is_excluded, typed)


def matches(one: Sample, parts: list[Part], years: tuple[int, int] | None) -> bool:
    if years is None and all(part.is_excluded and not part.field for part in parts):
        # Nothing but excluded words: these are looked for.
        parts = [part._replace(is_excluded=False) for part in parts]
    in_years = years is None or years[0] <= one.year <= years[1]
    return in_years and all(part.is_in(one) != part.is_excluded for part in parts)


@pytest.mark.slow
@given(
    parts=st.lists(part(), min_size=1, max_size=4),
    years=st.sampled_from([None, None, None, (2017, 2019), (2020, 2020), (1990, 1999)]),
)
@settings(
    max_examples=at_most(100),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_search_finds_what_a_plain_filter_finds(
    site: list[Sample], parts: list[Part], years: tuple[int, int] | None
) -> None:
    q = " ".join(part.typed for part in parts)
    q += f" year:{years[0]}-{years[1]}" if years else ""
    found = set(db.session.scalars(select(Work.id).where(search.search_condition(q))))
    assert found == {id_ for id_, one in enumerate(site, 1) if matches(one, parts, years)}, q
