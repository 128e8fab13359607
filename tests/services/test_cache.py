"""The cache keeps values until the site changes, up to its capacity."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask

from app.services import cache
from app.services.cache import Cache


def counted(made: list[str], word: str) -> Callable[[], str]:
    def make() -> str:
        made.append(word)
        return word

    return make


def test_a_value_is_computed_once_for_each_state() -> None:
    cache, made = Cache(), list[str]()
    for state in (1, 1, 2, 2):
        assert cache.recall("list", state, counted(made, f"at {state}")) == f"at {state}"
    assert made == ["at 1", "at 2"]


def test_the_least_recently_used_value_is_dropped_first() -> None:
    cache, made = Cache(capacity=3), list[str]()
    for key in ("a", "b", "c", "a", "d", "a", "b"):
        cache.recall(key, 1, counted(made, key))
    assert made == ["a", "b", "c", "d", "b"]


@pytest.mark.parametrize(("share", "kept"), [(1, 10), (3, 3), (10, 1), (11, 0)])
def test_the_capacity_is_never_exceeded(share: int, kept: int) -> None:
    cache, made = Cache(capacity=10), list[str]()
    for key in range(100):
        cache.recall(key, 1, counted(made, "first"), share)
    for key in range(100 - kept, 100):
        cache.recall(key, 1, counted(made, "again"), share)
    assert made == ["first"] * 100
    assert (len(cache._answers), cache._used) == (kept, kept * share)


def test_none_is_not_cached() -> None:
    cache = Cache()
    assert cache.recall("gone", 1, lambda: None) is None
    assert cache.recall("gone", 1, lambda: "back") == "back"


def test_threads_can_share_the_cache() -> None:
    cache = Cache(capacity=20)

    def use(first: int) -> None:
        for number in range(first, first + 2_000):
            key = number % 50
            assert cache.recall(key, 1, lambda key=key: key + 1) == key + 1  # type: ignore[misc]

    threads = [Thread(target=use, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(cache._answers) == cache._used == 20


def test_all_reads_of_an_application_share_one_capacity(app: Flask) -> None:
    @cache.remembered
    def small(count: int, key: int) -> str:
        return f"{count}.{key}"

    @cache.remembered_whole
    def large(count: int, key: int) -> str:
        return f"{count}.{key}" * 2

    with app.app_context():
        for key in range(cache.CAPACITY):
            assert (small(7, key), large(7, key)) == (f"7.{key}", f"7.{key}7.{key}")
        assert cache.cache()._used <= cache.CAPACITY
