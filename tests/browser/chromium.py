"""The system's Chromium: Playwright's own browsers are a download of hundreds of megabytes, and not needed."""

import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # the sandbox does not work as root, as in a container; the tests open this site alone
    "--disable-gpu",
    # The rest keeps it from reaching out: tests pass without a network.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> Path | None:
    """Return the first Chromium on PATH, or None."""
    return next((Path(path) for name in NAMES if (path := shutil.which(name))), None)
