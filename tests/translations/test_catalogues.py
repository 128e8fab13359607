"""The catalogues are those of the program's texts, and complete."""

from pathlib import Path

import pytest

from app.translations import catalogues

FILES = catalogues.sources()
COMPLETE = [file for file in FILES if file.parent.parent.name == "fr"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_a_catalogue_is_what_the_program_reads(file: Path) -> None:
    catalogue = catalogues.read_catalogue(file)
    assert catalogues.as_source(catalogue) == file.read_bytes()
    assert catalogues.compiled(catalogue) == file.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_a_catalogue_has_the_texts_of_the_program_and_no_others(file: Path) -> None:
    wanted, found = catalogues.extracted(), catalogues.read_catalogue(file)
    assert {(one.id, one.context) for one in found} == {(one.id, one.context) for one in wanted}


@pytest.mark.parametrize("file", COMPLETE, ids=lambda file: file.parent.parent.name)
def test_every_text_is_translated(file: Path) -> None:
    assert catalogues.untranslated(catalogues.read_catalogue(file)) == []
