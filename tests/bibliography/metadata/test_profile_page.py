"""The owner's profile as schema.org describes it."""

from app.bibliography.metadata import json_ld, profile_page
from app.bibliography.metadata.profile_page import ProfileFacts
from tests.support.schema_org_shapes import violations

ADA = ProfileFacts(
    name="Ada Roe",
    url="https://ada.example/",
    other_names=["A. Roe"],
    id="https://orcid.org/0000-0002-1825-0097",
    image="https://ada.example/images/x",
    job_title="Professor",
    affiliation="Cape College",
    description="I study tides.",
    links=["https://orcid.org/0000-0002-1825-0097"],
    topics=["Tides"],
)


def test_a_profile_has_all_that_search_engines_read() -> None:
    assert profile_page.json_ld(ADA) == {
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "name": "Ada Roe",
            "alternateName": ["A. Roe"],
            "url": "https://ada.example/",
            "image": "https://ada.example/images/x",
            "jobTitle": "Professor",
            "affiliation": {"@type": "Organization", "name": "Cape College"},
            "description": "I study tides.",
            "sameAs": ["https://orcid.org/0000-0002-1825-0097"],
            "knowsAbout": ["Tides"],
        },
    }
    assert violations(json_ld.to_text(profile_page.json_ld(ADA))) == []


def test_what_is_not_known_is_left_out() -> None:
    found = profile_page.json_ld(ProfileFacts("Ada Roe", "https://ada.example/"))["mainEntity"]
    assert found == {"@type": "Person", "name": "Ada Roe", "url": "https://ada.example/"}
