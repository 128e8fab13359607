"""Links and numbers that lead nowhere, as their mere form tells."""

import ipaddress
import re
from urllib.parse import urlsplit

from app.bibliography import identifiers, urls
from app.bibliography.messages import message
from app.services.cache import remembered
from app.services.lookups import addresses
from app.services.site_health import sources
from app.services.site_health.sources import LinkSource

# What nearly all addresses are like, so that the rest can be looked at more closely.
USUAL = re.compile(r"https?://((?:[a-z0-9-]{1,63}\.){1,6}([a-z]{2,24}))(?:/[!-~]{0,500})?")
# Names that are reserved, or that only resolve in a local network (RFC 2606, 6761, 6762, 8375).
LOCAL = frozenset({"localhost", "local", "internal", "lan", "home", "corp"})
RESERVED = frozenset({"test", "invalid", "example"})
PLACEHOLDER = re.compile(r"(?:.*\.)?example\.(?:com|net|org|edu)")
EXCERPT = 80
LEADS_INSIDE = message("leads to a computer in a local network")


@remembered
def malformed_links(changes: int) -> list[tuple[LinkSource, str]]:
    """Return the links that lead nowhere, each with what is wrong with it."""
    found: list[tuple[LinkSource, str]] = []
    for source in sources.link_sources(changes):
        if fault := _fault(source):
            address = excerpt(source.value)
            found.append((source, message("%(address)s %(fault)s", address=address, fault=fault)))
    return found


def excerpt(text: str) -> str:
    """Return the beginning of a long address."""
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def url_fault(url: str) -> str:
    """Return why an address leads nowhere, worded to follow it, or an empty text."""
    if usual := USUAL.fullmatch(url):
        host, top = usual.groups()
    elif error := urls.validation_error(url):
        return error
    else:
        host = (urlsplit(url).hostname or "").rstrip(".")
        top = host.rpartition(".")[2]
    return _host_fault(host, top)


def _host_fault(host: str, top: str) -> str:
    if top in LOCAL:
        return LEADS_INSIDE
    if top in RESERVED or PLACEHOLDER.fullmatch(host):
        return message("is a placeholder")
    try:
        is_public = addresses.is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        return "" if "." in host else message("names a host without a domain")
    return "" if is_public else LEADS_INSIDE


def _fault(source: LinkSource) -> str:
    if source.field == "doi":
        return "" if identifiers.is_doi(source.value) else message("is not a DOI")
    if source.field == "arxiv_id":
        return "" if identifiers.is_arxiv_id(source.value) else message("is not an arXiv number")
    if source.field == "orcid":
        return "" if identifiers.orcid(source.value) else message("is not an ORCID iD")
    return url_fault(source.url)
