"""`flask --app wsgi import FILE…`: import bibliographies from the terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli import preparation
from app.models import ImportState, ItemState
from app.services.actor import TERMINAL
from app.services.importing import batches, listing, worker
from app.services.importing.batches import NotAnImportError
from app.services.importing.listing import Summary, UnreadableEntry
from app.services.importing.progress import ReportProgress

MAX_ERRORS_SHOWN = 20


def configure(app: Flask) -> None:
    """Register the import commands."""
    app.cli.add_command(import_)
    app.cli.add_command(import_work)


@click.command("import", short_help="Import bibliographies.")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported, but change nothing.")
@click.option("--yes", is_flag=True, help="Import without asking for confirmation.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the summary as JSON, one line per file."
)
@with_appcontext
def import_(files: tuple[Path, ...], dry_run: bool, yes: bool, as_json: bool) -> None:
    """Import bibliographies: BibTeX, RIS, CSL-JSON or the works of a profile document.

    Shows how the entries compare with the site, asks for confirmation, and imports either the
    whole file or nothing. Values edited on the site are kept. Each file is one entry in the
    history, which can be undone.
    """
    preparation.prepare()
    good = [_import(file, dry_run, yes or as_json, as_json) for file in files]
    sys.exit(0 if all(good) else 1)


@click.command("import-work", hidden=True)
@click.argument("batch_id", type=int)
@with_appcontext
def import_work(batch_id: int) -> None:
    """Process the import BATCH_ID; started by the site itself."""
    worker.run_alone(batch_id)


def _import(file: Path, dry_run: bool, is_sure: bool, as_json: bool) -> bool:
    try:
        batch_id = _begin(file)
    except NotAnImportError as error:
        click.echo(f"{file.name}: {error}", err=True)
        return False
    try:
        return _process(batch_id, dry_run, is_sure, as_json)
    except KeyboardInterrupt:
        # Otherwise the site would resume it when its page is opened.
        batches.stop(batch_id)
        raise
    finally:
        if dry_run:
            batches.delete_import(batch_id)


def _process(batch_id: int, dry_run: bool, is_sure: bool, as_json: bool) -> bool:
    summary, expected = _work(batch_id, "Reading"), ImportState.READY
    if not as_json:
        click.echo(_preview(summary))
    has_changes = not dry_run and summary.chosen + summary.kept
    if has_changes and (is_sure or click.confirm(_question(summary))):
        batches.request_apply(batch_id)
        summary, expected = _work(batch_id, "Importing"), ImportState.APPLIED
    click.echo(_json(summary, dry_run) if as_json else _result_text(summary, dry_run))
    return summary.state is expected and summary.entries > len(summary.problems)


def _question(summary: Summary) -> str:
    if summary.chosen:
        return f"Import {summary.chosen:,} of them ({summary.to_be_done})?"
    return "Nothing would change. Mark these entries as imported?"


def _begin(file: Path) -> int:
    if file.stat().st_size > current_app.config["DOCUMENT_LIMIT"]:
        raise NotAnImportError("The file exceeds the size limit (DOCUMENT_LIMIT).")
    return batches.create_batch(file.name, file.read_bytes(), TERMINAL)


def _work(batch_id: int, doing: str) -> Summary:
    with _progress_bar(doing) as report:
        worker.run(batch_id, report)
    return listing.import_summary(batch_id)


@contextmanager
def _progress_bar(doing: str) -> Iterator[ReportProgress]:
    """Show a progress bar on stderr, so that stdout can be piped to another program."""
    with click.progressbar(length=1, label=doing, file=sys.stderr, show_pos=True) as bar:

        def report(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield report


def _preview(summary: Summary) -> str:
    counted = ((state.label.lower(), summary.counts[state.value]) for state in ItemState)
    entries = "entry" if summary.entries == 1 else "entries"
    lines = [f"{summary.name}: {summary.entries:,} {entries}"]
    lines += [f"{number:>9,} {label}" for label, number in counted if number]
    lines += [f"          {_error_text(one)}" for one in summary.problems[:MAX_ERRORS_SHOWN]]
    if len(summary.problems) > MAX_ERRORS_SHOWN:
        lines.append(f"          … and {len(summary.problems) - MAX_ERRORS_SHOWN:,} more")
    return "\n".join(lines)


def _error_text(entry: UnreadableEntry) -> str:
    line = f"line {entry.line}: "
    return entry.reason if entry.reason.startswith("line ") else line + entry.reason


def _result_text(summary: Summary, dry_run: bool) -> str:
    if summary.done:
        return f"{summary.done}. You can undo it in History."
    if summary.note:
        return summary.note
    if dry_run or summary.chosen or summary.problems or not summary.entries:
        return "Nothing was changed."
    if summary.counts[ItemState.DECLINED]:
        return "Nothing new was found. Entries declined before can be imported on the site."
    return "The site already has every entry. Nothing was changed."


def _json(summary: Summary, dry_run: bool) -> str:
    return json.dumps({**asdict(summary), "dry_run": dry_run}, ensure_ascii=False)
