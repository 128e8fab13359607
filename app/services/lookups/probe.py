"""Whether a link still leads somewhere: public addresses only, with the limits of look-ups."""

from dataclasses import dataclass, field
from typing import NamedTuple

import httpcore2
import httpx2

from app.bibliography.messages import message, message_of
from app.services.lookups.client import REDIRECTS, retry_after, user_agent
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.network import (
    Deadline,
    Gate,
    GuardedTransport,
    PrivateAddressError,
    UnknownHostError,
)
from app.services.lookups.rate_limit import RateLimiter

# Not the limiter of look-ups, which lets one request through at a time: whoever looks something up
# would wait for a check of many links.
PROBE_LIMITER = RateLimiter()
# They redirect from every identifier that exists: whether a publisher lets a program in says
# nothing of the link.
RESOLVERS = frozenset({"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net"})
PERMANENT = frozenset({301, 308})
TOO_MANY = frozenset({429, 503})
SCHEMES = frozenset({"http", "https"})
EXPECTED = (
    LookupFailedError,
    PrivateAddressError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpx2.HTTPError,
    httpx2.InvalidURL,
)
# It exists as long as DOIs do.
KNOWN_HOST = "doi.org"
UNKNOWN_HOST = message("there is no host of this name")
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (PrivateAddressError, message("it leads into a private network")),
    (httpcore2.NetworkError, message("the host could not be reached")),
    (httpx2.NetworkError, message("the host could not be reached")),
)


class ProbeResult(NamedTuple):
    """How a link answered: the HTTP status, or 0 and the reason why there is none.

    `moved_to` is where it leads by redirects that are permanent.
    """

    status: int = 0
    moved_to: str = ""
    failure: str = ""
    is_unknown_host: bool = False


class HeaderAnswer(NamedTuple):
    """One response; `location` is where it redirects to."""

    status: int
    location: httpx2.URL | None


@dataclass
class Probe:
    """Asks for the headers of links; `gate` limits which addresses it connects to."""

    timeout: float = 5
    contact: str = ""
    gate: Gate = field(default_factory=Gate)
    rate_limiter: RateLimiter = PROBE_LIMITER
    resolvers: frozenset[str] = RESOLVERS
    max_wait: float = 10

    def check(self, link: str) -> ProbeResult:
        """Return how a link answers."""
        try:
            return self._follow(httpx2.URL(link))
        except (OSError, ValueError, *EXPECTED) as error:
            if isinstance(error, UnknownHostError) and self._knows_names():
                return ProbeResult(failure=UNKNOWN_HOST, is_unknown_host=True)
            return ProbeResult(failure=self._reason(error))

    def _knows_names(self) -> bool:
        """Return whether the names of hosts are known here: without a network, none is."""
        try:
            return bool(self.gate.addresses(KNOWN_HOST, 443, self.timeout))
        except OSError:
            return False

    def _reason(self, error: Exception) -> str:
        if isinstance(error, LookupFailedError):
            return message_of(error)
        if isinstance(error, httpcore2.TimeoutException | httpx2.TimeoutException):
            seconds = f"{self.timeout:g}"
            return message("no answer within %(seconds)s seconds", seconds=seconds)
        reasons = (reason for kinds, reason in REASONS if isinstance(error, kinds))
        return next(reasons, message("the answer could not be read"))

    def _follow(self, url: httpx2.URL) -> ProbeResult:
        moved, is_permanent = "", True
        for _ in range(1 + REDIRECTS):
            if url.scheme not in SCHEMES:
                scheme = f"{url.scheme}:"
                other = message("it redirects to an address of %(scheme)s", scheme=scheme)
                return ProbeResult(failure=other)
            answer = self._ask(url)
            if answer.location is None or url.host in self.resolvers:
                return ProbeResult(answer.status, moved)
            is_permanent = is_permanent and answer.status in PERMANENT
            url = answer.location
            moved = str(url) if is_permanent else moved
        return ProbeResult(failure=message("it redirects too many times"))

    def _ask(self, url: httpx2.URL) -> HeaderAnswer:
        """Ask for the headers alone; some servers refuse that, or answer it wrongly."""
        answer = self._send("HEAD", url)
        return (
            answer if answer.status < 400 or answer.status in TOO_MANY else self._send("GET", url)
        )

    def _send(self, method: str, url: httpx2.URL) -> HeaderAnswer:
        headers = {"Accept": "*/*", "User-Agent": user_agent(self.contact)}
        with self.rate_limiter.acquire(url.host, self.max_wait):
            transport = GuardedTransport(self.gate, Deadline(float(self.timeout)))
            with (
                httpx2.Client(transport=transport, trust_env=False, headers=headers) as client,
                client.stream(method, url) as response,
            ):
                if response.status_code in TOO_MANY:
                    self.rate_limiter.block(url.host, retry_after(response))
                is_redirect = response.has_redirect_location
                location = url.join(response.headers["Location"]) if is_redirect else None
                return HeaderAnswer(response.status_code, location)
