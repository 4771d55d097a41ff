"""Bring the site up from nothing and serve it: `python -m jnimref.launch`, what `make run` and the container start.

--prepare   only bring the database up to date, and end: the step before any number of web processes starts
--serve     only serve, from a database that is up to date

HOST    the address to listen on; 127.0.0.1, this machine alone, unless given
PORT    the TCP port; 8000 unless given

jnimref/settings.py lists the rest of the environment. Whatever can go wrong in a fresh checkout is told in one line on
standard error, with exit status 1. Every step can be repeated: a second start finds its work done.
"""

import argparse
import contextlib
import errno
import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from jnimref.address import Address
from jnimref.private_files import FILE_MODE, FOLDER_MODE, keep_private
from jnimref.serving.forwarding import parse_networks, parse_site_url

ROOT = Path(__file__).resolve().parent.parent
# libpq waits for ever for a host that swallows packets; ten seconds are enough for one that lives.
CONNECT_TIMEOUT_S = "10"
PREPARING = 7_016_031_709  # the number of the advisory lock under which the database is prepared; any that no other program takes
# What PostgreSQL says → what to do about it. Its own words are not passed on: a badly quoted DATABASE_URL puts a piece of
# the password where libpq expects the host or the database's name, and libpq prints those.
CONNECTION_HINTS = {
    "refused": "nothing listens there: is the server running, are host and port right?",
    "No such file": "nothing listens there: is the server running, is the socket's directory right?",
    "timeout": "no answer: are host and port right, and reachable from here?",
    "resolve host": "the host name is not known",
    "translate host name": "the host name is not known",
    "authentication failed": "the server refuses the user or the password",
    "no password": "the server asks for a password",
    "pg_hba.conf": "the server lets nobody in from here (pg_hba.conf)",
    "does not exist": "the server runs, but has no such database or user",
    "closed the connection": "what answers there does not speak PostgreSQL, or is stopping",
    "invalid response": "what answers there does not speak PostgreSQL",
    "SSL": "the server and DATABASE_URL do not agree on SSL",
}


class NotReady(Exception):
    """Something that the person who starts the site has to put right, told in one line."""


def check_free(address: Address) -> None:
    """Raise NotReady unless the address can be listened on. Comes first, for the steps after it take seconds."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn does; otherwise a server that stopped a moment ago would still seem to be there.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen()
    except PermissionError:
        raise NotReady(f"port {address.port} is not open to this user: choose one above 1023, as in PORT=8001") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise NotReady(f"something listens on {address.bind} already: choose another port, as in PORT=8001") from None
        raise NotReady(f"HOST must be an address of this machine, and is {address.host!r}") from None


def check_database_url(url: str | None) -> None:
    """Raise NotReady unless DATABASE_URL can be read. Its text stays out of the message: it holds a password."""
    if url is None:
        return
    import dj_database_url

    advice = (
        "DATABASE_URL can't be read: write sqlite:////path/to/file or postgresql://user:password@host:5432/database, "
        "with the special characters in user and password percent-encoded"
    )
    try:
        engine = dj_database_url.parse(url)["ENGINE"]
    except (ValueError, KeyError):
        raise NotReady(advice) from None
    if engine not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise NotReady(advice)


def keep_secret_key(file: Path, key: str) -> None:
    """Write the key to a file that only its owner can read, unless the file is there.

    O_EXCL lets one of two processes that start at once win; the mode holds from the first moment.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError:
        return
    except OSError as error:
        raise NotReady(f"can't write {file}: {error.strerror}") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key + "\n")


def configure() -> None:
    """Set Django up, and give it a secret key that lasts."""
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jnimref.settings")
    os.environ.setdefault("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT_S)
    os.umask(0o777 & ~FOLDER_MODE)  # what is written from now on, by the server too, is its owner's alone
    try:
        _keep_private(settings.VAR_DIR, sqlite_file(settings.DATABASES["default"]))
        if not os.environ.get("SECRET_KEY"):
            # The settings have drawn a key for this process if they found none; the server reads it from the file.
            keep_secret_key(settings.SECRET_KEY_FILE, settings.SECRET_KEY)
        django.setup()
    except (ImproperlyConfigured, OSError, UnicodeDecodeError) as error:
        raise NotReady(f"settings: {_one_line(error)} (see jnimref/settings.py; the file secret_key may be deleted)") from None


def _keep_private(folder: Path, database: Path | None) -> None:
    try:
        keep_private(folder, database)
    except OSError as error:
        raise NotReady(f"{_one_line(error)}: what the site writes is to belong to the user that it runs as (VAR_DIR)") from None


def sqlite_file(database: dict[str, Any]) -> Path | None:
    """Return the file of a database by Django's settings for it; None for another kind, and for one in memory."""
    name = str(database["NAME"])
    return Path(name) if database["ENGINE"].endswith("sqlite3") and name != ":memory:" else None


def check_forwarding() -> None:
    """Raise NotReady unless SITE_URL and TRUSTED_PROXIES can be read."""
    from django.conf import settings

    try:
        parse_networks(settings.TRUSTED_PROXIES)
        parse_site_url(settings.SITE_URL)
    except ValueError as error:
        raise NotReady(str(error)) from None


def check_database() -> None:
    """Raise NotReady unless the database answers."""
    from django.db import DatabaseError, NotSupportedError, connection

    try:
        connection.ensure_connection()
    except NotSupportedError as error:  # a server older than Django knows
        raise NotReady(f"database: {_one_line(error)}") from None
    except DatabaseError as error:
        if connection.vendor == "sqlite":
            raise NotReady(f"can't open the database {connection.settings_dict['NAME']}: {_one_line(error)}") from None
        hint = next((hint for words, hint in CONNECTION_HINTS.items() if words in str(error)), "is it running, and right?")
        raise NotReady(f"the database of DATABASE_URL does not answer; {hint}") from None


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other start prepares the same database, and keep others waiting meanwhile."""
    from django.db import DEFAULT_DB_ALIAS, connections

    own = connections.create_connection(DEFAULT_DB_ALIAS)  # it outlives those that each command closes
    try:
        if own.vendor == "postgresql":
            with own.cursor() as cursor:  # a lock of the session: it goes with the process, however that ends
                cursor.execute("SET statement_timeout = 0")  # what another start does may take its time
                cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            yield
        else:
            with Path(f"{own.settings_dict['NAME']}.preparing").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
    except OSError as error:
        raise NotReady(f"can't write beside the database: {error.strerror}") from None
    finally:
        own.close()


def prepare_database() -> None:
    """Bring the tables and the shipped profile up to date."""
    with alone():
        _run(["migrate"], interactive=False)
        _run(["load"])


def collect_static_files() -> None:
    """Bring the static files that this machine serves up to date."""
    _run(["collectstatic"], interactive=False)


def _run(command: list[str], **options: Any) -> None:
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError, connections

    try:
        call_command(*command, verbosity=0, **options)
    except CommandError as error:
        raise NotReady(str(error)) from None
    except (DatabaseError, OSError) as error:
        # A role without rights, a full disk, a directory that can't be written.
        raise NotReady(_one_line(error)) from None
    finally:
        connections.close_all()


def warn_of_what_is_not_stated() -> None:
    """Say in one line which settings on who makes the site are missing: /about/ tells its readers so."""
    from django.conf import settings

    if missing := [name for name in ("OPERATOR", "OPERATOR_CONTACT") if not getattr(settings, name)]:
        print(f"jnimref: /about/ says “not stated” of who makes the site: set {' and '.join(missing)}", file=sys.stderr)


def serve() -> NoReturn:
    """Become gunicorn. It prints the address once it listens (jnimref/serving/gunicorn.py)."""
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "python:jnimref.serving.gunicorn"])  # noqa: S606


def _one_line(error: BaseException) -> str:
    """Return what the error says, on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _ask(read: Callable[[], object]) -> None:
    from django.db import DatabaseError

    try:
        read()
    except DatabaseError as error:
        raise NotReady(f"{_one_line(error)}: run `python -m jnimref.launch --prepare` first, by a role that may write") from None


def check_prepared() -> None:
    """Raise NotReady unless the database has the tables that this version needs, as far as its role may know."""
    from django.db import DatabaseError, ProgrammingError, connections
    from django.db.migrations.executor import MigrationExecutor

    from sources.revision import current_revision

    try:
        executor = MigrationExecutor(connections["default"])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except ProgrammingError:  # a role for the content alone may not read which migrations there were
        missing = []
        _ask(current_revision)
    except DatabaseError as error:
        raise NotReady(_one_line(error)) from None
    finally:
        connections.close_all()
    if missing:
        raise NotReady(f"the database lacks {len(missing)} migrations: run `python -m jnimref.launch --prepare` first")


def main(arguments: list[str]) -> None:
    """Run every step in turn, and stop at the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m jnimref.launch", description="Bring the site up from nothing and serve it.")
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument("--prepare", action="store_true", help="only bring the database up to date")
    steps.add_argument("--serve", action="store_true", help="only serve, from a database that is up to date")
    asked = parser.parse_args(arguments)
    try:
        if not asked.prepare:
            try:
                addresses = Address.from_environment(os.environ), Address.of_metrics(os.environ)
            except ValueError as error:
                raise NotReady(str(error)) from None
            for address in filter(None, addresses):
                check_free(address)
        check_database_url(os.environ.get("DATABASE_URL"))
        configure()
        check_forwarding()
        check_database()
        if asked.serve:
            check_prepared()
        else:
            prepare_database()
        if asked.prepare:
            return
        collect_static_files()
    except NotReady as reason:
        sys.exit(f"jnimref: {reason}")
    warn_of_what_is_not_stated()
    serve()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C while it prepares needs no traceback
        main(sys.argv[1:])
        sys.exit(0)
    sys.exit(130)
