"""Sections in profile documents: what is accepted, and messages that name the mistake."""

from typing import Any

import pytest

from app.bibliography.document.reader import DocumentError
from app.bibliography.document.sections import Placement, SectionKind
from tests.support.factories import profile_document

ENTRY = {"what": "Cape Medal"}


def test_a_section_has_the_usual_name_of_its_kind() -> None:
    found = profile_document(sections=[{"kind": "news"}, {"name": "Hobbies"}]).sections
    assert [(one.kind, one.full_name) for one in found] == [
        (SectionKind.NEWS, "News"),
        (SectionKind.CUSTOM, "Hobbies"),
    ]


def test_an_entry_is_shown_everywhere_unless_it_says_where() -> None:
    entries = [ENTRY, {**ENTRY, "placement": "cv"}]
    (section,) = profile_document(sections=[{"kind": "awards", "entries": entries}]).sections
    assert [one.placement for one in section.entries] == [Placement.BOTH, Placement.CV]


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ({"kind": "award"}, "sections[0].kind: must be positions, education, awards, grants,"),
        ({}, "sections[0]: the key “kind” or “name” is missing"),
        ({"kind": "custom"}, "sections[0]: the key “kind” or “name” is missing"),
        ({"kind": "news", "titel": "x"}, "sections[0]: “titel” is not an allowed key"),
        ({"kind": "news", "lists_talks": True}, "sections[0].lists_talks: only a section of talks"),
        ({"kind": "news", "name": " "}, "sections[0].name: must not be blank"),
        ({"entries": [{}]}, "sections[0].entries[0]: the key “what” is missing"),
        ({"entries": [{"waht": "x"}]}, "sections[0].entries[0]: “waht” is not an allowed key"),
        ({"entries": [{**ENTRY, "started_on": "soon"}]}, "started_on: must be a date such as 2024"),
        ({"entries": [{**ENTRY, "started_on": "2023-02-29"}]}, "that month has only 28 days"),
        (
            {"entries": [{**ENTRY, "started_on": "2024-09", "ended_on": "2024-08-31"}]},
            "sections[0].entries[0].ended_on: 2024-08-31 is before the start, 2024-09",
        ),
        ({"entries": [{**ENTRY, "url": "ftp://x"}]}, "url: must be a web address that begins"),
        ({"entries": [{**ENTRY, "placement": "web"}]}, "placement: must be both, page or cv, not"),
    ],
)
def test_a_mistake_is_named_with_its_place(section: dict[str, Any], said: str) -> None:
    named = section if "kind" in section or section == {} else {"name": "Hobbies", **section}
    with pytest.raises(DocumentError) as error:
        profile_document(sections=[named])
    assert said in str(error.value)


def test_two_sections_of_one_name_are_refused() -> None:
    with pytest.raises(DocumentError, match="there are two sections “awards”"):
        profile_document(sections=[{"kind": "awards"}, {"name": "awards"}])
