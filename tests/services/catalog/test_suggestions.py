"""Suggestions for names and venues: fast, with the most used first."""

import time

import pytest
from flask import Flask

from app.services import cache
from app.services.catalog import suggestions
from tests.support.factories import fill, many, record


def test_suggestions_are_unique_with_the_most_used_first(app: Flask) -> None:
    papers = [record(title=f"Study {n}", authors=["Ann Roe", "Ada Roe"]) for n in range(2)]
    fill(app, *papers, record(title="Salt", authors=["Ada Roe", "Zo\\'e R{\\o}e"], venue="Tidal"))
    with app.app_context():
        assert suggestions.printed_names("roe") == ["Ada Roe", "Ann Roe", "Zo\\'e R{\\o}e"]
        assert suggestions.printed_names("zoe RO") == ["Zo\\'e R{\\o}e"]
        assert suggestions.venue_names("tid") == ["Journal of Tides", "Tidal"]
        assert suggestions.printed_names("  ") == suggestions.printed_names("%") == []


def test_a_new_name_is_suggested_immediately(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        assert suggestions.printed_names("new") == []
    fill(app, record(title="Other", authors=["Newt New"]))
    with app.app_context():
        assert suggestions.printed_names("new") == ["Newt New"]


@pytest.mark.slow
def test_at_most_twenty_suggestions_are_found_quickly_among_3000_works(app: Flask) -> None:
    papers = many(3_000)
    for number, paper in enumerate(papers):
        paper["authors"] = [f"Ada{number} Roe", f"Kim{number} Li", "Ada Roe"]
    fill(app, *papers)
    with app.app_context():
        assert len(suggestions.printed_names("ro")) == 20
        assert cache.change_count() > 0
        start = time.process_time()
        for letters in ("ada", "ada2", "kim2999 l", "nobody"):
            suggestions.printed_names(letters)
        assert (time.process_time() - start) / 4 < 0.05
