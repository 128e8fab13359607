"""Possible duplicates: which pairs are suggested, joined or dismissed, and how fast."""

import time
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.bibliography.matching.similar import Index
from app.bibliography.names import names
from app.database import db
from app.models import DismissedDuplicate, Noun, Publication, Revision, Work
from app.services import cache
from app.services.actor import TERMINAL
from app.services.editing import bulk, duplicate_pairs, duplicates, merging, splitting, versions
from app.services.editing.duplicates import NotTwoWorksError
from app.services.history import trash
from tests.support.database import rows, statements
from tests.support.edits import undone
from tests.support.factories import fill, record, varied

ONE, OTHER = "Harbour cranes in strong wind", "Harbour cranes in strong winds: a study"


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(title=ONE, year=2019), record(title=OTHER), record(title="Bystander"))
    return app


def suggested() -> list[tuple[int, int]]:
    db.session.commit()
    return [
        (one.work.id, other.work.id)
        for one, other in (pair.sides for pair in duplicates.duplicates_page(1).pairs)
    ]


def found() -> int:
    return duplicates.duplicates_page(1).found


def test_a_pair_is_suggested_until_joined_and_again_after_undo(site: Flask) -> None:
    with site.app_context():
        assert (suggested(), found()) == ([(1, 2)], 1)
        duplicates.join(1, 2, None, TERMINAL, None)
        assert (suggested(), found()) == ([], 0)
        undone(rows(Revision))
        assert suggested() == [(1, 2)]


def test_a_dismissed_pair_is_not_suggested_again_after_changes(site: Flask) -> None:
    with site.app_context():
        duplicates.dismiss(2, 1, TERMINAL)
        duplicates.dismiss(1, 2, TERMINAL)
        assert suggested() == []
        merging.join("bystander", "harbour-cranes-in-strong-wind", TERMINAL, None)
        assert suggested() == [], "a dismissal also covers a work joined later"
        assert list(duplicate_pairs.dismissed_pairs()) == [(2, 3)]
        splitting.split("bystander", 1, TERMINAL, None)
        assert suggested() == []
        (work,) = (w for w in db.session.query(Work) if w.publications[0].title == ONE)
        id_ = work.id
        deleted = db.session.get_one(Revision, bulk.remove([id_], TERMINAL, None))
        assert duplicate_pairs.dismissed_page(1).kept == []
        trash.restore((Noun.WORK, id_), deleted, TERMINAL)
        assert suggested() == []
        kept = duplicate_pairs.dismissed_page(9).kept[0]
        assert {w.publications[0].title for w in kept.works} == {ONE, OTHER}
        assert kept.who == "the terminal"


def test_an_undismissed_pair_is_suggested_again(site: Flask) -> None:
    with site.app_context():
        duplicates.dismiss(1, 2, TERMINAL)
        assert duplicates.dismissed_works(2, 1) is not None
        duplicates.undismiss(2, 1)
        assert duplicates.dismissed_works(1, 2) is None
        assert suggested() == [(1, 2)]
        assert rows(DismissedDuplicate) == 0


def test_a_dismissal_covers_all_versions_of_both_works(site: Flask) -> None:
    with site.app_context():
        merging.join("harbour-cranes-in-strong-wind", "bystander", TERMINAL, None)
        duplicates.dismiss(1, 2, TERMINAL)
        assert rows(DismissedDuplicate) == 2
        assert all(row.one_id < row.other_id for row in db.session.query(DismissedDuplicate))


@pytest.mark.parametrize("other", [1, 99])
def test_a_pair_needs_two_different_existing_works(site: Flask, other: int) -> None:
    with site.app_context():
        with pytest.raises(NotTwoWorksError):
            duplicates.dismiss(1, other, TERMINAL)
        with pytest.raises(NotTwoWorksError):
            duplicates.join(1, other, None, TERMINAL, None)
        assert (rows(Work), rows(DismissedDuplicate)) == (3, 0)


def test_a_join_ignores_a_selected_version_of_another_work(site: Flask) -> None:
    with site.app_context():
        duplicates.join(1, 2, 3, TERMINAL, None)
        work = db.session.get_one(Work, 1)
        assert ([p.id for p in work.publications], work.is_arranged) == ([1, 2], False)


def test_works_are_compared_again_only_when_compared_fields_change(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    index = duplicate_pairs._index

    def counted(rows: list[duplicate_pairs.ComparedVersion]) -> Index:
        times.append(len(rows))
        return index(rows)

    monkeypatch.setattr(duplicate_pairs, "_index", counted)
    with site.app_context():
        for _ in range(2):
            found()
        duplicates.dismiss(1, 2, TERMINAL)
        found()
        versions.show("bystander", 3, TERMINAL, None)
        db.session.get_one(Work, 1).featured_position = 2
        cache.commit()
        found()
        assert len(times) == 1
        db.session.get_one(Publication, 3).title_text = ONE
        cache.commit()
        assert found() == 2
        assert len(times) == 2


def test_the_index_finds_the_most_similar_work(site: Flask) -> None:
    with site.app_context():
        nearest = duplicate_pairs.similarity_index().nearest(ONE, [names.key("Ada Roe")], 2020)
    assert nearest is not None
    assert nearest[0] == 1


@pytest.mark.slow
def test_duplicates_among_many_works_are_found_fast_with_few_statements(app: Flask) -> None:
    works = varied(300)
    no_number = {"arxiv_id": None, "doi": None}
    fill(app, *works, *({**w, "title": f"{w['title']}: notes", **no_number} for w in works))
    with statements(app) as sent, app.app_context():
        began = time.process_time()
        queue = duplicates.duplicates_page(2)
        took = time.process_time() - began
        assert (queue.pages, len(queue.pairs), queue.pairs[0].number) == (30, 10, 11)
        assert len(sent) <= 10, sent
        began = time.process_time()
        assert found() == 300
        assert time.process_time() - began < 0.2
    assert took < 4


def test_the_newest_dismissal_comes_first(site: Flask) -> None:
    with site.app_context():
        duplicates.dismiss(1, 3, TERMINAL)
        for row in db.session.query(DismissedDuplicate):
            row.kept_at = datetime(2020, 1, 2, tzinfo=UTC)
        duplicates.dismiss(1, 2, TERMINAL)
        shown = duplicate_pairs.dismissed_page(0)
        assert [kept.when for kept in shown.kept] == ["just now", "on 2 January 2020"]
