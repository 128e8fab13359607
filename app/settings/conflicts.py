"""Settings that are right by themselves and don't go together."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Values = Mapping[str, Any]


class Order(NamedTuple):
    """Two settings of which the first should not exceed the second, and what happens if it does."""

    smaller: str
    larger: str
    consequence: str


ORDERS = [
    Order("SESSION_IDLE", "SESSION_LONGEST", "sessions end after SESSION_LONGEST, in use or not"),
    Order("SESSION_LONGEST", "SESSION_REMEMBERED", "“Keep me signed in” makes sessions shorter"),
    Order("PDF_LIMIT", "MAX_CONTENT_LENGTH", "PDFs may be as large as MAX_CONTENT_LENGTH at most"),
    Order(
        "MAX_FORM_MEMORY_SIZE",
        "MAX_CONTENT_LENGTH",
        "forms may be as large as MAX_CONTENT_LENGTH at most",
    ),
]


def find_conflicts(values: Values) -> list[str]:
    """Return a sentence for each conflict between settings."""
    found = [
        f"{one.smaller} ({values[one.smaller]}) exceeds {one.larger} ({values[one.larger]}):"
        f" {one.consequence}."
        for one in ORDERS
        if values[one.smaller] > values[one.larger]
    ]
    return found + _of_address(values) + _of_caches(values)


def _of_address(values: Values) -> list[str]:
    site = urlsplit(values["SITE_URL"] or "")
    trusted = values["TRUSTED_HOSTS"]
    found = []
    if site.hostname and trusted and not _is_trusted(site.hostname, trusted):
        found.append(
            f"SITE_URL's host {site.hostname} is not among TRUSTED_HOSTS: requests for it get 400,"
            " unless a proxy asks under another name."
        )
    if site.scheme == "https" and not values["PROXIES"]:
        found.append(
            "SITE_URL begins with https://, and PROXIES is 0: behind a proxy, all visitors seem to"
            " have its IP address and to use plain http. Set PROXIES = 1 there."
        )
    return found


def _of_caches(values: Values) -> list[str]:
    found = []
    if values["PURGE_URL"] and not (values["SITE_URL"] or values["PURGE_BODY"]):
        found.append(
            "PURGE_URL needs SITE_URL, whose pages a CDN is to forget, or PURGE_BODY, which says it"
            " in the CDN's own words; without either, it is told of no site."
        )
    if values["CACHE_STALE_WHILE_REVALIDATE"] and not values["CACHE_S_MAXAGE"]:
        found.append("CACHE_STALE_WHILE_REVALIDATE does nothing without CACHE_S_MAXAGE.")
    return found


def _is_trusted(host: str, trusted: list[str]) -> bool:
    return any(
        host == one.lstrip(".") or (one.startswith(".") and host.endswith(one)) for one in trusted
    )
