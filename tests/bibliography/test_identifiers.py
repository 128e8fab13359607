"""DOIs, arXiv IDs and ORCID iDs in the notations that people use."""

import pytest

from app.bibliography import identifiers

SICI = "10.1002/(sici)1097(199806)49:8<693::aid>3.0.co;2-o"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/182", "10.1000/182"),
        ("  10.1000/182\n", "10.1000/182"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("https://doi.org/10.1000/182?utm_source=feed", "10.1000/182"),
        ("https://doi.org/10.1000/182#section-2", "10.1000/182"),
        ("https://example.org/resolve?doi=10.1000/182&lang=en", "10.1000/182"),
        ("https://publisher.example/doi/abs/10.1000.10/ab-c/", "10.1000.10/ab-c"),
        ("10.1103/PhysRevX.1.011001", "10.1103/physrevx.1.011001"),
        (r"10.1007/978-3-030\_12", "10.1007/978-3-030_12"),
    ],
)
def test_a_doi_is_normalised_to_lower_case_without_a_prefix(written: str, doi: str) -> None:
    assert identifiers.doi(written) == doi


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/182.", "10.1000/182"),
        ("10.1000/182;", "10.1000/182"),
        ("“10.1000/182”,", "10.1000/182"),
        ("(see doi:10.1000/182).", "10.1000/182"),
        ("<https://doi.org/10.1000/182>", "10.1000/182"),
        ("10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("10.1000/odd(1)", "10.1000/odd(1)"),
        ("(10.1000/odd(1))", "10.1000/odd(1)"),
        ("10.1002/(sici)1097(199806)49:8<693::aid>3.0.co;2-o.", SICI),
    ],
)
def test_punctuation_around_a_doi_is_removed_but_its_own_brackets_stay(
    written: str, doi: str
) -> None:
    assert identifiers.doi(written) == doi


@pytest.mark.parametrize(
    "written", ["10.1000/1%0082", "10.1000/18\u200b2", "\ufeff10.1000/18%E2%80%AE2"]
)
def test_invisible_characters_are_removed_from_a_doi(written: str) -> None:
    assert identifiers.doi(written) == "10.1000/182"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "none",
        "10.1000",
        "10.1000/",
        "10.1000/.",
        "10.12/182",
        "110.1000/182",
        "3.10.1000/182",
        "10.1000 /182",
        "10.١٠٠٠/182",
        "2410.08811",
        "https://example.org/10/182",
    ],
)
def test_text_that_is_not_a_doi_returns_none(written: str) -> None:
    assert identifiers.doi(written) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2410.08811", "2410.08811"),
        ("2410.08811v3", "2410.08811"),
        ("0704.0001", "0704.0001"),
        ("arXiv:2410.08811", "2410.08811"),
        ("arxiv: 2410.08811v2", "2410.08811"),
        ("arXiv:2410.08811v2 [cs.LG]", "2410.08811"),
        ("arXiv preprint arXiv:2410.08811.", "2410.08811"),
        ("https://arxiv.org/abs/2410.08811v2", "2410.08811"),
        ("https://arxiv.org/abs/2410.08811?context=cs", "2410.08811"),
        ("http://www.arxiv.org/abs/2410.08811/", "2410.08811"),
        ("https://arxiv.org/html/2410.08811v1#S2", "2410.08811"),
        ("https://arxiv.org/pdf/2410.08811.pdf", "2410.08811"),
        ("https://arxiv.org/pdf/2410.08811v1", "2410.08811"),
        ("https://arxiv.org/pdf/2410.08811v1.PDF", "2410.08811"),
        ("10.48550/arXiv.2410.08811", "2410.08811"),
        ("https://doi.org/10.48550/ARXIV.2410.08811", "2410.08811"),
    ],
)
def test_an_arxiv_id_is_normalised_without_its_version(written: str, number: str) -> None:
    assert identifiers.arxiv_id(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("hep-th/9901001", "hep-th/9901001"),
        ("hep-th/9901001v2", "hep-th/9901001"),
        ("hep-th%2F9901001", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("cond-mat.str-el/0309136", "cond-mat/0309136"),
        ("https://arxiv.org/pdf/math.GT/0309136v1.pdf", "math/0309136"),
    ],
)
def test_an_old_arxiv_id_keeps_the_archive_but_not_the_subject_class(
    written: str, number: str
) -> None:
    assert identifiers.arxiv_id(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "arXiv",
        "2410.088",
        "2410.088112",
        "2413.08811",
        "2410-08811",
        "24100.8811",
        "math/03091",
        "math/0313136",
        "2410.08811 2411.01220",
        "٢٤١٠.٠٨٨١١",
        "10.1000/2410.08811",
        "https://notarxiv.org/abs/2410.08811",
        "https://example.org/2410.08811",
    ],
)
def test_text_that_is_not_an_arxiv_id_returns_none(written: str) -> None:
    assert identifiers.arxiv_id(written) is None


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("10.1016/s0140-6736(20)30183-5", "https://doi.org/10.1016/s0140-6736(20)30183-5"),
        ("10.1000/a<b>#?%", "https://doi.org/10.1000/a%3Cb%3E%23%3F%25"),
        ('10.1000/"é', "https://doi.org/10.1000/%22%C3%A9"),
    ],
)
def test_a_doi_url_escapes_reserved_characters_and_parses_back(doi: str, address: str) -> None:
    assert identifiers.doi_url(doi) == address
    assert identifiers.doi(address) == doi


@pytest.mark.parametrize("number", ["2410.08811", "hep-th/9901001"])
def test_arxiv_urls_parse_back_to_the_same_id(number: str) -> None:
    assert identifiers.arxiv_url(number) == f"https://arxiv.org/abs/{number}"
    assert identifiers.arxiv_pdf_url(number) == f"https://arxiv.org/pdf/{number}"
    assert identifiers.arxiv_id(identifiers.arxiv_pdf_url(number)) == number


def test_arxiv_urls_are_escaped() -> None:
    assert identifiers.arxiv_url('x"?') == "https://arxiv.org/abs/x%22%3F"
    assert identifiers.arxiv_pdf_url('x"?') == "https://arxiv.org/pdf/x%22%3F"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://openreview.net/forum?id=1", "OpenReview"),
        ("https://www.github.com/roe/tides", "GitHub"),
        ("https://WWW.Example.org:8080/tides", "example.org"),
        ("https://", "https://"),
        ("http://[tides", "http://[tides"),
    ],
)
def test_a_site_name_is_the_known_name_or_the_host(address: str, name: str) -> None:
    assert identifiers.site_name(address) == name


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" https://orcid.org/0000-0002-1694-233x/ ", "0000-0002-1694-233X"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1825-0098", None),
        ("0000-0002-1825-009", None),
        ("0000-0002-1694-2330", None),
        ("٠٠٠٠-0002-1825-0097", None),
        ("", None),
    ],
)
def test_orcid_ids_are_normalised_and_their_check_digit_verified(
    text: str, orcid: str | None
) -> None:
    assert identifiers.orcid(text) == orcid


@pytest.mark.parametrize(
    "text",
    [
        "10/fg6rf9",
        "doi:10/FG6rf9",
        "https://doi.org/10/fg6rf9",
        "dx.doi.org/10/fg6rf9 ",
        "shortdoi.org/fg6rf9",
        "DOI 10/fg6rf9",
        "10/FG6RF9.",
        "https://doi.org/fg6rf9",
        "http://shortdoi.org/10/fg6rf9/",
    ],
)
def test_a_short_doi_becomes_its_url(text: str) -> None:
    assert identifiers.short_doi_url(text) == "https://doi.org/10/fg6rf9"


@pytest.mark.parametrize("text", ["", "10.1000/x", "10/", "page 10/12", "10/a/b", "doi.org/10"])
def test_other_texts_are_no_short_dois(text: str) -> None:
    assert identifiers.short_doi_url(text) is None


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("10.1000/182", True),
        (SICI, True),
        ("10.1/x", False),
        ("10.1000/", False),
        ("10.1000/a b", False),
        ("doi:10.1000/182", False),
        ("11.1000/182", False),
    ],
)
def test_a_value_is_a_doi_and_nothing_else(value: str, is_one: bool) -> None:
    assert identifiers.is_doi(value) is is_one


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("0704.0001", True),
        ("1412.9999", True),
        ("1501.00001", True),
        ("2410.08811", True),
        ("2410.08811v2", True),
        ("hep-th/9108001", True),
        ("math.gt/0309136", True),
        ("math/0703001", True),
        ("0703.0001", False),
        ("1412.00001", False),
        ("1501.0001", False),
        ("2413.00001", False),
        ("2410.088", False),
        ("math/0704001", False),
        ("abcd.efgh", False),
        ("arXiv:2410.08811", False),
    ],
)
def test_a_value_is_an_arxiv_number_and_nothing_else(value: str, is_one: bool) -> None:
    assert identifiers.is_arxiv_id(value) is is_one
