"""The sieve lets every name through that may be of one of the people."""

import pytest

from app.bibliography.names import names
from app.services.editing.author_names import likeness

PRINTED = (
    "K. Li",
    "Li, Kim",
    "Li KB",
    "Z. Mueller",
    "Zoë Müller",
    "Brinch Hansen, P.",
    "P. Hansen",
)


@pytest.mark.parametrize("person", ["Kim Li", "Kim Bo Li", "Zoë Müller", "Zoe Mueller", "Ada Roe"])
def test_likely_names_pass(person: str) -> None:
    may_be = likeness.sieve([person])
    likely = [name for name in PRINTED if names.likely_same(name, names.parse(person))]
    assert [name for name in likely if not may_be(name)] == []
    assert not may_be("Tom Wu")
    assert (person == "Ada Roe") is not bool(likely)


def test_no_name_is_that_of_nobody() -> None:
    assert not likeness.sieve([])("Kim Li")
