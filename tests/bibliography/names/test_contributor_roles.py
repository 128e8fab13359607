"""Editors and translators in the three formats."""

import pytest

from app.bibliography import csl, ris
from app.bibliography.bibtex import reader, writer
from app.bibliography.record import Author, ContributorRole, PublicationType, Record

EDITOR, TRANSLATOR = ContributorRole.EDITOR, ContributorRole.TRANSLATOR
ADA, KIM = Author("Ada Roe", role=EDITOR), Author("Kim Li", role=EDITOR)


def bib(entry: str) -> Record:
    (found,) = reader.read_bibtex(entry)
    assert found.record
    return found.record


@pytest.mark.parametrize(
    "fields",
    [
        "editor = {Roe, Ada and Li, Kim}",
        "author = {Roe, Ada (ed.) and Li, Kim (ed.)}",
        "author = {Ada Roe and Kim Li (Eds.)}",
        "editora = {Roe, Ada and Li, Kim}",
    ],
)
def test_editors_are_makers_of_a_book(fields: str) -> None:
    record = bib(f"@book{{k, title = {{T}}, {fields}}}")
    assert record.makers == [ADA, KIM]
    assert "editor = {Roe, Ada and Li, Kim}" in writer.write_bibtex([record])


@pytest.mark.parametrize("kind", [PublicationType.BOOK, PublicationType.CHAPTER])
@pytest.mark.parametrize("authors", [(), ("Bo Ek",)])
def test_roles_come_back_in_every_format(kind: PublicationType, authors: tuple[str, ...]) -> None:
    people: tuple[Author | str, ...] = (*authors, ADA, KIM, Author("Jo Oy", role=TRANSLATOR))
    record = Record(title="T", type=kind, authors=people)
    assert bib(writer.write_bibtex([record])).people == record.people
    for exchanged in (csl, ris):
        (entry,) = exchanged.read(exchanged.write([record]))
        assert entry.record
        assert entry.record.people == record.people


@pytest.mark.parametrize(
    "lines",
    [
        "TY  - BOOK\nA2  - Roe, Ada",
        "TY  - EDBOOK\nAU  - Roe, Ada\nA2  - Series, Ed",
        "TY  - BOOK\nED  - Roe, Ada",
    ],
)
def test_tags_of_editors_depend_on_the_type(lines: str) -> None:
    (entry,) = ris.read(f"{lines}\nTI  - T\nER  - ")
    assert entry.record
    assert entry.record.people == (ADA,)
