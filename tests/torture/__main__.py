"""`make torture`: kill, starve and flood the server, and tell what came of it."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.bench.sites import Site
from tests.torture import (
    database_troubles,
    exports,
    fuzzing,
    killed_imports,
    killed_restores,
    killed_saves,
    mixed_load,
    random_visits,
    report,
    restarts,
    sites,
    slow_clients,
    stopping,
    unread_answers,
)
from tests.torture.report import Row

Trial = Callable[..., list[Row]]
TRIALS: dict[str, Trial] = {
    "killed_saves": killed_saves.trial,
    "killed_imports": killed_imports.trial,
    "killed_restores": killed_restores.trial,
    "restarts": restarts.trial,
    "stopping": stopping.trial,
    "slow_clients": slow_clients.trial,
    "unread_answers": unread_answers.trial,
    "exports": exports.trial,
    "mixed_load": mixed_load.readers_and_writers,
    "two_servers": mixed_load.two_servers,
    "database_troubles": database_troubles.trial,
    "replaced_database": database_troubles.replaced,
    "fuzzing": fuzzing.trial,
    "memory": random_visits.trial,
}


def main() -> int:
    """Run the trials, print the table, and tell whether all went well."""
    options = _options()
    # Servers and folders are removed then, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="vitae-torture-") as name:
        folder = Path(name)
        template = sites.make_site(folder / "template")
        for trial in options.trials or TRIALS:
            begun = time.monotonic()
            found = run(trial, template, folder, options.seed, short=options.short)
            rows += found
            took = f"… {trial.replace('_', ' ')}, {time.monotonic() - begun:.0f} s:"
            print(f"{took}\n{report.lines(found)}", file=sys.stderr, flush=True)
    print((report.markdown if options.markdown else report.text)(rows))
    faults = [f"{row.what}: {fault}" for row in rows for fault in row.faults]
    print("\n".join(faults[:50]), file=sys.stderr)
    return 1 if faults else 0


def run(name: str, template: Site, folder: Path, seed: int, *, short: bool) -> list[Row]:
    """Run one trial on a site of its own."""
    random = Random(f"{name} {seed}")  # noqa: S311 (the same trial for the same seed)
    return TRIALS[name](template, folder / name, random, short=short)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("trials", nargs="*", help=f"some of: {', '.join(TRIALS)}")
    parser.add_argument("--short", action="store_true", help="a few rounds each, as in the tests")
    parser.add_argument("--seed", type=int, default=1, help="which random numbers to use")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
