"""The site without curators: it needs no more than to read the tables of its content."""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from tests.browser.pages import PAGES, WITHDRAWN
from tests.environment import SECRET_KEY
from tests.test_launch import launch

pytestmark = pytest.mark.django_db

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
        tables = [
            name
            for (name,) in own.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            if name.startswith(("profiles_", "sources_"))
        ]
        own.execute("DROP ROLE IF EXISTS reader")
        own.execute("CREATE ROLE reader LOGIN")
        own.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        own.execute("GRANT USAGE ON SCHEMA public TO reader")
        own.execute(f"GRANT SELECT ON {', '.join(tables)} TO reader")
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
