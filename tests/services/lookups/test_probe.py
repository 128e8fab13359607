"""The probe of links: what it asks, what it follows, and where it never connects to."""

import socket
from collections.abc import Callable, Iterator

import pytest

from app.services.lookups.network import Gate
from app.services.lookups.probe import KNOWN_HOST, ProbeResult
from app.services.lookups.rate_limit import RateLimiter
from tests.support.fake_hosts import Answer, Host, probe

PAGE = "/slides.pdf"


def redirect(to: str, status: int) -> Answer:
    return Answer(status=status, headers={"Location": to})


def drip(host: Host) -> Iterator[bytes]:
    while not host.stopped.wait(0.05):
        yield b"x"


def check(host: Host, path: str = PAGE, **settings: object) -> ProbeResult:
    return probe(**settings).check(host.base + path)


def test_the_headers_are_asked_for_and_nothing_else(host: Host) -> None:
    host.play(PAGE, Answer(b"x" * 100))
    assert check(host, contact="ada@example.org") == ProbeResult(200)
    assert host.methods == ["HEAD"]
    assert host.asked[0][1]["User-Agent"] == "Vitae (mailto:ada@example.org)"


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_what_refuses_head_is_asked_again(host: Host, status: int) -> None:
    host.play(PAGE, Answer(status=status), Answer(b"whole"))
    assert check(host) == ProbeResult(200)
    assert host.methods == ["HEAD", "GET"]


def test_a_missing_page_is_asked_for_twice_at_most(host: Host) -> None:
    assert check(host) == ProbeResult(404)
    assert host.methods == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_has_a_new_address(host: Host, status: int) -> None:
    host.play(PAGE, redirect("/new.pdf", status))
    host.play("/new.pdf", Answer())
    assert check(host) == ProbeResult(200, f"{host.base}/new.pdf")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_gives_no_new_address(host: Host, status: int) -> None:
    host.play(PAGE, redirect("/today", status))
    host.play("/today", redirect("/now", 301))
    host.play("/now", Answer())
    assert check(host) == ProbeResult(200)


def test_a_new_address_is_the_last_one_before_a_temporary_redirect(host: Host) -> None:
    host.play(PAGE, redirect("/new", 301))
    host.play("/new", redirect("/sign-in", 302))
    host.play("/sign-in", Answer())
    assert check(host) == ProbeResult(200, f"{host.base}/new")


def test_a_resolver_that_redirects_knows_the_number(host: Host) -> None:
    host.play("/10.1000/tides", redirect("/publisher", 302))
    resolvers = frozenset({"127.0.0.1"})
    assert check(host, "/10.1000/tides", resolvers=resolvers) == ProbeResult(302)
    assert [path for path, _ in host.asked] == ["/10.1000/tides"]
    assert check(host, "/10.1000/typo", resolvers=resolvers) == ProbeResult(404)


def test_a_redirect_loop_ends(host: Host) -> None:
    host.play(PAGE, redirect(PAGE, 301))
    assert check(host).failure == "it redirects too many times"
    assert len(host.asked) == 6


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/", "file:///etc/passwd", "javascript:x"])
def test_only_web_addresses_are_followed(host: Host, to: str) -> None:
    host.play(PAGE, redirect(to, 301))
    assert check(host).failure.startswith("it redirects to an address of")
    assert len(host.asked) == 1


def test_private_addresses_are_never_connected_to(host: Host) -> None:
    private = Gate(resolve=lambda name, _: ["127.0.0.1"])
    assert check(host, gate=private).failure == "it leads into a private network"
    assert host.asked == []


def test_redirects_into_a_private_network_are_not_followed(host: Host) -> None:
    host.play(PAGE, redirect(f"http://inside.example:{host.port}/secret", 302))
    names = {"127.0.0.1": "127.0.0.1", "inside.example": "10.0.0.1"}
    gate = Gate(lambda address: address == "127.0.0.1", lambda name, _: [names[name]])
    assert check(host, gate=gate).failure == "it leads into a private network"
    assert len(host.asked) == 1


def unknown(name: str, port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def others_known(name: str, port: int) -> list[str]:
    return ["192.0.2.1"] if name == KNOWN_HOST else unknown(name, port)


def unavailable(name: str, port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_a_host_that_does_not_exist_is_told_from_others() -> None:
    gone = probe(gate=Gate(resolve=others_known)).check("https://gone.example/x")
    assert gone == ProbeResult(failure="there is no host of this name", is_unknown_host=True)


@pytest.mark.parametrize("resolve", [unknown, unavailable])
def test_without_a_network_no_host_is_said_to_be_gone(
    resolve: Callable[[str, int], list[str]],
) -> None:
    away = probe(gate=Gate(resolve=resolve)).check("https://gone.example/x")
    assert away == ProbeResult(failure="the host could not be reached")


def test_a_host_that_says_nothing_is_left_in_time(host: Host) -> None:
    host.play(PAGE, Answer(head=drip(host)))
    assert check(host, timeout=0.2).failure == "no answer within 0.2 seconds"


def test_an_answer_that_is_none_has_a_reason(host: Host) -> None:
    host.play(PAGE, Answer(head=[b"SSH-2.0-x\r\n"]))
    assert check(host).failure == "the answer could not be read"
    assert probe().check("https://[::1/").failure == "the answer could not be read"


def test_a_host_that_asks_for_a_pause_gets_it(host: Host) -> None:
    host.play(PAGE, Answer(status=429, headers={"Retry-After": "120"}))
    limiter = RateLimiter(gaps={}, gap=0)
    assert check(host, rate_limiter=limiter) == ProbeResult(429)
    assert "Try again in 2 minutes" in check(host, rate_limiter=limiter).failure
    assert host.methods == ["HEAD"]
