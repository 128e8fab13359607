"""Rules that must be defined in one place, so that copies cannot diverge."""

from pathlib import Path

import pytest
from flask import Flask

from app.bibliography import identifiers, record
from app.bibliography.csl import item_writer
from app.forms.profile import HeaderForm
from app.forms.version import VersionForm
from app.forms.work import WorkForm
from app.models import publication
from app.services.history import labels, snapshot_queries

APP = Path(__file__).parent.parent / "app"


def files_containing(text: str, folder: str = "") -> set[str]:
    sources = (file for file in (APP / folder).rglob("*.py") if "migrations" not in file.parts)
    return {str(f.relative_to(APP)) for f in sources if text in f.read_text(encoding="utf-8")}


@pytest.mark.parametrize(
    ("folder", "text", "places"),
    [
        # The second one checks whether anything refers to a given person.
        (
            "",
            "Profile.person_id",
            {"services/catalog/owner.py", "services/history/dependencies.py"},
        ),
        ("", '"/fragments"', {"web/fragments.py"}),
        ("", 'startswith("/fragments', set()),
        ("", "(fragments/)?", set()),
        ("services", "form_key ==", {"services/form_state.py"}),
        ("", '.replace("--"', {"bibliography/fit.py"}),
        ("", "____-", {"bibliography/identifiers.py"}),
        ("", r"10\.", {"bibliography/identifiers.py"}),
        ("", '"10.%', {"bibliography/identifiers.py"}),
        ("", r"TY[^\S\n]", {"bibliography/raw.py"}),
        ("", r"@[ \t]*+(?P<kind>", {"bibliography/raw.py"}),
        ("", "x1e", {"bibliography/raw.py"}),
        # Import processes and the thread that calls a CDN are there, not cached answers.
        (
            "services",
            "current_app.extensions",
            {"services/cache.py", "services/importing/worker.py", "services/purging.py"},
        ),
        ("", "execution_options(reading=True)", {"database/transactions.py"}),
        # Here it is the label of a field, not part of a list of fields.
        ("services", '"isbn"', {"services/history/labels.py"}),
    ],
)
def test_each_rule_is_defined_in_one_module(folder: str, text: str, places: set[str]) -> None:
    assert files_containing(text, folder) == places


def test_a_publication_has_the_fields_of_a_record() -> None:
    own = (
        "authors",
        "venue",
        "venue_short",
        "venue_kind",
        "topics",
        "links",
        "work",
        "translations",
    )
    assert {*publication.FIELDS, *own} == set(record.FIELDS)
    assert snapshot_queries.PUBLICATION == (
        "type",
        "genre",
        "status",
        "title",
        "abstract",
        "venue_id",
        "year",
        "month",
        "day",
        "volume",
        "issue",
        "pages",
        "publisher",
        "doi",
        "arxiv_id",
        "isbn",
        "citation_key",
        "language",
        "source",
        "note",
    )
    assert set(item_writer.KEYS) == set(record.FIELDS) - {"source"}
    assert set(snapshot_queries.PUBLICATION) <= set(labels.LABELS)


def test_a_record_lists_its_single_line_and_multi_line_fields() -> None:
    assert (*record.LINES[:2], record.LINES[-1]) == ("volume", "issue", "language")
    assert record.TEXTS == ("abstract", "note")


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("doi", identifiers.LONGEST_DOI),
        ("arxiv_id", identifiers.LONGEST_ARXIV),
        ("isbn", identifiers.LONGEST_ISBN),
        ("orcid", identifiers.LONGEST_ORCID),
    ],
)
def test_identifiers_have_the_same_limit_in_all_forms(app: Flask, field: str, limit: int) -> None:
    with app.test_request_context():
        forms = [form(meta={"csrf": False}) for form in (WorkForm, VersionForm, HeaderForm)]
        limits = {form[field].render_kw["maxlength"] for form in forms if field in form}
    assert limits == {limit}
