"""What compose.yaml has PostgreSQL run: the roles, what the reader's role may read, and a replica that follows."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.postgresql import Server, find_binaries, server, unprivileged
from tests.serving import until

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
SCRIPTS = settings.BASE_DIR / "deploy/postgres"
PASSWORDS = {"READER_PASSWORD": "it's read", "REPLICATION_PASSWORD": "followed"}


def environ(primary: Server, data: Path) -> dict[str, str]:
    own = {"PGHOST": str(primary.directory), "PGDATA": str(data), "POSTGRES_USER": "jnimref", "POSTGRES_DB": "jnimref"}
    return {"PATH": f"{primary.binaries}:{os.environ['PATH']}", "PRIMARY_HOST": str(primary.directory), **own, **PASSWORDS}


@pytest.fixture(scope="module")
def primary() -> Iterator[Server]:
    binaries = find_binaries()
    assert binaries
    with server(binaries) as primary:
        done = subprocess.run(
            ["bash", "-s"],  # the checkout may be closed to the other user
            input=(SCRIPTS / "roles.sh").read_text(),
            env=environ(primary, primary.data),
            cwd=primary.directory,
            capture_output=True,
            text=True,
            check=False,
            **primary.user,
        )
        assert done.returncode == 0, done.stderr
        yield primary


def test_reader_reads_the_content_and_nothing_else(primary: Server):
    with psycopg.connect(primary.url(), autocommit=True) as own:
        for table in ("profiles_claim", "sources_document", "auth_user", "django_session"):
            own.execute(f"CREATE TABLE IF NOT EXISTS {table} (a int)")
        own.execute((SCRIPTS / "grant.sql").read_text())
    with psycopg.connect(primary.url().replace("jnimref@", "reader@"), autocommit=True) as reader:
        reader.execute("SELECT * FROM profiles_claim")
        reader.execute("SELECT * FROM sources_document")
        for forbidden in (
            "SELECT * FROM auth_user",
            "SELECT * FROM django_session",
            "DELETE FROM profiles_claim",
            "UPDATE sources_document SET a = 1",
            "CREATE TABLE own (a int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(forbidden)


def test_passwords_are_those_of_the_environment(primary: Server):
    lines = (primary.data / "pg_hba.conf").read_text().splitlines()
    assert lines[-1] == "host replication replication all scram-sha-256"
    with psycopg.connect(primary.url()) as own:
        roles = set(own.execute("SELECT rolname, rolreplication FROM pg_authid WHERE rolpassword LIKE 'SCRAM%'").fetchall())
    assert roles == {("reader", False), ("replication", True)}


def test_replica_follows_its_primary_and_is_not_made_twice(primary: Server):
    with tempfile.TemporaryDirectory(prefix="jnimref-replica-", dir="/tmp") as name:
        folder = Path(name)
        if primary.user:
            os.chown(folder, primary.user["user"], primary.user["group"])
        for number in (1, 2):
            process = subprocess.Popen(
                ["bash", "-c", (SCRIPTS / "follow.sh").read_text(), "follow.sh", "-k", name],
                env=environ(primary, folder / "data"),
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **unprivileged(),
            )
            try:
                with psycopg.connect(primary.url(), autocommit=True) as own:
                    own.execute(f"CREATE TABLE told_{number} (a int)")
                assert until(lambda number=number, folder=folder: holds(folder, f"told_{number}"))  # type: ignore[misc]
            finally:
                process.terminate()
                process.wait(60)


def holds(folder: Path, table: str) -> bool:
    try:
        with psycopg.connect(host=str(folder), user="jnimref", dbname="jnimref", connect_timeout=5) as replica:
            [(recovering, there)] = replica.execute("SELECT pg_is_in_recovery(), to_regclass(%s) IS NOT NULL", [table]).fetchall()
            return bool(recovering and there)
    except psycopg.Error:
        return False
