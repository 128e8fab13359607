"""The `flask --app wsgi …` commands."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import database
from app.bibliography.document import reader
from app.bibliography.document.reader import DocumentError
from app.cli import accounts, preparation, server
from app.services.exporting.feeds import tags
from app.services.loading import document, files, new_site
from app.services.loading.document import Loaded
from app.settings.conflicts import find_conflicts
from app.translations.languages import known_languages
from app.web import sub_path


def configure(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(load)
    app.cli.add_command(start)
    app.cli.add_command(serve)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Delete everything on the site first.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@with_appcontext
def load(file: Path, replace: bool, yes: bool) -> None:
    """Load the profile document FILE (JSON).

    Adds what is missing and overwrites nothing. Records of the same paper become versions of one
    work. An invalid file changes nothing.
    """
    preparation.prepare()
    if file.stat().st_size > current_app.config["DOCUMENT_LIMIT"]:
        raise click.ClickException(f"{file.name} exceeds the size limit (DOCUMENT_LIMIT).")
    try:
        content = reader.read_document(file.read_bytes(), known_languages())
        if replace and not yes and not document.is_new():
            click.confirm("Everything on the site now will be deleted. Start over?", abort=True)
        portrait = _portrait(file.parent, content.profile.portrait)
        pdfs = files.read_files(content, file.parent)
        loaded = document.load_document(content, replace=replace, portrait=portrait, files=pdfs)
    except DocumentError as error:
        raise click.ClickException(f"{file.name}, {error}. Nothing was changed.") from None
    click.echo(report(file.name, loaded))


def _prefix(_context: click.Context, _option: click.Parameter, given: str) -> str:
    try:
        return sub_path.parse_prefix(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


port_option = click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
prefix_option = click.option(
    "--prefix",
    default="",
    callback=_prefix,
    help="Path of the site on its host, such as /~roe/vitae; all else is not found.",
)


@click.command(short_help="Serve the site on this machine, to try it.")
@port_option
@prefix_option
@with_appcontext
def start(port: int, prefix: str) -> None:
    """Prepare the site and serve it on this machine; the first time, with the sample profile."""
    _serve_under(prefix)
    preparation.prepare_to_serve()
    say_conflicts()
    keep_host()
    server.require_free_port(port)
    if document.is_new() and not database.is_read_only():
        sample = Path(current_app.root_path) / "sample" / "profile.json"
        loaded = document.load_document(
            reader.read_document(sample.read_bytes()), title=new_site.SAMPLE
        )
        click.echo(report("The sample profile", loaded))
    site = f"http://127.0.0.1:{port}{sub_path.prefix_of(current_app)}"
    click.echo(_first_line(site))
    click.echo(f"Your site is at {site} (Ctrl+C stops it).")
    server.serve(port)


@click.command(short_help="Serve the site to the public.")
@click.option("--host", default=server.LOCAL, show_default=True, help="Address to listen at.")
@port_option
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Number of processes that answer requests.  [default: the setting WORKERS]",
)
@prefix_option
@with_appcontext
def serve(host: str, port: int, workers: int | None, prefix: str) -> None:
    """Serve the site to the public, usually behind a proxy that speaks https.

    Upgrades the database first. On an empty site, prints the link to create the first account.
    """
    _serve_under(prefix)
    preparation.prepare_to_serve()
    say_conflicts()
    keep_host()
    server.require_free_port(port, host, "serve")
    name = f"[{host}]" if ":" in host else host
    site = f"http://{name}:{port}{sub_path.prefix_of(current_app)}"
    click.echo(_first_line(accounts.public_address() or site))
    click.echo(f"Your site is at {site} (Ctrl+C stops it).")
    server.serve(port, host, workers)


def say_conflicts() -> None:
    """Say which settings don't go together."""
    for note in find_conflicts(current_app.config):
        click.echo(f"Note: {note}", err=True)


def _first_line(site: str) -> str:
    if database.is_read_only():
        return "The database is only read: nobody can sign in or edit."
    return accounts.sign_in_line(site)


def _serve_under(prefix: str) -> None:
    if prefix:
        try:
            sub_path.serve_under(current_app, prefix)
        except ValueError as error:
            raise click.ClickException(str(error)) from None


def keep_host() -> None:
    """Let the ids of feeds begin with the address that the site has by now, wherever it moves."""
    if (site := current_app.config["SITE_URL"]) and not database.is_read_only():
        tags.keep_authority(site)


def report(source: str, loaded: Loaded) -> str:
    """Return a summary of what a load did."""
    read = f"{source}: {_count(loaded.records, 'record')}, {_count(loaded.works, 'work')}"
    unchanged = (
        f" Not changed, because the site has other values: {loaded.kept}." if loaded.kept else ""
    )
    if not loaded.wrote:
        return f"{read}. Nothing changed." + (unchanged or " The site already has everything.")
    done = f"{loaded.added} added"
    if loaded.completed:
        done += f", {loaded.completed} completed"
    return f"{read}; {done}.{unchanged}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _portrait(folder: Path, name: str | None) -> bytes | None:
    try:
        return (folder / name).read_bytes() if name else None
    except OSError as error:
        raise DocumentError(
            f"profile.portrait: “{name}” can't be read ({error.strerror})"
        ) from None
