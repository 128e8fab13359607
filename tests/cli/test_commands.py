"""The load and start commands."""

import gc
import resource
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from granian.server import Server
from sqlalchemy import select

from app.cli import server
from app.database import db
from app.models import Profile
from app.services import cache
from app.services.catalog import owner
from app.services.exporting.feeds import tags
from tests.support.accounts import make_owner
from tests.support.factories import document_bytes, fill, record


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FlaskCliRunner:
    app.instance_path = str(tmp_path)
    return app.test_cli_runner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ada.json"
    path.write_bytes(document_bytes(record(), record(title="Salt")))
    return path


def test_publications_in_two_languages_make_a_site_in_both(
    runner: FlaskCliRunner, app: Flask, file: Path
) -> None:
    file.write_bytes(document_bytes(record(title={"fr": "Sur les marées", "en": "On tides"})))
    assert runner.invoke(args=["load", str(file)]).exit_code == 0
    with app.app_context():
        assert db.session.scalars(select(Profile.languages)).one() == ["fr", "en"]


def test_load_reports_what_it_did(runner: FlaskCliRunner, file: Path) -> None:
    assert runner.invoke(args=["load", str(file)]).output == (
        "ada.json: 2 records, 2 works; 2 added.\n"
    )
    assert runner.invoke(args=["load", str(file)]).output == (
        "ada.json: 2 records, 2 works. Nothing changed. The site already has everything.\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"vitae": 1,\n "profile": }', "line 2"),
        (b"", "line 1"),
        (document_bytes(record(year=99999)), "publications[0].year"),
        (document_bytes(record(titel="x")), "publications[0]"),
        (b"\xff\xfe", "line 1"),
    ],
)
def test_an_invalid_file_is_reported_and_changes_nothing(
    app: Flask, runner: FlaskCliRunner, file: Path, content: bytes, said: str
) -> None:
    runner.invoke(args=["load", str(file)])
    with app.app_context():
        before = cache.change_count()
    file.write_bytes(content)
    for options in ([], ["--replace", "--yes"]):
        result = runner.invoke(args=["load", str(file), *options])
        assert result.exit_code == 1
        assert f"Error: ada.json, {said}" in result.output
        assert "Nothing was changed." in result.output
    with app.app_context():
        assert cache.change_count() == before


def test_replace_asks_for_confirmation(app: Flask, runner: FlaskCliRunner, file: Path) -> None:
    runner.invoke(args=["load", str(file)])
    file.write_bytes(document_bytes(profile={"name": "Bo Ek"}))
    refused = runner.invoke(args=["load", str(file), "--replace"], input="n\n")
    assert refused.exit_code == 1
    assert "Start over? [y/N]" in refused.output
    with app.app_context():
        assert owner.owner_name() == "Ada Roe"
    assert runner.invoke(args=["load", str(file), "--replace"], input="y\n").exit_code == 0
    with app.app_context():
        assert owner.owner_name() == "Bo Ek"


def test_a_missing_or_too_large_file_is_reported(
    app: Flask, runner: FlaskCliRunner, file: Path
) -> None:
    missing = runner.invoke(args=["load", "nowhere.json"])
    assert missing.exit_code == 2
    assert "does not exist" in missing.output
    app.config["DOCUMENT_LIMIT"] = 10
    large = runner.invoke(args=["load", str(file)])
    assert large.exit_code == 1
    assert "exceeds the size limit" in large.output


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect the servers that would have run."""
    started: list[Any] = []

    def note(self: Any) -> None:
        started.append(self)

    monkeypatch.setattr(Server, "serve", note)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)
    return started


def test_start_loads_the_sample_the_first_time_only(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    first = runner.invoke(args=["start", "--port", "5050"])
    assert "The sample profile: 12 records, 8 works" in first.output
    assert "http://127.0.0.1:5050" in first.output
    with app.app_context():
        before = cache.change_count()
    again = runner.invoke(args=["start"])
    assert "sample" not in again.output
    with app.app_context():
        assert cache.change_count() == before
        db.session.remove()
    assert [one.bind_port for one in served] == [5050, 5000]


def test_the_first_start_under_its_own_name_stores_what_ids_begin_with(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    fill(app, record())
    for site in (None, "https://ada.example", "https://eve.example"):
        app.config["SITE_URL"] = site
        runner.invoke(args=["serve"])
    with app.app_context():
        assert tags.tag_authority("https://eve.example").startswith("ada.example,")
        db.session.remove()
    assert len(served) == 3


def test_serve_loads_no_sample_and_prints_the_first_link(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    printed = runner.invoke(args=["serve"]).output
    assert "sample" not in printed
    assert "Create your account: http://127.0.0.1:5000/welcome/" in printed
    assert "Your site is at http://127.0.0.1:5000 " in printed
    with app.app_context():
        assert cache.change_count() == 0
    make_owner(app)
    printed = runner.invoke(args=["serve", "--host", "::1", "--port", "8080"]).output
    assert printed == (
        "Sign in to edit: http://[::1]:8080/sign-in\n"
        "Your site is at http://[::1]:8080 (Ctrl+C stops it).\n"
    )


def test_serve_starts_a_server_with_these_options(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    options = ["--host", "0.0.0.0", "--port", "8080", "--workers", "3"]  # noqa: S104 (not bound)
    runner.invoke(args=["serve"])
    runner.invoke(args=["serve", *options])
    usual, first = served
    assert (first.bind_addr, first.bind_port, first.workers) == ("0.0.0.0", 8080, 3)  # noqa: S104
    assert (usual.bind_addr, usual.bind_port, usual.workers) == ("127.0.0.1", 5000, 2)
    # By it, processes divide the memory for answers.
    assert app.config["WORKERS"] == 3
    assert (usual.workers_kill_timeout or 99) < 10


def test_serve_is_given_the_path_of_the_site(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    for command in ("start", "serve"):
        printed = runner.invoke(args=[command, "--prefix", "~roe/vitae/"]).output
        assert "Create your account: http://127.0.0.1:5000/~roe/vitae/welcome/" in printed
        assert "Your site is at http://127.0.0.1:5000/~roe/vitae (" in printed
    assert app.test_client().get("/~roe/vitae/").status_code == 200
    assert app.test_client().get("/").status_code == 404
    refused = runner.invoke(args=["serve", "--prefix", "/a/../b"])
    assert (refused.exit_code, len(served)) == (2, 2)
    assert "'/a/../b' is not a path of letters, digits and . _ ~ - such as" in refused.output
    app.config["SITE_URL"] = "https://dept.example"
    refused = runner.invoke(args=["serve", "--prefix", "/~roe"])
    assert (refused.exit_code, len(served)) == (1, 2)
    assert refused.output.endswith("Set it to https://dept.example/~roe.\n")


def test_links_at_the_terminal_begin_with_the_address_of_the_site(
    app: Flask, runner: FlaskCliRunner, served: list[Any]
) -> None:
    app.config["SITE_URL"] = "https://dept.example/~roe"
    printed = runner.invoke(args=["serve"]).output
    assert "Create your account: https://dept.example/~roe/welcome/" in printed
    assert "Your site is at http://127.0.0.1:5000/~roe (" in printed
    link = runner.invoke(args=["account", "add", "ada@site.example", "--link"]).output
    assert link.startswith("Create the account: https://dept.example/~roe/welcome/")
    elsewhere = ["account", "add", "ada@site.example", "--link", "--site", "http://[::1]:80/"]
    assert "http://[::1]:80/welcome/" in runner.invoke(args=elsewhere).output
    assert len(served) == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", ["start", "serve"])
def test_serving_does_not_lock_the_database(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    written: list[str] = []

    def while_served(*_: object) -> None:
        database = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        other = sqlite3.connect(database, isolation_level=None, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.close()
        written.append("yes")

    monkeypatch.setattr(server, "serve", while_served)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)
    for _ in range(2):
        assert runner.invoke(args=[command]).exit_code == 0
    assert written == ["yes", "yes"]


def test_more_files_are_allowed_only_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    wanted = server.MOST_CONNECTIONS + server.FILES
    for most in (4_096, 100_000, resource.RLIM_INFINITY):
        monkeypatch.setattr(resource, "getrlimit", lambda _, most=most: (1_024, most))
        server.raise_file_limit()
    assert [soft for soft, _ in asked] == [4_096, wanted, wanted]


@pytest.mark.parametrize(
    ("command", "is_made", "alternative"),
    [
        ("start", True, "make run PORT={}"),
        ("serve", True, "make serve PORT={}"),
        ("serve", False, "--port {}"),
    ],
)
def test_a_port_in_use_is_reported_with_an_alternative(
    runner: FlaskCliRunner,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    is_made: bool,
    alternative: str,
) -> None:
    monkeypatch.delenv("MAKELEVEL", raising=False)
    if is_made:
        monkeypatch.setenv("MAKELEVEL", "1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = runner.invoke(args=[command, "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is not available (Address already in use)" in result.output
    assert f"Try another: {alternative.format(port + 1)}\n" in result.output


def test_unwritable_instance_is_reported(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.touch()
    app.instance_path = str(blocked / "instance")
    result = runner.invoke(args=["start"])
    assert result.exit_code == 1
    assert "can't be written" in result.output
    assert "VITAE_INSTANCE" in result.output


def test_the_list_of_commands_says_whole_sentences(runner: FlaskCliRunner) -> None:
    said = runner.invoke(args=["--help"]).output
    assert "Serve the site to the public." in said
    assert "..." not in said.partition("Commands:")[2]
