"""What the address of a CV asks for."""

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.urls import uri_to_iri

from app.services.exporting.cv.options import MOST_SECTIONS, CvOptions, parse_options


def parsed(query: str) -> CvOptions:
    pairs = [pair.split("=", 1) for pair in query.split("&") if "=" in pair]
    return parse_options(MultiDict((k, uri_to_iri(v)) for k, v in pairs).to_dict(flat=False))


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("paper=letter&style=ieee&years=5", "years=5&style=ieee&paper=letter"),
        ("sections=education,publications", "sections=education,publications"),
        ("sections=education&sections=publications", "sections=education,publications"),
        ("sections=a,,a, b", "sections=a,b"),
        ("years=&style=&sections=&paper=", ""),
        ("years=ever&style=mla&paper=a5&q=x", ""),
        ("years=2023-2019&years=3", "years=2019-2023"),
        ("style=APA&paper=A4", ""),
    ],
)
def test_a_query_has_one_canonical_form(query: str, canonical: str) -> None:
    options = parsed(query)
    assert options.query == canonical
    assert parsed(options.query) == options


def test_there_is_an_end_to_the_sections() -> None:
    many = parsed("sections=" + ",".join(f"s{number}" for number in range(1_000)))
    assert len(many.sections) == MOST_SECTIONS
    assert parsed("sections=" + "x" * 5_000).sections == ()


@pytest.mark.parametrize(
    ("query", "is_common"),
    [
        ("", True),
        ("years=5&style=ieee", True),
        ("years=all", True),
        ("years=2019-2023", False),
        ("sections=education", False),
    ],
)
def test_only_what_many_ask_for_is_kept_in_memory(query: str, is_common: bool) -> None:
    assert parsed(query).is_common is is_common
