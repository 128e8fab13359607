"""The counts of all facets, against a plain filter in Python."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services import cache
from app.services.catalog import works
from app.services.catalog.facets import choices
from app.services.catalog.facets.choices import Facet, Facets
from app.services.catalog.selection import PublicFilter
from tests.support.examples import at_most
from tests.support.factories import fill, record

WORKS = 3_000
TYPES = ["article-journal", "paper-conference", "book", "thesis"]
STATUSES = ["published", "published", "published", "in-press", "under-review"]
KINDS = ["pdf", "code", "data", "video", "slides"]
TOPICS = ["Tides", "Salt", "Wind", "Waves"]
PEOPLE = [f"Kim {letter}i" for letter in "ABCDEFGHIJKL"]
WORDS = ["ebb", "flow", "moon", "shore"]


class Sample(NamedTuple):
    """A work as the test knows it."""

    year: int
    type: str
    status: str
    has: frozenset[str]
    topics: frozenset[str]
    authors: frozenset[str]
    word: str


def draw(chance: Random) -> Sample:
    return Sample(
        chance.choice([0, *range(2010, 2025)]),
        chance.choice(TYPES),
        chance.choice(STATUSES),
        frozenset(chance.sample(KINDS, chance.randint(0, 3))),
        frozenset(chance.sample(TOPICS, chance.randint(0, 3))),
        frozenset(chance.sample(PEOPLE, chance.randint(0, 4))),
        chance.choice(WORDS),
    )


def as_record(number: int, sample: Sample) -> dict[str, Any]:
    return record(
        title=f"Study {number} of {sample.word}",
        year=sample.year or None,
        type=sample.type,
        status=sample.status,
        topics=sorted(sample.topics),
        authors=["Ada Roe", *sorted(sample.authors)],
        links=[{"url": f"https://a.example/{number}/{k}", "kind": k} for k in sorted(sample.has)],
    )


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def matches(one: Sample, chosen: PublicFilter) -> bool:
    return (
        set(chosen.topics) <= {slug(topic) for topic in one.topics}
        and set(chosen.authors) <= {slug(name) for name in one.authors}
        and one.word.startswith(chosen.q)
        and (not chosen.years or any(a <= one.year <= b for a, b in chosen.years))
        and (not chosen.types or one.type in chosen.types)
        and (not chosen.statuses or one.status in chosen.statuses)
        and (not chosen.has or bool(one.has & set(chosen.has)))
    )


def expected(samples: list[Sample], chosen: PublicFilter, key: str) -> Counter[str]:
    """Count the values of a facet among the works that match the choices of all others."""
    adds_up = key in {"year", "type", "status", "has"}
    rest = chosen.without(key) if adds_up else chosen
    found: Counter[str] = Counter()
    for one in samples:
        if matches(one, rest):
            values = {
                "topic": map(slug, one.topics),
                "author": map(slug, one.authors),
                "year": [str(one.year)] if one.year else [],
                "type": [one.type],
                "status": [one.status],
                "has": one.has,
            }
            found.update(values[key])
    return found


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    chance = Random(13)  # noqa: S311 (not secret)
    return [draw(chance) for _ in range(WORKS)]


@pytest.fixture
def site(app: Flask, samples: list[Sample]) -> Iterator[list[Sample]]:
    fill(app, *(as_record(number, one) for number, one in enumerate(samples)))
    with app.app_context():
        yield samples


def some(values: list[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    chosen = st.lists(st.sampled_from(values), max_size=most, unique=True)
    return chosen.map(lambda found: tuple(sorted(found)))


FILTERS = st.builds(
    PublicFilter,
    topics=some([slug(topic) for topic in TOPICS], 2),
    years=st.sampled_from([(), (), ((2012, 2012),), ((2011, 2016), (2020, 2020)), ((1900, 1999),)]),
    types=some([*TYPES, "nonsense"], 2),
    authors=some([*map(slug, PEOPLE), "nobody"], 2),
    statuses=some(["published", "in-press", "under-review"], 2),
    has=some(KINDS, 2),
    q=st.sampled_from(["", "", "ebb", "mo"]),
)


def shown(facet: Facet | None) -> dict[str, int]:
    return {choice.value: choice.works for choice in facet.choices} if facet else {}


@pytest.mark.slow
@given(chosen=FILTERS)
@settings(
    max_examples=at_most(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_every_count_is_that_of_a_plain_filter(site: list[Sample], chosen: PublicFilter) -> None:
    changes = cache.change_count()
    facets = choices.facets(changes, chosen)
    assert facets.works == WORKS
    assert facets.found == sum(matches(one, chosen) for one in site)
    assert {t.value: t.works for t in facets.topics if t.works} == expected(site, chosen, "topic")
    assert {y.value: y.works for y in facets.years if y.works} == expected(site, chosen, "year")
    lists = {facet.key: facet for facet in facets.lists}
    for key in ("type", "status", "has"):
        wanted = expected(site, chosen, key)
        found = {value: n for value, n in shown(lists.get(key)).items() if n}
        assert found == (wanted if key in lists else {})
        assert key in lists or len(wanted) <= 1
    whole = choices.whole_facet(changes, chosen, "author", "")
    assert shown(whole) == expected(site, chosen, "author")
    first = works.work_list(changes, chosen).entries
    assert len(first) == min(25, facets.found)


def test_a_facet_with_one_value_is_not_shown(app: Flask) -> None:
    fill(app, record(), record(title="Salt"), record(title="Bo", authors=["Ada Roe", "Bo Ek"]))
    with app.app_context():
        assert lists(PublicFilter()) == ["author"]
        assert lists(PublicFilter(types=("article-journal",))) == ["type", "author"]
        assert lists(PublicFilter(authors=("bo-ek",))) == ["author"]
        assert choices.facets(cache.change_count(), PublicFilter()).years == ()


@pytest.mark.parametrize("years", [(0, 0), (0, 1999), (9999, 9999)])
def test_works_without_a_year_are_of_no_range(app: Flask, years: tuple[int, int]) -> None:
    fill(
        app,
        record(year=None),
        record(title="Salt", year=None, status="in-press"),
        record(title="Bo"),
    )
    chosen = PublicFilter(years=(years,))
    with app.app_context():
        assert read(chosen).found == 0
        assert works.work_list(cache.change_count(), chosen).entries == ()


def test_years_show_gaps(app: Flask) -> None:
    fill(app, record(year=2020), record(title="Salt", year=2023), record(title="Bo", year=None))
    with app.app_context():
        years = choices.facets(cache.change_count(), PublicFilter()).years
    assert [(y.value, y.works) for y in years] == [
        ("2020", 1),
        ("2021", 0),
        ("2022", 0),
        ("2023", 1),
    ]


def test_chosen_coauthors_are_listed_whoever_else_wrote_more(app: Flask) -> None:
    crowd = [f"Bo {letter}k" for letter in "ABCDEFGHIJKLMNOP"]
    fill(app, record(authors=["Ada Roe", *crowd]), record(title="Salt", authors=["Ada Roe", "Z Z"]))
    with app.app_context():
        (facet,) = read(PublicFilter(authors=("bo-pk",))).lists
        assert facet.choices[0].label == "Bo Pk"
        assert (len(facet.choices), facet.more) == (8, 8)
        found = choices.whole_facet(cache.change_count(), PublicFilter(), "author", "bo pk")
        assert [choice.label for choice in found.choices] == ["Bo Pk"]


def test_what_does_not_exist_is_told_apart_from_what_finds_nothing(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), record(title="Book", type="book", year=2020))
    with app.app_context():
        unknown = read(PublicFilter(topics=("tides", "sun"), types=("poem",), authors=("x",)))
        assert [(one.key, one.value) for one in unknown.unknown] == [
            ("topic", "sun"),
            ("type", "poem"),
            ("author", "x"),
        ]
        empty = read(PublicFilter(topics=("tides",), types=("book",), authors=("kim-li",)))
        assert (empty.unknown, empty.found) == ((), 0)
        assert [one.label for one in empty.chosen] == ["Books", "Kim Li"]


def read(chosen: PublicFilter) -> Facets:
    return choices.facets(cache.change_count(), chosen)


def lists(chosen: PublicFilter) -> list[str]:
    return [facet.key for facet in read(chosen).lists]


def test_coauthors_with_as_many_works_are_in_the_order_of_their_letters(app: Flask) -> None:
    authors = ["Ada Roe", "Zoë Ek", "Élise Roy", "Fay Ode"]
    fill(app, record(authors=authors), record(title="Salt", authors=authors))
    with app.app_context():
        (facet,) = read(PublicFilter()).lists
    assert [choice.label for choice in facet.choices] == ["Élise Roy", "Fay Ode", "Zoë Ek"]
