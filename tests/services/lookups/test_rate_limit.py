"""One request at a time, with an interval between them, and pauses that hosts ask for."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.services.lookups.client import LookupRequest
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.rate_limit import RateLimiter
from tests.support.fake_hosts import Answer, Host, client

DOI, ARXIV = "doi.org", "export.arxiv.org"


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rate_limiter(clock: Clock) -> RateLimiter:
    return RateLimiter(clock=lambda: clock.now, sleep=clock.sleep)


def take(rate_limiter: RateLimiter, host: str, max_wait: float = 3) -> float:
    with rate_limiter.acquire(host, max_wait) as waited:
        return waited


def refused(rate_limiter: RateLimiter, host: str, max_wait: float = 3) -> str:
    with pytest.raises(LookupFailedError) as caught:
        take(rate_limiter, host, max_wait)
    return str(caught.value)


def test_the_first_request_does_not_wait(rate_limiter: RateLimiter, clock: Clock) -> None:
    assert take(rate_limiter, DOI) == 0
    assert clock.slept == []


def test_requests_to_one_host_are_one_second_apart(rate_limiter: RateLimiter, clock: Clock) -> None:
    assert [take(rate_limiter, DOI), take(rate_limiter, DOI), take(rate_limiter, "orcid.org")] == [
        0,
        1,
        0,
    ]
    assert clock.slept == [1]


def test_requests_to_arxiv_are_three_seconds_apart(rate_limiter: RateLimiter) -> None:
    assert [take(rate_limiter, ARXIV), take(rate_limiter, ARXIV)] == [0, 3]


def test_a_wait_beyond_the_maximum_fails_immediately(
    rate_limiter: RateLimiter, clock: Clock
) -> None:
    take(rate_limiter, ARXIV)
    assert refused(rate_limiter, ARXIV, max_wait=2).endswith("Try again in 3 seconds.")
    assert clock.slept == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3.5, "4 seconds"), (60, "60 seconds"), (150, "3 minutes"), (7200, "2 hours")],
)
def test_requests_to_a_blocked_host_are_refused_with_the_wait(
    rate_limiter: RateLimiter, seconds: float, words: str
) -> None:
    rate_limiter.block(DOI, seconds)
    assert refused(rate_limiter, DOI) == (
        f"{DOI} limits the number of requests. Try again in {words}."
    )
    assert take(rate_limiter, ARXIV) == 0


def test_requests_never_run_in_parallel(rate_limiter: RateLimiter) -> None:
    with rate_limiter.acquire(DOI, 3):
        assert "in progress" in refused(rate_limiter, ARXIV, max_wait=0)
    assert take(rate_limiter, ARXIV) == 0


def ask(host: Host, rate_limiter: RateLimiter) -> str:
    with pytest.raises(LookupFailedError) as caught:
        client(host, rate_limiter=rate_limiter).fetch(LookupRequest(f"{host.base}/", "*/*", ""))
    return str(caught.value)


@pytest.mark.parametrize("status", [429, 503])
def test_no_request_is_sent_before_retry_after_has_passed(
    host: Host, rate_limiter: RateLimiter, status: int
) -> None:
    host.play("/", Answer(status=status, headers={"Retry-After": "40"}))
    assert ask(host, rate_limiter).endswith("Try again in 40 seconds.")
    assert ask(host, rate_limiter).endswith("Try again in 40 seconds.")
    assert len(host.asked) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [(format_datetime(datetime.now(UTC) + timedelta(hours=3)), "3 hours"), ("", "60 seconds")]
    + [(text, "60 seconds") for text in ("soon", "-5", "²", "Mon, 99 Foo 2024")]
    + [("Thu, 01 Jan 1970 00:00:00 -0000", "1 second"), ("9" * 5000, "24 hours")],
    ids=["a date", "empty", "words", "negative", "raised", "no date", "past", "long"],
)
def test_retry_after_is_parsed_as_a_date_or_seconds_with_a_default(
    host: Host, rate_limiter: RateLimiter, value: str, words: str
) -> None:
    host.play("/", Answer(status=429, headers={"Retry-After": value}))
    assert ask(host, rate_limiter).endswith(f"Try again in {words}.")


@pytest.mark.slow
def test_a_look_up_sleeps_three_seconds_at_most(
    host: Host, rate_limiter: RateLimiter, clock: Clock
) -> None:
    host.play("/", Answer(b"{}"))
    asking = client(host, rate_limiter=rate_limiter)
    for _ in range(4):
        assert asking.fetch(LookupRequest(f"{host.base}/", "*/*", "")) == "{}"
    with pytest.raises(LookupFailedError, match="1 second"):
        asking.fetch(LookupRequest(f"{host.base}/", "*/*", ""))
    assert sum(clock.slept) == 3
