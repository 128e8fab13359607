"""The README is one screen, and the reference of the guide is complete and up to date."""

import json
import re
from collections.abc import Iterator

import click
import pytest
from flask import Flask
from msgspec import Struct, structs

from app.bibliography import record
from app.bibliography.document import cv, reader, sections
from app.database import problems
from app.settings import SETTINGS
from app.settings.table import settings_table
from app.web import errors
from tests.support import guide
from tests.support.factories import fill

# What a window of 1080 pixels shows of it on a forge, with the picture.
SCREEN = 45
DOCUMENT_ENUMS = [
    record.PublicationType,
    record.VenueKind,
    record.LinkKind,
    record.Status,
    record.ContributorRole,
    cv.ReferenceStyle,
    cv.Paper,
    sections.SectionKind,
    sections.Placement,
]
DOCUMENT = guide.text("profile-document")
SETTINGS_PAGE = guide.text("settings")
COMMANDS = guide.text("commands")
ADDRESSES = guide.text("addresses")


def test_the_readme_is_one_screen_and_leads_to_the_guide() -> None:
    assert "app/guide/README.md" in guide.targets(guide.README)
    assert len(guide.README.read_text(encoding="utf-8").splitlines()) <= SCREEN


@pytest.mark.parametrize(
    "part",
    [
        reader.Document,
        reader.ProfilePart,
        reader.ProfileLink,
        cv.CvLayout,
        cv.CvSection,
        reader.SupervisionPart,
        reader.Supervisor,
        sections.SectionPart,
        sections.EntryPart,
        reader.DescribedTopic,
        reader.DescribedWork,
        record.Record,
        record.Author,
        record.Link,
    ],
)
def test_every_key_of_a_document_is_specified(part: type[Struct]) -> None:
    # A document has the translations of a publication beside its texts.
    keys = {field.name for field in structs.fields(part)} - {"translations"}
    assert [key for key in keys if f"`{key}`" not in DOCUMENT] == []


@pytest.mark.parametrize("enum", DOCUMENT_ENUMS)
def test_every_enum_value_is_specified(enum: type[record.LinkKind]) -> None:
    assert [member.value for member in enum if f"`{member.value}`" not in DOCUMENT] == []


def test_the_table_of_settings_is_that_of_the_declarations() -> None:
    """Run `flask --app wsgi settings --markdown` to renew it."""
    assert settings_table(SETTINGS) in SETTINGS_PAGE


def test_every_command_and_option_is_listed(app: Flask) -> None:
    for name, command in _commands(app.cli):
        row = re.search(rf"^\| `flask --app wsgi {name}\b.*$", COMMANDS, re.MULTILINE)
        assert row, name
        for parameter in command.params:
            option = parameter.opts[0]
            assert not option.startswith("--") or f"`{option}`" in row.group(), f"{name} {option}"


def test_every_problem_is_explained() -> None:
    explained = " ".join(guide.text("troubleshooting").split())
    found = [value for value in vars(problems).values() if isinstance(value, problems.Problem)]
    headings = [problem.heading for problem in found]
    headings += [str(errors.MESSAGES[code][0]) for code in (413, 404, 500)]
    assert [heading for heading in headings if heading not in explained] == []


def test_every_make_target_is_listed_and_no_other() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (guide.ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    listed = re.findall(r"^\| `make ([\w-]+)", COMMANDS, re.MULTILINE)
    assert sorted(listed) == sorted(phony.group(1).split())


def test_every_route_is_listed(app: Flask) -> None:
    assert "in place under `/fragments/edit/…`" in ADDRESSES
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/fragments/edit/"):
            continue
        head = rule.rule.split("<")[0].rstrip("/") or "/"
        assert f"`{head}" in ADDRESSES or f"…{head}" in ADDRESSES, rule.rule


def test_the_example_loads(app: Flask) -> None:
    example, *_ = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    given = json.loads(example)
    assert reader.read_document(example.encode()).profile.name == given["profile"]["name"]
    loaded = fill(app, *given["publications"], people=given["people"], topics=given["topics"])
    assert loaded.works == 1


def _commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield our commands by their words; others are Flask's, or hidden."""
    for name, command in group.commands.items():
        module = command.callback.__module__ if command.callback else ""
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path}{name} ")
        elif module.startswith("app.") and not command.hidden:
            yield f"{path}{name}", command
