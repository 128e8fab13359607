"""Typed links of a resource, in a header (RFC 8288) and as documents (RFC 9264)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

JSON, TEXT = "application/linkset+json", "application/linkset"


class TypedLink(NamedTuple):
    """A link from a resource to a target: their relation, and the media type of the target."""

    target: str
    rel: str
    type: str | None = None


# The links of several resources, by their addresses.
LinkSet = Mapping[str, Iterable[TypedLink]]


def header(links: Iterable[TypedLink]) -> str:
    """Return links as the value of a `Link` header (RFC 8288, section 3)."""
    return ", ".join(map(_value, links))


def as_json(links: LinkSet) -> str:
    """Return a link set as a JSON document (RFC 9264, section 4.2)."""
    contexts = [_context(anchor, of_one) for anchor, of_one in links.items()]
    return json.dumps({"linkset": contexts}, separators=(",", ":"))


def as_text(links: LinkSet) -> str:
    """Return a link set as a document of links with anchors (RFC 9264, section 4.1)."""
    found = (
        f'{_value(link)}; anchor="{anchor}"' for anchor, of_one in links.items() for link in of_one
    )
    return ",\n".join(found) + "\n"


def _value(link: TypedLink) -> str:
    type_ = f'; type="{link.type}"' if link.type else ""
    return f'<{link.target}>; rel="{link.rel}"{type_}'


def _context(anchor: str, links: Iterable[TypedLink]) -> dict[str, Any]:
    targets: dict[str, list[dict[str, str]]] = defaultdict(list)
    for link in links:
        targets[link.rel].append({"href": link.target} | ({"type": link.type} if link.type else {}))
    return {"anchor": anchor, **targets}
