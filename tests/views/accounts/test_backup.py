"""The age of the newest backup, and the download of one: for owners, with the password."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.models import Role
from app.services.backup import archive, create, places
from app.services.backup.errors import BackupError
from tests.support.accounts import PASSWORD, sign_in, token
from tests.support.factories import fill, record
from tests.support.pages import attribute, page, texts
from tests.support.site_files import all_rows, run

ADDRESS, PAGE = "/edit/account/backup", "/edit/account"


@pytest.fixture
def instance(app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(app, "instance_path", str(database.parent))
    fill(app, record(topics=["Tides"]))
    return database.parent


@pytest.fixture
def owner(app: Flask, instance: Path) -> FlaskClient:
    return sign_in(app)


def download(client: FlaskClient, **fields: str) -> TestResponse:
    data = {"token": token(client), "current": PASSWORD, **fields}
    return client.post(ADDRESS, data=data)


def backups(instance: Path) -> list[str]:
    folder = instance / "backups"
    return os.listdir(folder) if folder.exists() else []


def status(client: FlaskClient) -> str:
    return " ".join(texts(page(client.get(PAGE)), "#backup > p")[0].split())


@pytest.mark.slow
def test_an_owner_downloads_the_whole_site(owner: FlaskClient, instance: Path) -> None:
    assert status(owner) == "This site has no backup yet."
    response = download(owner)
    assert response.status_code == 200
    assert response.mimetype == "application/zip"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=vitae-20")
    assert response.content_length == len(response.data)
    with zipfile.ZipFile(BytesIO(response.data)) as packed:
        packed.extractall(instance / "copy")
    rows, copied = all_rows(instance / "site.sqlite"), all_rows(instance / "copy" / "site.sqlite")
    assert copied == rows
    assert backups(instance) == ["newest"]
    assert status(owner).startswith("Newest backup: less than a day old, ")


@pytest.mark.slow
def test_a_download_that_is_broken_off_does_not_count(app: Flask, owner: FlaskClient) -> None:
    data = {"token": token(owner), "current": PASSWORD}
    response = owner.post(ADDRESS, data=data, buffered=False)
    assert response.is_streamed
    response.close()
    assert status(owner) == "This site has no backup yet."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"current": "wrong"}, 422, "This is not your current password."),
        ({"current": ""}, 422, "Enter your password."),
        ({"token": "of another"}, 403, "This page was opened before you signed in again"),
    ],
)
def test_a_download_needs_the_password(
    owner: FlaskClient, instance: Path, fields: dict[str, str], code: int, said: str
) -> None:
    response = download(owner, **fields)
    assert response.status_code == code
    assert said in response.text
    assert backups(instance) == []


def test_without_a_password_it_is_asked_for(owner: FlaskClient, instance: Path) -> None:
    response = owner.post(ADDRESS, data={"token": token(owner)})
    assert response.status_code == 401
    assert texts(page(response), "form strong") == ["Download a backup"]
    assert attribute(page(response), "form.owners", "action") == [ADDRESS]
    assert backups(instance) == []


def test_an_editor_neither_sees_nor_downloads_backups(app: Flask, instance: Path) -> None:
    run(instance / "site.sqlite", "UPDATE revision SET made_at = '2020-01-01 00:00:00'")
    editor = sign_in(app, "kim@site.example", Role.EDITOR)
    assert texts(page(editor.get(PAGE)), "#backup") == []
    assert "backup" not in editor.get("/edit/works").text
    assert download(editor).status_code == 403
    assert backups(instance) == []


def test_a_visitor_cannot_download(app: Flask, instance: Path) -> None:
    assert app.test_client().post(ADDRESS, data={"current": PASSWORD}).status_code == 401
    assert app.test_client().get(ADDRESS).status_code in {303, 405}
    assert backups(instance) == []


@pytest.mark.slow
def test_a_failure_is_explained(
    owner: FlaskClient, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BackupError("There is not enough disk space.")

    monkeypatch.setattr(archive, "pack", fail)
    response = download(owner)
    assert response.status_code == 503
    assert texts(page(response), "h1") == ["No backup was made"]
    assert "There is not enough disk space." in response.text
    assert backups(instance) == []


def test_after_thirty_days_the_pages_remind(app: Flask, owner: FlaskClient, instance: Path) -> None:
    assert "backup" not in owner.get("/edit/works").text
    run(instance / "site.sqlite", "UPDATE revision SET made_at = '2020-01-01 00:00:00'")
    assert status(owner) == "This site has no backup yet. It's time for one."
    assert "This site has no backup yet." in owner.get("/edit/works").text
    with app.app_context():
        create.make_backup()
    assert "backup" not in owner.get("/edit/works").text
    (instance / "backups" / "newest").write_text("2020-02-01T00:00:00+00:00")
    assert "The newest backup is " in owner.get("/edit/works").text
    assert "1 February 2020, 00:00 UTC. It's time for a new one." in status(owner)


def test_a_host_of_several_says_that_it_counts_its_own_backups(
    owner: FlaskClient, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "has_database_file", lambda: False)
    monkeypatch.setattr(places, "can_back_up", lambda: True)
    run(instance / "site.sqlite", "UPDATE revision SET made_at = '2020-01-01 00:00:00'")
    assert status(owner) == (
        "No backup has been made on this host yet."
        " Backups of other hosts or of the database server are not counted here."
    )
    assert "no backup" not in owner.get("/edit/works").text
