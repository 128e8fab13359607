"""Works by type, numbered downwards, with marked names, in every style."""

from itertools import product
from typing import Any

import msgspec
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bibliography.document.cv import ReferenceStyle
from app.bibliography.record import Author, ContributorRole, PublicationType, Record, Status
from app.services.catalog.year_ranges import LAST
from app.services.exporting.cv import works
from app.services.exporting.cv.rich_text import to_html, to_text
from app.services.exporting.cv.works import NameMarks
from tests.support.factories import fill, record

OWNER, STUDENT, OTHER = "Ada B. Roe", "Kim Li", "Mo Day"
MARKS = {OWNER: "b", STUDENT: "u"}
STYLES = list(ReferenceStyle)


def html(style: ReferenceStyle, authors: list[str], **fields: Any) -> str:
    given: dict[str, Any] = {"title": "Salt", "year": 2025, "type": "article-journal", **fields}
    one = msgspec.convert({**given, "authors": authors}, Record)
    marks = tuple(MARKS.get(name, "") for name in authors)
    return str(to_html(works.reference_runs(style, one, marks)))


@pytest.mark.parametrize(
    ("style", "start"),
    [
        (ReferenceStyle.APA, "<u>Li, K.</u>, Day, M., &amp; <b>Roe, A. B.</b> (2025)."),
        (ReferenceStyle.IEEE, "<u>K. Li</u>, M. Day, and <b>A. B. Roe</b>, “Salt,”"),
        (ReferenceStyle.CHICAGO, "<u>Li, Kim</u>, Mo Day, and <b>Ada B. Roe</b>. 2025."),
        (ReferenceStyle.VANCOUVER, "<u>Li K</u>, Day M, <b>Roe AB</b>. Salt."),
    ],
)
def test_names_are_marked_in_every_style(style: ReferenceStyle, start: str) -> None:
    assert html(style, [STUDENT, OTHER, OWNER]).startswith(start)


@pytest.mark.parametrize("style", STYLES)
def test_a_name_is_marked_by_who_it_is_not_by_how_it_reads(style: ReferenceStyle) -> None:
    one = Record(title="Roe, A. B. and K. Li", authors=("A. B. Roe", "A. B. Roe"), year=2025)
    found = str(to_html(works.reference_runs(style, one, ("", "b"))))
    assert found.count("<b>") == 1
    assert found.index("<b>") > found.index("Roe")
    assert "<b>" not in found.partition("2025" if style is ReferenceStyle.APA else "and K. Li")[2]


@pytest.mark.parametrize("style", STYLES)
def test_nothing_but_the_owner_is_bold(style: ReferenceStyle) -> None:
    found = html(style, [OWNER], title=r"\textbf{Salt} fronts", year=None, status="in-press")
    assert found.count("<b>") == 1
    assert "salt fronts" in found.lower()
    assert (" in press." if style is ReferenceStyle.IEEE else "n press") in found


@pytest.mark.parametrize("style", STYLES)
def test_a_long_list_of_authors_is_cut_with_the_marks_of_those_left(style: ReferenceStyle) -> None:
    people = [OWNER, *(f"Jo{'n' * n} Elm" for n in range(40)), STUDENT]
    found = html(style, people)
    assert found.count("<b>") == 1
    assert found.count("</b>") == 1
    assert found.count("<u>") == found.count("</u>") <= 1
    assert ("<u>" in found) is (style in {ReferenceStyle.APA})


def test_editors_organizations_and_other_scripts_are_marked_too() -> None:
    editor = Author(OWNER, role=ContributorRole.EDITOR)
    shown = {"明 李": "李明", "{The Tide Group}": "The Tide Group"}
    for name in ("明 李", "{The Tide Group}", "Roe"):
        assert f"<b>{shown.get(name, name)}" in str(
            to_html(
                works.reference_runs(
                    ReferenceStyle.APA, Record(title="Salt", authors=(name,), year=2025), ("b",)
                )
            )
        )
    book = Record(title="Salt", type=PublicationType.BOOK, authors=(editor,), year=2025)
    assert "<b>Roe, A. B.</b>" in str(
        to_html(works.reference_runs(ReferenceStyle.APA, book, ("b",)))
    )


@pytest.mark.parametrize("style", STYLES)
@given(data=st.data())
def test_marks_change_nothing_but_the_marks(style: ReferenceStyle, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from([OWNER, STUDENT, OTHER]), unique=True))
    kind = data.draw(st.sampled_from(PublicationType))
    one = Record(title="On *x* < “y”", type=kind, authors=tuple(names), year=2025, venue="Tides")
    marked = works.reference_runs(style, one, tuple(MARKS.get(name, "") for name in names))
    plain = works.reference_runs(style, one, ("",) * len(names))
    assert to_text(marked) == to_text(plain)
    assert not any({"b", "u"} & set(run.tags) for run in plain)


@pytest.mark.parametrize("style", STYLES)
def test_formulas_and_markup_of_titles_stay(style: ReferenceStyle) -> None:
    found = html(style, [OWNER], title=r"On \emph{E. coli} and $x^2 < y$ in <b>", doi="10.1000/a")
    assert found.count("<math") == 1
    assert "&lt;b&gt;" in found
    is_italic = style in {ReferenceStyle.APA, ReferenceStyle.CHICAGO}
    # Italics within italics are upright.
    assert ("</i>E. " if is_italic else "<i>E. coli</i>") in found
    assert "\ue100" not in found
    runs = works.reference_runs(style, Record(title="$a$ and $b$"), ())
    assert [run.formula for run in runs if run.formula] == ["a", "b"]


@pytest.mark.parametrize("style", STYLES)
def test_a_doi_is_a_link(style: ReferenceStyle) -> None:
    found = html(style, [OWNER], doi="10.1000/tides.25")
    assert '<a href="https://doi.org/10.1000/tides.25">' in found
    assert "25.<" not in found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("status", [Status.IN_PRESS, Status.ACCEPTED])
def test_the_status_of_what_is_not_published_is_said(style: ReferenceStyle, status: Status) -> None:
    found = html(style, [OWNER], year=None, venue="Journal of Tides", status=status)
    assert status.label in found.lower()
    assert found.lower().count(status.label) == 1


def test_a_status_follows_an_address_after_a_comma() -> None:
    fields: dict[str, Any] = {"venue": "Tides", "issue": "2", "status": "in-press"}
    link = {"url": "https://a.example/salt", "kind": "web"}
    found = html(ReferenceStyle.IEEE, [OWNER], links=[link], **fields)
    assert found.endswith("https://a.example/salt</a>, in press.")
    assert html(ReferenceStyle.VANCOUVER, [OWNER], **fields).endswith(". In press.")


LISTED = [
    record(title=f"Study {n}", year=year, status=status, type=kind)
    for n, (year, status, kind) in enumerate(
        product((None, 2019, 2021, 2022, 2026, 2027), ("published", "in-press"), ("book", "thesis"))
    )
]


def is_within(work: dict[str, Any], first: int, last: int) -> bool:
    if work["year"] is None:
        return work["status"] == "in-press" and first <= 2026 <= last
    return bool(first <= work["year"] <= last)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(2017, 2029), st.one_of(st.integers(0, 9), st.just(LAST)))
def test_numbers_and_spans_are_those_of_a_plain_filter(app: Flask, first: int, length: int) -> None:
    if not app.extensions.get("filled"):
        app.extensions["filled"] = fill(app, *LISTED)
    last = min(first + length, LAST)
    with app.app_context():
        found = works.by_type(
            works.listed_works((first, last), 2026), ReferenceStyle.APA, NameMarks(1)
        )
    kept = [work for work in LISTED if is_within(work, first, last)]
    for group in found:
        of_type = [w for w in kept if PublicationType(w["type"]).plural == group.label]
        slugs = {one.slug for one in group.references}
        assert slugs == {work["title"].lower().replace(" ", "-") for work in of_type}
        assert [one.number for one in group.references] == list(range(len(of_type), 0, -1))
    assert sum(len(group.references) for group in found) == len(kept)


def test_the_newest_come_first_and_drafts_never(app: Flask) -> None:
    fill(
        app,
        record(title="Old", year=2001),
        record(title="Soon", year=None, status="in-press"),
        record(title="New", year=2026),
        record(title="Secret", work="secret"),
        works=[{"work": "secret", "state": "draft"}],
    )
    with app.app_context():
        (group,) = works.by_type(works.listed_works(None, 2026), ReferenceStyle.APA, NameMarks(1))
    assert [(one.number, one.slug) for one in group.references] == [
        (3, "soon"),
        (2, "new"),
        (1, "old"),
    ]
