"""What the deployment files and their pages name exists: settings, commands, files, addresses."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from app.settings import DEFAULTS
from tests.support import deployment
from tests.support.deployment import ROOT

FILES = [*deployment.deployment_files(), *deployment.hosting_pages()]
# Read before all settings, or by the tests alone.
ELSEWHERE = {"INSTANCE"}
COMMAND = re.compile(r"(?:flask --app \S+|sudo vitae|; vitae) ([a-z][a-z-]*(?: [a-z]+)?)(.*)")
OURS = re.compile(
    r"(?:/opt/vitae/|~/vitae/|(?<![\w/]))((?:app/deploy|app/guide|requirements)/[\w./*-]*[\w*])"
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_file = pytest.mark.parametrize("path", FILES, ids=named)


@every_file
def test_every_setting_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    as_variables = set(re.findall(r"VITAE_([A-Z_]+)", text))
    as_lines = set(re.findall(r"echo '([A-Z_]+) =|`([A-Z_]+) = ", text))
    found = as_variables | {name for pair in as_lines for name in pair if name}
    assert found - set(DEFAULTS) - ELSEWHERE == set()


@every_file
def test_every_command_and_option_exists(path: Path, app: Flask) -> None:
    for words, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
        command = find_command(app, words.split())
        options = {option for one in command.params for option in one.opts}
        used = re.findall(r"(?<=\s)--[a-z-]+", rest.split("&&")[0].split("`")[0])
        assert set(used) - options - {"--help"} == set(), words


@every_file
def test_every_file_named_exists(path: Path) -> None:
    for name in OURS.findall(path.read_text(encoding="utf-8")):
        assert list(ROOT.glob(name)), name


@every_file
def test_the_server_listens_at_one_port_everywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    ports = set(re.findall(r"(?:127\.0\.0\.1:|--port )(\d+)", text))
    assert ports <= {"5000"}


def test_there_is_something_to_check(app: Flask) -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    found = [words for text in texts for words, _ in COMMAND.findall(text)]
    assert {"backup", "serve", "restore", "upgrade", "account add"} <= set(found)
    assert sum(len(OURS.findall(text)) for text in texts) > 20
    with pytest.raises(AssertionError):
        find_command(app, ["unknown"])


def find_command(app: Flask, words: list[str]) -> click.Command:
    command = app.cli.commands.get(words[0])
    assert command, words[0]
    if isinstance(command, click.Group):
        assert words[1] in command.commands, words
        return command.commands[words[1]]
    return command
