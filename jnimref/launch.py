"""Bring the site up from nothing and serve it: `python -m jnimref.launch`, what `make run` and the container start.

HOST    the address to listen on; 127.0.0.1, this machine alone, unless given
PORT    the TCP port; 8000 unless given

jnimref/settings.py lists the rest of the environment. Whatever can go wrong in a fresh checkout is told in one line on
standard error, with exit status 1. Every step can be repeated: a second start finds its work done.
"""

import contextlib
import errno
import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

from jnimref.address import Address

ROOT = Path(__file__).resolve().parent.parent
# libpq waits for ever for a host that swallows packets; ten seconds are enough for one that lives.
CONNECT_TIMEOUT_S = "10"
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
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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
    try:
        if not os.environ.get("SECRET_KEY"):
            # The settings have drawn a key for this process if they found none; the server reads it from the file.
            keep_secret_key(settings.SECRET_KEY_FILE, settings.SECRET_KEY)
        django.setup()
    except (ImproperlyConfigured, OSError, UnicodeDecodeError) as error:
        raise NotReady(f"settings: {_one_line(error)} (see jnimref/settings.py; var/secret_key may be deleted)") from None


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


def prepare() -> None:
    """Bring the tables, the shipped profile and the static files up to date."""
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError, connections

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
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
    """Become gunicorn. It prints the address once it listens (jnimref/gunicorn.py)."""
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "python:jnimref.gunicorn"])  # noqa: S606


def _one_line(error: BaseException) -> str:
    """Return what the error says, on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def main() -> None:
    """Run every step in turn, and stop at the first that fails."""
    try:
        try:
            address = Address.from_environment(os.environ)
        except ValueError as error:
            raise NotReady(str(error)) from None
        check_free(address)
        check_database_url(os.environ.get("DATABASE_URL"))
        configure()
        check_database()
        prepare()
    except NotReady as reason:
        sys.exit(f"jnimref: {reason}")
    warn_of_what_is_not_stated()
    serve()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C while it prepares needs no traceback
        main()
    sys.exit(130)
