"""The `flask --app wsgi export` command."""

import sys
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli import preparation
from app.services.catalog.selection import PublicFilter
from app.services.editing import topics
from app.services.exporting import document as exporting_document
from app.services.exporting import files, works

SUFFIXES = {"bibtex": "bib", "ris": "ris", "csl": "json", "csv": "csv"}
DOCUMENT = "document"


def configure(app: Flask) -> None:
    """Register the export command."""
    app.cli.add_command(export)


@click.command(short_help="Export the publications, or the whole site.")
@click.option(
    "--format",
    "format_",
    default="bibtex",
    show_default=True,
    type=click.Choice([*SUFFIXES, DOCUMENT]),
    help="The format to write.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it, standard output.",
)
@click.option(
    "--topic",
    "topic_names",
    multiple=True,
    metavar="TOPIC",
    help="Only works with this topic, by name; repeat it to require several topics.",
)
@click.option("--shown", is_flag=True, help="Only the version shown of each work.")
@click.option("--drafts", is_flag=True, help="Include drafts.")
@with_appcontext
def export(
    format_: str, output: Path | None, topic_names: tuple[str, ...], shown: bool, drafts: bool
) -> None:
    """Export the publications, or the whole site with `--format document`."""
    preparation.require_readable_site()
    if format_ == DOCUMENT:
        if topic_names or shown:
            raise click.UsageError("--topic and --shown don't apply to a profile document.")
        _write(_document(output, drafts), output)
        return
    selection = PublicFilter(topics=_slugs(topic_names), drafts=drafts)
    root = current_app.config["SITE_URL"] or ""
    records = works.export_records(selection, all_versions=not shown, root=root)
    _write(files.as_text(SUFFIXES[format_], records, lossless=True).encode(), output)
    if output:
        click.echo(f"{output.name}: {len(records):,} records.", err=True)


def _slugs(topic_names: tuple[str, ...]) -> tuple[str, ...]:
    slugs, unknown = topics.slugs_of(topic_names)
    if unknown:
        wrong = ", ".join(f"“{word}”" for word in unknown)
        known = ", ".join(topics.all_names()) or "none"
        raise click.ClickException(f"Unknown topic: {wrong}. The site's topics: {known}.")
    return tuple(sorted(set(slugs)))


def _document(output: Path | None, drafts: bool) -> bytes:
    """Return the site as a profile document.

    The portrait and the PDFs are written next to the output file.
    """
    picture = exporting_document.picture() if output else None
    name = f"{output.stem}.jpg" if output and picture else None
    file_name = partial(_file_name, output.stem) if output else None
    document = exporting_document.document(drafts=drafts, portrait=name, file_name=file_name)
    if document is None:
        raise click.ClickException("This site has no profile yet.")
    if output and picture:
        _write(picture, output.with_name(f"{output.stem}.jpg"))
    for slug, pdf, content in exporting_document.pdfs(drafts=drafts) if output else ():
        _write(content, output and output.with_name(_file_name(output.stem, slug, pdf)))
    return exporting_document.content(document)


def _file_name(stem: str, slug: str, name: str) -> str:
    # Neither has a dot, so no two are the same.
    return f"{stem}-{slug}.{name}.pdf"


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} can't be written ({error.strerror}).") from None
