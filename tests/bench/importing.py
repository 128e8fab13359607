"""What imports take: real bibliographies, made ones of two sizes, and hostile text."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from app.bibliography.bibtex import writer
from app.bibliography.document import reader as document_reader
from tests.bench import documents
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import LOADED, Site
from tests.bench.table import Row
from tests.support import samples

FEW, MANY = 3_000, 30_000
SECONDS, TEN_TIMES, MEGABYTES = 3.0, 30.0, 400
HOSTILE_SECONDS, HOSTILE_MEGABYTES, MUTATED = 5.0, 512, 5_000


def measure() -> list[Row]:
    """Import everything, each into a site of its own."""
    with tempfile.TemporaryDirectory(prefix="vitae-bench-") as name:
        folder = Path(name)
        return [*_real(folder), *_made(folder, FEW), *_made(folder, MANY), *_hostile(folder)]


def _real(folder: Path) -> Iterator[Row]:
    real = samples.real_files()
    if not real:
        yield Row("import of real bibliographies", samples.NEEDS_SHARED)
    for file in real or samples.sample_files():
        told = _import(folder, file)
        unread = told["counts"]["unreadable"]
        words = f"{told['entries']} entries, {unread} not read, {sum(told['seconds']):.1f} s"
        yield Row(f"import of {file.name}", words, "each with its line", not told["lines"])


def _made(folder: Path, number: int) -> Iterator[Row]:
    file = folder / f"made{number}.bib"
    _write(file, number)
    told = _import(folder, file)
    limit = SECONDS if number == FEW else TEN_TIMES
    for what, seconds in zip(("preview", "applied"), told["seconds"], strict=True):
        name = f"import of {number:,} entries, {what}"
        yield Row(name, f"{seconds:.1f} s", f"≤ {limit:g} s", seconds > limit)
    yield _megabytes(f"import of {number:,} entries: memory", told["megabytes"], MEGABYTES)
    each = told["statements"] / number
    yield Row(f"import of {number:,} entries: statements an entry", f"{each:.2f}", "≤ 1", each > 1)


def _hostile(folder: Path) -> Iterator[Row]:
    slowest, largest = 0.0, 0.0
    for name, text in _texts():
        file = folder / f"{name}.bib"
        file.write_bytes(text)
        told = _import(folder, file)
        slowest = max(slowest, told["seconds"][0])
        largest = max(largest, told["megabytes"])
    what = "hostile bibliographies: the slowest answer"
    yield Row(what, f"{slowest:.1f} s", f"≤ {HOSTILE_SECONDS:g} s", slowest > HOSTILE_SECONDS)
    yield _megabytes("hostile bibliographies: memory", largest, HOSTILE_MEGABYTES)


def _texts() -> Iterator[tuple[str, bytes]]:
    random = Random(documents.SEED)  # noqa: S311 (the same texts in every run)
    doubling = b"".join(b"@string{s%d = s%d # s%d}\n" % (n + 1, n, n) for n in range(60))
    yield "begun", b"@a{" * 350_000
    yield "doubling", b'@string{s0 = "x"}\n' + doubling + b"@misc{a, title = s60}"
    yield "braces", b"@misc{a, title = " + b"{" * 10_000 + b"x" + b"}" * 10_000 + b"}"
    yield "line", b"@misc{a, title = {" + b"x" * 2_000_000 + b"}}"
    yield "bytes", b"@misc{" + random.randbytes(1_000_000)
    yield "mutated", _mutated(random)


def _mutated(random: Random) -> bytes:
    """Entries of real files where they are at hand, else of our own, each with some bytes wrong."""
    files = samples.real_files() or samples.sample_files()
    entries = [entry for file in files for entry in file.read_bytes().split(b"\n@")]
    mutated = [bytearray(b"\n@" + random.choice(entries)) for _ in range(MUTATED)]
    for entry in mutated:
        for _ in range(3):
            entry[random.randrange(len(entry))] = random.choice(b'{}",=@#\\\n \x00\xff')
    return b"".join(mutated)


def _write(file: Path, number: int) -> None:
    profile = file.with_suffix(".json")
    documents.write(profile, number)
    records = document_reader.read_document(profile.read_bytes()).publications
    file.write_text(writer.write_bibtex(_plain(record) for record in records), encoding="utf-8")


def _plain(record: Any) -> Any:
    return type(record)(
        title=record.title,
        **{
            name: getattr(record, name)
            for name in ("type", "authors", "venue", "year", "month", "arxiv_id", "abstract", "doi")
        },
    )


def _import(folder: Path, file: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=folder) as instance:
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "tests.bench.import_once", str(file)],
            env=Site(LOADED[0], Path(instance)).environment,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise CannotMeasureError(f"The import of {file.name} failed.")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _megabytes(what: str, value: float, limit: float) -> Row:
    return Row(what, f"{value:.0f} MB", f"≤ {limit:g} MB", value > limit)
