"""Names with initials, particles and suffixes, as citeproc-js 2.4.63 writes them."""

import pytest

from app.bibliography.citeproc.person import NameFormat, person

APA = NameFormat(". ", demoted="never")
CHICAGO = NameFormat(". ", are_shortened=False)
VANCOUVER = NameFormat("", has_hyphens=False, separator=" ", demoted="sort-only")


@pytest.mark.parametrize(
    ("given", "apa", "chicago", "vancouver"),
    [
        ("Ada", "A.", "Ada", "A"),
        ("A.B.", "A. B.", "A. B.", "AB"),
        ("A B", "A. B.", "A. B.", "AB"),
        ("Kim C", "K. C.", "Kim C.", "KC"),
        ("AB", "A.", "AB", "A"),
        ("Jean-Paul", "J.-P.", "Jean-Paul", "JP"),
        ("J.-P.", "J.-P.", "J. P.", "JP"),
        ("Jean-paul", "J.", "Jean-paul", "J paul"),
        ("Ada-Maria B", "A.-M. B.", "Ada-Maria B.", "AMB"),
        ("Ch. D.", "Ch. D.", "Ch. D.", "ChD"),
        ("Émile", "É.", "Émile", "É"),
        ("ada", "ada", "ada", "ada"),
    ],
)
def test_initials(given: str, apa: str, chicago: str, vancouver: str) -> None:
    one = person({"family": "Roe", "given": given})
    assert APA.name(one, is_inverted=True) == f"Roe, {apa}"
    assert CHICAGO.name(one, is_inverted=True) == f"Roe, {chicago}"
    assert VANCOUVER.name(one, is_inverted=True) == f"Roe {vancouver}"


@pytest.mark.parametrize(
    ("family", "given", "inverted", "demoted", "natural"),
    [
        ("van der Li", "Kim", "van der Li, K.", "Li, Kim van der", "K. van der Li"),
        ("d'Alembert", "Jean", "d'Alembert, J.", "Alembert, Jean d'", "J. d'Alembert"),
        ("Van Damme", "Jo", "Van Damme, J.", "Van Damme, Jo", "J. Van Damme"),
        ("Roe", "Ada, Jr.", "Roe, A., Jr.", "Roe, Ada, Jr.", "A. Roe Jr."),
        ("王", "小明", "王小明", "王小明", "王小明"),
        ("Roe", "", "Roe", "Roe", "Roe"),
        ("", "", "", "", ""),
    ],
)
def test_parts(family: str, given: str, inverted: str, demoted: str, natural: str) -> None:
    one = person({"family": family, "given": given})
    assert APA.name(one, is_inverted=True) == inverted
    assert CHICAGO.name(one, is_inverted=True) == demoted
    assert APA.name(one, is_inverted=False) == natural


def test_an_organization_has_no_parts() -> None:
    assert APA.name(person({"literal": "The Tide Team"}), is_inverted=True) == "The Tide Team"
