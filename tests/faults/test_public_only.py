"""The site without curators: it needs no more than to read the tables of its content."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.browser.pages import PAGES, WITHDRAWN
from tests.environment import SECRET_KEY
from tests.serving import served
from tests.test_launch import free_port, launch

pytestmark = pytest.mark.django_db

WATCHED = """
import os, sys

# What Python opens to write, makes, moves and removes, by name: each process of the site says so as it does it.
WRITES = {"os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.chmod", "os.truncate", "shutil.move"}
SAID = os.open(os.environ["WRITTEN"], os.O_WRONLY | os.O_APPEND)

def say(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else False
        if not written or not isinstance(path, (str, bytes)):
            return
    elif event not in WRITES:
        return
    else:
        path = arguments[0]
    if isinstance(path, (str, bytes)):
        os.write(SAID, os.fsencode(os.path.abspath(path)) + b"\\n")

sys.addaudithook(say)
"""
ASK = """
import json, os, sys
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
answers = {path: client.get(path) for path in json.load(sys.stdin)}
json.dump({path: [answer.status_code, list(answer.cookies)] for path, answer in answers.items()}, sys.stdout)
"""


@pytest.fixture
def read_only(empty_database: str) -> str:
    """The URL of a loaded database; on PostgreSQL for a role that may read the content's tables, and nothing else."""
    assert launch("--prepare", DATABASE_URL=empty_database).returncode == 0
    if empty_database.startswith("sqlite"):
        return empty_database
    with psycopg.connect(empty_database, autocommit=True) as own:
        own.execute("DROP ROLE IF EXISTS reader")
        own.execute("CREATE ROLE reader LOGIN")
        own.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        own.execute("GRANT USAGE ON SCHEMA public TO reader")
        own.execute((settings.BASE_DIR / "deploy/postgres/grant.sql").read_text())
        readable = own.execute(
            "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'reader' AND privilege_type = 'SELECT'"
        )
        assert {name.split("_")[0] for (name,) in readable} == {"profiles", "sources"}
    return empty_database.replace("postgresql://jnimref@", "postgresql://reader@")


def test_site_without_curators_reads_alone(read_only: str):
    paths = [path for path in PAGES.values() if WITHDRAWN not in path]
    environ = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": read_only,
        "ADMIN_ENABLED": "0",
        "DEBUG": "1",  # the static files are not collected
        "DJANGO_SETTINGS_MODULE": "jnimref.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environ,
        input=json.dumps([*paths, "/admin/"]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    assert json.loads(done.stdout) == {**{path: [200, []] for path in paths}, "/admin/": [404, []]}


def test_site_without_curators_is_served_and_writes_in_one_folder_alone(read_only: str, tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(WATCHED)
    written = tmp_path / "written"
    written.touch()
    watched = {"PYTHONPATH": str(tmp_path), "WRITTEN": str(written), "PYTHONDONTWRITEBYTECODE": "1"}
    with served(read_only, ADMIN_ENABLED="0", METRICS_PORT=str(free_port()), **watched) as site:
        folder = str(site.log.parent / "var")
        assert site.ask("/").status == 200
        assert site.ask("/search/?q=mali").status == 200
        assert site.ask("/", "POST", b"x" * 3_000_000).status == 405
        assert site.ask("/admin/").status == 404
        assert site.ask("/admin/login/", "POST", b"x" * 1_000_000).status == 405
        assert "set-cookie" not in site.ask("/").headers
    names = set(written.read_text().splitlines())
    assert any(name.startswith(f"{folder}/static/") for name in names)  # the watch works
    database = read_only.removeprefix("sqlite:///") if read_only.startswith("sqlite") else None
    elsewhere = {name for name in names if not f"{name}/".startswith(f"{folder}/") and name != "/dev/null"}
    assert {name for name in elsewhere if database is None or not name.startswith(database)} == set()
