"""How old the newest backup is, and when the site reminds of one."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.models.columns import now
from app.services.backup import create, latest, places
from tests.support.site_files import run


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(hours=23), (0, False)),
        (timedelta(days=29, hours=23), (29, False)),
        (timedelta(days=30, minutes=1), (30, True)),
        (timedelta(days=400), (400, True)),
    ],
)
def test_a_new_backup_is_due_after_thirty_days(
    app: Flask,
    instance: Path,
    monkeypatch: pytest.MonkeyPatch,
    age: timedelta,
    expected: tuple[int, bool],
) -> None:
    with app.app_context():
        made_at = create.make_backup(instance / "mine.zip").made_at
        monkeypatch.setattr(latest, "now", lambda: made_at + age)
        found = latest.backup_age()
    assert found
    assert found.made_at == made_at.replace(microsecond=0)
    assert (found.days, found.is_due) == expected


@pytest.mark.parametrize(("began", "is_due"), [(2020, True), (2999, False)])
def test_a_first_backup_is_due_thirty_days_after_the_first_change(
    app: Flask, instance: Path, began: int, is_due: bool
) -> None:
    run(instance / "site.sqlite", f"UPDATE revision SET made_at = '{began}-01-01 00:00:00'")  # noqa: S608
    with app.app_context():
        assert latest.backup_age() == latest.BackupAge(None, is_due)


@pytest.mark.parametrize("record", ["", "yesterday"])
def test_an_unreadable_record_counts_as_none(app: Flask, instance: Path, record: str) -> None:
    (instance / "backups").mkdir()
    (instance / "backups" / "newest").write_text(record)
    with app.app_context():
        assert latest.backup_age() == latest.BackupAge(None, False)


@pytest.mark.parametrize(("days", "is_due"), [(None, False), (1, False), (31, True)])
def test_a_host_of_several_reminds_only_of_its_own_backups(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch, days: int | None, is_due: bool
) -> None:
    run(instance / "site.sqlite", "UPDATE revision SET made_at = '2020-01-01 00:00:00'")
    monkeypatch.setattr(places, "has_database_file", lambda: False)
    monkeypatch.setattr(places, "can_back_up", lambda: True)
    made_at = None if days is None else now().replace(microsecond=0) - timedelta(days=days)
    if made_at:
        latest.record(instance / "backups", made_at)
    with app.app_context():
        assert latest.backup_age() == latest.BackupAge(made_at, is_due, is_shared=True)


def test_a_site_that_can_make_none_has_no_age(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        monkeypatch.setattr(places, "can_back_up", lambda: False)
        assert latest.backup_age() is None
