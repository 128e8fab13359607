"""The `flask --app wsgi person …` commands: a person's data, exported and erased."""

import json
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from app.cli import preparation
from app.services.actor import TERMINAL
from app.services.personal import erasure, subject
from app.services.personal import export as personal_export
from app.services.personal.erasure import Remainder
from app.services.personal.subject import Subject, SubjectError
from app.translations.collation import sorted_texts

person_group = AppGroup("person", help="Export or erase what the site stores on a person.")


def configure(app: Flask) -> None:
    """Register the commands on people."""
    app.cli.add_command(person_group)


@person_group.command()
@click.argument("person")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it, standard output.",
)
def export(person: str, output: Path | None) -> None:
    """Export all that the site stores on PERSON (a name, slug or id) as JSON.

    That is the record with all names, supervisions, authorships, imported entries and history.
    """
    preparation.require_readable_site()
    content = personal_export.exported(_find(person))
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{output} can't be written ({error.strerror}).") from None


@person_group.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
def erase(person: str, yes: bool) -> None:
    """Erase PERSON (a name, slug or id) from the site and its history, for good.

    The record, all names and the supervisions are deleted. Lists of authors stay as they were
    printed, since a publication is cited by them, and so do attached PDFs and what you wrote in
    texts.
    """
    preparation.require_site()
    found = _find(person)
    name = ", ".join(sorted_texts(found.names))
    try:
        erasure.check_erasable(found)
        if not yes:
            click.confirm(f"Erase {name}? This can't be undone.", abort=True)
        remainder = erasure.erase_person(found, TERMINAL)
    except SubjectError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Erased {name} from the site and its history. Backups may still have the data.")
    _report(remainder)


def _find(person: str) -> Subject:
    try:
        return subject.find_subject(person)
    except SubjectError as error:
        raise click.ClickException(str(error)) from None


def _report(remainder: Remainder) -> None:
    if count := remainder.publications:
        publications = "1 publication" if count == 1 else f"{count:,} publications"
        click.echo(f"The name stays in the author lists of {publications}, as printed.")
    if count := remainder.pdf_files:
        files = "1 attached PDF" if count == 1 else f"{count:,} attached PDFs"
        click.echo(f"The name may be printed in {files}, to be replaced in the form of the work.")
    if remainder.in_biography:
        click.echo("The biography mentions the name: edit it if it should not.")
    for entry in remainder.entries:
        click.echo(f"The entry “{entry}” mentions the name: edit it if it should not.")
