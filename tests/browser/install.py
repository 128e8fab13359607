"""Find Chromium or install it: from Debian as root, else Playwright's download."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
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
# It draws no window around a page, which takes three quarters of a whole browser's time.
SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome")
NAMES, WHOLE_FIRST = (SHELL, *WHOLE), (*WHOLE, SHELL)
MISSING = (
    "The browser tests need Chromium and none could be installed: install one, then try again."
)


def launch(playwright: Playwright, names: Sequence[str] = NAMES) -> Browser:
    """Start the first of these that is there, or Playwright's; exit with a sentence if none is."""
    path = find(playwright, names) or sys.exit(MISSING)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def find(playwright: Playwright, names: Sequence[str] = NAMES) -> str | None:
    """Return the path of a Chromium, or None."""
    for name in names:
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def ensure() -> None:
    """Install Chromium if there is none; exit with a message if that fails."""
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
        for name in (SHELL, "chromium"):
            # Some releases have only the whole browser.
            if not shutil.which(SHELL):
                _try("apt-get", "install", "-y", "-qq", name)


def _as_anybody() -> None:
    print("Fetching Chromium (once) …", flush=True)
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def _try(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603


if __name__ == "__main__":
    ensure()
