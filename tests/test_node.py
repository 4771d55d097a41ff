"""What npm installs: once, as the lock says, from whatever registry the machine has; and what is said where that fails."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.node import install

FOLDERS = [settings.BASE_DIR / "tests/browser", settings.BASE_DIR / "benchmarks"]
NPM = """#!/bin/sh
echo "$@" >> asked
[ -e fail ] && { echo "npm error network" >&2; exit 1; }
rm -rf node_modules && mkdir node_modules
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a lock, on a machine with an npm that writes down what it was asked."""
    programs, folder = tmp_path / "bin", tmp_path / "folder"
    for directory in (programs, folder):
        directory.mkdir()
    for name, text in (("node", "#!/bin/sh\n"), ("npm", NPM)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    (folder / "package-lock.json").write_text("{}")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return folder


def asked(folder: Path) -> int:
    """Return how often npm was asked to install."""
    lines = (folder / "asked").read_text().splitlines()
    assert set(lines) == {"ci --ignore-scripts --no-audit --no-fund"}
    return len(lines)


def test_what_is_installed_is_not_installed_again(folder):
    assert install(folder) == install(folder) == folder / "node_modules"
    assert asked(folder) == 1


def test_another_lock_is_installed(folder):
    install(folder)
    (folder / "package-lock.json").write_text('{"another": true}')
    install(folder)
    assert asked(folder) == 2


def test_an_installation_that_failed_says_why_and_is_done_again(folder):
    (folder / "fail").touch()
    with pytest.raises(RuntimeError, match=r"is there a network[^$]*npm error network"):
        install(folder)
    (folder / "fail").unlink()
    install(folder)
    assert asked(folder) == 2


def test_without_node_it_says_what_to_install(folder, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(RuntimeError, match="apt-get install nodejs npm"):
        install(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_lock_names_no_registry_and_has_a_hash_for_everything(folder):
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    del packages[""]  # the folder itself
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_lock_made_anew_names_no_registry_either(folder):
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text().splitlines()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_versions_are_exact(folder):
    described = json.loads((folder / "package.json").read_text())
    assert described["private"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in described["devDependencies"].values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_installed_is_not_committed(folder):
    assert "node_modules/" in (settings.BASE_DIR / ".gitignore").read_text().splitlines()
