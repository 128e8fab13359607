"""An HTTP client for bibliographic services, with limits on hosts, time, size and rate."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore2
import httpx2

from app.services.lookups import errors
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.network import Deadline, Gate, GuardedTransport, PrivateAddressError
from app.services.lookups.rate_limit import RATE_LIMITER, RateLimiter

ORIGINS = frozenset(
    f"https://{host}"
    for host in (
        "doi.org",
        "api.crossref.org",
        "data.crossref.org",
        "crosscite.org",
        "data.crosscite.org",
        "data.datacite.org",
        "api.datacite.org",
        "export.arxiv.org",
        "arxiv.org",
        "pub.orcid.org",
        "orcid.org",
        "api.openalex.org",
    )
)
REDIRECTS = 5
# Seconds to wait for the rate limiter before a look-up fails with an advice when to retry.
MAX_WAIT = 3.0
DEFAULT_PAUSE = 60
LONGEST_PAUSE = 24 * 60 * 60
NOT_FOUND_STATUSES = frozenset({204, 400, 404, 406, 409, 410})


@dataclass(frozen=True)
class LookupRequest:
    """A URL to fetch, the accepted media type, and the name of the result for messages."""

    url: str
    accept: str
    name: str


@dataclass
class Client:
    """The client for one look-up; `origins` and `gate` limit which hosts it connects to."""

    timeout: float = 5
    limit: int = 2 * 1024 * 1024
    contact: str = ""
    origins: frozenset[str] = ORIGINS
    gate: Gate = field(default_factory=Gate)
    rate_limiter: RateLimiter = RATE_LIMITER
    max_wait: float = MAX_WAIT

    def fetch(self, request: LookupRequest) -> str:
        """Return the response as text. Raises LookupFailedError with a message for the user."""
        url, seconds = httpx2.URL(request.url), float(self.timeout)
        for _ in range(1 + REDIRECTS):
            self._require_allowed(url)
            with self.rate_limiter.acquire(url.host, self.max_wait) as waited:
                self.max_wait -= waited
                deadline = Deadline(seconds)
                result = self._respond(url, request, deadline)
                if isinstance(result, str):
                    return result
                url, seconds = result, _seconds_left(deadline)
        raise errors.too_many_redirects(url.host)

    def pause_host(self, url: str, seconds: float) -> LookupFailedError:
        """Block requests to the host of `url` for some seconds; return the error that says so."""
        host = httpx2.URL(url).host
        self.rate_limiter.block(host, seconds)
        return errors.pause(host, seconds)

    def _require_allowed(self, url: httpx2.URL) -> None:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self.origins or url.userinfo:
            raise errors.not_allowed(url.host)

    def _respond(
        self, url: httpx2.URL, request: LookupRequest, deadline: Deadline
    ) -> str | httpx2.URL:
        try:
            return self._send(url, request, deadline)
        except (httpcore2.TimeoutException, httpx2.TimeoutException):
            raise errors.too_slow(url.host, self.timeout) from None
        except (httpcore2.NetworkError, httpx2.NetworkError):
            raise errors.unreachable(url.host) from None
        except PrivateAddressError:
            raise errors.not_allowed(url.host) from None
        except (httpcore2.ProtocolError, httpx2.HTTPError, httpx2.InvalidURL, UnicodeError):
            raise errors.unreadable(url.host) from None

    def _send(
        self, url: httpx2.URL, request: LookupRequest, deadline: Deadline
    ) -> str | httpx2.URL:
        headers = {
            "Accept": request.accept,
            # The size limit can't be enforced on compressed data.
            "Accept-Encoding": "identity",
            "User-Agent": user_agent(self.contact),
        }
        transport = GuardedTransport(self.gate, deadline)
        with (
            httpx2.Client(transport=transport, trust_env=False, headers=headers) as client,
            client.stream("GET", url) as response,
        ):
            if response.has_redirect_location:
                return url.join(response.headers["Location"])
            self._require_success(response, url.host, request)
            return b"".join(self._body(response, url.host)).decode("utf-8-sig")

    def _require_success(
        self, response: httpx2.Response, host: str, request: LookupRequest
    ) -> None:
        status = response.status_code
        if status in {429, 503}:
            raise self.pause_host(str(response.url), retry_after(response))
        if status in NOT_FOUND_STATUSES:
            raise errors.unknown(request.name, host)
        if status != 200:
            raise errors.refused(host, status)
        if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise errors.compressed(host)

    def _body(self, response: httpx2.Response, host: str) -> Iterator[bytes]:
        size = 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > self.limit:
                raise errors.too_large(host, self.limit)
            yield piece


def _seconds_left(deadline: Deadline) -> float:
    try:
        return deadline.left()
    except httpcore2.ReadTimeout:
        return 0.0


def user_agent(contact: str) -> str:
    """Return who asks, with an address to complain to if there is one."""
    return f"Vitae (mailto:{contact})" if contact else "Vitae"


def retry_after(response: httpx2.Response) -> float:
    """Return the seconds that `Retry-After` asks for, given as seconds or as a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), LONGEST_PAUSE))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return DEFAULT_PAUSE
    until = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 1), LONGEST_PAUSE)
