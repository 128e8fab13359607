"""Find Chromium, or install it: Debian's package as root, else Playwright's own download."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The browser tests need Chromium and none could be installed: install one, then try again."
)


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def ensure() -> str:
    """Return the path of a Chromium, installed now if need be; exit with a sentence if none."""
    for attempt in (_none, _as_root, _as_anybody):
        attempt()
        if path := find():
            return path
    sys.exit(MISSING)


def _none() -> None:
    """First look at what is there."""


def _as_root() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium (once) …", flush=True)
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "chromium")


def _as_anybody() -> None:
    print("Fetching Chromium (once) …", flush=True)
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def _try(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603


if __name__ == "__main__":
    ensure()
