"""HTTP policy of all responses, errors included: headers, ETags, compression."""

import gzip
from functools import lru_cache
from typing import Any, NoReturn

import brotli
from flask import Flask, Response, abort, current_app, g, request
from werkzeug.datastructures import Accept
from werkzeug.exceptions import SecurityError
from werkzeug.http import parse_accept_header

from app.web import assets, fragments, host, response_cache, robots

# Quality 11 would take ten times as long for responses a tenth smaller.
QUALITY = 5
# Where the server says that it refused a request, and the application only explains it.
REFUSAL = "vitae.refusal"
# Where it is said why the site can't be under the path that a proxy told.
REFUSED_PREFIX = "vitae.refused_prefix"
# Where the application leaves bodies that it compressed before, for a server that keeps answers.
READY = "vitae.ready"
# Where a view says that its answer is too large to be held in memory.
STREAMED = "vitae.streamed"
MIN_COMPRESSED_SIZE = 500
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/linkset",
    "application/atom+xml",
    "application/feed+json",
    "application/javascript",
    "application/opensearchdescription+xml",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "application/xml",
    "image/svg+xml",
    "application/vnd.citationstyles.csl+json",
)

# Whatever watches the site asks by the address of its machine.
ANY_HOST = {"/healthz": "health.check", "/readyz": "health.ready"}

NO_FRAMES = "frame-ancestors 'none'"
COMMON_POLICY = f"form-action 'self'; base-uri 'none'; {NO_FRAMES}"
# Opened on their own, fragments load nothing; within a page, the page's policy applies.
FRAGMENT_POLICY = f"default-src 'none'; {COMMON_POLICY}"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
# Browsers then refuse plain http for this host, not for other hosts of the same domain (RFC 6797).
# A site below another one leaves that to it.
HSTS = f"max-age={365 * 24 * 60 * 60}"


def configure(app: Flask) -> None:
    """Apply the policy to all responses of `app`."""
    assets.configure(app)
    robots.configure(app)
    style_hash = app.extensions["vitae_assets"].style_hash
    app.extensions["vitae_csp"] = (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{style_hash}'; "
        f"img-src 'self'; connect-src 'self'; {COMMON_POLICY}"
    )
    app.before_request(_refuse)
    app.after_request(_apply)


def allow_frames(hosts: str) -> None:
    """Let pages of these hosts, separated by commas, show the answer to this request in a frame."""
    g.frame_ancestors = " ".join(hosts.replace(",", " ").split())


def _refuse() -> Response | None:
    if host.MALFORMED in request.environ:
        _refuse_host("The request names no valid host.")
    if isinstance(request.routing_exception, SecurityError):
        return _answer_unknown_host()
    if sentence := request.environ.get(REFUSED_PREFIX):
        abort(Response(f"{sentence}\n", 400, mimetype="text/plain"))
    if status := request.environ.get(REFUSAL):
        abort(status)
    # No URL contains a NUL, and not every database accepts one in a query.
    if "\0" in request.path:
        abort(404)
    return None


def _answer_unknown_host() -> Response:
    """Answer at a host that is none of `TRUSTED_HOSTS`: only what watches the site is answered."""
    if request.method in {"GET", "HEAD"} and request.path in ANY_HOST:
        request.trusted_hosts = None
        view: Any = current_app.view_functions[ANY_HOST[request.path]]
        return current_app.make_response(view())
    return _refuse_host()


def _refuse_host(sentence: str = "") -> NoReturn:
    """Say that a host is none of `TRUSTED_HOSTS`; for such a host, Flask makes no page's links."""
    request.trusted_hosts = None
    said = sentence or f"This site is not at {request.host}."
    abort(Response(f"{said}\n", 400, mimetype="text/plain"))


def _apply(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers.setdefault("Content-Security-Policy", current_app.extensions["vitae_csp"])
    response_cache.set_cache_control(response)
    if request.is_secure and not request.root_path:
        response.headers["Strict-Transport-Security"] = HSTS
    if not robots.may_be_indexed():
        response.headers["X-Robots-Tag"] = robots.NOINDEX
    if fragments.is_fragment(request.path):
        response.headers["Content-Security-Policy"] = FRAGMENT_POLICY
    elif ancestors := g.get("frame_ancestors"):
        policy = response.headers["Content-Security-Policy"]
        framed = policy.replace(NO_FRAMES, f"frame-ancestors {ancestors}")
        response.headers["Content-Security-Policy"] = framed
        # A page that asks this of all it loads (COEP) asks it of frames, too.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if response.direct_passthrough or request.method not in {"GET", "HEAD"}:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and not response.cache_control.no_store:
        # Weak, because the same page is sent with different compressions.
        response.add_etag(weak=True)
        response.make_conditional(request)
    return _compress(response) if response.status_code != 304 else response


def _compress(response: Response) -> Response:
    content = response.get_data()
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    ready: dict[str, bytes] = getattr(response, "extensions", {})
    request.environ[READY] = ready
    if encoding and is_compressible(content, response.mimetype or ""):
        response.set_data(ready.get(encoding) or compress(content, encoding))
        response.content_encoding = encoding
    return response


@lru_cache(maxsize=256)
def preferred_encoding(accepted: str) -> str:
    """Return the encoding for an `Accept-Encoding` header: br, gzip, or "" for none."""
    found = parse_accept_header(accepted, Accept)
    return next((encoding for encoding in ("br", "gzip") if found[encoding] > 0), "")


def is_compressible(content: bytes, mimetype: str) -> bool:
    """Return whether compressing a body is worth its time."""
    return len(content) >= MIN_COMPRESSED_SIZE and mimetype.startswith(COMPRESSIBLE)


def compress(content: bytes, encoding: str, quality: int = QUALITY) -> bytes:
    """Return a body in an encoding; the quality is that of brotli."""
    if encoding == "br":
        compressed: bytes = brotli.compress(content, quality=quality)
        return compressed
    return gzip.compress(content, compresslevel=6, mtime=0)
