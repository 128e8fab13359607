"""Names as the form of a work shows them, and as they are stored."""

import pytest

from app.bibliography.bibtex.reader import read_bibtex
from app.forms.author_names import shown_name, stored_name
from tests.support.samples import SAMPLE_BIB


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Per {Brinch Hansen}", "Brinch Hansen, Per"),
        ("Carlos {de la Fuente Marcos}", "de la Fuente Marcos, Carlos"),
        ("Gabriel {García Márquez} III", "García Márquez, III, Gabriel"),
        ("Joao {Silva} Filho", "Silva, Filho, Joao"),
        ("{The Tide Team}", "The Tide Team"),
        ("{CERN}", "CERN"),
        ("{Tides, Waves and Co}", "{Tides, Waves and Co}"),
        ("Ada {Roe, Li}", "Ada {Roe, Li}"),
        ("Ada Roe", "Ada Roe"),
        ("Roe, Ada", "Roe, Ada"),
    ],
)
def test_a_double_family_name_is_shown_first_instead_of_in_braces(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert stored_name(shown) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Brinch Hansen, Per", "Per {Brinch Hansen}"),
        ("Roe, Ada", "Roe, Ada"),
        ("van Roe, Tom", "van Roe, Tom"),
        ("Salt Collaboration", "{Salt Collaboration}"),
        (r"Ha\v{c}ek Roe, Ada", r"Ha\v{c}ek Roe, Ada"),
        ("Plato", "Plato"),
    ],
)
def test_only_ambiguous_names_are_stored_otherwise_than_typed(typed: str, stored: str) -> None:
    assert stored_name(typed) == stored


def test_names_that_were_there_stay_as_they_were() -> None:
    assert stored_name("Brinch Hansen, Per", {"Brinch Hansen, Per"}) == "Brinch Hansen, Per"


def test_the_names_of_real_files_survive_the_form() -> None:
    entries = [
        one for path in SAMPLE_BIB.glob("*.bib") for one in read_bibtex(path.read_text("utf-8"))
    ]
    names = {one.name for entry in entries if entry.record for one in entry.record.people}
    assert len(names) >= 30
    assert {name: stored_name(shown_name(name)) for name in names} == {name: name for name in names}
