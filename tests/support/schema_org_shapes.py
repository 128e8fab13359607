"""Which properties schema.org defines for which types, and what their values may be.

Only as far as we use them; written from the definitions of the types and their supertypes.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pyld import jsonld

VOCABULARY = "https://schema.org/"
# Our own context, as tests ask no other host: every name is one of the vocabulary.
CONTEXT = {
    "@context": {"@vocab": VOCABULARY, **{name: {"@type": "@id"} for name in ("url", "sameAs")}}
}
THING = {"name", "alternateName", "description", "image", "url", "sameAs", "identifier"}
WORK = THING | {
    *("abstract", "author", "creativeWorkStatus", "dateCreated", "dateModified", "datePublished"),
    *("editor", "encoding", "genre", "headline", "inLanguage", "isPartOf", "keywords"),
    *("mainEntity", "position", "publisher", "translator", "workExample"),
}
PAGES = {"pageStart", "pageEnd", "pagination"}
PROPERTIES = {
    "Article": WORK | PAGES,
    "Book": WORK | {"isbn"},
    "BookSeries": WORK | {"issn"},
    "Chapter": WORK | PAGES,
    "CreativeWork": WORK,
    "Dataset": WORK | {"issn"},
    "MediaObject": WORK | {"contentUrl", "encodingFormat"},
    "Organization": THING,
    "Periodical": WORK | {"issn"},
    "Person": THING
    | {"affiliation", "familyName", "givenName", "honorificSuffix", "jobTitle", "knowsAbout"},
    "ProfilePage": WORK,
    "PropertyValue": THING | {"propertyID", "value"},
    "PublicationIssue": WORK | PAGES | {"issueNumber"},
    "PublicationVolume": WORK | PAGES | {"volumeNumber"},
    "Report": WORK | PAGES | {"reportNumber"},
    "ScholarlyArticle": WORK | PAGES,
    "SoftwareSourceCode": WORK,
    "Thesis": WORK,
    "WebPage": WORK,
}
AGENTS = {"Person", "Organization"}
WORKS = set(PROPERTIES) - AGENTS - {"PropertyValue"}
# The types of values that are objects; all other properties have texts.
VALUES = {
    "affiliation": {"Organization"},
    "author": AGENTS,
    "editor": AGENTS,
    "translator": AGENTS,
    "publisher": AGENTS,
    "encoding": {"MediaObject"},
    "identifier": {"PropertyValue"},
    "isPartOf": WORKS,
    "mainEntity": set(PROPERTIES),
    "workExample": WORKS,
}
FORMS = {
    "dateCreated": r"\d{4}(-\d\d(-\d\d)?)?",
    "datePublished": r"\d{4}(-\d\d(-\d\d)?)?",
    "inLanguage": r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*",
    "contentUrl": r"https?://\S+",
    "url": r"https?://\S+",
    "image": r"https?://\S+",
    "sameAs": r"https?://\S+",
}


def expanded(text: str) -> list[dict[str, Any]]:
    """Return JSON-LD in expanded form: only what its context defines is left."""
    found: list[dict[str, Any]] = jsonld.expand(json.loads(text), {"documentLoader": _load})
    return found


def violations(text: str) -> list[str]:
    """Return what is wrong with linked data by the definitions of schema.org."""
    (root,) = expanded(text)
    lost = set(_names(json.loads(text))) - set(_names(root))
    return [*(f"{name} was lost" for name in sorted(lost)), *_wrong(root, "the page")]


def _load(url: str, _options: object) -> dict[str, Any]:
    assert url.rstrip("/") == VOCABULARY.rstrip("/"), url
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}


def _names(found: Any) -> Iterator[str]:
    if isinstance(found, list):
        for one in found:
            yield from _names(one)
    elif isinstance(found, dict):
        for key, value in found.items():
            if not key.startswith("@"):
                yield key.removeprefix(VOCABULARY)
                yield from _names(value)


def _wrong(node: dict[str, Any], where: str) -> Iterator[str]:
    types = [name.removeprefix(VOCABULARY) for name in node.get("@type", [])]
    if len(types) != 1 or types[0] not in PROPERTIES:
        yield f"{where} has types {types}"
        return
    for iri, values in node.items():
        if not iri.startswith("@"):
            name = iri.removeprefix(VOCABULARY)
            if name not in PROPERTIES[types[0]]:
                yield f"{types[0]} has no {name}"
            for value in values:
                yield from _wrong_value(name, value)


def _wrong_value(name: str, value: dict[str, Any]) -> Iterator[str]:
    text = value.get("@value", value.get("@id") if "@type" not in value else None)
    if (text is None) is not (name in VALUES):
        yield f"{name} has {value}"
    elif text is None:
        types = {one.removeprefix(VOCABULARY) for one in value["@type"]}
        if not types <= VALUES[name]:
            yield f"{name} is {types}"
        yield from _wrong(value, name)
    elif not re.fullmatch(FORMS.get(name, r".*\S.*"), str(text), re.DOTALL):
        yield f"{name} has {text!r}"
