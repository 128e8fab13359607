"""The `flask --app wsgi export` command."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from app.cli import server
from app.services.catalog.selection import PublicFilter
from app.services.editing import topics
from app.services.exporting import document as exporting_document
from app.services.exporting import files, works

SUFFIXES = {"bibtex": "bib", "ris": "ris", "csl": "json", "csv": "csv"}
DOCUMENT = "document"


def configure(app: Flask) -> None:
    """Give `app` its command that exports."""
    app.cli.add_command(export)


@click.command()
@click.option(
    "--format",
    "format_",
    default="bibtex",
    show_default=True,
    type=click.Choice([*SUFFIXES, DOCUMENT]),
    help="What to write.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it, standard output.",
)
@click.option(
    "--topic",
    "on",
    multiple=True,
    metavar="TOPIC",
    help="Only works on this topic, by its name; several narrow.",
)
@click.option("--shown", is_flag=True, help="Only the version shown of each work.")
@click.option("--drafts", is_flag=True, help="Drafts too.")
@with_appcontext
def export(
    format_: str, output: Path | None, on: tuple[str, ...], shown: bool, drafts: bool
) -> None:
    """Write the publications, or with `--format document` the whole site, to a file."""
    server.prepare()
    if format_ == DOCUMENT:
        if on or shown:
            raise click.UsageError("A profile document holds the whole site: no --topic, --shown.")
        _write(_document(output, drafts), output)
        return
    selection = PublicFilter(topics=_slugs(on))
    records = works.export_records(selection, all_versions=not shown, drafts=drafts)
    _write(files.KINDS[SUFFIXES[format_]].write(records).encode(), output)
    if output:
        click.echo(f"{output.name}: {len(records):,} records.", err=True)


def _slugs(on: tuple[str, ...]) -> tuple[str, ...]:
    slugs, unknown = topics.slugs_of(on)
    if unknown:
        there = ", ".join(topics.all_names()) or "none"
        raise click.ClickException(f"No topic is called {', '.join(unknown)}. There are: {there}.")
    return tuple(sorted(set(slugs)))


def _document(output: Path | None, drafts: bool) -> bytes:
    """Return the site as a document; its picture goes beside the file, if there is one."""
    picture = exporting_document.picture() if output else None
    name = f"{output.stem}.jpg" if output and picture else None
    document = exporting_document.document(drafts=drafts, portrait=name)
    if document is None:
        raise click.ClickException("This site has no profile yet.")
    if output and picture:
        _write(picture, output.with_name(f"{output.stem}.jpg"))
    return exporting_document.content(document)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} can't be written ({error.strerror}).") from None
