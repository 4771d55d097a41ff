"""A load that is killed leaves nothing behind, and two at once don't mix: on a database of the kind that the tests run on.

A process is killed (SIGKILL) before some of its statements, at four places; at as many as FAULT_KILLS says, which `make
test-faults` sets to 20.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg.sql import SQL, Identifier

from tests.environment import SECRET_KEY
from tests.factories import FOLDER, write_folder

pytestmark = pytest.mark.django_db
KILLS = int(os.environ.get("FAULT_KILLS", "4"))

# `kill N`: before the statement of that number. `count`: tell how many there are, and take all back. `hold DIR`: wait, within the
# transaction, until DIR/go is there. `ask DIR`: tell by DIR/asked that it is about to wait for its turn.
LOAD = """
import os, pathlib, signal, sys, time
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
what, given = sys.argv[1:]
done = 0
def watch(execute, sql, params, many, context):
    global done
    done += 1
    if what == "kill" and done == int(given):
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "hold" and sql.startswith("INSERT") and "profiles_claim" in sql:
        pathlib.Path(given, "held").touch()
        while not pathlib.Path(given, "go").exists():
            time.sleep(0.01)
    if what == "ask" and sql.startswith(("BEGIN", "SELECT pg_advisory")):
        pathlib.Path(given, "asked").touch()
    return execute(sql, params, many, context)
with connection.execute_wrapper(watch):
    if what == "count":
        with transaction.atomic():
            call_command("load", verbosity=0)
            transaction.set_rollback(True)
        print(done)
    else:
        call_command("load", verbosity=0)
"""


def rows(url: str) -> list[str]:
    """Return every row of a database, of whatever kind it is."""
    if url.startswith("sqlite:///"):
        held = sqlite3.connect(url.removeprefix("sqlite:///"))
        found = list(held.iterdump())
        held.close()
        return found
    with psycopg.connect(url) as server:
        named = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        tables = {name: SQL("SELECT * FROM {} ORDER BY 1").format(Identifier(name)) for (name,) in named}
        return [f"{name}: {row}" for name, query in tables.items() for row in server.execute(query).fetchall()]


def statements(url: str) -> set[str]:
    query = "SELECT says FROM profiles_claim"
    if url.startswith("sqlite:///"):
        held = sqlite3.connect(url.removeprefix("sqlite:///"))
        found = held.execute(query).fetchall()
        held.close()
    else:
        with psycopg.connect(url) as server:
            found = server.execute(query).fetchall()
    return {says for (says,) in found}


def changed(folder: Path, word: str) -> Path:
    """Write a folder in which every claim and every document says something else."""
    write_folder(folder)
    for path in folder.glob("profile/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("says: ", f"says: {word}, "), encoding="utf-8")
    for path in folder.glob("documents/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + f"description: {word}\n", encoding="utf-8")
    return folder


@pytest.fixture
def start(empty_database, tmp_path) -> Callable[..., "subprocess.Popen[str]"]:
    """Return what starts a load of a folder, on a database that holds the small folder."""

    def run(*command: str, folder: Path) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "SECRET_KEY": SECRET_KEY,
                "DATABASE_URL": empty_database,
                "DJANGO_SETTINGS_MODULE": "jnimref.settings",
                "FIXTURES_DIR": str(folder),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    folder = write_folder(tmp_path / "before")
    for command in (["migrate", "--verbosity", "0"], ["load"]):
        process = run("manage.py", *command, folder=folder)
        _, told = process.communicate(timeout=240)
        assert process.returncode == 0, told
    return run


def test_a_load_that_is_killed_leaves_all_as_it_was_and_the_next_one_completes(start, empty_database, tmp_path):
    folder = changed(tmp_path / "after", "Now")
    before = rows(empty_database)
    counted, _ = start("-c", LOAD, "count", "", folder=folder).communicate(timeout=240)
    most = int(counted)
    places = [1 + most * number // KILLS for number in range(KILLS)]
    for place in places:
        process = start("-c", LOAD, "kill", str(place), folder=folder)
        process.communicate(timeout=240)
        assert process.returncode == -signal.SIGKILL
        assert rows(empty_database) == before, f"killed before statement {place} of {most}"

    process = start("manage.py", "load", folder=folder)
    _, told = process.communicate(timeout=240)
    assert process.returncode == 0, told
    assert {says.split(",")[0] for says in statements(empty_database)} == {"Now"}


def wait_for(path: Path, process: "subprocess.Popen[str]") -> None:
    began = time.monotonic()
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - began < 240, f"{path.name} never came"
        time.sleep(0.02)


def test_two_loads_at_once_wait_for_each_other_and_do_not_mix(start, empty_database, tmp_path):
    first = start("-c", LOAD, "hold", str(tmp_path), folder=changed(tmp_path / "first", "First"))
    wait_for(tmp_path / "held", first)
    second = start("-c", LOAD, "ask", str(tmp_path), folder=changed(tmp_path / "second", "Second"))
    wait_for(tmp_path / "asked", second)
    assert len(statements(empty_database)) == sum(text.count("says: ") for text in FOLDER.values())
    (tmp_path / "go").touch()
    told = [(process.communicate(timeout=240), process.returncode) for process in (first, second)]
    assert told == [(("", ""), 0)] * 2
    assert {says.split(",")[0] for says in statements(empty_database)} == {"Second"}
