"""Detecting, counting and joining raw entries without parsing them."""

import pytest

from app.bibliography import raw
from app.bibliography.entry import Format


@pytest.mark.parametrize(
    ("entry", "form"),
    [
        ("@article{k, title = {T}}", Format.BIBTEX),
        ("\ufeff\n @ misc (k)", Format.BIBTEX),
        ("TY  - JOUR", Format.RIS),
        (" ty- JOUR", Format.RIS),
        ('\n{"title": "T"}', Format.CSL),
        ("% @article{k}", None),
        ("@ 2024", None),
        ("me@example.org {x}", None),
        ("", None),
    ],
)
def test_the_format_of_an_entry_is_detected(entry: str, form: Format | None) -> None:
    assert raw.format_of(entry) is form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("mine\n@misc{k}\nTY  - JOUR", Format.BIBTEX),
        ("mine\nTY  - JOUR\n@misc{k}", Format.RIS),
        ("me@example.org {x}", None),
        ("{}", None),
    ],
)
def test_the_first_entry_determines_the_format(text: str, form: Format | None) -> None:
    assert raw.first_format(text) is form


@pytest.mark.parametrize(
    ("form", "text", "number"),
    [
        (Format.BIBTEX, "@string{a = b}\n@misc{k}\n @book(l)\n@Comment{m}", 2),
        (Format.BIBTEX, "@misc{k, title={A}} @book{l, note = {a@b{c}}}@misc(m) @misc(n)", 4),
        (Format.RIS, "TY  - JOUR\nER  -\n\nty - BOOK", 2),
        (Format.CSL, '[{"title": "A"}, {"title" : "B"}]', 2),
        (Format.DOCUMENT, '{"vitae": 1}', 0),
    ],
)
def test_entries_are_counted_without_parsing_them(form: Format, text: str, number: int) -> None:
    assert raw.count_entries(form, text) == number


def test_joined_entries_are_unique_and_can_be_split_again() -> None:
    kept = raw.join_entries(["@misc{new}", "@misc{old}\x1e@misc{new}", None])
    assert kept == "@misc{new}\x1e@misc{old}"
    assert raw.raw_parts(kept) == ["@misc{new}", "@misc{old}"]
    assert raw.first_entry(kept) == "@misc{new}"
