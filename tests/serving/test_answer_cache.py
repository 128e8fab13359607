"""Answers are kept for one version of the data, within a number of bytes."""

import pytest

from app.serving.answer_cache import AnswerCache
from app.serving.finished_answer import OVERHEAD, FinishedAnswer
from app.serving.rsgi import Answer

BODY = 10_000
SIZE = OVERHEAD + BODY
PLAIN = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(BODY))]


def answer(accept: str = "", *, vary: str = "Accept-Encoding", size: int = BODY) -> FinishedAnswer:
    return FinishedAnswer(Answer(200, [*PLAIN, ("Vary", vary)], b"x" * size), accept)


@pytest.fixture
def cache() -> AnswerCache:
    """A cache with room for ten answers, at version 1."""
    cache = AnswerCache(10 * SIZE)
    cache.find(1, ("/",), "")
    return cache


def test_an_answer_is_found_by_its_address_and_version(cache: AnswerCache) -> None:
    kept = answer()
    cache.keep(1, ("/",), "", kept)
    assert cache.find(1, ("/",), "text/html") is kept
    assert cache.find(1, ("/cv",), "") is None
    assert cache.find(2, ("/",), "") is None
    assert cache.find(1, ("/",), "") is None
    assert cache.used == 0


def test_an_answer_of_an_earlier_version_is_not_kept(cache: AnswerCache) -> None:
    cache.find(2, ("/",), "")
    cache.keep(1, ("/",), "", answer())
    assert cache.find(2, ("/",), "") is None


def test_answers_that_depend_on_media_types_are_kept_apart(cache: AnswerCache) -> None:
    page, data, text = (answer(kind, vary="Accept-Encoding, Accept") for kind in "pdt")
    cache.keep(1, ("/",), "p", page)
    assert cache.find(1, ("/",), "d") is None
    cache.keep(1, ("/",), "d", data)
    cache.keep(1, ("/",), "t", text)
    assert [cache.find(1, ("/",), kind) for kind in "pdtx"] == [page, data, text, None]
    assert cache.used == 3 * SIZE


def test_the_least_recently_used_answer_is_dropped_first(cache: AnswerCache) -> None:
    answers = [answer() for _ in range(11)]
    for number, kept in enumerate(answers):
        cache.keep(1, (number,), "", kept)
        cache.find(1, (0,), "")
    found = [number for number in range(11) if cache.find(1, (number,), "")]
    assert found == [0, *range(2, 11)]
    assert cache.used == 10 * SIZE
    assert not answers[1].is_kept


def test_answers_that_grow_make_others_go(cache: AnswerCache) -> None:
    for number in range(10):
        cache.keep(1, (number,), "", answer())
    grown = cache.find(1, (9,), "")
    assert grown
    compressed = grown.encode("gzip")
    cache.recount(grown)
    assert cache.find(1, (0,), "") is None
    assert cache.used == 9 * SIZE + len(compressed.body)


def test_an_answer_is_counted_once_and_not_after_it_was_dropped(cache: AnswerCache) -> None:
    first = answer()
    cache.keep(1, ("/",), "", first)
    cache.keep(1, ("/",), "", answer())
    assert cache.used == SIZE
    first.encode("gzip")
    cache.recount(first)
    assert cache.used == SIZE


def test_an_answer_that_would_take_most_of_the_room_is_not_kept(cache: AnswerCache) -> None:
    cache.keep(1, ("/",), "", answer(size=3 * SIZE))
    assert cache.find(1, ("/",), "") is None
    assert cache.used == 0
