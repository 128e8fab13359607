"""Converting the data of an institute's page to a profile document."""

from typing import Any

import msgspec
import pytest

from app.bibliography.document import reader
from app.bibliography.document.reader import DocumentError, PublicationPart, SupervisionPart
from app.bibliography.record import Link, PublicationType, Record, VenueKind

ENTRY = {"title": "On tides", "authors": ["Ada Roe", "Kim Li"], "year": 2025}


def content(*entries: Any, **person: Any) -> bytes:
    page = {"note": "…", "person": {"name": "Ada Roe", **person}, "publications": entries}
    return msgspec.json.encode(page)


def read(**fields: Any) -> PublicationPart:
    return reader.read_document(content(ENTRY | fields)).publications[0]


def test_the_person_becomes_the_profile() -> None:
    page = content(
        portrait_alt="Ada at the shore",
        position="Reader, Cape University, Tides",
        research_topics=["Tides", "Salt"],
        biography=["Ada counts waves.", "And tides."],
        memberships=["Tide Society"],
    )
    profile = reader.read_document(page).profile
    assert profile.name == "Ada Roe"
    assert (profile.position, profile.affiliation) == ("Reader", "Cape University, Tides")
    assert profile.research_topics == ("Tides", "Salt")
    assert profile.biography == "Ada counts waves.\n\nAnd tides."
    assert profile.memberships == ("Tide Society",)


def test_a_person_without_publications_is_enough() -> None:
    found = reader.read_document(b'{"person": {"name": "Plato"}}')
    assert (found.profile.name, found.people, found.publications) == ("Plato", (), ())


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ({"relation": "Principal supervisor"}, SupervisionPart(role="principal")),
        ({"relation": " principal SUPERVISOR "}, SupervisionPart(role="principal")),
        ({"relation": "Co-supervisor", "level": "MSc"}, SupervisionPart(role="co", level="MSc")),
        ({"relation": "Visiting sailor"}, SupervisionPart(level="Visiting sailor")),
        ({"relation": "Visitor", "level": "PhD"}, SupervisionPart(level="PhD, Visitor")),
        ({"name": "Kim Li", "level": "PhD"}, SupervisionPart(name="Kim Li", level="PhD")),
        ({"university": "Cape University"}, SupervisionPart(institution="Cape University")),
        ({"name": None, "level": " ", "university": "", "relation": None}, SupervisionPart()),
    ],
)
def test_each_student_becomes_a_supervision(row: dict[str, Any], person: SupervisionPart) -> None:
    assert reader.read_document(content(current_students=[row, {}])).people == (
        person,
        SupervisionPart(),
    )


def test_an_entry_becomes_a_record() -> None:
    entry = ENTRY | {
        "abstract": "We count.",
        "doi": "https://doi.org/10.1000/ABC",
        "arxiv_id": "2410.08811v2",
        "url": "https://openreview.net/forum?id=1",
        "topics": ["Tides"],
        "authors_as_listed": "A. Roe & K. Li",
    }
    (found,) = reader.read_document(content(entry)).publications
    assert (found.title, found.authors, found.year) == ("On tides", ("Ada Roe", "Kim Li"), 2025)
    assert (found.abstract, found.topics) == ("We count.", ("Tides",))
    assert (found.doi, found.arxiv_id) == ("10.1000/abc", "2410.08811")
    assert found.links == (Link("https://openreview.net/forum?id=1", label="OpenReview"),)
    assert msgspec.json.decode(found.source or "") == entry


def test_blank_values_are_ignored() -> None:
    found = read(abstract=" ", venue="", arxiv_id="", doi=" ", url=" ", year=None).record
    assert found == Record(title="On tides", authors=("Ada Roe", "Kim Li"), source=found.source)


@pytest.mark.parametrize(
    ("venue", "shown"),
    [
        ("ICLR 2025", "ICLR"),
        ("ICLR, 2025", "ICLR"),
        ("ICLR (2025)", "ICLR"),
        ("ICLR2025 ", "ICLR"),
        ("TIDAL: Salt and Waves workshop, 2025", "TIDAL: Salt and Waves workshop"),
        ("Wave workshop at ICLR 2025", "Wave workshop at ICLR"),
        ("2025 Symposium on Tides", "2025 Symposium on Tides"),
        ("ICLR 2024", "ICLR 2024"),
        ("Track 12025", "Track 12025"),
        ("2025", "2025"),
        ("(2025)", "(2025)"),
    ],
)
def test_a_venue_does_not_repeat_the_year(venue: str, shown: str) -> None:
    assert read(venue=venue).venue == shown


@pytest.mark.parametrize("venue", ["Journal of None", "ICLR 2025"])
def test_a_venue_is_unchanged_if_the_year_is_unknown(venue: str) -> None:
    assert read(venue=venue, year=None).venue == venue


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("Salt and Waves workshop at ICLR", VenueKind.WORKSHOP),
        ("Workshop on Letters to the Journal", VenueKind.WORKSHOP),
        ("ICLR", VenueKind.CONFERENCE),
        ("NeurIPS", VenueKind.CONFERENCE),
        ("International Conference on Tides", VenueKind.CONFERENCE),
        ("Conference on Peer Review", VenueKind.CONFERENCE),
        ("annual symposium of sailors", VenueKind.CONFERENCE),
        ("Proceedings of the Tide Society", VenueKind.CONFERENCE),
        ("Journal of Tides", VenueKind.JOURNAL),
        ("IEEE Transactions on Tides", VenueKind.JOURNAL),
        ("TMLR", VenueKind.JOURNAL),
        ("Tides", VenueKind.JOURNAL),
        ("arXiv", VenueKind.REPOSITORY),
        ("SSRN preprint", VenueKind.REPOSITORY),
    ],
)
def test_the_venue_name_determines_its_kind_and_the_type(venue: str, kind: VenueKind) -> None:
    types = {
        VenueKind.JOURNAL: PublicationType.ARTICLE_JOURNAL,
        VenueKind.CONFERENCE: PublicationType.PAPER_CONFERENCE,
        VenueKind.WORKSHOP: PublicationType.PAPER_CONFERENCE,
        VenueKind.REPOSITORY: PublicationType.ARTICLE,
    }
    found = read(venue=venue, arxiv_id="2410.08811")
    assert (found.venue, found.venue_kind, found.type) == (venue, kind, types[kind])


def test_an_entry_with_an_arxiv_id_but_no_venue_has_arxiv_as_venue() -> None:
    preprint, other = read(arxiv_id="2410.08811"), read()
    assert (preprint.venue, preprint.venue_kind) == ("arXiv", VenueKind.REPOSITORY)
    assert (other.venue, other.venue_kind) == (None, None)
    assert preprint.type is other.type is PublicationType.ARTICLE


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (b'{"person": []}', "person: expected keys in braces { }, got a list in brackets [ ]"),
        (b'{"person": {}}', "person: the key “name” is missing"),
        (content(name=" "), "profile.name: must not be blank"),
        (content(biography="Ada."), "person.biography: expected a list in brackets [ ], got text"),
        (
            content(current_students=[{"level": 3}]),
            "person.current_students[0].level: expected text, got a whole number",
        ),
        (
            content(ENTRY, ENTRY | {"year": "2025"}),
            "publications[1].year: expected a whole number, got text",
        ),
        (content(ENTRY | {"title": " "}), "publications[0].title: must not be blank"),
        (content({}), "publications[0]: the key “title” is missing"),
        (content(ENTRY | {"doi": "soon"}), "publications[0].doi: “soon” is not a DOI such as"),
        (
            content(ENTRY | {"url": "javascript:x"}),
            "publications[0].links[0].url: must be a web address",
        ),
    ],
)
def test_an_error_is_reported_with_its_key(page: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as raised:
        reader.read_document(page)
    assert str(raised.value).startswith(message)
