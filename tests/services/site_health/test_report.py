"""What the report finds on sites made for it, and that it finds nothing on a good one."""

from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.models import LinkCheck, LinkState, Profile
from app.models.profile import PortraitFile
from app.services import cache
from app.services.actor import TERMINAL
from app.services.editing import duplicates, works
from app.services.site_health import authors, findings, report
from app.services.site_health import duplicates as health_duplicates
from app.services.site_health.findings import EditPage, HealthCheck, PersonField, ProfileField
from app.services.site_health.findings import WorkField as Field
from tests.support.factories import LONG_ABSTRACT, fill, record

PDF = {"kind": "pdf", "label": "PDF", "url": "https://tides.org/tides.pdf"}
PROFILE = {
    "affiliation": "University of the Cape",
    "orcid": "0000-0002-1825-0097",
    "email": "ada@tides.org",
    "biography": "I study *tides*.",
    "links": [{"label": "Code", "url": "https://github.com/ada"}],
}
PORTRAIT = PortraitFile(hash="x", mimetype="image/webp", width=176)


def good(**fields: Any) -> dict[str, Any]:
    usual = {"abstract": LONG_ABSTRACT, "doi": "10.1000/tides", "links": [PDF]}
    return record(**{**usual, **fields})


def fill_well(app: Flask, *records: dict[str, Any], **parts: Any) -> None:
    """Fill a site whose profile lacks nothing."""
    fill(app, *records, **{"profile": PROFILE, **parts})
    with app.app_context():
        profile = db.session.query(Profile).one()
        profile.portrait = [PORTRAIT]
        cache.commit()


def checks(app: Flask) -> dict[str, HealthCheck]:
    with app.app_context():
        found = report.health_report()
        listed = {c.key: c for _, some in found.sections for c in some}
        assert found.count == sum(check.count for check in listed.values())
        return listed


def one(app: Flask, key: str) -> HealthCheck:
    found = checks(app)
    assert list(found) == [key]
    return found[key]


def test_a_good_site_has_no_issues(app: Flask) -> None:
    fill_well(app, good(), people=[{"name": "Kim Li", "url": "https://kim.org/"}])
    assert checks(app) == {}


@pytest.mark.parametrize(
    ("key", "field", "lacking"),
    [
        ("year", "year", {"year": None}),
        ("abstract", "abstract", {"abstract": None}),
        ("pdf", "pdf", {"links": []}),
        ("identifier", "doi", {"doi": None}),
        ("owner", "authors", {"authors": ["Bo Ek"]}),
    ],
)
def test_what_a_work_lacks_is_found_with_its_field(
    app: Flask, key: str, field: str, lacking: dict[str, Any]
) -> None:
    bad = {**good(title="Salt", doi="10.1000/salt"), **lacking}
    fill_well(app, good(), {name: value for name, value in bad.items() if value is not None})
    check = one(app, key)
    assert check.count == 1
    (issue,) = check.issues
    assert (issue.text, issue.fix) == ("Salt", Field("salt", 2, field))
    with app.app_context():
        works.set_state("salt", works.WorkState.DRAFT, TERMINAL, None)
    assert checks(app) == {}


def test_forthcoming_works_need_no_year_and_no_number(app: Flask) -> None:
    coming = {**good(status="in-press"), "doi": None, "year": None}
    fill_well(app, {name: value for name, value in coming.items() if value is not None})
    assert checks(app) == {}


def test_many_issues_are_counted_and_the_newest_listed(app: Flask) -> None:
    many = [good(title=f"Study {n}", year=2000 + n) for n in range(8)]
    fill_well(app, *({**one, "doi": f"10.1000/{n}", "links": []} for n, one in enumerate(many)))
    check = checks(app)["pdf"]
    assert (check.count, check.has_more) == (8, True)
    assert [issue.text for issue in check.issues] == [f"Study {n}" for n in range(7, 2, -1)]
    assert next(issue.detail for issue in check.issues) == "Journal article, 2007"


def test_what_the_profile_lacks_is_found(app: Flask) -> None:
    fill(app, good())
    check = one(app, "profile")
    lacking = ("portrait", "affiliation", "orcid", "links", "email", "biography")
    fixes = {"portrait": EditPage("portrait"), "biography": EditPage("biography")}
    assert [issue.fix for issue in check.issues] == [
        fixes.get(name, ProfileField(name)) for name in lacking
    ]


def test_a_site_without_anything_says_where_to_begin(app: Flask) -> None:
    found = checks(app)
    assert {key: c.issues[0].fix for key, c in found.items()} == {
        "profile": EditPage("start"),
        "works": EditPage("imports"),
    }


def test_malformed_links_lead_to_their_fields(app: Flask) -> None:
    bad = {"label": "Code", "url": "http://localhost/x"}
    preprint = good(title="On tides, a preprint", type="article", venue="arXiv", year=2023)
    old = {**preprint, "doi": "10.1000/old", "work": "tides", "links": [PDF, bad]}
    fill_well(
        app,
        good(work="tides"),
        old,
        people=[{"name": "Kim Li", "url": "http://localhost/kim"}],
        profile={**PROFILE, "links": [bad], "biography": "[x](http://localhost/b)"},
    )
    check = one(app, "malformed")
    assert [(issue.text, issue.fix) for issue in check.issues] == [
        ("Profile", ProfileField("links")),
        ("Biography", EditPage("biography")),
        ("Kim Li", PersonField(1, "url")),
        ("On tides, a preprint", Field("tides", 1, "links", version=2)),
    ]


def test_possible_duplicates_are_those_of_the_queue(app: Flask) -> None:
    twin = good(title="On the tides", year=2021)
    fill_well(app, good(title="On the tides"), {**twin, "doi": "10.1000/twin"})
    check = one(app, "duplicates")
    (issue,) = check.issues
    assert issue.fix == EditPage("duplicates", anchor="pair-1-2-heading")
    assert issue.detail == "and “On the tides”, 96% similar"
    with app.app_context():
        assert duplicates.duplicates_page(1).found == check.count
        duplicates.dismiss(1, 2, TERMINAL)
    assert checks(app) == {}


def test_names_that_look_like_the_owners_are_found(app: Flask) -> None:
    ada = good(title="Salt", doi="10.1000/salt")
    other = [{"name": "A. Roe", "owner": False}, {"name": "Kim Li"}]
    fill_well(app, good(), {**ada, "authors": other})
    found = checks(app)
    assert list(found) == [authors.LIKENESS, "owner"]
    (issue,) = found[authors.LIKENESS].issues
    assert (issue.text, issue.detail) == ("Salt", "A. Roe")
    assert issue.fix == Field("salt", 2, "authors")


def test_a_namesake_beside_the_owner_is_another_person(app: Flask) -> None:
    fill_well(app, good(authors=["Ada Roe", {"name": "A. Roe", "owner": False}]))
    assert checks(app) == {}


def test_names_of_people_that_are_not_linked_are_found(app: Flask) -> None:
    known = good(authors=["Ada Roe", "Kim Li"])
    unlinked = good(title="Salt", authors=["Ada Roe", "K. Li"])
    strangers = good(title="Kelp", authors=["Ada Roe", "Tom Wu"])
    alike = good(title="Wind", authors=["Ada Roe", "T. Wu"])
    every = [known, unlinked, strangers, alike]
    fill_well(
        app,
        *({**one, "doi": f"10.1000/{n}"} for n, one in enumerate(every)),
        people=[{"name": "Kim Li"}],
    )
    check = one(app, "names-of-people")
    (issue,) = check.issues
    assert (issue.text, issue.detail) == ("K. Li", "Kim Li? (1 publication)")
    assert issue.fix == EditPage("names", of="k-li")


@pytest.mark.parametrize(
    ("state", "moved_to"),
    [
        (LinkState.DEAD, None),
        (LinkState.UNSURE, None),
        (LinkState.MOVED, "https://tides.org/new"),
        (LinkState.OK, None),
    ],
)
def test_checked_links_are_reported(app: Flask, state: LinkState, moved_to: str | None) -> None:
    fill_well(app, good())
    with app.app_context():
        for url in (PDF["url"], "https://gone.org/"):
            db.session.add(LinkCheck(url=url, state=state, reason="why", moved_to=moved_to))
        db.session.commit()
    if state is LinkState.OK:
        assert checks(app) == {}
        return
    check = one(app, f"links-{state}")
    (issue,) = check.issues
    assert issue.fix == Field("on-tides", 1, "links")
    assert (moved_to or "why") in issue.detail


def test_all_issues_of_a_check_are_on_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "PAGE_SIZE", 2)
    links = [{"label": f"{n}", "url": f"http://localhost/{n}"} for n in range(6)]
    fill_well(app, good(links=[PDF, *links]))
    with app.app_context():
        pages = [report.issues_page("malformed", n) for n in (0, 1, 2, 3, 99)]
        assert [found and (found.page, found.pages) for found in pages] == [
            (1, 3),
            (1, 3),
            (2, 3),
            (3, 3),
            (3, 3),
        ]
        shown = [issue.detail[17] for found in pages[1:4] if found for issue in found.issues]
        assert shown == list("012345")
        assert report.issues_page("pdf", 1) is None


def test_large_sites_leave_duplicates_to_their_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = good(title="On the tides", doi="10.1000/twin", year=2021)
    fill_well(app, good(title="On the tides"), twins)
    monkeypatch.setattr(health_duplicates, "MOST_WORKS", 1)
    assert checks(app) == {}
    with app.app_context():
        assert not report.health_report().has_duplicates


def test_every_severity_has_its_words() -> None:
    for severity in findings.Severity:
        assert severity.label
        assert severity.meaning.endswith(".")
