"""The examples of the guide work: commands, documents, addresses and names."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from app.bibliography.document import reader
from app.settings import SETTINGS
from tests.support import guide
from tests.support.factories import PREPRINT, fill

FILES = [guide.README, *guide.PAGES]
# Where the pages on hosting put a site below another one.
BELOW = "/~roe/vitae"
CURL = re.compile(r"curl .*?(https?://\S+)")
COMMAND = re.compile(r"flask --app wsgi (?=\w)(.*)")
# These leave what they write in the test's folder; the others serve, or change accounts.
RUN = {"import", "export", "load", "check", "person export", "account list", "account links"}
EXAMPLES = sorted(
    {
        (f"{file.stem}", found[1])
        for file in FILES
        for block in guide.blocks(file)
        for line in block.text.replace("\\\n", " ").splitlines()
        if (found := COMMAND.search(line))
    }
)
LINES = {line for file in FILES for block in guide.blocks(file) for line in block.text.splitlines()}
SPANS = {span for file in FILES for span in guide.code_spans(file)}


@pytest.fixture
def runner(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    """A terminal in a folder with the files that the examples name."""
    fill(app, {**PREPRINT, "topics": ["Tides"]})
    monkeypatch.chdir(tmp_path)
    Path("thesis.bib").write_text("@article{a, title={Salt}, author={Roe, Ada}, year=2020}")
    blocks = guide.blocks(guide.GUIDE / "profile-document.md")
    example, *_ = [block.text for block in blocks if block.language == "json"]
    Path("me.json").write_text(example)
    return app.test_cli_runner()


@pytest.mark.parametrize(("page", "line"), EXAMPLES)
def test_commands_are_understood_and_run(
    app: Flask, page: str, line: str, runner: FlaskCliRunner
) -> None:
    words = _words(line)
    command, rest = _find(app, words)
    try:
        command.make_context(command.name, list(rest))
    except click.MissingParameter:
        raise
    except click.BadParameter:
        # A file or a value of another site; an unknown option is an error of its own.
        return
    if {words[0], " ".join(words[:2])} & RUN:
        result = runner.invoke(args=words, input="y\n")
        assert result.exit_code == 0, result.output


def test_commands_within_sentences_are_known(app: Flask) -> None:
    for span in SPANS:
        if found := COMMAND.fullmatch(span):
            command, rest = _find(app, _words(found[1]))
            known = {option for one in command.params for option in one.opts}
            assert {word for word in rest if word.startswith("--")} <= known, span


def test_make_targets_within_sentences_are_known() -> None:
    makefile = (guide.ROOT / "Makefile").read_text()
    targets = {found[1] for span in SPANS if (found := re.match(r"make (\w+)", span))}
    assert {name for name in targets if f"\n{name}:" not in makefile} == set()


def test_variables_within_sentences_are_settings() -> None:
    named = {name for span in SPANS for name in re.findall(r"\bVITAE_([A-Z_]+)", span)}
    assert named - {*(one.name for one in SETTINGS), "INSTANCE", "NAME"} == set()


def test_addresses_within_sentences_are_known(app: Flask) -> None:
    routes = app.url_map.bind("localhost")
    first = {rule.rule.split("/")[1].split("<")[0] for rule in app.url_map.iter_rules()} - {""}
    unknown = []
    for span in SPANS:
        path = span.partition("?")[0]
        if not re.fullmatch(r"(/[\w.-]+)+", path) or path.split("/")[1] not in first:
            continue
        try:
            routes.match(path)
        except (MethodNotAllowed, RequestRedirect):
            continue
        except NotFound:
            unknown.append(path)
    assert unknown == []


def test_addresses_to_try_answer(app: Flask, client: FlaskClient) -> None:
    fill(app, PREPRINT)
    for line in sorted(LINES | SPANS):
        if found := CURL.search(line):
            path = urlsplit(found[1]).path.removeprefix(BELOW) or "/"
            assert client.get(path).status_code == 200, line


@pytest.mark.parametrize("file", guide.PAGES, ids=lambda file: str(file.relative_to(guide.GUIDE)))
def test_documents_load(file: Path) -> None:
    for block in guide.blocks(file):
        if block.language == "json" and '"vitae"' in block.text:
            assert reader.read_document(block.text.encode()).vitae == 1


def _words(line: str) -> list[str]:
    """Return what the shell passes on."""
    words = shlex.split(line, comments=True)
    end = next((at for at, word in enumerate(words) if word in {">", "|", "&&", ";"}), None)
    return words[:end]


def _find(app: Flask, words: list[str]) -> tuple[click.Command, list[str]]:
    command: click.Command = app.cli
    rest = words
    # The commands of `db` are Flask-Migrate's.
    while isinstance(command, click.Group) and command.name != "db":
        name, *rest = rest
        found = command.get_command(click.Context(command), name)
        assert found, f"there is no command {name}"
        command = found
    return command, rest
