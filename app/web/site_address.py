"""The site's absolute addresses, for what is read elsewhere: canonical links, metadata, feeds."""

from urllib.parse import urlsplit

from flask import current_app, request


def site_url() -> str:
    """Return the address of the profile without its last slash: the setting's, or the request's.

    The host of a request is one of `TRUSTED_HOSTS`, where that is set (app/web/policy.py). A
    setting without a path names only the host: a server may serve the site under a path there.
    """
    address: str | None = current_app.config["SITE_URL"]
    if address and urlsplit(address).path:
        return address
    return f"{address or f'{request.scheme}://{request.host}'}{request.script_root}"


def absolute_url(path: str) -> str:
    """Return the absolute address of a path of this site, given as `url_for` returns it."""
    return f"{site_url()}{path.removeprefix(request.script_root)}"
