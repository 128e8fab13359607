"""How long a backup of a site of 50 MB takes, and restoring it over the site."""

import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bench import table
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import FLASK, Site
from tests.bench.table import Row
from tests.support.site_files import differing_rows, grow

SIZE = 50  # megabytes
LIMIT = 5_000  # milliseconds, with the start of the program


def measure(site: Site) -> list[Row]:
    """Back up a copy of the site, change it, restore it, and compare every row."""
    with tempfile.TemporaryDirectory(prefix="vitae-bench-") as folder:
        copy = Site(site.works, Path(folder) / "site")
        copy.folder.mkdir()
        file = Path(shutil.copy(site.folder / "site.sqlite", copy.folder))
        grow(file, max(1, SIZE - file.stat().st_size // 1_000_000))
        before = Path(shutil.copy(file, folder))
        backup, output = _run(copy, "backup")
        made = re.search(r"Backup: (\S+)", output)
        grow(file, 1)
        restore, _ = _run(copy, "restore", made.group(1) if made else "", "--yes")
        return [
            table.milliseconds(f"backup of a site of {SIZE} MB", backup, LIMIT),
            table.milliseconds(f"restore of a site of {SIZE} MB", restore, LIMIT),
            table.count("rows that differ afterwards", differing_rows(file, before), 0),
        ]


def _run(site: Site, *arguments: str) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 (our own command)
        [*FLASK, *arguments], env=site.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotMeasureError(f"{arguments[0]} failed: {done.stderr.strip()}")
    return (time.perf_counter() - start) * 1000, done.stdout
