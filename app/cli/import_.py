"""`flask --app wsgi import FILE…`: bibliographies brought in from the terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli import server
from app.models import ImportState, ItemState
from app.services.actor import TERMINAL
from app.services.importing import batches, listing, worker
from app.services.importing.batches import NotAnImportError
from app.services.importing.listing import Problem, Summary
from app.services.importing.progress import Tell

SHOWN = 20


def configure(app: Flask) -> None:
    """Give `app` its commands about imports."""
    app.cli.add_command(import_)
    app.cli.add_command(import_work)


@click.command("import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--yes", is_flag=True, help="Don't ask before importing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, one file a line.")
@with_appcontext
def import_(files: tuple[Path, ...], dry_run: bool, yes: bool, as_json: bool) -> None:
    """Import bibliographies: BibTeX, RIS, CSL-JSON or the works of a profile document.

    Says what each entry is to the site, asks, and writes all of a file or nothing. What she
    edited by hand stays; each file is one step of the history, which can be undone.
    """
    server.prepare()
    good = [_import(file, dry_run, yes or as_json, as_json) for file in files]
    sys.exit(0 if all(good) else 1)


@click.command("import-work", hidden=True)
@click.argument("batch_id", type=int)
@with_appcontext
def import_work(batch_id: int) -> None:
    """Do what the import BATCH_ID waits for; the site starts this by itself."""
    worker.run(batch_id)


def _import(file: Path, dry_run: bool, is_sure: bool, as_json: bool) -> bool:
    try:
        batch_id = _begin(file)
    except NotAnImportError as error:
        click.echo(f"{file.name}: {error}", err=True)
        return False
    try:
        return _come_through(batch_id, dry_run, is_sure, as_json)
    except KeyboardInterrupt:
        # Left as it is, it would be taken over by the next who looks at it.
        batches.stop(batch_id)
        raise
    finally:
        if dry_run:
            batches.delete_import(batch_id)


def _come_through(batch_id: int, dry_run: bool, is_sure: bool, as_json: bool) -> bool:
    summary, wanted = _work(batch_id, "Reading"), ImportState.READY
    if not as_json:
        click.echo(_preview(summary))
    is_something = not dry_run and summary.chosen + summary.kept
    if is_something and (is_sure or click.confirm(_question(summary))):
        batches.ask(batch_id)
        summary, wanted = _work(batch_id, "Importing"), ImportState.APPLIED
    click.echo(_json(summary, dry_run) if as_json else _end(summary, dry_run))
    return summary.state is wanted and summary.entries > len(summary.problems)


def _question(summary: Summary) -> str:
    if summary.chosen:
        return f"Import {summary.chosen:,} of them ({summary.to_be_done})?"
    return "Nothing would change. Count these entries as seen?"


def _begin(file: Path) -> int:
    if file.stat().st_size > current_app.config["DOCUMENT_LIMIT"]:
        raise NotAnImportError("This is larger than the site reads (DOCUMENT_LIMIT).")
    return batches.create_batch(file.name, file.read_bytes(), TERMINAL)


def _work(batch_id: int, doing: str) -> Summary:
    with _bar(doing) as tell:
        worker.run(batch_id, tell)
    return listing.import_summary(batch_id)


@contextmanager
def _bar(doing: str) -> Iterator[Tell]:
    """Show a bar on a terminal: not among what another program reads."""
    with click.progressbar(length=1, label=doing, file=sys.stderr, show_pos=True) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield tell


def _preview(summary: Summary) -> str:
    counted = ((state.label.lower(), summary.counts[state.value]) for state in ItemState)
    entries = "entry" if summary.entries == 1 else "entries"
    lines = [f"{summary.name}: {summary.entries:,} {entries}"]
    lines += [f"{number:>9,} {label}" for label, number in counted if number]
    lines += [f"          {_said(one)}" for one in summary.problems[:SHOWN]]
    if len(summary.problems) > SHOWN:
        lines.append(f"          … and {len(summary.problems) - SHOWN:,} more")
    return "\n".join(lines)


def _said(problem: Problem) -> str:
    line = f"line {problem.line}: "
    return problem.reason if problem.reason.startswith("line ") else line + problem.reason


def _end(summary: Summary, dry_run: bool) -> str:
    if summary.done:
        return f"{summary.done}. It can be undone in the history."
    if summary.note:
        return summary.note
    if dry_run or summary.chosen or summary.problems or not summary.entries:
        return "Nothing was changed."
    return "The site has all of it. Nothing was changed."


def _json(summary: Summary, dry_run: bool) -> str:
    return json.dumps({**asdict(summary), "dry_run": dry_run}, ensure_ascii=False)
