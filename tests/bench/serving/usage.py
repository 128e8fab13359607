"""What the processes of a served site use: processor time and memory, as Linux counts them."""

from contextlib import suppress
from pathlib import Path

from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site

SCHEDULED, MEMORY = "task/*/schedstat", "smaps_rollup"


class Usage:
    """The processes that serve a site, found by its folder."""

    def __init__(self, site: Site) -> None:
        ours = f"VITAE_INSTANCE={site.folder}".encode()
        self._processes: list[Path] = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if ours in (process / "environ").read_bytes().split(b"\0"):
                    self._processes.append(process)
        if not any((process / MEMORY).exists() for process in self._processes):
            raise CannotMeasureError("Linux alone tells what processes use.")

    def processor_time(self) -> float:
        """Return the milliseconds of processor time that they have used so far."""
        threads = [file for process in self._processes for file in process.glob(SCHEDULED)]
        return sum(int(file.read_text().split()[0]) for file in threads) / 1e6

    def memory(self) -> float:
        """Return the megabytes that they use now, shared ones counted once."""
        return sum(map(_proportional_set, self._processes)) / 1024


def _proportional_set(process: Path) -> int:
    lines = (process / MEMORY).read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
