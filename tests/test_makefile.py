"""`make` on a machine that lacks something: one line that says what, and no half-made .venv left to trip over."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

WITHOUT_ENSUREPIP = f"""#!/bin/sh
case "$*" in *ensurepip*) exit 1;; esac
exec {shlex.quote(sys.executable)} "$@"
"""
TOO_OLD = """#!/bin/sh
case "$*" in *version_info*) exit 1;; esac
echo "this Python was used although it is too old" >&2
"""
MISSING = "nothing-of-this-name==1 --hash=sha256:" + 64 * "0"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a directory with the Makefile and a lock that names nothing."""
    shutil.copy(settings.BASE_DIR / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make, cut off from any package index."""
    environ = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        ["make", *arguments], cwd=checkout, env=environ, capture_output=True, text=True, timeout=120, check=False
    )


def program(directory: Path, text: str) -> Path:
    """Write an executable that stands for a Python."""
    path = directory / "a-python"
    path.write_text(text)
    path.chmod(0o755)
    return path


def words(refusal: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that make was made to say, before its own."""
    assert refusal.returncode == 2
    line, own = refusal.stderr.splitlines()
    assert own.startswith("make: ***")
    return line


def test_a_missing_python_is_named(checkout):
    assert "There is no /no/python3 here" in words(make(checkout, "setup", "PYTHON=/no/python3"))


def test_an_old_python_is_refused(checkout):
    assert "is older than Python 3.11" in words(make(checkout, "setup", f"PYTHON={program(checkout, TOO_OLD)}"))


def test_a_python_without_venv_is_refused(checkout):
    assert "apt-get install python3-venv" in words(make(checkout, "setup", f"PYTHON={program(checkout, WITHOUT_ENSUREPIP)}"))


def test_an_installation_that_failed_is_done_again_from_the_start(checkout):
    lock = checkout / "requirements.txt"
    lock.write_text(MISSING)
    assert "is there a network?" in words(make(checkout, "setup", f"PYTHON={sys.executable}"))
    assert "nothing-of-this-name" in (checkout / ".venv/install.log").read_text()

    (checkout / ".venv/left-over").touch()
    lock.write_text("")
    assert make(checkout, "setup", f"PYTHON={sys.executable}").returncode == 0
    assert not (checkout / ".venv/left-over").exists()

    # And what is installed is not installed again.
    assert "Installing" not in make(checkout, "setup", f"PYTHON={sys.executable}").stdout


def test_help_names_everything_that_can_be_made(checkout):
    [phony] = [line for line in (checkout / "Makefile").read_text().splitlines() if line.startswith(".PHONY:")]
    told = make(checkout, "help").stdout
    assert [target for target in phony.split()[1:] if target != "help" and f"make {target}" not in told] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_index(lock):
    text = (settings.BASE_DIR / lock).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--find-links" not in text
