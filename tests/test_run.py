"""The runner of `make test`: what it does where a program is missing, and that it tells."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings

from tests import run

PACKAGES = str(settings.BASE_DIR / ".ci/packages")


def run_browser_group(**environ: str) -> subprocess.CompletedProcess[str]:
    """Run the browser group on a machine that has no Chromium and no Node.js, or none that can be found."""
    return subprocess.run(
        [sys.executable, "-m", "tests.run", "browser"],
        cwd=settings.BASE_DIR,
        env={"PATH": "/nonexistent", **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_group_whose_program_is_missing_is_skipped_and_says_what_to_install():
    done = run_browser_group()
    assert done.returncode == 0
    assert "skipped: browser needs what is not installed: apt-get install chromium nodejs npm\n" in done.stdout


def test_in_continuous_integration_a_missing_program_is_a_failure():
    done = run_browser_group(CI="true")
    assert done.returncode == 1
    assert "failed: browser needs what is not installed" in done.stdout


def test_only_what_is_missing_is_to_be_installed(capsys):
    here, gone = run.Program(lambda: Path("/bin/here"), "here"), run.Program(lambda: None, "gone")
    assert run.run(run.Group("group", ["platform"], (here, gone))) in ("skipped", "failed")
    assert "apt-get install gone\n" in capsys.readouterr().out
    assert run.run(run.Group("group", ["platform"], (here,))) == "passed"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Give a folder with the programs of a Debian that lacks Chromium and npm, where apt-get writes down what it is to do."""
    for name, text in {"apt-get": f'echo "$@" >>{shlex.quote(str(tmp_path / "done"))}', "id": "echo ${USER_ID:-0}"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def install(machine: Path, *packages: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [str(shutil.which("bash")), PACKAGES, *packages]
    return subprocess.run(command, env={"PATH": str(machine), **environ}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("program", [program for group in run.GROUPS for program in group.needs], ids=lambda one: one.package)
def test_what_every_group_needs_can_be_installed(machine: Path, program: run.Program):
    assert install(machine, program.package).returncode == 0


def test_root_has_what_is_missing_installed(machine: Path):
    assert install(machine, "npm", "nodejs").returncode == 0
    assert (machine / "done").read_text().splitlines()[-1].endswith(" npm nodejs")


def test_another_user_is_told_the_one_command_that_does_it(machine: Path):
    done = install(machine, "chromium", "npm", USER_ID="1000")
    assert done.returncode == 1
    assert done.stderr == "Missing here: chromium npm. To install them: sudo bash .ci/packages chromium npm\n"
    assert not (machine / "done").exists()


def test_another_system_is_told_what_is_missing(machine: Path):
    (machine / "apt-get").unlink()
    done = install(machine, "chromium", "npm")
    assert (done.returncode, done.stderr.split(".")[0]) == (1, "Missing here: chromium npm (the names are Debian's)")


def test_what_is_here_is_not_installed_again(machine: Path):
    (machine / "node").symlink_to(sys.executable)
    assert install(machine, "nodejs").returncode == 0
    assert not (machine / "done").exists()


def test_a_package_that_is_none_of_ours_is_refused(machine: Path):
    refused = install(machine, "leftpad")
    assert (refused.returncode, refused.stderr[:31]) == (2, "no such package here: leftpad; ")


def test_what_is_missing_is_installed_before_anything_runs(monkeypatch, capsys):
    asked: list[str] = []
    monkeypatch.setattr(run, "install", asked.extend)
    gone = run.Program(lambda: None, "gone")
    monkeypatch.setattr(run, "GROUPS", [run.Group("a", ["platform"], (gone,)), run.Group("b", ["platform"])])
    run.main(["b"])
    assert asked == []
    run.main(["a"])
    assert asked == ["gone"]


@pytest.fixture
def three_groups(monkeypatch):
    """Replace the groups by three small ones, of which the first fails."""
    modules = {"a": "no_such_module", "b": "platform", "c": "platform"}
    monkeypatch.setattr(run, "GROUPS", [run.Group(name, [module]) for name, module in modules.items()])


def test_a_failing_group_does_not_stop_the_others(three_groups, capsys):
    assert run.main([]) == 1
    summary = capsys.readouterr().out.split("── summary")[1]
    assert [line.split()[:2] for line in summary.strip().splitlines()] == [["a", "failed"], ["b", "passed"], ["c", "passed"]]


def test_two_groups_run_beside_each_other(monkeypatch, capsys):
    """Each of two groups waits for the other to begin, which one after another would never do."""
    meet = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(run, "GROUPS", [run.Group("a", []), run.Group("b", [])])
    monkeypatch.setattr(run, "run", lambda group: "passed" if meet.wait() >= 0 else "failed")
    assert run.main([]) == 0


def test_only_the_groups_that_are_named_are_run(three_groups, capsys):
    assert run.main(["b"]) == 0
    summary = capsys.readouterr().out.split("── summary")[1]
    assert [line.split()[:2] for line in summary.strip().splitlines()] == [["b", "passed"]]


def test_a_group_that_does_not_exist_is_refused(capsys):
    assert run.main(["sqlte"]) == 2
    assert "no such group: sqlte" in capsys.readouterr().err


def test_no_group_sees_the_database_of_the_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebodys/work")
    assert run.run(run.Group("environment", ["tests.test_run"])) == "passed"


if __name__ == "__main__":
    sys.exit("DATABASE_URL" in os.environ)
