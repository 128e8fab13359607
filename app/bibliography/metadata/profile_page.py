"""The owner's profile as linked data: what search engines read of a page about a person.

The types and properties are those of Google's documentation of `ProfilePage` and of schema.org.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.bibliography.metadata.json_ld import in_language, without_empty

# An object for a text in another language than the page.
Text = str | dict[str, str]


@dataclass(frozen=True)
class ProfileFacts:
    """What such a page tells of the owner; all addresses are absolute."""

    name: str
    url: str
    other_names: Sequence[str] = ()
    # The ORCID iD as an address, which names the same person on the pages of works.
    id: str | None = None
    image: str | None = None
    job_title: Text = ""
    affiliation: Text = ""
    description: Text = ""
    links: Sequence[str] = ()
    topics: Sequence[Text] = ()
    # That of the texts, where the site has others, too.
    language: str = ""


def json_ld(owner: ProfileFacts) -> dict[str, Any]:
    """Return the page of the owner."""
    organization = {"@type": "Organization", "name": owner.affiliation}
    person = {
        "@type": "Person",
        "@id": owner.id,
        "name": owner.name,
        "alternateName": list(owner.other_names),
        "url": owner.url,
        "image": owner.image,
        "jobTitle": owner.job_title,
        "affiliation": organization if owner.affiliation else None,
        "description": owner.description,
        "sameAs": list(owner.links),
        "knowsAbout": list(owner.topics),
    }
    page = {"@type": "ProfilePage", "mainEntity": without_empty(person)}
    if not owner.language:
        return page
    return {**in_language(owner.language), **page, "inLanguage": owner.language}
