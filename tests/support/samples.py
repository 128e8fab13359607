"""The bibliographies and profiles that tests read: our own samples, and real ones.

Our own are part of the repository. The real ones are in ../shared/data, which only some checkouts
have beside them: where a file is missing, the cases that need it are skipped and say so.
"""

from pathlib import Path

import pytest

from app.bibliography import formats

ROOT = Path(__file__).parents[2]
EMBEDDED = ROOT / "app" / "sample" / "profile.json"
SAMPLES = ROOT / "tests" / "samples"
SHARED = ROOT.parent / "shared" / "data"
SAMPLE_BIB, REAL_BIB = SAMPLES / "bib", SHARED / "bib"
NEEDS_SHARED = "needs ../shared/data, which is not in this clone"

SAMPLE_ENTRIES = {
    "astronomy.bib": 5,
    "computer-science.bib": 7,
    "handwritten.bib": 7,
    "managers.bib": 9,
    "theses.bib": 6,
    "versions.bib": 7,
}
REAL_ENTRIES = {
    "chiquet-journal.bib": 48,
    "chiquet-preprint.bib": 5,
    "ctn-waterloo.bib": 321,
    "gtan.bib": 124,
    "student-theses.bib": 8,
}
PROFILE, REAL_PROFILE = SAMPLES / "profile.json", SHARED / "profile.json"
BROKEN = SAMPLES / "broken.bib"


def sample_files() -> list[Path]:
    """Return our own bibliographies."""
    return sorted(SAMPLE_BIB.glob("*.bib"))


def real_files() -> list[Path]:
    """Return the real bibliographies that are there."""
    return sorted(REAL_BIB.glob("*.bib"))


def bibliographies() -> list[pytest.ParameterSet]:
    """Return a case for each bibliography, (file)."""
    known = (REAL_BIB / name for name in REAL_ENTRIES)
    return [case(file) for file in [*sample_files(), *sorted({*known, *real_files()})]]


def counted_bibliographies(*own: str) -> list[pytest.ParameterSet]:
    """Return a case for each known bibliography, (file, entries); of our own, only those named."""
    names = own or tuple(SAMPLE_ENTRIES)
    cases = [case(SAMPLE_BIB / name, SAMPLE_ENTRIES[name]) for name in names]
    return cases + [case(REAL_BIB / name, count) for name, count in REAL_ENTRIES.items()]


def case(file: Path, *values: object) -> pytest.ParameterSet:
    """Return a case of a parametrised test that needs the file; skipped without ../shared/data."""
    is_missing = file.is_relative_to(SHARED) and not file.exists()
    marks = [pytest.mark.skip(reason=NEEDS_SHARED)] if is_missing else []
    return pytest.param(file, *values, id=_id(file), marks=marks)


def text(file: Path) -> str:
    """Return what an import reads of the file."""
    return formats.decode(file.read_bytes())[0]


def _id(file: Path) -> str:
    origin = "real" if file.is_relative_to(SHARED) else "sample"
    return f"{origin}-{file.name}"
