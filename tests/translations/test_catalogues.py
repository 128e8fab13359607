"""The catalogues are those of the program's texts, and complete."""

from pathlib import Path

import pytest

from app.translations import catalogues

FILES = catalogues.sources()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_a_catalogue_is_what_the_program_reads(file: Path) -> None:
    catalogue = catalogues.read_catalogue(file)
    assert catalogues.as_source(catalogue) == file.read_bytes()
    assert catalogues.compiled(catalogue) == file.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_a_catalogue_has_the_texts_of_the_program_and_no_others(file: Path) -> None:
    wanted = catalogues.extracted(catalogues.language_of(file))
    found = catalogues.read_catalogue(file)
    assert {(one.id, one.context) for one in found} == {(one.id, one.context) for one in wanted}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_every_text_is_translated(file: Path) -> None:
    assert catalogues.untranslated(catalogues.read_catalogue(file)) == []


def test_a_catalogue_for_visitors_has_their_texts_only() -> None:
    texts = {one.id for one in catalogues.extracted("ar")}
    of_all = {one.id for one in catalogues.extracted()}
    assert {"see more", "Page not found", "Conference paper", "Skip to content"} <= texts < of_all
    assert "Unsaved changes" in of_all - texts
