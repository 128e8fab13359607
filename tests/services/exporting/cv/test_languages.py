"""The CV of a site in two languages: what is translated, and how all else is marked."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask

from app.services.exporting.cv import content, latex, word
from app.services.exporting.cv.content import Cv
from app.services.exporting.cv.options import CvOptions, parse_options
from app.services.exporting.cv.rich_text import to_html, to_text
from app.services.exporting.cv.wording import entry_runs, person_runs, table_row
from app.translations.current import in_language
from tests.support.factories import fill, record
from tests.support.languages import speak

SITE = "https://roe.example/"
PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Kim Li",
        "level": {"en": "PhD", "fr": "Doctorat"},
        "project": {"en": "Salt of the sea", "fr": "Le sel de la mer"},
        "role": "principal",
        "started_on": "2023",
    },
    {
        "name": "Ann Oak",
        "level": "Visitor",
        "project": "Tides",
        "role": "co",
        "started_on": "2018",
        "ended_on": "2020",
        "next_position": "Engineer",
    },
]
AWARDS = {
    "kind": "awards",
    "entries": [
        {"what": {"en": "Medal", "fr": "Médaille"}, "where": "Sea Prize", "note": "For *all*."},
        {"what": "Prize", "work": "on-tides"},
        {"what": "Cup", "work": "salt"},
    ],
}
TALK = record(title={"en": "Salt speaks", "fr": "Le sel parle"}, type="speech")
WORKS = [
    record(title={"en": "On tides", "fr": "Sur les marées"}, work="on-tides"),
    record(title="Du sel", language="fr", work="salt"),
    TALK,
]


@pytest.fixture
def site(app: Flask) -> Flask:
    profile = {"affiliation": "Cape", "position": {"en": "Professor", "fr": "Professeure"}}
    sections = [AWARDS, {"kind": "talks", "lists_talks": True}]
    fill(app, *WORKS, people=PEOPLE, sections=sections, profile=profile)
    speak(app, "en", "fr", "ar", of_texts="en")
    return app


def read(site: Flask, tag: str = "fr", **keys: str) -> Cv:
    options = parse_options({key: [value] for key, value in keys.items()})
    with site.app_context(), in_language(tag):
        found = content.curriculum(options, SITE)
    assert found
    return found


def part(cv: Cv, key: str) -> content.PartContent:
    return next(one for one in cv.parts if one.key == key)


ENGLISH = '<span lang="en" dir="auto">{}</span>'.format


def test_supervision_is_translated_or_marked(site: Flask) -> None:
    cv = read(site)
    with site.app_context(), in_language("fr"):
        lines = [to_html(person_runs(one)) for one in part(cv, "supervision").supervised]
        table = [to_html(runs) for runs in table_row(part(cv, "supervision").supervised[1])]
        levels = [one.label for one in part(cv, "supervision").levels]
        summary = to_html(part(cv, "supervision").summary)
    assert lines == [
        "Kim Li, Le sel de la mer, direction de recherche",
        f"Ann Oak, {ENGLISH('Tides')}, co-direction, aujourd’hui {ENGLISH('Engineer')}",
    ]
    assert (table[0], table[4]) == (ENGLISH("Visitor"), ENGLISH("Engineer"))
    assert levels == ["Doctorat", "Visitor"]
    assert summary.startswith("Doctorat 1 (")
    assert ENGLISH("Visitor") in summary


def test_entries_are_translated_or_marked_with_the_titles_of_their_works(site: Flask) -> None:
    found = [to_html(entry_runs(entry)) for entry in part(read(site), "awards").entries]
    assert found == [
        f"Médaille, {ENGLISH('Sea Prize')}",
        f"{ENGLISH('Prize')} (Sur les marées)",
        f"{ENGLISH('Cup')} (Du sel)",
    ]
    (talk,) = part(read(site), "talks").entries
    assert to_text(entry_runs(talk)).startswith("Le sel parle")


def test_references_keep_the_original_title_and_mark_it(site: Flask) -> None:
    def titles(tag: str) -> list[tuple[str, str]]:
        groups = part(read(site, tag), "publications").groups
        runs = [run for group in groups for one in group.references for run in one.runs]
        return [(run.text, run.language) for run in runs if run.language]

    assert titles("fr") == [("On tides", "en")]
    assert titles("en") == [("Du sel", "fr")]


def test_the_head_is_marked_by_language(site: Flask) -> None:
    assert list(map(to_html, read(site).lines)) == [f"Professeure, {ENGLISH('Cape')}"]


def word_runs(site: Flask, tag: str, **keys: str) -> tuple[Any, dict[str, str | None]]:
    """Return a Word document, and the language of each of its texts, None for its own."""
    with site.app_context(), in_language(tag):
        data = word.write(read(site, tag, **keys))
    document = docx.Document(BytesIO(data))
    key = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
    found = {}
    for run in document.element.body.iter("{*}r"):
        marks = list(run.iter("{*}lang"))
        text = "".join(one.text or "" for one in run.iter("{*}t"))
        found[text] = marks[0].get(key) if marks else None
    return document, found


def test_word_marks_the_language_of_runs(site: Flask) -> None:
    document, runs = word_runs(site, "fr")
    assert (runs["Médaille"], runs["Sea Prize"], runs["all"]) == (None, "en", "en")
    assert (runs["Tides"], runs["Engineer"], runs["Visitor"]) == ("en", "en", "en")
    assert (runs["On tides"], runs["Cape"]) == ("en", "en")
    assert 'w:lang w:val="fr-FR"' in document.styles.element.xml


def test_word_runs_from_right_to_left_in_arabic(site: Flask) -> None:
    arabic, _ = word_runs(site, "ar", years="all")
    assert "<w:bidi/>" in arabic.styles["Normal"].element.xml
    assert "<w:bidiVisual" in arabic.tables[0]._tbl.xml
    title = next(one for one in arabic.paragraphs if one.text == "المنشورات")
    assert title.runs[0].font.rtl
    name = next(one for one in arabic.paragraphs if one.text == "Ada Roe")
    assert not name.runs[0].font.rtl
    french, _ = word_runs(site, "fr", years="all")
    assert "<w:bidi/>" not in french.styles["Normal"].element.xml
    assert "<w:bidiVisual" not in french.tables[0]._tbl.xml


def test_one_language_marks_nothing(site: Flask) -> None:
    speak(site, "en")
    source = latex.write(read(site, "en")).decode()
    assert "babel" not in source
    assert "foreignlanguage" not in source
    _, runs = word_runs(site, "en")
    assert set(runs.values()) == {None}
    assert not any("lang=" in one.html for one in references(read(site, "en")))


def references(cv: Cv) -> list[Any]:
    return [one for group in part(cv, "publications").groups for one in group.references]


def test_latex_switches_languages(site: Flask) -> None:
    with site.app_context(), in_language("fr"):
        source = latex.write(read(site)).decode()
    assert "\\providelanguage{fr}{,main}\n\\providelanguage{en}{}\n" in source
    assert r"\foreignlanguage{tag-en}{Sea Prize}" in source
    assert r"\subsection{\texorpdfstring{\foreignlanguage{tag-en}{Visitor}}{Visitor} (1)}" in source
    assert r"\foreignlanguage{tag-en}{On tides}" in source


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="There is no LaTeX here.")
def test_pdflatex_typesets_several_languages(site: Flask, tmp_path: Path) -> None:
    fill(site, record(title="Unbekannt", language="qqq", year=2019))
    with site.app_context(), in_language("fr"):
        (tmp_path / "cv.tex").write_bytes(latex.write(read(site, years="all")))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "cv.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-2_000:].decode("utf-8", "replace")


def test_a_text_of_the_profile_cannot_be_markup_in_files(site: Flask) -> None:
    with site.app_context(), in_language("fr"):
        cv = content.curriculum(CvOptions(), SITE)
        assert cv
        assert "<span" not in latex.write(cv).decode()
        assert "&lt;span" not in docx.Document(BytesIO(word.write(cv))).element.xml
