"""The HTTP policy of every answer, errors included: headers, validators, compression."""

import gzip

import brotli
from flask import Flask, Response, abort, current_app, request

from app.web import assets, fragments

# Waiting visitors get quality 5: 11 takes ten times as long for a tenth less.
QUALITY = 5
WORTH_COMPRESSING = 500
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/javascript",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "image/svg+xml",
    "application/vnd.citationstyles.csl+json",
)

EVERYWHERE = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# Opened by themselves, fragments run and draw nothing; within a page, the page's policy holds.
FRAGMENT_POLICY = f"default-src 'none'; {EVERYWHERE}"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def configure(app: Flask) -> None:
    """Put the policy on every answer of `app`."""
    assets.configure(app)
    style_hash = app.extensions["vitae_assets"].style_hash
    app.extensions["vitae_csp"] = (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{style_hash}'; "
        f"img-src 'self'; connect-src 'self'; {EVERYWHERE}"
    )
    app.before_request(_refuse_nul)
    app.after_request(_apply)


def _refuse_nul() -> None:
    # No address has one, and not every database takes one as a question.
    if "\0" in request.path:
        abort(404)


def _apply(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = current_app.extensions["vitae_csp"]
    response.headers.setdefault("Cache-Control", "no-cache")
    if fragments.is_fragment(request.path):
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Content-Security-Policy"] = FRAGMENT_POLICY
    if response.direct_passthrough or request.method not in {"GET", "HEAD"}:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and not response.cache_control.no_store:
        # Weak: the same page travels compressed in several ways.
        response.add_etag(weak=True)
        response.make_conditional(request)
    return _compress(response) if response.status_code != 304 else response


def _compress(response: Response) -> Response:
    content = response.get_data()
    if len(content) < WORTH_COMPRESSING or not (response.mimetype or "").startswith(COMPRESSIBLE):
        return response
    accepted = request.accept_encodings
    if accepted["br"] > 0:
        ready = getattr(response, "extensions", {}).get("brotli")
        response.set_data(ready or brotli.compress(content, quality=QUALITY))
        response.content_encoding = "br"
    elif accepted["gzip"] > 0:
        response.set_data(gzip.compress(content, compresslevel=6, mtime=0))
        response.content_encoding = "gzip"
    return response
