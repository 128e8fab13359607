"""Find Chromium, or install it: Debian's package as root, else Playwright's own download."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The browser tests need Chromium and none could be installed: install one, then try again."
)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium; exit with a sentence where there is none."""
    path = find(playwright) or sys.exit(MISSING)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def find(playwright: Playwright) -> str | None:
    """Return the path of a Chromium, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def ensure() -> None:
    """Install Chromium where there is none; exit with a sentence where that can't be."""
    for attempt in (_none, _as_root, _as_anybody):
        attempt()
        with sync_playwright() as playwright:
            if find(playwright):
                return
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
