"""Node.js, and what npm installs for it: the checkers of pages that are not written in Python."""

import shutil
import subprocess
from pathlib import Path

NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def find_node() -> Path | None:
    """Return the first Node.js on PATH, or None."""
    return Path(path) if (path := shutil.which("node")) else None


def find_npm() -> Path | None:
    """Return the first npm on PATH, or None."""
    return Path(path) if (path := shutil.which("npm")) else None


def install(folder: Path) -> Path:
    """Install what a folder's package-lock.json names, unless it is there already; return its node_modules.

    Raises RuntimeError with what npm said if that fails, and without Node.js and npm.
    """
    if not (find_node() and (npm := find_npm())):
        raise RuntimeError("there is no Node.js with npm: apt-get install nodejs npm")
    lock, modules = (folder / "package-lock.json").read_bytes(), folder / "node_modules"
    stamp = modules / ".installed"  # the lock that was followed to its end: npm removes node_modules before it begins
    if not (stamp.is_file() and stamp.read_bytes() == lock):
        done = subprocess.run([npm, *NPM_CI], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"npm could not install what {folder.name}/ needs: is there a network? It said:\n{done.stderr}")
        stamp.write_bytes(lock)
    return modules
