"""ISSNs in raw entries of all formats."""

import pytest

from app.bibliography.metadata.issn import stored_issn


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@article{a,\n  issn = {1234-5679},\n}", "1234-5679"),
        ('@article{a, ISSN="12345679"}', "1234-5679"),
        ("@article{a, issn = {2434-561x, 1234-5679}}", "2434-561X"),
        ("TY  - JOUR\nSN  - 1234-5679\nER  - ", "1234-5679"),
        ('{"type": "article-journal", "ISSN": ["1234-5679"]}', "1234-5679"),
        ("@article{a, issn = {1234-5678}}", None),
        ("@book{a, isbn = {978-3-16-148410-0}}", None),
        ("TY  - BOOK\nSN  - 978-3-16-148410-0\nER  - ", None),
        ("@article{a}\x1e@article{b, issn = {1234-5679}}", None),
        ("", None),
        (None, None),
    ],
)
def test_an_issn_is_read_if_its_check_digit_is_right(source: str | None, found: str | None) -> None:
    assert stored_issn(source) == found
