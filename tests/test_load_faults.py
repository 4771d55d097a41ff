"""Whatever lies in the fixture folder, and however full the disk is: one line says why nothing was loaded, and nothing was."""

import errno
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection

from tests.environment import SECRET_KEY
from tests.factories import edit, empty_database, load, snapshot, write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    made = write_folder(tmp_path / "fixtures")
    load(made)
    return made


def refused(folder: Path) -> str:
    """Try to load a folder that must not load; check that nothing was, and that one line says why; return that."""
    before = snapshot()
    with pytest.raises(CommandError) as failure:
        load(folder)
    assert snapshot() == before
    told = str(failure.value)
    assert told.startswith("nothing was loaded: ")
    assert "\n" not in told
    return told


def bomb(folder: Path) -> None:
    """Nine lists of nine aliases each: 387,420,489 words, if anything were to write them out."""
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{former}'] * 9)}]" for former, name in zip("abcdefgh", "bcdefghi", strict=True)]
    (folder / "works.yaml").write_text("\n".join(lines), encoding="utf-8")


def in_place_of(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return what puts something else in the place of a file or a folder."""

    def put(folder: Path) -> None:
        path = folder / name
        path.rename(path.with_name(f"{path.name} as it was"))
        make(path)

    return put


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def link_merged_to_itself(folder: Path) -> None:
    link_to_itself(folder / "merged.yaml")


def lengthen_text(folder: Path) -> None:
    (folder / "documents/alpha.txt").write_bytes(b"a" * 8_000_001)


def cut_map(folder: Path) -> None:
    edit(folder / "site.yaml", "subject:", "map:\n  wide: {west: -10, south: 5, east: 10, north: 20}\nsubject:")
    (folder / "geo").mkdir()
    (folder / "geo/map.json").write_text('{"built_from": ', encoding="utf-8")


FOLDER = "cannot be read: Is a directory"
NO_FILE = "cannot be read: it is no plain file"
LOOP = "cannot be read: Too many levels of symbolic links"
FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "aliases within aliases": (bomb, "works.yaml, line 1: anchors and aliases"),
    "a folder in place of a file": (in_place_of("actors.yaml", Path.mkdir), f"actors.yaml: {FOLDER}"),
    "a folder in place of a chapter": (in_place_of("profile/size.yaml", Path.mkdir), f"size.yaml: {FOLDER}"),
    "a folder in place of a text": (in_place_of("documents/alpha.txt", Path.mkdir), f"alpha.txt: {FOLDER}"),
    "a link to itself": (in_place_of("places.yaml", link_to_itself), f"places.yaml: {LOOP}"),
    "a text that is a link to itself": (in_place_of("documents/beta.txt", link_to_itself), f"beta.txt: {LOOP}"),
    "chapters in a link to itself": (in_place_of("profile", link_to_itself), LOOP),
    "an optional file that is a link to itself": (link_merged_to_itself, f"merged.yaml: {LOOP}"),
    "a file in place of a folder": (in_place_of("documents", Path.touch), "cannot be read: Not a directory"),
    "a pipe that nobody writes to": (in_place_of("works.yaml", os.mkfifo), f"works.yaml: {NO_FILE}"),
    "what has no end": (in_place_of("works.yaml", lambda path: path.symlink_to("/dev/zero")), f"works.yaml: {NO_FILE}"),
    "a text that is too long": (lengthen_text, "alpha.txt: longer than 8,000,000 bytes"),
    "a map that is cut off": (cut_map, "geo/map.json can't be read"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_folder_is_refused_in_one_line_and_nothing_is_loaded(folder, case):
    change, told = FILES[case]
    change(folder)
    assert told in refused(folder)


def test_a_file_that_may_not_be_read_is_refused(folder, monkeypatch):
    """Whoever runs the tests may read everything, as root does."""
    opened = os.open

    def refuse(path, *arguments):
        if Path(path).name == "works.yaml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    assert "works.yaml: cannot be read: Permission denied" in refused(folder)


def test_files_may_be_as_long_as_is_set(folder, settings):
    settings.FIXTURES_LARGEST = 100
    edit(folder / "actors.yaml", "- key: emir", "\n- key: emir")
    assert "longer than 100 characters" in refused(folder)


def test_more_values_than_a_file_of_that_length_needs_are_refused(folder, settings):
    settings.FIXTURES_LARGEST = 20_000
    (folder / "works.yaml").write_text(f"works: [{'[],' * 6_000}]", encoding="utf-8")
    assert "works.yaml, line 1: it holds more than 2,500 values" in refused(folder)


@pytest.mark.postgresql
def test_a_full_disk_of_the_server_changes_nothing(folder):
    """The server says so by an error of class 53; a trigger stands for a disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute("CREATE TRIGGER full_disk BEFORE INSERT ON profiles_evidence EXECUTE FUNCTION full_disk()")
    edit(folder / "profile/size.yaml", "quote: ongeveer 800 leden", "quote: ongeveer 800")
    assert "No space left on device" in refused(folder)


@pytest.fixture
def manage(tmp_path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return what runs manage.py on a SQLite file of its own, with files of at most so many bytes."""

    def run(*arguments: str, folder: Path, most: int | None = None) -> "subprocess.CompletedProcess[str]":
        def limit() -> None:
            if most is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=site.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "SECRET_KEY": SECRET_KEY,
                "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
                "FIXTURES_DIR": str(folder),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            preexec_fn=limit,
        )

    return run


def rows(database: Path) -> list[str]:
    with sqlite3.connect(database) as held:
        return list(held.iterdump())


def test_a_full_disk_changes_nothing_and_the_next_load_finds_all_as_it_was(manage, tmp_path):
    if connection.vendor != "sqlite":
        return  # the same whatever the tests run on: once is enough
    folder = write_folder(tmp_path / "fixtures")
    assert manage("migrate", "--verbosity", "0", folder=folder).returncode == 0
    assert manage("load", folder=folder).returncode == 0
    database = tmp_path / "site.sqlite3"
    before, size = rows(database), database.stat().st_size

    fuller = tmp_path / "fuller"
    write_folder(fuller)
    with (fuller / "works.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f"- {{key: work-{n}, kind: book, title: Work {n}, note: {'word ' * 400}}}\n" for n in range(300))
    failed = manage("load", folder=fuller, most=size + 50_000)
    assert failed.returncode == 1, failed.stderr
    assert failed.stderr.count("\n") == 1
    assert "nothing was loaded: " in failed.stderr
    assert "disk" in failed.stderr
    assert rows(database) == before
    assert manage("load", folder=folder).stdout == "Fixtures: 15 unchanged.\n"


def test_a_dump_on_a_full_disk_changes_no_file(folder, settings, monkeypatch):
    settings.FIXTURES_DIR = folder
    for path in folder.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# a comment that a dump takes out\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    write, written = Path.write_bytes, []

    def fill(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(CommandError, match=r"the dump is not whole: .*No space left on device"):
        call_command("dump", verbosity=0)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
